//! What somebody has to do now, by role and by where each round report stands.

use crate::{
    access::Role,
    code::coded_enum,
    id::{OrganizationId, ProjectId},
    round_report::{ApprovalState, RoundReport},
};
use chrono::NaiveDate;

coded_enum! {
    /// What is to be done about a round report.
    pub enum TaskKind {
        /// Report projects that have no report and no figures to open with.
        ReportProgress = "REPORT_PROGRESS",
        /// Confirm six-month figures, or record others in their place.
        ConfirmProgress = "CONFIRM_PROGRESS",
        /// Submit the report: every project is reported.
        SubmitRoundReport = "SUBMIT_ROUND_REPORT",
        /// Endorse or return the report.
        EndorseRoundReport = "ENDORSE_ROUND_REPORT",
        /// Approve or return the report.
        ApproveRoundReport = "APPROVE_ROUND_REPORT",
    }
}

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What.
    pub kind: TaskKind,
    /// Whose report it is about.
    pub organization_id: OrganizationId,
    /// The report.
    pub report: RoundReport,
    /// The last day on which the report is in time.
    pub due_on: NaiveDate,
    /// The projects it is about, by number; none where it is about the report as a whole.
    pub projects: Vec<ProjectId>,
}

/// The projects of a report that wait, as far as they are the actor's: an officer's are those of the own division.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Without a report and without figures to open with, by number.
    pub unreported: Vec<ProjectId>,
    /// With six-month figures that nobody confirmed, by number.
    pub unconfirmed: Vec<ProjectId>,
}

/// What somebody of this role has to do about a report in this state, of a round whose window has opened.
#[must_use]
pub fn kinds(role: Role, state: ApprovalState, waiting: &Waiting) -> Vec<TaskKind> {
    let reporting = [
        (TaskKind::ReportProgress, !waiting.unreported.is_empty()),
        (TaskKind::ConfirmProgress, !waiting.unconfirmed.is_empty()),
    ];
    let reporting: Vec<TaskKind> = reporting.into_iter().filter(|(_, some)| *some).map(|(kind, _)| kind).collect();
    match (role, state) {
        (Role::Officer, ApprovalState::Draft) => reporting,
        (Role::Planner, ApprovalState::Draft) if reporting.is_empty() => vec![TaskKind::SubmitRoundReport],
        (Role::Planner, ApprovalState::Draft) => reporting,
        (Role::Clerk, ApprovalState::Submitted) => vec![TaskKind::EndorseRoundReport],
        (Role::Executive, ApprovalState::Endorsed) => vec![TaskKind::ApproveRoundReport],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ApprovalState::{Approved, Draft, Endorsed, Submitted};
    use TaskKind::{ApproveRoundReport, ConfirmProgress, EndorseRoundReport, ReportProgress, SubmitRoundReport};
    use uuid::Uuid;

    #[test]
    fn each_role_has_its_turn() {
        let project = || vec![ProjectId(Uuid::nil())];
        let nothing = Waiting::default();
        let all = Waiting { unreported: project(), unconfirmed: project() };
        let confirming = Waiting { unconfirmed: project(), ..Waiting::default() };
        for (role, state, waiting, expected) in [
            (Role::Officer, Draft, &all, vec![ReportProgress, ConfirmProgress]),
            (Role::Officer, Draft, &nothing, vec![]),
            (Role::Planner, Draft, &all, vec![ReportProgress, ConfirmProgress]),
            (Role::Planner, Draft, &confirming, vec![ConfirmProgress]),
            (Role::Planner, Draft, &nothing, vec![SubmitRoundReport]),
            (Role::Planner, Submitted, &nothing, vec![]),
            (Role::Clerk, Draft, &all, vec![]),
            (Role::Clerk, Submitted, &nothing, vec![EndorseRoundReport]),
            (Role::Executive, Submitted, &nothing, vec![]),
            (Role::Executive, Endorsed, &nothing, vec![ApproveRoundReport]),
            (Role::Executive, Approved, &nothing, vec![]),
            (Role::NaccCentral, Submitted, &all, vec![]),
            (Role::Admin, Draft, &all, vec![]),
        ] {
            assert_eq!(kinds(role, state, waiting), expected, "{role:?} {state:?}");
        }
    }
}
