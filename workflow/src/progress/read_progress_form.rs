//! Reading everything that the progress form shows.

use crate::Workflow;
use sucharit_domain::{
    access::{Actor, Capacity, Role},
    approval::ApprovalState,
    calendar::{FiscalYear, ReportingRound},
    id::{DivisionId, PlanId},
    progress::{
        Progress,
        carry_forward::carried_forward,
        form::{FormLine, FormStanding, FormValues, ProgressForm},
    },
    project::{Conformity, Project},
};
use sucharit_store::StoreError;

impl Workflow {
    /// The form of a plan's fiscal year and round, with the projects of a division where one is named; an officer gets those of
    /// the own division unless another is named. None where the plan or the division does not exist for the actor, or the plan
    /// does not cover the year.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn read_progress_form(
        &self,
        actor: &Actor,
        plan: PlanId,
        fiscal_year: FiscalYear,
        round: ReportingRound,
        division: Option<DivisionId>,
    ) -> Result<Option<ProgressForm>, StoreError> {
        // One moment for all of it, so that values and versions agree.
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
        let divisions = read.divisions(&[organization.id]).await?.remove(&organization.id).unwrap_or_default();
        let division = match division.or(own_division(actor)) {
            Some(id) => match divisions.into_iter().find(|division| division.id == id) {
                Some(division) => Some(division),
                None => return Ok(None),
            },
            None => None,
        };
        let district = read.area(&organization.district_code).await?;
        let province = match district.as_ref().and_then(|district| district.parent_code.as_deref()) {
            Some(code) => read.area(code).await?,
            None => None,
        };
        let projects = read.projects_of(&plans).await?.remove(&plan.id).unwrap_or_default();
        let (years, progress) = (read.project_years(&plans).await?, read.progress_of_plans(&plans).await?);
        let responsible = read.project_divisions(&plans).await?;
        let is_wanted = |project: &Project| {
            let mut own = responsible.get(&project.id).into_iter().flatten();
            project.conformity == Conformity::Conforming
                && division.as_ref().is_none_or(|wanted| own.any(|division| division.id == wanted.id))
        };
        let line = |project: Project| {
            let year = years.get(&project.id)?.iter().find(|year| year.fiscal_year == fiscal_year)?;
            let reports = progress.get(&project.id).map(Vec::as_slice).unwrap_or_default();
            let (standing, values, version) = standing(reports, (fiscal_year, round), report.state);
            Some(FormLine { planned_budget: year.planned_budget, project, standing, values, version })
        };
        let lines = projects.into_iter().filter(|project| is_wanted(project)).filter_map(line).collect();
        let due_dates = read.due_dates(&plans).await?.remove(&plan.id).unwrap_or_default();
        Ok(Some(ProgressForm {
            due_on: due_dates.due_on(fiscal_year, round),
            district: district.map(|area| area.name).unwrap_or_default(),
            province: province.map(|area| area.name).unwrap_or_default(),
            organization,
            plan,
            fiscal_year,
            round,
            division: division.map(|division| division.name),
            lines,
            made_on: self.clock.today(),
        }))
    }
}

/// The division whose projects an officer reports on.
fn own_division(actor: &Actor) -> Option<DivisionId> {
    match actor.capacity {
        Capacity::Account { role: Role::Officer, division, .. } => division,
        _ => None,
    }
}

/// How a project stands in a round, what of it the form shows, and the version of what is recorded.
fn standing(
    reports: &[Progress],
    (fiscal_year, round): (FiscalYear, ReportingRound),
    state: ApprovalState,
) -> (FormStanding, FormValues, Option<i32>) {
    let current = reports.iter().find(|report| (report.fiscal_year, report.round) == (fiscal_year, round));
    let carried = match round {
        ReportingRound::SixMonth => None,
        ReportingRound::TwelveMonth => carried_forward(reports, fiscal_year),
    };
    let (open, values, version) = match (current, carried) {
        (Some(current), _) => {
            let open = if current.carried_over { FormStanding::Completed } else { FormStanding::Reported };
            (open, FormValues::of(&current.values), Some(current.version))
        }
        (None, Some(carried)) => {
            (FormStanding::CarriedForward(carried.values.status), FormValues::carried_forward(carried), None)
        }
        (None, None) => (FormStanding::Awaiting, FormValues::default(), None),
    };
    let standing = if state == ApprovalState::Draft { open } else { FormStanding::ReadOnly };
    (standing, values, version)
}
