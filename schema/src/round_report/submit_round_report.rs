//! `submitRoundReport`

use super::{RoundReport, outcome};
use crate::{context::RequestContext, failure::Failure, user_error::UserError};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// What is submitted.
#[derive(Debug, InputObject)]
pub struct SubmitRoundReportInput {
    /// The round report.
    report_id: ID,
    /// The version that was read.
    expected_version: i32,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct SubmitRoundReportPayload {
    /// The report as it stands now; null when refused.
    round_report: Option<RoundReport>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `submitRoundReport`
#[derive(Debug, Default)]
pub struct SubmitRoundReport;

#[Object]
impl SubmitRoundReport {
    /// Hands a round report to the clerk and signs for it (ผู้รายงาน). Every conforming project planned for the year must be reported.
    async fn submit_round_report(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which report, as it was read.")] input: SubmitRoundReportInput,
    ) -> Result<SubmitRoundReportPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let (round_report, user_errors) = match outcome::report_id(&request, &input.report_id) {
            Ok(id) => {
                let done = request.workflow().submit_round_report(actor, id, input.expected_version).await;
                outcome::of(&request, done).await?
            }
            Err(refused) => refused,
        };
        Ok(SubmitRoundReportPayload { round_report, user_errors })
    }
}
