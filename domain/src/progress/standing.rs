//! What somebody may do with the progress of a project in a fiscal year and round, before they try.

use super::Progress;
use crate::{
    access::{Action, Actor, WhyNot},
    approval::ApprovalState,
    code::coded_enum,
    id::DivisionId,
};

coded_enum! {
    /// What can be done with the progress of a project.
    pub enum ProgressAction {
        /// Record it, first or changed.
        Record = "RECORD",
        /// Attach evidence to it, or remove some.
        AttachEvidence = "ATTACH_EVIDENCE",
        /// Open a carried twelve-month report for changes, with a reason.
        Reopen = "REOPEN",
    }
}

/// Everything that decides it.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The project's divisions.
    pub divisions: &'a [DivisionId],
    /// Where the report of this year and round stands; none where the project does not run in the year.
    pub report_state: Option<ApprovalState>,
    /// What is recorded.
    pub current: Option<&'a Progress>,
}

impl Standing<'_> {
    /// Whether this can be done now.
    ///
    /// # Errors
    /// Why not: the role or the division first, then how things stand.
    pub fn may(&self, action: ProgressAction, actor: &Actor) -> Result<(), WhyNot> {
        let carried = self.current.map(|progress| progress.carried_over);
        let (needed, fits) = match action {
            ProgressAction::Record => (Action::RecordProgress, carried != Some(true)),
            ProgressAction::AttachEvidence => (Action::RecordProgress, carried == Some(false)),
            ProgressAction::Reopen => (Action::ReopenProgress, carried == Some(true)),
        };
        actor.may_for(needed, self.divisions)?;
        match self.report_state {
            Some(ApprovalState::Draft) if fits => Ok(()),
            Some(ApprovalState::Draft) if carried == Some(true) => Err(WhyNot::CarriedOver),
            _ => Err(WhyNot::WrongState),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::{Capacity, Role, Scope},
        calendar::{FiscalYear, ReportingRound},
        money::Baht,
        progress::{ProgressStatus, ProgressValues},
    };
    use chrono::DateTime;
    use uuid::Uuid;

    /// Who, of which divisions the project is, where the report stands, what is recorded, what is to be done: may they?
    type Case<'a> =
        (Role, &'a [DivisionId], Option<ApprovalState>, Option<&'a Progress>, ProgressAction, Result<(), WhyNot>);

    fn actor(role: Role) -> Actor {
        let division = (role == Role::Officer).then(|| Uuid::from_u128(1).into());
        let capacity = Capacity::Account { id: Uuid::nil().into(), role, division, read_only: false };
        Actor { name: "somebody".to_owned(), scope: Scope::Everything, capacity }
    }

    fn progress(carried_over: bool) -> Progress {
        Progress {
            id: Uuid::nil().into(),
            project_id: Uuid::nil().into(),
            fiscal_year: FiscalYear::new(2568).unwrap(),
            round: ReportingRound::TwelveMonth,
            values: ProgressValues {
                status: ProgressStatus::Completed,
                unable_reason: None,
                unable_detail: None,
                in_ordinance: false,
                ordinance_budget: Baht::ZERO,
                disbursed: Baht::ZERO,
                result: None,
                problems: None,
                suggestions: None,
                remark: None,
            },
            carried_over,
            reopened: false,
            version: 1,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn roles_divisions_states_and_locks_decide() {
        use ProgressAction::{AttachEvidence, Record, Reopen};
        let (own, other) = ([DivisionId(Uuid::from_u128(1))], [DivisionId(Uuid::from_u128(2))]);
        let (free, carried) = (progress(false), progress(true));
        let draft = Some(ApprovalState::Draft);
        let cases: [Case<'_>; 13] = [
            (Role::Officer, &own, draft, None, Record, Ok(())),
            (Role::Officer, &other, draft, None, Record, Err(WhyNot::OtherDivision)),
            (Role::Planner, &other, draft, Some(&free), Record, Ok(())),
            (Role::Clerk, &own, draft, None, Record, Err(WhyNot::WrongRole)),
            (Role::Planner, &own, Some(ApprovalState::Submitted), Some(&free), Record, Err(WhyNot::WrongState)),
            (Role::Planner, &own, None, None, Record, Err(WhyNot::WrongState)),
            (Role::Planner, &own, draft, Some(&carried), Record, Err(WhyNot::CarriedOver)),
            (Role::Planner, &own, draft, Some(&carried), AttachEvidence, Err(WhyNot::CarriedOver)),
            (Role::Planner, &own, Some(ApprovalState::Submitted), Some(&carried), Record, Err(WhyNot::WrongState)),
            (Role::Planner, &own, draft, None, AttachEvidence, Err(WhyNot::WrongState)),
            (Role::Officer, &own, draft, Some(&free), AttachEvidence, Ok(())),
            (Role::Planner, &own, draft, Some(&carried), Reopen, Ok(())),
            (Role::Officer, &own, draft, Some(&carried), Reopen, Err(WhyNot::WrongRole)),
        ];
        for (role, divisions, report_state, current, action, expected) in cases {
            let standing = Standing { divisions, report_state, current };
            assert_eq!(standing.may(action, &actor(role)), expected, "{role:?} {action:?} {report_state:?}");
        }
    }
}
