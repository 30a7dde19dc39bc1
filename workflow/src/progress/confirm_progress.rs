//! Confirming the six-month figures of a project as its twelve-month report, as they are.

use super::{
    record_progress::{RecordedProgress, read_year},
    recording::Recording,
};
use crate::{CommandError, Workflow};
use sucharit_domain::{
    access::{Action, Actor},
    calendar::{FiscalYear, ReportingRound},
    event::EventKind,
    id::ProjectId,
    progress::{Progress, carry_forward, record},
    refusal::{Fault, Path, Refusal},
};

impl Workflow {
    /// Records the six-month figures for the twelve-month round, word for word. `expected_version` is the six-month report's.
    ///
    /// # Errors
    /// Refused with every fault; a stale version comes with the six-month report as it stands.
    pub async fn confirm_progress(
        &self,
        actor: &Actor,
        project: ProjectId,
        fiscal_year: i32,
        expected_version: i32,
    ) -> Result<RecordedProgress, CommandError<Progress>> {
        let Some((project, plan)) = self.project_and_plan(actor, project).await? else {
            return Err(CommandError::not_found("projectId"));
        };
        let refused = |field: &str, fault: Fault| CommandError::refused(vec![Refusal::new(Path::input(field), fault)]);
        self.may_for_project(actor, Action::RecordProgress, &project).await?;
        let Some(fiscal_year) = FiscalYear::new(fiscal_year) else {
            return Err(refused("fiscalYear", Fault::NotAFiscalYear));
        };
        let transaction = self.store.begin(Some(plan.organization_id)).await?;
        let year = read_year(&transaction, &project, &plan, Some(fiscal_year)).await?;
        let Some(six_month) = carry_forward::carried_forward(&year.progress, fiscal_year) else {
            return Err(refused("fiscalYear", Fault::NothingToConfirm));
        };
        if six_month.version != expected_version {
            let stale = Fault::StaleVersion { expected: Some(expected_version), current: Some(six_month.version) };
            let refusals = vec![Refusal::new(Path::input("expectedVersion"), stale)];
            return Err(CommandError::Refused { refusals, current: Some(Box::new(six_month.clone())) });
        }
        let round = ReportingRound::TwelveMonth;
        let situation = year.situation(&project, Some(fiscal_year), round);
        // Whatever forbids the figures forbids confirming them for this year.
        let of_year = |refusal: Refusal| Refusal::new(Path::input("fiscalYear"), refusal.fault);
        let (values, warnings) = record::check(carry_forward::as_input(six_month), &situation)
            .map_err(|refusals| CommandError::refused(refusals.into_iter().map(of_year).collect()))?;
        let withdrawn = transaction.read().withdrawn_versions(&[project.id], fiscal_year, round).await?;
        let withdrawn = withdrawn.get(&project.id).copied().unwrap_or_default();
        let mut recording = Recording::default();
        let place = (fiscal_year, round);
        let kind = EventKind::ProgressConfirmed;
        let progress = recording.put(self.clock(), project.id, place, (None, withdrawn), values, kind);
        let changes = recording.write(&transaction).await?;
        transaction.commit(plan.organization_id, actor, self.clock(), changes).await?;
        Ok(RecordedProgress { progress, warnings })
    }
}
