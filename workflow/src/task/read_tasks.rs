//! Reading what an actor has to do now.

use crate::Workflow;
use std::collections::HashMap;
use sucharit_domain::{
    access::{Actor, Capacity, Scope},
    calendar::{FiscalYear, ReportingRound},
    id::{DivisionId, PlanId, ProjectId},
    plan,
    progress::{Progress, carry_forward},
    project::{Conformity, Project, ProjectYear},
    round_report::RoundReport,
    task::{self, Task, Waiting},
};
use sucharit_store::{Session, StoreError};

/// What the projects of an organization's plans say, as far as tasks hang on it.
struct Projects {
    by_plan: HashMap<PlanId, Vec<Project>>,
    years: HashMap<ProjectId, Vec<ProjectYear>>,
    progress: HashMap<ProjectId, Vec<Progress>>,
    divisions: HashMap<ProjectId, Vec<DivisionId>>,
}

impl Workflow {
    /// What the actor has to do now, nearest due date first: about reports of plans in force, of rounds whose window has opened.
    /// Whoever belongs to no organization has no tasks. A fixed number of statements.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn read_tasks(&self, actor: &Actor) -> Result<Vec<Task>, StoreError> {
        let (Scope::Organization(organization), Capacity::Account { role, division, .. }) =
            (&actor.scope, &actor.capacity)
        else {
            return Ok(Vec::new());
        };
        let (read, today) = (self.store.read(), self.clock.today());
        let plans = read.plans_of(&[*organization]).await?.remove(organization).unwrap_or_default();
        let ids: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
        let due_dates = read.due_dates(&ids).await?;
        let projects = Projects::read(&read, &ids).await?;
        let publications = read.publications_of_plans(&ids).await?;
        let reports = read.round_reports_of(&ids).await?.into_values().flatten();
        let in_force = |report: &RoundReport| {
            plan::in_force(&plans, report.fiscal_year).is_some_and(|plan| plan.id == report.plan_id)
        };
        let mut tasks = Vec::new();
        for report in reports.filter(in_force) {
            let Some(due) = due_dates.get(&report.plan_id) else { continue };
            if !due.window(report.fiscal_year, report.round).is_open(today) {
                continue;
            }
            let due_on = due.due_on(report.fiscal_year, report.round);
            let waiting = projects.waiting(&report, *division);
            for kind in task::kinds(*role, &report, publications.contains_key(&report.id), &waiting) {
                let projects = match kind {
                    task::TaskKind::ReportProgress => waiting.unreported.clone(),
                    task::TaskKind::ConfirmProgress => waiting.unconfirmed.clone(),
                    _ => Vec::new(),
                };
                tasks.push(Task { kind, organization_id: *organization, report: report.clone(), due_on, projects });
            }
        }
        tasks.sort_by_key(|task| (task.due_on, task.report.fiscal_year, task.report.round, task.kind));
        Ok(tasks)
    }
}

impl Projects {
    async fn read(read: &Session<'_>, plans: &[PlanId]) -> Result<Self, StoreError> {
        let divisions = read.project_divisions(plans).await?.into_iter();
        let ids = |divisions: Vec<sucharit_domain::organization::Division>| {
            divisions.into_iter().map(|division| division.id).collect()
        };
        Ok(Self {
            by_plan: read.projects_of(plans).await?,
            years: read.project_years(plans).await?,
            progress: read.progress_of_plans(plans).await?,
            divisions: divisions.map(|(project, divisions)| (project, ids(divisions))).collect(),
        })
    }

    /// The projects of a report that wait; of one division alone where it is named.
    fn waiting(&self, report: &RoundReport, division: Option<DivisionId>) -> Waiting {
        let mut waiting = Waiting::default();
        for project in self.by_plan.get(&report.plan_id).into_iter().flatten() {
            let progress = self.progress.get(&project.id).map(Vec::as_slice).unwrap_or_default();
            if !self.is_planned(project, report.fiscal_year)
                || !self.is_of(project.id, division)
                || is_reported(progress, report.fiscal_year, report.round)
            {
                continue;
            }
            let opens_with = carry_forward::carried_forward(progress, report.fiscal_year);
            if report.round == ReportingRound::TwelveMonth && opens_with.is_some() {
                waiting.unconfirmed.push(project.id);
            } else {
                waiting.unreported.push(project.id);
            }
        }
        waiting
    }

    fn is_planned(&self, project: &Project, fiscal_year: FiscalYear) -> bool {
        let mut years = self.years.get(&project.id).into_iter().flatten();
        project.conformity == Conformity::Conforming && years.any(|year| year.fiscal_year == fiscal_year)
    }

    fn is_of(&self, project: ProjectId, division: Option<DivisionId>) -> bool {
        division.is_none_or(|own| self.divisions.get(&project).is_some_and(|divisions| divisions.contains(&own)))
    }
}

fn is_reported(progress: &[Progress], fiscal_year: FiscalYear, round: ReportingRound) -> bool {
    progress.iter().any(|report| (report.fiscal_year, report.round) == (fiscal_year, round))
}
