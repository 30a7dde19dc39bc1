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
        /// Enter the approved report in e-PlanNACC and keep its day and reference number.
        RecordFiling = "RECORD_FILING",
        /// Publish the approved report.
        PublishRoundReport = "PUBLISH_ROUND_REPORT",
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

/// What somebody of this role has to do about a report of a round whose window has opened.
#[must_use]
pub fn kinds(role: Role, report: &RoundReport, is_published: bool, waiting: &Waiting) -> Vec<TaskKind> {
    let those = |kinds: [(TaskKind, bool); 2]| -> Vec<TaskKind> {
        kinds.into_iter().filter(|(_, is_left)| *is_left).map(|(kind, _)| kind).collect()
    };
    let reporting = those([
        (TaskKind::ReportProgress, !waiting.unreported.is_empty()),
        (TaskKind::ConfirmProgress, !waiting.unconfirmed.is_empty()),
    ]);
    match (role, report.state) {
        (Role::Planner, ApprovalState::Approved) => {
            those([(TaskKind::RecordFiling, report.filing.is_none()), (TaskKind::PublishRoundReport, !is_published)])
        }
        (Role::Planner, ApprovalState::Draft) if reporting.is_empty() => vec![TaskKind::SubmitRoundReport],
        (Role::Officer | Role::Planner, ApprovalState::Draft) => reporting,
        (Role::Clerk, ApprovalState::Submitted) => vec![TaskKind::EndorseRoundReport],
        (Role::Executive, ApprovalState::Endorsed) => vec![TaskKind::ApproveRoundReport],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::{FiscalYear, ReportingRound},
        round_report::filing::Filing,
    };
    use ApprovalState::{Approved, Draft, Endorsed, Submitted};
    use TaskKind::{
        ApproveRoundReport, ConfirmProgress, EndorseRoundReport, PublishRoundReport, RecordFiling, ReportProgress,
        SubmitRoundReport,
    };
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
            assert_eq!(kinds(role, &report(state, false), false, waiting), expected, "{role:?} {state:?}");
        }
        for (is_filed, is_published, expected) in [
            (false, false, vec![RecordFiling, PublishRoundReport]),
            (true, false, vec![PublishRoundReport]),
            (false, true, vec![RecordFiling]),
            (true, true, vec![]),
        ] {
            assert_eq!(kinds(Role::Planner, &report(Approved, is_filed), is_published, &nothing), expected);
        }
    }

    fn report(state: ApprovalState, is_filed: bool) -> RoundReport {
        let filed_on = NaiveDate::from_ymd_opt(2025, 4, 20).unwrap();
        RoundReport {
            id: Uuid::nil().into(),
            plan_id: Uuid::nil().into(),
            fiscal_year: FiscalYear::new(2568).unwrap(),
            round: ReportingRound::SixMonth,
            state,
            filing: is_filed.then(|| Filing { filed_on, reference_number: "1".to_owned() }),
            version: 1,
        }
    }
}
