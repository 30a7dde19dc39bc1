//! Taking a step of the chain of a round report: what all of them have in common.

use super::opened::{Opened, about_report};
use crate::{CommandError, Workflow, notification::hand_over::HandOver};
use serde_json::Value;
use sucharit_domain::{
    access::Actor,
    account::Account,
    approval::{Approvable, ApprovalStep, StepTaken, seal::Seal},
    event::EventKind,
    id::RoundReportId,
    notification::{NotificationKind, letter::Thing},
    refusal::Fault,
    round_report::{
        RoundReport,
        chain::{RoundReportAction, submission_faults},
    },
};

/// A step that somebody wants to take.
pub(super) struct Wanted {
    pub action: RoundReportAction,
    pub step: ApprovalStep,
    pub event: EventKind,
    /// The opinion or the reason, where the step has one.
    pub words: Option<String>,
    pub expected_version: i32,
}

/// The message that a step is told by; a planner who takes a report back tells nobody.
const fn told_of(step: ApprovalStep) -> Option<NotificationKind> {
    match step {
        ApprovalStep::Submit => Some(NotificationKind::Submitted),
        ApprovalStep::Endorse => Some(NotificationKind::Endorsed),
        ApprovalStep::Approve => Some(NotificationKind::Approved),
        ApprovalStep::Return => Some(NotificationKind::Returned),
        ApprovalStep::Reopen => Some(NotificationKind::Reopened),
        ApprovalStep::Withdraw => None,
    }
}

impl Workflow {
    /// Takes a step: who signs, seals the report as it stands, and nothing else than what was sealed before.
    pub(super) async fn take_step(
        &self,
        actor: &Actor,
        id: RoundReportId,
        wanted: Wanted,
    ) -> Result<RoundReport, CommandError<RoundReport>> {
        let opened = self.open_round_report(actor, id).await?;
        let mut refusals = opened.refusals(wanted.action, actor, wanted.expected_version);
        refusals.extend(wanted.words.as_deref().and_then(|words| wanted.step.words_fault(words)));
        let mut sealed = None;
        if wanted.step.signs() && opened.standing().may(wanted.action, actor).is_ok() {
            let (seal, faults) = self.seal(&opened, wanted.step).await?;
            refusals.extend(faults.into_iter().map(about_report));
            sealed = Some(seal);
        }
        let state = match opened.standing().chain().take(wanted.step, actor) {
            Ok(state) if refusals.is_empty() => state,
            _ => return Err(opened.refused(refusals)),
        };
        let Some(taken) = self.step_taken(actor, &opened, &wanted, sealed.as_ref()).await? else {
            return Err(opened.refused(vec![about_report(Fault::WrongRole)]));
        };
        let reopened = wanted.step == ApprovalStep::Reopen;
        let filing = if reopened { None } else { opened.report.filing.clone() };
        let report = RoundReport { state, filing, version: opened.report.version + 1, ..opened.report.clone() };
        if let Some(seal) = &sealed {
            opened.transaction.keep_seal(seal).await?;
        }
        opened.transaction.add_step(Approvable::RoundReport, id, &taken).await?;
        if reopened {
            opened.transaction.withdraw_publication(id, taken.taken_at).await?;
        }
        opened.transaction.change_round_report(&report).await?;
        if let Some(kind) = told_of(wanted.step) {
            let RoundReport { fiscal_year, round, version, .. } = report;
            let handed = HandOver {
                kind,
                organization: &opened.organization,
                thing: Thing::RoundReport { fiscal_year, round },
                about: opened.subject(),
                version,
                remark: taken.words.as_deref(),
            };
            self.tell(&opened.transaction, actor, &handed).await?;
        }
        let mut after = Opened::said(&report, opened.publication.is_some() && !reopened);
        after["name"] = taken.name.into();
        after["position"] = taken.position.into();
        after["digest"] = taken.digest.into();
        let gives_opinion = wanted.step.words_field() == Some("opinion");
        let (opinion, reason) = if gives_opinion { (taken.words, None) } else { (None, taken.words) };
        after["opinion"] = opinion.map_or(Value::Null, Value::String);
        let mut change = opened.change(wanted.event, after);
        change.reason = reason;
        opened.transaction.commit(opened.organization.id, actor, self.clock(), vec![change]).await?;
        Ok(report)
    }

    /// The seal of the report as it stands, and what keeps it from being signed.
    async fn seal(&self, opened: &Opened, step: ApprovalStep) -> Result<(Seal, Vec<Fault>), CommandError<RoundReport>> {
        let (rows, seal) = opened.seal().await?;
        let faults = if step == ApprovalStep::Submit {
            submission_faults(&rows)
        } else if opened.is_intact(&seal).await? {
            Vec::new()
        } else {
            vec![Fault::SealBroken]
        };
        Ok((seal, faults))
    }

    /// The step with the name and position that its account has now; none where there is no such account.
    async fn step_taken(
        &self,
        actor: &Actor,
        opened: &Opened,
        wanted: &Wanted,
        sealed: Option<&Seal>,
    ) -> Result<Option<StepTaken>, CommandError<RoundReport>> {
        let Some(account) = actor.account() else { return Ok(None) };
        let signer = opened.transaction.read().accounts(&[account]).await?.remove(&account);
        let Some(Account { name, position, .. }) = signer else { return Ok(None) };
        let standing = opened.standing();
        let chain = standing.chain();
        Ok(Some(StepTaken {
            id: self.clock.new_uuid().into(),
            sequence: chain.next_sequence(),
            run: chain.run(),
            step: wanted.step,
            account,
            username: actor.name.clone(),
            name,
            position,
            words: wanted.words.clone(),
            taken_at: self.clock.now(),
            digest: sealed.map(|seal| seal.digest().to_owned()),
        }))
    }
}
