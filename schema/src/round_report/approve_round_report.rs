//! `approveRoundReport`

use super::{RoundReport, outcome};
use crate::{context::RequestContext, failure::Failure, user_error::UserError};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// What is approved.
#[derive(Debug, InputObject)]
pub struct ApproveRoundReportInput {
    /// The round report.
    report_id: ID,
    /// The version that was read.
    expected_version: i32,
    /// ความเห็น, required.
    opinion: String,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct ApproveRoundReportPayload {
    /// The report as it stands now; null when refused.
    round_report: Option<RoundReport>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `approveRoundReport`
#[derive(Debug, Default)]
pub struct ApproveRoundReport;

#[Object]
impl ApproveRoundReport {
    /// The executive (นายก) approves an endorsed round report: signs what was submitted and endorsed.
    async fn approve_round_report(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which report, as it was read.")] input: ApproveRoundReportInput,
    ) -> Result<ApproveRoundReportPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let (round_report, user_errors) = match outcome::report_id(&request, &input.report_id) {
            Ok(id) => {
                let done =
                    request.workflow().approve_round_report(actor, id, input.expected_version, input.opinion).await;
                outcome::of(&request, done).await?
            }
            Err(refused) => refused,
        };
        Ok(ApproveRoundReportPayload { round_report, user_errors })
    }
}
