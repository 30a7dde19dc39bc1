//! Moving the reporting window of a fiscal year and round, for the whole country.

use crate::{CommandError, Workflow};
use serde_json::{Value, json};
use sucharit_domain::{
    access::{Action, Actor},
    calendar::FiscalYear,
    event::{Change, EventKind},
    window::{
        ReportingWindow,
        move_window::{self, WindowInput},
    },
};

impl Workflow {
    /// Moves a window.
    ///
    /// # Errors
    /// Refused with every fault of the input; a stale version comes with the window as it stands.
    pub async fn move_reporting_window(
        &self,
        actor: &Actor,
        input: WindowInput,
    ) -> Result<ReportingWindow, CommandError<ReportingWindow>> {
        actor.may(Action::MoveWindow).map_err(CommandError::not_allowed)?;
        // It belongs to no organization, so its events are the system's.
        let transaction = self.store.begin(None).await?;
        let current = match FiscalYear::new(input.fiscal_year) {
            Some(fiscal_year) => Some(transaction.read().reporting_window(fiscal_year, input.round).await?),
            None => None,
        };
        let window = move_window::check(&input, current.as_ref())
            .map_err(|refusals| CommandError::Refused { refusals, current: current.map(Box::new) })?;
        transaction.put_reporting_window(&window).await?;
        let change = Change {
            kind: EventKind::WindowMoved,
            subject: format!("reportingWindow:{}-{}", window.fiscal_year, window.round.months()),
            project: None,
            before: current.as_ref().map(said),
            after: Some(said(&window)),
            reason: Some(input.reason),
        };
        transaction.commit(None, actor, self.clock(), vec![change]).await?;
        Ok(window)
    }
}

fn said(window: &ReportingWindow) -> Value {
    json!({
        "fiscalYear": window.fiscal_year,
        "round": window.round.months(),
        "opensOn": window.opens_on,
        "dueOn": window.due_on,
        "version": window.version,
    })
}
