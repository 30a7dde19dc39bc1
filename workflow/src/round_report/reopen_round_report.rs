//! NACC opens an approved round report again.

use super::take_step::Wanted;
use crate::{CommandError, Workflow};
use sucharit_domain::{access::Actor, approval::ApprovalStep, id::RoundReportId, round_report::RoundReport};

impl Workflow {
    /// Opens an approved report again, with a reason: its signatures are void, its publication ends, its filing is cleared.
    ///
    /// # Errors
    /// Refused with every fault of the input and the report as it stands.
    pub async fn reopen_round_report(
        &self,
        actor: &Actor,
        id: RoundReportId,
        expected_version: i32,
        reason: String,
    ) -> Result<RoundReport, CommandError<RoundReport>> {
        let wanted = Wanted { step: ApprovalStep::Reopen, words: Some(reason), expected_version };
        self.take_step(actor, id, wanted).await
    }
}
