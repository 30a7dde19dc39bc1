//! Recording the progress of a project in a fiscal year and round.

use crate::{CommandError, Workflow};
use serde_json::Value;
use sucharit_domain::{
    access::{Action, Actor},
    calendar::{FiscalYear, ReportingRound},
    event::{Change, EventKind},
    id::{DivisionId, ProjectId},
    plan::Plan,
    progress::{
        Progress, ProgressValues,
        carry_over::{self, CarryOver},
        record::{self, ProgressInput, Situation},
    },
    project::Project,
    refusal::{Refusal, Warning},
    round_report::{ApprovalState, RoundReport},
};
use sucharit_store::{StoreError, Transaction};
use uuid::Uuid;

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
        let carry_over = carry_over::decide(round, values.status, other_round);
        let mut changes = Vec::new();
        let progress = self
            .put(
                &transaction,
                &project,
                (fiscal_year, round),
                current,
                values,
                EventKind::ProgressRecorded,
                &mut changes,
            )
            .await?;
        match carry_over {
            CarryOver::None => {}
            CarryOver::Put => {
                let place = (fiscal_year, ReportingRound::TwelveMonth);
                let values = progress.values.clone();
                self.put(
                    &transaction,
                    &project,
                    place,
                    other_round,
                    values,
                    EventKind::ProgressCarriedOver,
                    &mut changes,
                )
                .await?;
            }
            CarryOver::Withdraw => {
                if let Some(carried) = other_round {
                    transaction.remove_progress(carried.id).await?;
                    changes.push(change(EventKind::ProgressCarryWithdrawn, Some(carried), None));
                }
            }
        }
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

    /// Writes a report, new or changed, and notes the change.
    #[expect(clippy::too_many_arguments, reason = "one place writes every kind of report")]
    pub(super) async fn put(
        &self,
        transaction: &Transaction,
        project: &Project,
        (fiscal_year, round): (FiscalYear, ReportingRound),
        current: Option<&Progress>,
        values: ProgressValues,
        kind: EventKind,
        changes: &mut Vec<Change>,
    ) -> Result<Progress, StoreError> {
        let version = match current {
            Some(current) => current.version,
            // Only a twelve-month report can have been carried and withdrawn.
            None if round == ReportingRound::SixMonth => 0,
            // A version is never given twice, even where a carried report came and went.
            None => transaction.read().withdrawn_version(project.id, fiscal_year, round).await?,
        };
        let progress = Progress {
            id: current.map_or_else(|| self.clock.new_uuid().into(), |current| current.id),
            project_id: project.id,
            fiscal_year,
            round,
            values,
            carried_over: kind == EventKind::ProgressCarriedOver,
            reopened: current.is_some_and(|current| current.reopened),
            version: version + 1,
            updated_at: self.clock.now(),
        };
        match current {
            Some(_) => transaction.change_progress(&progress).await?,
            None => transaction.add_progress(&progress).await?,
        }
        changes.push(change(kind, current, Some(&progress)));
        Ok(progress)
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

/// What the audit trail says of a report.
pub(crate) fn said(progress: &Progress) -> Value {
    let mut values = progress.values.to_json();
    values["fiscalYear"] = progress.fiscal_year.get().into();
    values["round"] = progress.round.months().into();
    values["project"] = Uuid::from(progress.project_id).to_string().into();
    values["isCarriedOver"] = progress.carried_over.into();
    values["isReopened"] = progress.reopened.into();
    values["version"] = progress.version.into();
    values
}

/// What happened to a report.
pub(super) fn change(kind: EventKind, before: Option<&Progress>, after: Option<&Progress>) -> Change {
    let about = after.or(before);
    Change {
        kind,
        subject: about.map(|progress| progress.id.named()).unwrap_or_default(),
        project: about.map(|progress| progress.project_id),
        before: before.map(said),
        after: after.map(said),
        reason: None,
    }
}
