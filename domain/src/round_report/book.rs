//! What the round-report workbook is made from.

use super::RoundReport;
use crate::{
    money::Baht, organization::Organization, plan::Plan, progress::ProgressValues, project::Project, summary::Summary,
};
use chrono::NaiveDate;

/// The report of a plan for one fiscal year and round, with everything its workbook shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundReportBook {
    /// The local government.
    pub organization: Organization,
    /// The district's name.
    pub district: String,
    /// The province's name.
    pub province: String,
    /// The plan.
    pub plan: Plan,
    /// The report.
    pub report: RoundReport,
    /// The conforming projects planned for the year, by number.
    pub rows: Vec<RoundReportRow>,
    /// The non-conforming ones, which need no report and count nowhere, by number.
    pub non_conforming: Vec<Project>,
    /// Counts, amounts, score.
    pub summary: Summary,
    /// The last day on which the report is in time, extensions included.
    pub due_on: NaiveDate,
    /// The day the workbook is made.
    pub made_on: NaiveDate,
}

/// One project of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundReportRow {
    /// The project.
    pub project: Project,
    /// Planned budget of the year, baht.
    pub planned_budget: Baht,
    /// What was reported; none: รอรายงานผล.
    pub progress: Option<ProgressValues>,
}
