//! What is particular to the chain of round reports: what is done besides signing, and what a report needs to be submitted.

use super::{RoundReport, book::RoundReportRow};
use crate::{
    access::{Action, Actor, WhyNot},
    approval::{Approvable, ApprovalState, ApprovalStep, Chain, StepTaken},
    clock::day_of,
    code::coded_enum,
    refusal::Fault,
};
use chrono::NaiveDate;

coded_enum! {
    /// What can be done with a round report as a whole.
    pub enum RoundReportAction {
        /// Hand it to the clerk.
        Submit = "SUBMIT",
        /// Take it back before the clerk acted.
        Withdraw = "WITHDRAW",
        /// Endorse it, with an opinion.
        Endorse = "ENDORSE",
        /// Approve it, with an opinion.
        Approve = "APPROVE",
        /// Return it to its draft, with a reason.
        Return = "RETURN",
        /// Open an approved one again, with a reason.
        Reopen = "REOPEN",
        /// Keep the day and reference number of its entry in e-PlanNACC.
        RecordFiling = "RECORD_FILING",
        /// Publish it.
        Publish = "PUBLISH",
    }
}

impl RoundReportAction {
    /// The step of the chain that it is; none for what is done after the approval.
    #[must_use]
    pub const fn step(self) -> Option<ApprovalStep> {
        match self {
            Self::Submit => Some(ApprovalStep::Submit),
            Self::Withdraw => Some(ApprovalStep::Withdraw),
            Self::Endorse => Some(ApprovalStep::Endorse),
            Self::Approve => Some(ApprovalStep::Approve),
            Self::Return => Some(ApprovalStep::Return),
            Self::Reopen => Some(ApprovalStep::Reopen),
            Self::RecordFiling | Self::Publish => None,
        }
    }
}

impl From<ApprovalStep> for RoundReportAction {
    fn from(step: ApprovalStep) -> Self {
        match step {
            ApprovalStep::Submit => Self::Submit,
            ApprovalStep::Withdraw => Self::Withdraw,
            ApprovalStep::Endorse => Self::Endorse,
            ApprovalStep::Approve => Self::Approve,
            ApprovalStep::Return => Self::Return,
            ApprovalStep::Reopen => Self::Reopen,
        }
    }
}

/// A report with everything that decides what may be done with it.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The report.
    pub report: &'a RoundReport,
    /// Where its plan stands: only an adopted plan is reported on to NACC.
    pub plan_state: ApprovalState,
    /// Every step of its chain, in order.
    pub steps: &'a [StepTaken],
    /// Whether it is published as it stands.
    pub is_published: bool,
    /// Whether reports of its round are taken by now.
    pub is_window_open: bool,
}

impl<'a> Standing<'a> {
    /// Its chain.
    #[must_use]
    pub const fn chain(&self) -> Chain<'a> {
        Chain::new(Approvable::RoundReport, self.report.state, self.steps)
    }

    /// Whether it was submitted after this day, as it stands; none while nobody submitted it.
    #[must_use]
    pub fn was_late(&self, due_on: NaiveDate) -> Option<bool> {
        let submitted = self.chain().current().iter().rfind(|step| step.step == ApprovalStep::Submit);
        submitted.map(|step| day_of(step.taken_at) > due_on)
    }

    /// Whether the actor may do this with the report now. What the report itself lacks (a project without progress, an intact
    /// seal) is not asked here.
    ///
    /// # Errors
    /// Why not.
    pub fn may(&self, action: RoundReportAction, actor: &Actor) -> Result<(), WhyNot> {
        let only_if = |allowed: bool| if allowed { Ok(()) } else { Err(WhyNot::WrongState) };
        let approved = self.report.state == ApprovalState::Approved;
        match (action, action.step()) {
            (RoundReportAction::Publish, _) => {
                actor.may(Action::PublishRoundReport)?;
                only_if(approved && !self.is_published)
            }
            (_, Some(step)) => {
                self.chain().may(step, actor)?;
                if step == ApprovalStep::Submit { self.may_be_submitted() } else { Ok(()) }
            }
            (_, None) => {
                actor.may(Action::RecordFiling)?;
                only_if(approved)
            }
        }
    }

    /// What must hold besides the chain for a submission. A late report is taken.
    fn may_be_submitted(&self) -> Result<(), WhyNot> {
        match (self.plan_state, self.is_window_open) {
            (ApprovalState::Approved, true) => Ok(()),
            (ApprovalState::Approved, false) => Err(WhyNot::WindowClosed),
            _ => Err(WhyNot::WrongState),
        }
    }
}

