//! `withdrawRoundReport`

use super::{RoundReport, outcome};
use crate::{context::RequestContext, failure::Failure, user_error::UserError};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// What is taken back.
#[derive(Debug, InputObject)]
pub struct WithdrawRoundReportInput {
    /// The round report.
    report_id: ID,
    /// The version that was read.
    expected_version: i32,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct WithdrawRoundReportPayload {
    /// The report as it stands now; null when refused.
    round_report: Option<RoundReport>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `withdrawRoundReport`
#[derive(Debug, Default)]
pub struct WithdrawRoundReport;

#[Object]
impl WithdrawRoundReport {
    /// Takes a submitted round report back to its draft, before the clerk acted.
    async fn withdraw_round_report(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which report, as it was read.")] input: WithdrawRoundReportInput,
    ) -> Result<WithdrawRoundReportPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let (round_report, user_errors) = match outcome::report_id(&request, &input.report_id) {
            Ok(id) => {
                let done = request.workflow().withdraw_round_report(actor, id, input.expected_version).await;
                outcome::of(&request, done).await?
            }
            Err(refused) => refused,
        };
        Ok(WithdrawRoundReportPayload { round_report, user_errors })
    }
}
