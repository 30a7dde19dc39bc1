//! Opening a twelve-month report that took over a six-month completion (e-PlanNACC, rule 2).

use super::{record_progress::read_year, recording::change};
use crate::{CommandError, Workflow};
use sucharit_domain::{
    access::{Action, Actor, WhyNot},
    calendar::{FiscalYear, ReportingRound},
    event::{Change, EventKind},
    id::ProjectId,
    progress::Progress,
    refusal::{Fault, Path, Refusal},
    round_report::ApprovalState,
    text,
};

impl Workflow {
    /// Opens a carried twelve-month report for changes; the six-month one stays complete.
    ///
    /// # Errors
    /// Refused with every fault of the input; a stale version comes with the report as it stands.
    pub async fn reopen_progress(
        &self,
        actor: &Actor,
        project: ProjectId,
        fiscal_year: i32,
        reason: String,
        expected_version: i32,
    ) -> Result<Progress, CommandError<Progress>> {
        let Some((project, plan)) = self.project_and_plan(actor, project).await? else {
            return Err(CommandError::not_found("projectId"));
        };
        self.may_for_project(actor, Action::ReopenProgress, &project).await?;
        let transaction = self.store.begin(Some(plan.organization_id)).await?;
        let round = ReportingRound::TwelveMonth;
        let mut refusals = Vec::new();
        let mut refuse = |field: &str, fault: Fault| refusals.push(Refusal::new(Path::input(field), fault));
        if let Some(fault) = text::reason_fault(&reason) {
            refuse("reason", fault);
        }
        let fiscal_year = FiscalYear::new(fiscal_year);
        let year = read_year(&transaction, &project, &plan, fiscal_year).await?;
        let current = year.progress.iter().find(|progress| progress.round == round).cloned();
        match (fiscal_year, &current) {
            (None, _) => refuse("fiscalYear", Fault::NotAFiscalYear),
            (Some(_), Some(current)) if current.carried_over => {}
            (Some(_), _) => refuse("fiscalYear", Fault::from(WhyNot::WrongState)),
        }
        if let Some(state) = year.state(round).filter(|state| *state != ApprovalState::Draft) {
            refuse("fiscalYear", Fault::ReportNotDraft { state });
        }
        if let Some(current) = &current
            && current.version != expected_version
        {
            let current = Some(current.version);
            refuse("expectedVersion", Fault::StaleVersion { expected: Some(expected_version), current });
        }
        let Some(carried) = current.clone().filter(|_| refusals.is_empty()) else {
            return Err(CommandError::Refused { refusals, current: current.map(Box::new) });
        };
        let opened = Progress {
            carried_over: false,
            reopened: true,
            version: carried.version + 1,
            updated_at: self.clock.now(),
            ..carried.clone()
        };
        transaction.change_progress(&opened).await?;
        let change = change(EventKind::ProgressReopened, Some(&carried), Some(&opened));
        let changes = vec![Change { reason: Some(reason), ..change }];
        transaction.commit(plan.organization_id, actor, self.clock(), changes).await?;
        Ok(opened)
    }
}
