//! Recording the progress of a project in a fiscal year and round.

use super::recording::{self, Recording, Reports};
use crate::{CommandError, Workflow};
use sucharit_domain::{
    access::{Action, Actor},
    calendar::{FiscalYear, ReportingRound},
    id::{DivisionId, ProjectId},
    plan::Plan,
    progress::{
        Progress,
        record::{self, ProgressInput, Situation},
    },
    project::Project,
    refusal::{Refusal, Warning},
    round_report::{ApprovalState, RoundReport},
};
use sucharit_store::{StoreError, Transaction};

/// A recorded report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedProgress {
    /// As it stands now.
    pub progress: Progress,
    /// What is worth a second look.
    pub warnings: Vec<Warning>,
}

/// The reports of a project's year before anything is recorded.
pub(super) struct Year {
    reports: Vec<RoundReport>,
    /// What is recorded.
    pub(super) progress: Vec<Progress>,
    running_years: Vec<FiscalYear>,
}

impl Workflow {
    /// Records progress, first or changed. A completion after six months is carried into the twelve-month report.
    ///
    /// # Errors
    /// Refused with every fault of the input; a stale version comes with the report as it stands.
    pub async fn record_progress(
        &self,
        actor: &Actor,
        project: ProjectId,
        fiscal_year: i32,
        round: ReportingRound,
        input: ProgressInput,
    ) -> Result<RecordedProgress, CommandError<Progress>> {
        let Some((project, plan)) = self.project_and_plan(actor, project).await? else {
            return Err(CommandError::not_found("projectId"));
        };
        self.may_for_project(actor, Action::RecordProgress, &project).await?;
        let transaction = self.store.begin(Some(plan.organization_id)).await?;
        let fiscal_year = FiscalYear::new(fiscal_year);
        let year = read_year(&transaction, &project, &plan, fiscal_year).await?;
        let current = year.progress.iter().find(|progress| progress.round == round);
        let other_round = year.progress.iter().find(|progress| progress.round != round);
        let situation = year.situation(&project, fiscal_year, round);
        let refused =
            |refusals: Vec<Refusal>| CommandError::Refused { refusals, current: current.cloned().map(Box::new) };
        let (values, warnings) = record::check(input, &situation).map_err(refused)?;
        let Some(fiscal_year) = fiscal_year else {
            return Err(CommandError::not_found("fiscalYear"));
        };
        let withdrawn = if recording::may_begin_twelve_month(round, values.status, &year.progress) {
            let projects = [project.id];
            let versions =
                transaction.read().withdrawn_versions(&projects, fiscal_year, ReportingRound::TwelveMonth).await?;
            versions.get(&project.id).copied()
        } else {
            None
        };
        let mut recording = Recording::default();
        let place = (fiscal_year, round);
        let reports = Reports { current, other_round, withdrawn: withdrawn.unwrap_or_default() };
        let progress = recording.record(self.clock(), project.id, place, reports, values);
        let changes = recording.write(&transaction).await?;
        transaction.commit(plan.organization_id, actor, self.clock(), changes).await?;
        Ok(RecordedProgress { progress, warnings })
    }

    /// A project that exists for the actor, with its plan.
    pub(crate) async fn project_and_plan(
        &self,
        actor: &Actor,
        id: ProjectId,
    ) -> Result<Option<(Project, Plan)>, StoreError> {
        let read = self.store.read();
        let Some(project) = read.projects(&actor.scope, &[id]).await?.remove(&id) else { return Ok(None) };
        Ok(read.plan(&actor.scope, project.plan_id).await?.map(|plan| (project, plan)))
    }

    /// Refuses what the actor may not do to a project, by role and division.
    pub(super) async fn may_for_project<C>(
        &self,
        actor: &Actor,
        action: Action,
        project: &Project,
    ) -> Result<(), CommandError<C>> {
        let divisions = self.store.read().project_divisions(&[project.plan_id]).await?.remove(&project.id);
        let divisions: Vec<DivisionId> = divisions.into_iter().flatten().map(|division| division.id).collect();
        actor.may_for(action, &divisions).map_err(CommandError::not_allowed)
    }
}

impl Year {
    /// Where the report of a round stands.
    pub(super) fn state(&self, round: ReportingRound) -> Option<ApprovalState> {
        self.reports.iter().find(|report| report.round == round).map(|report| report.state)
    }

    /// What the rules must know to record a round.
    pub(super) fn situation<'a>(
        &'a self,
        project: &'a Project,
        fiscal_year: Option<FiscalYear>,
        round: ReportingRound,
    ) -> Situation<'a> {
        Situation {
            project,
            running_years: &self.running_years,
            fiscal_year,
            round,
            report_state: self.state(round),
            twelve_month_state: self.state(ReportingRound::TwelveMonth),
            current: self.progress.iter().find(|progress| progress.round == round),
            other_round: self.progress.iter().find(|progress| progress.round != round),
        }
    }
}

async fn running_years(transaction: &Transaction, project: &Project) -> Result<Vec<FiscalYear>, StoreError> {
    let mut years = transaction.read().project_years(&[project.plan_id]).await?;
    Ok(years.remove(&project.id).unwrap_or_default().into_iter().map(|year| year.fiscal_year).collect())
}

/// The reports of a project's year as they stand.
pub(super) async fn read_year(
    transaction: &Transaction,
    project: &Project,
    plan: &Plan,
    fiscal_year: Option<FiscalYear>,
) -> Result<Year, StoreError> {
    let running_years = running_years(transaction, project).await?;
    let Some(fiscal_year) = fiscal_year else {
        return Ok(Year { reports: Vec::new(), progress: Vec::new(), running_years });
    };
    let read = transaction.read();
    let mut reports = read.round_reports_of(&[plan.id]).await?.remove(&plan.id).unwrap_or_default();
    reports.retain(|report| report.fiscal_year == fiscal_year);
    let progress = read.progress_of_year(project.id, fiscal_year).await?;
    Ok(Year { reports, progress, running_years })
}
