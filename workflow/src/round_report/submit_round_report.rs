//! Handing a round report to the clerk.

use super::take_step::Wanted;
use crate::{CommandError, Workflow};
use sucharit_domain::{access::Actor, approval::ApprovalStep, id::RoundReportId, round_report::RoundReport};

impl Workflow {
    /// Hands a report to the clerk. Every conforming project planned for the year must be reported; whoever submits signs for that.
    ///
    /// # Errors
    /// Refused with every fault of the input and the report as it stands.
    pub async fn submit_round_report(
        &self,
        actor: &Actor,
        id: RoundReportId,
        expected_version: i32,
    ) -> Result<RoundReport, CommandError<RoundReport>> {
        let wanted = Wanted { step: ApprovalStep::Submit, words: None, expected_version };
        self.take_step(actor, id, wanted).await
    }
}
