//! Reading everything that the round-report workbook shows.

use crate::Workflow;
use sucharit_domain::{
    access::Actor,
    calendar::{FiscalYear, ReportingRound},
    id::PlanId,
    project::{Conformity, Project},
    round_report::book::{RoundReportBook, RoundReportRow},
    summary::Summary,
};
use sucharit_store::{StoreError, SummaryOf};

impl Workflow {
    /// The workbook's content for a plan's fiscal year and round; none where the plan does not exist for the actor or does
    /// not cover the year.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn read_round_report_book(
        &self,
        actor: &Actor,
        plan: PlanId,
        fiscal_year: FiscalYear,
        round: ReportingRound,
    ) -> Result<Option<RoundReportBook>, StoreError> {
        // One moment for all of it, so that the sheets agree.
        let snapshot = self.store.snapshot().await?;
        let read = snapshot.read();
        let Some(plan) = read.plan(&actor.scope, plan).await? else { return Ok(None) };
        let organizations =
            read.organizations(&actor.scope, &[plan.organization_id]).await?.remove(&plan.organization_id);
        let Some(organization) = organizations else { return Ok(None) };
        let plans = [plan.id];
        let reports = read.round_reports_of(&plans).await?.remove(&plan.id).unwrap_or_default();
        let report = reports.into_iter().find(|report| (report.fiscal_year, report.round) == (fiscal_year, round));
        let Some(report) = report else { return Ok(None) };
        let district = read.area(&organization.district_code).await?;
        let province = match district.as_ref().and_then(|district| district.parent_code.as_deref()) {
            Some(code) => read.area(code).await?,
            None => None,
        };
        let projects = read.projects_of(&plans).await?.remove(&plan.id).unwrap_or_default();
        let years = read.project_years(&plans).await?;
        let progress = read.progress_of_plans(&plans).await?;
        let row = |project: Project| {
            let years = years.get(&project.id)?;
            let planned_budget = years.iter().find(|year| year.fiscal_year == fiscal_year)?.planned_budget;
            let reported = progress.get(&project.id).into_iter().flatten();
            let mut reported =
                reported.filter(|progress| (progress.fiscal_year, progress.round) == (fiscal_year, round));
            let progress = reported.next().map(|progress| progress.values.clone());
            Some(RoundReportRow { project, planned_budget, progress })
        };
        let (rows, non_conforming): (Vec<_>, Vec<_>) =
            projects.into_iter().filter_map(row).partition(|row| row.project.conformity == Conformity::Conforming);
        let of = SummaryOf { fiscal_year, round: Some(round) };
        let summary = read.plan_summaries(&plans, of).await?.remove(&plan.id).unwrap_or_else(|| Summary::empty(round));
        let due_dates = read.due_dates(&plans).await?.remove(&plan.id).unwrap_or_default();
        Ok(Some(RoundReportBook {
            due_on: due_dates.due_on(fiscal_year, round),
            district: district.map(|area| area.name).unwrap_or_default(),
            province: province.map(|area| area.name).unwrap_or_default(),
            organization,
            plan,
            report,
            rows,
            non_conforming: non_conforming.into_iter().map(|row| row.project).collect(),
            summary,
            made_on: self.clock.today(),
        }))
    }
}
