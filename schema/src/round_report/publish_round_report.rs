//! `publishRoundReport`

use super::{RoundReport, outcome};
use crate::{context::RequestContext, failure::Failure, user_error::UserError};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// What is published.
#[derive(Debug, InputObject)]
pub struct PublishRoundReportInput {
    /// The round report.
    report_id: ID,
    /// The version that was read.
    expected_version: i32,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct PublishRoundReportPayload {
    /// The report as it stands now; null when refused.
    round_report: Option<RoundReport>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `publishRoundReport`
#[derive(Debug, Default)]
pub struct PublishRoundReport;

#[Object]
impl PublishRoundReport {
    /// Publishes an approved round report as it was signed: from then on anyone may read it.
    async fn publish_round_report(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which report, as it was read.")] input: PublishRoundReportInput,
    ) -> Result<PublishRoundReportPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let (round_report, user_errors) = match outcome::report_id(&request, &input.report_id) {
            Ok(id) => {
                let done = request.workflow().publish_round_report(actor, id, input.expected_version).await;
                outcome::of(&request, done).await?
            }
            Err(refused) => refused,
        };
        Ok(PublishRoundReportPayload { round_report, user_errors })
    }
}