/// What a report lacks to be submitted, every fault of it: each conforming project planned for the year must be reported.
#[must_use]
pub fn submission_faults(rows: &[RoundReportRow]) -> Vec<Fault> {
    let unreported = rows.iter().filter(|row| row.progress.is_none());
    let numbers: Vec<i16> = unreported.map(|row| row.project.number).collect();
    if numbers.is_empty() { Vec::new() } else { vec![Fault::ProjectsNotReported { numbers }] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::{Capacity, Role, Scope},
        calendar::{FiscalYear, ReportingRound},
        id::AccountId,
    };
    use uuid::Uuid;

    fn actor(role: Role) -> Actor {
        let id = AccountId(Uuid::from_u128(9));
        let capacity = Capacity::Account { id, role, division: None, read_only: false };
        Actor { name: "somebody".to_owned(), scope: Scope::Everything, capacity }
    }

    fn may(
        state: ApprovalState,
        plan_state: ApprovalState,
        is_published: bool,
        action: RoundReportAction,
        role: Role,
    ) -> Result<(), WhyNot> {
        let report = RoundReport {
            id: Uuid::nil().into(),
            plan_id: Uuid::nil().into(),
            fiscal_year: FiscalYear::new(2568).unwrap(),
            round: ReportingRound::SixMonth,
            state,
            filing: None,
            version: 1,
        };
        Standing { report: &report, plan_state, steps: &[], is_published, is_window_open: true }
            .may(action, &actor(role))
    }

    #[test]
    fn filing_and_publishing_follow_the_approval() {
        use RoundReportAction::{Publish, RecordFiling};
        for state in ApprovalState::ALL {
            for role in Role::ALL {
                for (action, published) in
                    [(RecordFiling, false), (RecordFiling, true), (Publish, false), (Publish, true)]
                {
                    let expected = if *role != Role::Planner {
                        Err(WhyNot::WrongRole)
                    } else if *state != ApprovalState::Approved || (action == Publish && published) {
                        Err(WhyNot::WrongState)
                    } else {
                        Ok(())
                    };
                    let found = may(*state, ApprovalState::Approved, published, action, *role);
                    assert_eq!(found, expected, "{state:?} {role:?} {action:?} {published}");
                }
            }
        }
    }

    #[test]
    fn only_an_adopted_plan_is_reported_on() {
        for plan in ApprovalState::ALL {
            let found = may(ApprovalState::Draft, *plan, false, RoundReportAction::Submit, Role::Planner);
            assert_eq!(found.is_ok(), *plan == ApprovalState::Approved, "{plan:?}");
        }
    }

    #[test]
    fn nothing_is_submitted_before_its_window_opens() {
        let report = RoundReport {
            id: Uuid::nil().into(),
            plan_id: Uuid::nil().into(),
            fiscal_year: FiscalYear::new(2568).unwrap(),
            round: ReportingRound::SixMonth,
            state: ApprovalState::Draft,
            filing: None,
            version: 1,
        };
        let may = |plan_state, is_window_open| {
            let standing = Standing { report: &report, plan_state, steps: &[], is_published: false, is_window_open };
            standing.may(RoundReportAction::Submit, &actor(Role::Planner))
        };
        assert_eq!(may(ApprovalState::Approved, true), Ok(()));
        assert_eq!(may(ApprovalState::Approved, false), Err(WhyNot::WindowClosed));
        assert_eq!(may(ApprovalState::Draft, false), Err(WhyNot::WrongState));
    }

    #[test]
    fn every_step_is_an_action() {
        let steps: Vec<_> = RoundReportAction::ALL.iter().filter_map(|action| action.step()).collect();
        assert_eq!(steps, ApprovalStep::ALL);
    }
}
