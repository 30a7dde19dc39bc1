//! Importing a filled progress form: first a preview, then everything it says or nothing.

use super::recording::{Recording, Reports};
use crate::{CommandError, Workflow};
use chrono::NaiveDate;
use std::collections::HashMap;
use sucharit_domain::{
    access::{Action, Actor},
    calendar::ReportingRound,
    id::{DivisionId, PlanId, ProgressImportId, ProjectId},
    organization::Division,
    plan::Plan,
    progress::{
        Progress,
        carry_forward::carried_forward,
        form::FormHead,
        import::{self, FormReading, FormRow, ImportPreview, NUMBER, ProgressImport, RowOutcome},
        record::Situation,
    },
    project::{Project, ProjectYear},
    refusal::{Fault, Path, Refusal},
    round_report::{ApprovalState, RoundReport},
    sheet::{CellPlace, CellProblem, SheetFault},
};
use sucharit_store::{Session, StoreError, Transaction};

/// What an import wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedImport {
    /// The reports that changed, as they stand now, in the form's order.
    pub progress: Vec<Progress>,
    /// The plan they belong to.
    pub plan: PlanId,
    /// What was applied.
    pub preview: ImportPreview,
}

impl Workflow {
    /// What a form that was read would change, as things stand. Nothing is written.
    ///
    /// # Errors
    /// Refused where the actor's role reports nothing.
    pub async fn preview_progress_form(
        &self,
        actor: &Actor,
        reading: &FormReading,
    ) -> Result<ImportPreview, CommandError<ImportPreview>> {
        actor.may(Action::RecordProgress).map_err(CommandError::not_allowed)?;
        let standing = Standing::read(&self.store.read(), actor, &reading.head).await?;
        Ok(preview(standing.as_ref(), actor, reading, self.clock.today()))
    }

    /// Keeps a form that was read for a day, for its uploader to apply, and answers with what it would change.
    ///
    /// # Errors
    /// Refused where the actor's role reports nothing, or the form belongs to nothing that exists for the actor: then the
    /// preview says so, and nothing is kept.
    pub async fn upload_progress_form(
        &self,
        actor: &Actor,
        file_name: String,
        sha256: String,
        reading: FormReading,
    ) -> Result<(ProgressImport, ImportPreview), CommandError<ImportPreview>> {
        actor.may(Action::RecordProgress).map_err(CommandError::not_allowed)?;
        let standing = Standing::read(&self.store.read(), actor, &reading.head).await?;
        let preview = preview(standing.as_ref(), actor, &reading, self.clock.today());
        let (Some(standing), Some(account)) = (standing, actor.account()) else { return Err(has_problems(preview)) };
        let import = ProgressImport {
            id: self.clock.new_uuid().into(),
            account,
            organization_id: standing.plan.organization_id,
            plan_id: standing.plan.id,
            file_name,
            sha256,
            reading,
            created_at: self.clock.now(),
            applied_at: None,
        };
        let transaction = self.store.begin(Some(import.organization_id)).await?;
        transaction.add_progress_import(&import).await?;
        transaction.commit_unrecorded().await?;
        Ok((import, preview))
    }

