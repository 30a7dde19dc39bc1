//! `endorseRoundReport`

use super::{RoundReport, outcome};
use crate::{context::RequestContext, failure::Failure, user_error::UserError};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// What is endorsed.
#[derive(Debug, InputObject)]
pub struct EndorseRoundReportInput {
    /// The round report.
    report_id: ID,
    /// The version that was read.
    expected_version: i32,
    /// ความเห็น, required.
    opinion: String,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct EndorseRoundReportPayload {
    /// The report as it stands now; null when refused.
    round_report: Option<RoundReport>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `endorseRoundReport`
#[derive(Debug, Default)]
pub struct EndorseRoundReport;

#[Object]
impl EndorseRoundReport {
    /// The clerk (ปลัด) endorses a submitted round report: signs what was submitted.
    async fn endorse_round_report(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which report, as it was read.")] input: EndorseRoundReportInput,
    ) -> Result<EndorseRoundReportPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let (round_report, user_errors) = match outcome::report_id(&request, &input.report_id) {
            Ok(id) => {
                let done =
                    request.workflow().endorse_round_report(actor, id, input.expected_version, input.opinion).await;
                outcome::of(&request, done).await?
            }
            Err(refused) => refused,
        };
        Ok(EndorseRoundReportPayload { round_report, user_errors })
    }
}
