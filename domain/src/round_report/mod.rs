//! The report of a whole plan for one fiscal year and round: what is signed and sent to NACC.

pub mod book;
pub mod chain;
pub mod filing;
pub mod publication;
pub mod seal;
#[cfg(test)]
mod seal_tests;

pub use crate::approval::ApprovalState;
use crate::{
    calendar::{FiscalYear, ReportingRound},
    id::{PlanId, RoundReportId},
};
use chrono::NaiveDate;
use filing::Filing;

/// The report of a plan for one fiscal year and round. Each plan has one for every round of its years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundReport {
    /// Identity.
    pub id: RoundReportId,
    /// The plan it reports on.
    pub plan_id: PlanId,
    /// The year.
    pub fiscal_year: FiscalYear,
    /// The round.
    pub round: ReportingRound,
    /// Where it stands.
    pub state: ApprovalState,
    /// Its entry in e-PlanNACC, once recorded.
    pub filing: Option<Filing>,
    /// Counts its changes, from 1.
    pub version: i32,
}

impl RoundReport {
    /// Whether the due date ([`crate::window::DueDates::due_on`]) passed before the report was approved.
    #[must_use]
    pub fn is_overdue(&self, due_on: NaiveDate, today: NaiveDate) -> bool {
        self.state != ApprovalState::Approved && today > due_on
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn overdue_begins_the_day_after_the_due_date() {
        let mut report = RoundReport {
            id: Uuid::nil().into(),
            plan_id: Uuid::nil().into(),
            fiscal_year: FiscalYear::new(2568).unwrap(),
            round: ReportingRound::SixMonth,
            state: ApprovalState::Draft,
            filing: None,
            version: 1,
        };
        let due = NaiveDate::from_ymd_opt(2025, 4, 30).unwrap();
        assert!(!report.is_overdue(due, due));
        assert!(report.is_overdue(due, due.succ_opt().unwrap()));
        report.state = ApprovalState::Approved;
        assert!(!report.is_overdue(due, due.succ_opt().unwrap()));
    }
}
