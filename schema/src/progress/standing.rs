//! What the viewer may do with the progress of a project.

use crate::{approval::WhyNot, failure::Failure, plan::batch::PlanBatch};
use async_graphql::Enum;
use sucharit_domain::{
    access,
    calendar::{FiscalYear, ReportingRound},
    id::{DivisionId, ProjectId},
    progress::standing as domain,
};

/// What can be done with the progress of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::ProgressAction")]
pub enum ProgressAction {
    /// Record it, first or changed: `recordProgress`.
    Record,
    /// Attach evidence to it, or remove some.
    AttachEvidence,
    /// Open a carried twelve-month report for changes: `reopenProgress`.
    Reopen,
}

/// What the viewer may do.
pub async fn viewer_can(
    batch: &PlanBatch,
    project: ProjectId,
    fiscal_year: FiscalYear,
    round: ReportingRound,
) -> Result<Vec<ProgressAction>, Failure> {
    let mut allowed = Vec::new();
    for action in domain::ProgressAction::ALL {
        if may(batch, project, fiscal_year, round, *action).await?.is_ok() {
            allowed.push((*action).into());
        }
    }
    Ok(allowed)
}

/// Why the viewer may not.
pub async fn why_not(
    batch: &PlanBatch,
    project: ProjectId,
    fiscal_year: FiscalYear,
    round: ReportingRound,
    action: ProgressAction,
) -> Result<Option<WhyNot>, Failure> {
    Ok(may(batch, project, fiscal_year, round, action.into()).await?.err().map(Into::into))
}

async fn may(
    batch: &PlanBatch,
    project: ProjectId,
    fiscal_year: FiscalYear,
    round: ReportingRound,
    action: domain::ProgressAction,
) -> Result<Result<(), access::WhyNot>, Failure> {
    let actor = batch.request.actor()?;
    let divisions = batch.project_divisions().await?.get(&project).into_iter().flatten();
    let divisions: Vec<DivisionId> = divisions.map(|division| division.id).collect();
    let of_place = (fiscal_year, round);
    let mut projects = batch.projects().await?.values().flatten();
    let plan = projects.find(|found| found.id == project).map(|found| found.plan_id).ok_or(Failure::Internal)?;
    let mut years = batch.project_years().await?.get(&project).into_iter().flatten();
    let runs = years.any(|year| year.fiscal_year == fiscal_year);
    let mut reports = batch.round_reports().await?.get(&plan).into_iter().flatten();
    let report = reports.find(|report| (report.fiscal_year, report.round) == of_place).filter(|_| runs);
    let mut progress = batch.progress().await?.get(&project).into_iter().flatten();
    let current = progress.find(|progress| (progress.fiscal_year, progress.round) == of_place);
    let standing = domain::Standing { divisions: &divisions, report_state: report.map(|report| report.state), current };
    Ok(standing.may(action, actor))
}
