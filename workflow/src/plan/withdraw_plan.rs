//! Taking a submitted revision of a plan back.

use super::take_step::Wanted;
use crate::{CommandError, Workflow};
use sucharit_domain::{access::Actor, approval::ApprovalStep, id::PlanRevisionId, plan::revision::PlanRevision};

impl Workflow {
    /// Takes a submitted revision back to its draft, before the clerk acted.
    ///
    /// # Errors
    /// Refused with every fault of the input and the revision as it stands.
    pub async fn withdraw_plan(
        &self,
        actor: &Actor,
        id: PlanRevisionId,
        expected_version: i32,
    ) -> Result<PlanRevision, CommandError<PlanRevision>> {
        let wanted = Wanted { step: ApprovalStep::Withdraw, words: None, announced_on: None, expected_version };
        self.take_plan_step(actor, id, wanted).await
    }
}
