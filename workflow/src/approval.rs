//! What the chains of round reports and of plans have in common.

use crate::Workflow;
use serde_json::Value;
use sucharit_domain::{
    access::Actor,
    account::Account,
    approval::{Approvable, ApprovalStep, Chain, StepTaken, seal::Seal},
    event::{Change, EventKind},
    notification::NotificationKind,
};
use sucharit_store::{Session, StoreError};

/// The message that a step is told by; a planner who takes something back tells nobody.
pub(crate) const fn told_of(step: ApprovalStep) -> Option<NotificationKind> {
    match step {
        ApprovalStep::Submit => Some(NotificationKind::Submitted),
        ApprovalStep::Endorse => Some(NotificationKind::Endorsed),
        ApprovalStep::Approve => Some(NotificationKind::Approved),
        ApprovalStep::Return => Some(NotificationKind::Returned),
        ApprovalStep::Reopen => Some(NotificationKind::Reopened),
        ApprovalStep::Withdraw => None,
    }
}

/// The event that a step is in the audit trail.
pub(crate) const fn event_of(thing: Approvable, step: ApprovalStep) -> EventKind {
    match (thing, step) {
        (Approvable::RoundReport, ApprovalStep::Submit) => EventKind::RoundReportSubmitted,
        (Approvable::RoundReport, ApprovalStep::Withdraw) => EventKind::RoundReportWithdrawn,
        (Approvable::RoundReport, ApprovalStep::Endorse) => EventKind::RoundReportEndorsed,
        (Approvable::RoundReport, ApprovalStep::Approve) => EventKind::RoundReportApproved,
        (Approvable::RoundReport, ApprovalStep::Return) => EventKind::RoundReportReturned,
        (Approvable::RoundReport, ApprovalStep::Reopen) => EventKind::RoundReportReopened,
        (Approvable::Plan, ApprovalStep::Submit) => EventKind::PlanSubmitted,
        (Approvable::Plan, ApprovalStep::Withdraw) => EventKind::PlanWithdrawn,
        (Approvable::Plan, ApprovalStep::Endorse) => EventKind::PlanEndorsed,
        (Approvable::Plan, ApprovalStep::Approve) => EventKind::PlanApproved,
        // The chain lets nobody open a plan again: it is amended.
        (Approvable::Plan, ApprovalStep::Return | ApprovalStep::Reopen) => EventKind::PlanReturned,
    }
}

/// Says in the audit trail who took the step, over what, and in which words: an opinion is a value, a reason is the reason.
pub(crate) fn say_step(change: &mut Change, taken: StepTaken) {
    let gives_opinion = taken.step.words_field() == Some("opinion");
    let (opinion, reason) = if gives_opinion { (taken.words, None) } else { (None, taken.words) };
    if let Some(after) = &mut change.after {
        after["name"] = taken.name.into();
        after["position"] = taken.position.into();
        after["digest"] = taken.digest.into();
        after["opinion"] = opinion.map_or(Value::Null, Value::String);
    }
    change.reason = reason;
}

impl Workflow {
    /// The next step of a chain with the name and position that its account has now; none where there is no such account.
    pub(crate) async fn step_taken(
        &self,
        read: &Session<'_>,
        actor: &Actor,
        chain: &Chain<'_>,
        step: (ApprovalStep, Option<String>),
        sealed: Option<&Seal>,
    ) -> Result<Option<StepTaken>, StoreError> {
        let Some(account) = actor.account() else { return Ok(None) };
        let signer = read.accounts(&[account]).await?.remove(&account);
        let Some(Account { name, position, .. }) = signer else { return Ok(None) };
        let (step, words) = step;
        Ok(Some(StepTaken {
            id: self.clock.new_uuid().into(),
            sequence: chain.next_sequence(),
            run: chain.run(),
            step,
            account,
            username: actor.name.clone(),
            name,
            position,
            words,
            taken_at: self.clock.now(),
            digest: sealed.map(|seal| seal.digest().to_owned()),
        }))
    }
}