    /// An upload of the actor's that waits, with what it would change as things stand now.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn read_progress_import(
        &self,
        actor: &Actor,
        id: ProgressImportId,
    ) -> Result<Option<(ProgressImport, ImportPreview)>, StoreError> {
        let Some(account) = actor.account() else { return Ok(None) };
        let read = self.store.read();
        let Some(import) = read.progress_import(account, id, self.clock.now()).await? else { return Ok(None) };
        let standing = Standing::read(&read, actor, &import.reading.head).await?;
        let preview = preview(standing.as_ref(), actor, &import.reading, self.clock.today());
        Ok(Some((import, preview)))
    }

    /// Applies an upload: all of it in one transaction, each changed report with its event as if it had been recorded alone.
    ///
    /// # Errors
    /// Refused where it does not wait for this actor or was applied already, and with any problem, such as a report that changed
    /// meanwhile: the preview as things stand says which. Then nothing was written.
    pub async fn apply_progress_import(
        &self,
        actor: &Actor,
        id: ProgressImportId,
    ) -> Result<AppliedImport, CommandError<ImportPreview>> {
        actor.may(Action::RecordProgress).map_err(CommandError::not_allowed)?;
        let missing = || CommandError::not_found("importId");
        let account = actor.account().ok_or_else(missing)?;
        let now = self.clock.now();
        let import = self.store.read().progress_import(account, id, now).await?.ok_or_else(missing)?;
        let transaction = self.store.begin(Some(import.organization_id)).await?;
        // Again under the lock: it may have been applied meanwhile.
        let import = transaction.read().progress_import(account, id, now).await?.ok_or_else(missing)?;
        if import.applied_at.is_some() {
            let refusal = Refusal::new(Path::input("importId"), Fault::WrongState);
            return Err(CommandError::refused(vec![refusal]));
        }
        transaction.mark_progress_import_applied(id, now).await?;
        self.apply(actor, &import.reading, transaction).await
    }

    /// The same of a form that was read just now and is kept nowhere.
    ///
    /// # Errors
    /// As [`Self::apply_progress_import`].
    pub async fn apply_progress_form(
        &self,
        actor: &Actor,
        reading: &FormReading,
    ) -> Result<AppliedImport, CommandError<ImportPreview>> {
        actor.may(Action::RecordProgress).map_err(CommandError::not_allowed)?;
        let plan = self.store.read().plan(&actor.scope, reading.head.plan).await?;
        let Some(plan) = plan else { return Err(has_problems(preview(None, actor, reading, self.clock.today()))) };
        let transaction = self.store.begin(Some(plan.organization_id)).await?;
        self.apply(actor, reading, transaction).await
    }

    async fn apply(
        &self,
        actor: &Actor,
        reading: &FormReading,
        transaction: Transaction,
    ) -> Result<AppliedImport, CommandError<ImportPreview>> {
        let standing = Standing::read(&transaction.read(), actor, &reading.head).await?;
        let preview = preview(standing.as_ref(), actor, reading, self.clock.today());
        let Some(standing) = standing.filter(|_| preview.problems.is_empty()) else {
            return Err(has_problems(preview));
        };
        if preview.changes.is_empty() {
            transaction.commit_unrecorded().await?;
            return Ok(AppliedImport { progress: Vec::new(), plan: standing.plan.id, preview });
        }
        let FormHead { fiscal_year, round, .. } = reading.head;
        let projects: Vec<ProjectId> = preview.changes.iter().map(|change| change.project).collect();
        let withdrawn =
            transaction.read().withdrawn_versions(&projects, fiscal_year, ReportingRound::TwelveMonth).await?;
        let mut recording = Recording::default();
        let mut progress = Vec::new();
        for change in &preview.changes {
            let (current, other_round) = standing.reports(change.project);
            let withdrawn = withdrawn.get(&change.project).copied().unwrap_or_default();
            let reports = Reports { current, other_round, withdrawn };
            let place = (fiscal_year, round);
            progress.push(recording.record(self.clock(), change.project, place, reports, change.values.clone()));
        }
        let changes = recording.write(&transaction).await?;
        transaction.commit(standing.plan.organization_id, actor, self.clock(), changes).await?;
        Ok(AppliedImport { progress, plan: standing.plan.id, preview })
    }
}

/// What a form is judged by, of one plan, year and round.
struct Standing {
    head: FormHead,
    plan: Plan,
    reports: Vec<RoundReport>,
    projects: HashMap<ProjectId, Project>,
    years: HashMap<ProjectId, Vec<ProjectYear>>,
    divisions: HashMap<ProjectId, Vec<Division>>,
    /// Of the form's year alone.
    progress: HashMap<ProjectId, Vec<Progress>>,
    due_on: NaiveDate,
}

impl Standing {
    /// Reads it; none where what the form belongs to does not exist for the actor. As many statements for any number of rows.
    async fn read(read: &Session<'_>, actor: &Actor, head: &FormHead) -> Result<Option<Self>, StoreError> {
        let Some(plan) = read.plan(&actor.scope, head.plan).await? else { return Ok(None) };
        let organization = read.organization(&actor.scope, &head.organization_code).await?;
        if organization.is_none_or(|organization| organization.id != plan.organization_id) {
            return Ok(None);
        }
        let plans = [plan.id];
        let mut reports = read.round_reports_of(&plans).await?.remove(&plan.id).unwrap_or_default();
        reports.retain(|report| report.fiscal_year == head.fiscal_year);
        let projects = read.projects_of(&plans).await?.remove(&plan.id).unwrap_or_default();
        let mut progress = read.progress_of_plans(&plans).await?;
        for reports in progress.values_mut() {
            reports.retain(|report| report.fiscal_year == head.fiscal_year);
        }
        let due_dates = read.due_dates(&plans).await?.remove(&plan.id).unwrap_or_default();
        Ok(Some(Self {
            head: head.clone(),
            reports,
            projects: projects.into_iter().map(|project| (project.id, project)).collect(),
            years: read.project_years(&plans).await?,
            divisions: read.project_divisions(&plans).await?,
            progress,
            due_on: due_dates.due_on(head.fiscal_year, head.round),
            plan,
        }))
    }

