//! `moveReportingWindow`

use super::ReportingWindow;
use crate::{
    context::RequestContext,
    failure::Failure,
    round_report::ReportingRound,
    scalar::Date,
    user_error::{self, StaleThing, UserError},
};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use sucharit_domain::window::move_window::WindowInput;
use sucharit_workflow::CommandError;

/// Where a window is to lie.
#[derive(Debug, InputObject)]
pub struct MoveReportingWindowInput {
    /// The fiscal year, B.E.
    fiscal_year: i32,
    /// The round.
    round: ReportingRound,
    /// The first day on which a report may be submitted.
    opens_on: Date,
    /// The last day on which it is in time.
    due_on: Date,
    /// Why.
    reason: String,
    /// The version that was read; null while the defaults hold.
    expected_version: Option<i32>,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct MoveReportingWindowPayload {
    /// The window as it stands now; null when refused.
    window: Option<ReportingWindow>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `moveReportingWindow`
#[derive(Debug, Default)]
pub struct MoveReportingWindow;

#[Object]
impl MoveReportingWindow {
    /// Moves the reporting window of a fiscal year and round, for the whole country (NACC central).
    async fn move_reporting_window(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Where it is to lie.")] input: MoveReportingWindowInput,
    ) -> Result<MoveReportingWindowPayload, Failure> {
        let request = RequestContext::of(context);
        let input = WindowInput {
            fiscal_year: input.fiscal_year,
            round: input.round.into(),
            opens_on: input.opens_on.0,
            due_on: input.due_on.0,
            reason: input.reason,
            expected_version: input.expected_version,
        };
        match request.workflow().move_reporting_window(request.actor()?, input).await {
            Ok(window) => {
                Ok(MoveReportingWindowPayload { window: Some(ReportingWindow(window)), user_errors: Vec::new() })
            }
            Err(CommandError::Refused { refusals, current }) => {
                let current = current.map(|window| StaleThing::ReportingWindow(ReportingWindow(*window)));
                let user_errors = user_error::list(refusals, current.as_ref(), request.language());
                Ok(MoveReportingWindowPayload { window: None, user_errors })
            }
            Err(CommandError::Failed(error)) => Err(error.into()),
        }
    }
}
