//! Taking a submitted round report back.

use super::take_step::Wanted;
use crate::{CommandError, Workflow};
use sucharit_domain::{
    access::Actor,
    approval::ApprovalStep,
    event::EventKind,
    id::RoundReportId,
    round_report::{RoundReport, chain::RoundReportAction},
};

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
        let wanted = Wanted {
            action: RoundReportAction::Withdraw,
            step: ApprovalStep::Withdraw,
            event: EventKind::RoundReportWithdrawn,
            words: None,
            expected_version,
        };
        self.take_step(actor, id, wanted).await
    }
}
