//! Reading everything that the round-report workbook shows.

use super::recorded::Recorded;
use crate::Workflow;
use sucharit_domain::{
    access::{Actor, Scope},
    approval::{Approvable, Chain},
    calendar::{FiscalYear, ReportingRound},
    id::PlanId,
    round_report::{
        book::{RoundReportBook, SignOff, summary},
        seal::{SealedReport, as_signed},
    },
};
use sucharit_store::StoreError;

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
        self.round_report_book(&actor.scope, plan, fiscal_year, round).await
    }

    pub(crate) async fn round_report_book(
        &self,
        scope: &Scope,
        plan: PlanId,
        fiscal_year: FiscalYear,
        round: ReportingRound,
    ) -> Result<Option<RoundReportBook>, StoreError> {
        // One moment for all of it, so that the sheets agree.
        let snapshot = self.store.snapshot().await?;
        let read = snapshot.read();
        let Some(plan) = read.plan(scope, plan).await? else { return Ok(None) };
        let organizations = read.organizations(scope, &[plan.organization_id]).await?.remove(&plan.organization_id);
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
        let recorded = Recorded::read(&read, plan.id).await?;
        let non_conforming = recorded.non_conforming(&report);
        let steps = read.steps_of(&[report.id]).await?.remove(&report.id).unwrap_or_default();
        let chain = Chain::new(Approvable::RoundReport, report.state, &steps);
        let kept = read.seals(&chain.digest().map(str::to_owned).into_iter().collect::<Vec<_>>()).await?;
        let kept = chain.digest().and_then(|digest| kept.get(digest)).map(String::as_str);
        let rows = recorded.rows(&report);
        let (plan, rows) = as_signed(kept, &plan, &rows);
        let (plan, rows) = (plan.into_owned(), rows.into_owned());
        let sign_off = SignOff::of(&chain, kept, &SealedReport::of(&organization, &plan, &report, &rows).seal());
        let due_dates = read.due_dates(&plans).await?.remove(&plan.id).unwrap_or_default();
        Ok(Some(RoundReportBook {
            due_on: due_dates.due_on(fiscal_year, round),
            district: district.map(|area| area.name).unwrap_or_default(),
            province: province.map(|area| area.name).unwrap_or_default(),
            organization,
            plan,
            report,
            summary: summary(&rows, round),
            rows,
            non_conforming,
            sign_off,
            made_on: self.clock.today(),
        }))
    }
}
