//! Taking a step of the chain of a round report: what all of them have in common.

use super::opened::{Opened, about_report};
use crate::{
    CommandError, Workflow,
    approval::{event_of, say_step, told_of},
    notification::hand_over::HandOver,
};
use sucharit_domain::{
    access::Actor,
    approval::{Approvable, ApprovalStep, seal::Seal},
    id::RoundReportId,
    notification::letter::Thing,
    refusal::Fault,
    round_report::{
        RoundReport,
        chain::{RoundReportAction, submission_faults},
    },
};

/// A step that somebody wants to take.
pub(super) struct Wanted {
    pub step: ApprovalStep,
    /// The opinion or the reason, where the step has one.
    pub words: Option<String>,
    pub expected_version: i32,
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
        let action = RoundReportAction::from(wanted.step);
        let mut refusals = opened.refusals(action, actor, wanted.expected_version);
        refusals.extend(wanted.words.as_deref().and_then(|words| wanted.step.words_fault(words)));
        let mut sealed = None;
        if wanted.step.signs() && opened.standing().may(action, actor).is_ok() {
            let (seal, faults) = self.seal(&opened, wanted.step).await?;
            refusals.extend(faults.into_iter().map(about_report));
            sealed = Some(seal);
        }
        let state = match opened.standing().chain().take(wanted.step, actor) {
            Ok(state) if refusals.is_empty() => state,
            _ => return Err(opened.refused(refusals)),
        };
        let (read, standing) = (opened.transaction.read(), opened.standing());
        let step = (wanted.step, wanted.words);
        let taken = self.step_taken(&read, actor, &standing.chain(), step, sealed.as_ref()).await?;
        let Some(taken) = taken else {
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
        let after = Opened::said(&report, opened.publication.is_some() && !reopened);
        let mut change = opened.change(event_of(Approvable::RoundReport, wanted.step), after);
        say_step(&mut change, taken);
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
}
