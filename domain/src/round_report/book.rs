//! What the round-report workbook is made from.

use super::{RoundReport, seal::is_intact};
use crate::{
    approval::{Chain, StepTaken, seal::Seal},
    calendar::{FiscalYear, ReportingRound},
    id::{ProgressId, ProjectId},
    money::Baht,
    organization::Organization,
    plan::Plan,
    progress::{Progress, ProgressStatus, ProgressValues},
    project::{Conformity, Project, ProjectYear},
    summary::Summary,
};
use chrono::NaiveDate;
use std::collections::HashMap;

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
    /// Who signed it.
    pub sign_off: SignOff,
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
    /// SHA-256 of each file of evidence, in order.
    pub evidence: Vec<String>,
}

/// Who signed a report in the run that is under way, and whether it still is what they signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignOff {
    /// Nobody has: a draft.
    Unsigned,
    /// These, in order.
    Signed {
        /// SHA-256 of what all of them signed.
        digest: String,
        /// The signatures.
        signatures: Vec<StepTaken>,
    },
    /// It is not what was signed, so no signature holds.
    Broken,
}

impl SignOff {
    /// How a report stands to its signatures: `kept` is the text that was sealed, `current` the report as it stands.
    #[must_use]
    pub fn of(chain: &Chain<'_>, kept: Option<&str>, current: &Seal) -> Self {
        match chain.digest() {
            Some(digest) if is_intact(digest, kept, current) => {
                Self::Signed { digest: digest.to_owned(), signatures: chain.current().to_vec() }
            }
            None if chain.is_untouched_draft() => Self::Unsigned,
            _ => Self::Broken,
        }
    }
}

/// What the rows of a report add up to.
#[must_use]
pub fn summary(rows: &[RoundReportRow], round: ReportingRound) -> Summary {
    let mut summary = Summary::empty(round);
    for row in rows {
        // Dimensions are numbered from 1.
        let place = usize::try_from(row.project.dimension_number - 1).ok();
        let Some(tally) = place.and_then(|place| summary.by_dimension.get_mut(place)) else { continue };
        tally.projects += 1;
        tally.planned_budget = tally.planned_budget + row.planned_budget;
        let Some(progress) = &row.progress else { continue };
        match progress.status {
            ProgressStatus::InProgress => tally.in_progress += 1,
            ProgressStatus::Completed => tally.completed += 1,
            ProgressStatus::Unable => tally.unable += 1,
        }
        tally.ordinance_budget = tally.ordinance_budget + progress.ordinance_budget;
        tally.disbursed = tally.disbursed + progress.disbursed;
        if progress.in_ordinance {
            tally.in_ordinance += 1;
            tally.budget_in_ordinance = tally.budget_in_ordinance + progress.ordinance_budget;
        }
    }
    summary
}

/// What is planned for a year and reported in a round, by project; the plan's projects in order of their numbers.
#[derive(Debug, Clone, Copy)]
pub struct Reported<'a> {
    /// The plan's projects.
    pub projects: &'a [Project],
    /// The years in which each of them runs.
    pub years: &'a HashMap<ProjectId, Vec<ProjectYear>>,
    /// All progress of each of them.
    pub progress: &'a HashMap<ProjectId, Vec<Progress>>,
    /// SHA-256 of the evidence on each report, in ascending order.
    pub evidence: &'a HashMap<ProgressId, Vec<String>>,
}

impl Reported<'_> {
    /// The projects planned for the year that count, each with its report of the round.
    #[must_use]
    pub fn rows(&self, fiscal_year: FiscalYear, round: ReportingRound) -> Vec<RoundReportRow> {
        let counted = self.projects.iter().filter(|project| project.conformity == Conformity::Conforming);
        let row = |project: &Project| {
            let planned_budget = self.planned_budget(project, fiscal_year)?;
            let reports = self.progress.get(&project.id).into_iter().flatten();
            let mut of_round = reports.filter(|report| (report.fiscal_year, report.round) == (fiscal_year, round));
            let report = of_round.next();
            let evidence = report.and_then(|report| self.evidence.get(&report.id)).cloned().unwrap_or_default();
            let progress = report.map(|report| report.values.clone());
            Some(RoundReportRow { project: project.clone(), planned_budget, progress, evidence })
        };
        counted.filter_map(row).collect()
    }

    /// The projects planned for the year that need no report and count nowhere.
    #[must_use]
    pub fn non_conforming(&self, fiscal_year: FiscalYear) -> Vec<Project> {
        let not_counted = self.projects.iter().filter(|project| project.conformity == Conformity::NonConforming);
        not_counted.filter(|project| self.planned_budget(project, fiscal_year).is_some()).cloned().collect()
    }

    fn planned_budget(&self, project: &Project, fiscal_year: FiscalYear) -> Option<Baht> {
        let mut years = self.years.get(&project.id).into_iter().flatten();
        years.find(|year| year.fiscal_year == fiscal_year).map(|year| year.planned_budget)
    }
}
