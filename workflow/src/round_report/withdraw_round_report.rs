//! Taking a submitted round report back.

use super::take_step::Wanted;
use crate::{CommandError, Workflow};
use sucharit_domain::{access::Actor, approval::ApprovalStep, id::RoundReportId, round_report::RoundReport};

impl Workflow {
    /// Takes a submitted report back to its draft, before the clerk acted.
    ///
    /// # Errors
    /// Refused with every fault of the input and the report as it stands.
    pub async fn withdraw_round_report(
        &self,
        actor: &Actor,
        id: RoundReportId,
        expected_version: i32,
    ) -> Result<RoundReport, CommandError<RoundReport>> {
        let wanted = Wanted { step: ApprovalStep::Withdraw, words: None, expected_version };
        self.take_step(actor, id, wanted).await
    }
}
