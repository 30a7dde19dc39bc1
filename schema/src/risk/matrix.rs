//! The risk matrix and the uncontrolled risks as clients see them.

use super::{RiskBasis, RiskIssue, RiskLevel};
use crate::{failure::Failure, plan::batch::PlanBatch};
use async_graphql::SimpleObject;
use std::{collections::HashMap, sync::Arc};
use sucharit_domain::{
    calendar::FiscalYear,
    id::{PlanId, RiskIssueId},
    plan::Plan,
    risk::{self as domain, control},
};

/// How a plan's issues lie on the 5 × 5 matrix.
#[derive(Debug, SimpleObject)]
pub struct RiskMatrix {
    /// The fiscal year, B.E.
    fiscal_year: i32,
    /// Before or after controls.
    basis: RiskBasis,
    /// All 25 cells: likelihood by likelihood from 1, within it by impact from 1.
    cells: Vec<RiskMatrixCell>,
    /// The scored issues of each level, the least first; empty ones included.
    levels: Vec<RiskLevelCount>,
    /// Issues without a score in this year and on this basis.
    unscored: Vec<RiskIssue>,
}

/// A cell of the matrix.
#[derive(Debug, SimpleObject)]
pub struct RiskMatrixCell {
    /// โอกาส, 1 to 5.
    likelihood: i16,
    /// ผลกระทบ, 1 to 5.
    impact: i16,
    /// Likelihood × impact.
    score: i16,
    /// The level of the score.
    level: RiskLevel,
    /// How many issues lie in it.
    count: usize,
    /// The issues in it.
    issues: Vec<RiskIssue>,
}

/// How many issues have a level.
#[derive(Debug, SimpleObject)]
pub struct RiskLevelCount {
    /// The level.
    level: RiskLevel,
    /// How many.
    count: usize,
}

impl RiskMatrix {
    /// The matrix of a plan of the batch.
    pub async fn of(
        plan: &Plan,
        batch: &Arc<PlanBatch>,
        fiscal_year: FiscalYear,
        basis: RiskBasis,
    ) -> Result<Self, Failure> {
        let issues = issues_of(plan.id, batch).await?;
        let scores = batch.risk_assessments().await?;
        let scores: Vec<_> = issues.iter().filter_map(|issue| scores.get(&issue.id)).flatten().cloned().collect();
        let bands = batch.risk_bands(plan.id).await?;
        let matrix = domain::matrix::RiskMatrix::lay_out(fiscal_year, basis.into(), &issues, &scores, &bands);
        let by_id: HashMap<RiskIssueId, &domain::RiskIssue> = issues.iter().map(|issue| (issue.id, issue)).collect();
        let objects = |ids: &[RiskIssueId]| -> Vec<RiskIssue> {
            let found = ids.iter().filter_map(|id| by_id.get(id));
            found.map(|issue| RiskIssue::new((*issue).clone(), batch)).collect()
        };
        let level_count = |level: &domain::RiskLevel| RiskLevelCount {
            level: (*level).into(),
            count: matrix.cells.iter().filter(|cell| cell.level == *level).map(|cell| cell.issues.len()).sum(),
        };
        let cell = |cell: &domain::matrix::RiskMatrixCell| RiskMatrixCell {
            likelihood: cell.score.likelihood,
            impact: cell.score.impact,
            score: cell.score.value(),
            level: cell.level.into(),
            count: cell.issues.len(),
            issues: objects(&cell.issues),
        };
        Ok(Self {
            fiscal_year: fiscal_year.get(),
            basis,
            cells: matrix.cells.iter().map(cell).collect(),
            levels: domain::RiskLevel::ALL.iter().map(level_count).collect(),
            unscored: objects(&matrix.unscored),
        })
    }
}

/// The uncontrolled issues of a plan in a fiscal year, in the plan's order.
pub async fn uncontrolled(
    plan: &Plan,
    batch: &Arc<PlanBatch>,
    fiscal_year: FiscalYear,
) -> Result<Vec<RiskIssue>, Failure> {
    let mut found = Vec::new();
    for issue in issues_of(plan.id, batch).await? {
        if is_uncontrolled(&issue, plan.id, batch, fiscal_year).await? {
            found.push(RiskIssue::new(issue, batch));
        }
    }
    Ok(found)
}

/// Whether an issue is uncontrolled in a fiscal year.
pub async fn is_uncontrolled(
    issue: &domain::RiskIssue,
    plan: PlanId,
    batch: &PlanBatch,
    fiscal_year: FiscalYear,
) -> Result<bool, Failure> {
    let bands = batch.risk_bands(plan).await?;
    let scores = batch.risk_assessments().await?.get(&issue.id).map_or(&[][..], Vec::as_slice);
    let level = |basis| control::level_in(fiscal_year, basis, scores, issue.stated_level, &bands);
    let mut any_runs = false;
    for measure in batch.control_measures().await?.get(&issue.risk_area_id).into_iter().flatten() {
        any_runs |= control_runs(measure, batch, fiscal_year).await?;
    }
    let (inherent, residual) = (level(domain::RiskBasis::Inherent), level(domain::RiskBasis::Residual));
    Ok(control::is_uncontrolled(inherent, residual, any_runs))
}

/// Whether a control measure runs in a fiscal year.
pub async fn control_runs(
    measure: &domain::ControlMeasure,
    batch: &PlanBatch,
    fiscal_year: FiscalYear,
) -> Result<bool, Failure> {
    let Some(project) = measure.project_id else { return Ok(false) };
    let years = batch.project_years().await?.get(&project).into_iter().flatten();
    let years: Vec<FiscalYear> = years.map(|year| year.fiscal_year).collect();
    let reports = batch.progress().await?.get(&project).into_iter().flatten();
    let latest = reports.filter(|report| report.fiscal_year == fiscal_year).max_by_key(|report| report.round);
    Ok(control::runs(&years, fiscal_year, latest.map(|report| report.values.status)))
}

async fn issues_of(plan: PlanId, batch: &PlanBatch) -> Result<Vec<domain::RiskIssue>, Failure> {
    let areas = batch.risk_areas().await?.get(&plan).into_iter().flatten();
    let issues = batch.risk_issues().await?;
    Ok(areas.filter_map(|area| issues.get(&area.id)).flatten().cloned().collect())
}