    fn state(&self, round: ReportingRound) -> Option<ApprovalState> {
        self.reports.iter().find(|report| report.round == round).map(|report| report.state)
    }

    fn of_year(&self, project: ProjectId) -> &[Progress] {
        self.progress.get(&project).map(Vec::as_slice).unwrap_or_default()
    }

    /// A project's report of the form's round and of the other one.
    fn reports(&self, project: ProjectId) -> (Option<&Progress>, Option<&Progress>) {
        let reports = self.of_year(project);
        let own = reports.iter().find(|report| report.round == self.head.round);
        (own, reports.iter().find(|report| report.round != self.head.round))
    }

    /// What comes of one row.
    fn judge(&self, actor: &Actor, reading: &FormReading, row: &FormRow) -> RowOutcome {
        let wrong = |field: &str, fault: &SheetFault| {
            RowOutcome::Wrong(vec![CellProblem::of(reading.place(row, field), fault)])
        };
        let running: Vec<_> =
            self.years.get(&row.key.project).into_iter().flatten().map(|year| year.fiscal_year).collect();
        let project = self.projects.get(&row.key.project).filter(|_| running.contains(&self.head.fiscal_year));
        let Some(project) = project else { return wrong(NUMBER, &SheetFault::RowKeyUnknown) };
        if !import::is_about(row, project) {
            return wrong(NUMBER, &SheetFault::RowMixedUp);
        }
        let (current, other_round) = self.reports(project.id);
        let situation = Situation {
            project,
            running_years: &running,
            fiscal_year: Some(self.head.fiscal_year),
            round: self.head.round,
            report_state: self.state(self.head.round),
            twelve_month_state: self.state(ReportingRound::TwelveMonth),
            current,
            other_round,
        };
        let carried = match self.head.round {
            ReportingRound::SixMonth => None,
            ReportingRound::TwelveMonth => carried_forward(self.of_year(project.id), self.head.fiscal_year),
        };
        let divisions: Vec<DivisionId> =
            self.divisions.get(&project.id).into_iter().flatten().map(|division| division.id).collect();
        import::judge(reading, row, &situation, carried, actor.may_for(Action::RecordProgress, &divisions))
    }
}

/// What a form would change; `standing` is none where what it belongs to does not exist for the actor.
fn preview(standing: Option<&Standing>, actor: &Actor, reading: &FormReading, today: NaiveDate) -> ImportPreview {
    let mut preview = ImportPreview { problems: reading.problems.clone(), ..ImportPreview::default() };
    let whole_file = |fault: &SheetFault| CellProblem::of(CellPlace::file(), fault);
    let Some(standing) = standing else {
        preview.problems = vec![whole_file(&SheetFault::FormOfOtherOrganization)];
        return preview;
    };
    match standing.state(reading.head.round) {
        Some(ApprovalState::Draft) | None => {}
        // Nothing in the file could put that right.
        Some(state) => {
            preview.problems = vec![CellProblem::of_rule(CellPlace::file(), &Fault::ReportNotDraft { state })];
            return preview;
        }
    }
    if today > standing.due_on {
        preview.warnings.push(whole_file(&SheetFault::RoundIsOver));
    }
    for row in &reading.rows {
        match standing.judge(actor, reading, row) {
            // What its other cells come to is not known; what is wrong with them is.
            RowOutcome::Wrong(problems) if row.unreadable => {
                let is_new = |it: &CellProblem| reading.problems.iter().all(|read| read.place != it.place);
                preview.problems.extend(problems.into_iter().filter(is_new));
            }
            _ if row.unreadable => {}
            RowOutcome::Unchanged => preview.unchanged += 1,
            RowOutcome::Awaiting => preview.awaiting += 1,
            RowOutcome::Change(change, warnings) => {
                preview.changes.push(*change);
                preview.warnings.extend(warnings);
            }
            RowOutcome::Wrong(problems) => preview.problems.extend(problems),
        }
    }
    CellProblem::sort(&mut preview.problems);
    preview
}

/// Refused because of what the preview says.
fn has_problems(preview: ImportPreview) -> CommandError<ImportPreview> {
    let fault = Fault::ImportHasProblems { count: preview.problems.len() };
    let refusals = vec![Refusal::new(Path::input("importId"), fault)];
    CommandError::Refused { refusals, current: Some(Box::new(preview)) }
}
