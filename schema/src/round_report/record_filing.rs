//! `recordFiling`

use super::{RoundReport, outcome};
use crate::{context::RequestContext, failure::Failure, scalar::Date, user_error::UserError};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use sucharit_domain::round_report::filing::Filing;

/// The entry in e-PlanNACC.
#[derive(Debug, InputObject)]
pub struct RecordFilingInput {
    /// The round report.
    report_id: ID,
    /// The version that was read.
    expected_version: i32,
    /// The day of the entry.
    filed_on: Date,
    /// Its reference number (เลขอ้างอิง).
    reference_number: String,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct RecordFilingPayload {
    /// The report as it stands now; null when refused.
    round_report: Option<RoundReport>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `recordFiling`
#[derive(Debug, Default)]
pub struct RecordFiling;

#[Object]
impl RecordFiling {
    /// Keeps the day and reference number of an approved round report's entry in e-PlanNACC.
    async fn record_filing(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which report, as it was read.")] input: RecordFilingInput,
    ) -> Result<RecordFilingPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let (round_report, user_errors) = match outcome::report_id(&request, &input.report_id) {
            Ok(id) => {
                let filing = Filing { filed_on: input.filed_on.0, reference_number: input.reference_number };
                let done = request.workflow().record_filing(actor, id, input.expected_version, filing).await;
                outcome::of(&request, done).await?
            }
            Err(refused) => refused,
        };
        Ok(RecordFilingPayload { round_report, user_errors })
    }
}
