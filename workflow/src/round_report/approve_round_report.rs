//! The executive approves a round report.

use super::take_step::Wanted;
use crate::{CommandError, Workflow};
use sucharit_domain::{access::Actor, approval::ApprovalStep, id::RoundReportId, round_report::RoundReport};

impl Workflow {
    /// Approves an endorsed report, with an opinion: signs what was submitted and endorsed.
    ///
    /// # Errors
    /// Refused with every fault of the input and the report as it stands.
    pub async fn approve_round_report(
        &self,
        actor: &Actor,
        id: RoundReportId,
        expected_version: i32,
        opinion: String,
    ) -> Result<RoundReport, CommandError<RoundReport>> {
        let wanted = Wanted { step: ApprovalStep::Approve, words: Some(opinion), expected_version };
        self.take_step(actor, id, wanted).await
    }
}
