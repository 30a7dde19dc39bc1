//! `reopenRoundReport`

use super::{RoundReport, outcome};
use crate::{context::RequestContext, failure::Failure, user_error::UserError};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// What is opened again, and why.
#[derive(Debug, InputObject)]
pub struct ReopenRoundReportInput {
    /// The round report.
    report_id: ID,
    /// The version that was read.
    expected_version: i32,
    /// Why, required.
    reason: String,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct ReopenRoundReportPayload {
    /// The report as it stands now; null when refused.
    round_report: Option<RoundReport>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `reopenRoundReport`
#[derive(Debug, Default)]
pub struct ReopenRoundReport;

#[Object]
impl ReopenRoundReport {
    /// NACC opens an approved round report again: its signatures are void, and its publication ends.
    async fn reopen_round_report(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which report, as it was read.")] input: ReopenRoundReportInput,
    ) -> Result<ReopenRoundReportPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let (round_report, user_errors) = match outcome::report_id(&request, &input.report_id) {
            Ok(id) => {
                let done =
                    request.workflow().reopen_round_report(actor, id, input.expected_version, input.reason).await;
                outcome::of(&request, done).await?
            }
            Err(refused) => refused,
        };
        Ok(ReopenRoundReportPayload { round_report, user_errors })
    }
}
