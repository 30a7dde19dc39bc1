//! Returning a round report to its draft.

use super::take_step::Wanted;
use crate::{CommandError, Workflow};
use sucharit_domain::{access::Actor, approval::ApprovalStep, id::RoundReportId, round_report::RoundReport};

impl Workflow {
    /// Returns a report to its draft, with a reason: the clerk a submitted one, the executive an endorsed one.
    ///
    /// # Errors
    /// Refused with every fault of the input and the report as it stands.
    pub async fn return_round_report(
        &self,
        actor: &Actor,
        id: RoundReportId,
        expected_version: i32,
        reason: String,
    ) -> Result<RoundReport, CommandError<RoundReport>> {
        let wanted = Wanted { step: ApprovalStep::Return, words: Some(reason), expected_version };
        self.take_step(actor, id, wanted).await
    }
}
