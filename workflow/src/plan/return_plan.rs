//! Returning a revision of a plan to its draft.

use super::take_step::Wanted;
use crate::{CommandError, Workflow};
use sucharit_domain::{access::Actor, approval::ApprovalStep, id::PlanRevisionId, plan::revision::PlanRevision};

impl Workflow {
    /// Returns a revision to its draft, with a reason: the clerk a submitted one, the executive an endorsed one.
    ///
    /// # Errors
    /// Refused with every fault of the input and the revision as it stands.
    pub async fn return_plan(
        &self,
        actor: &Actor,
        id: PlanRevisionId,
        expected_version: i32,
        reason: String,
    ) -> Result<PlanRevision, CommandError<PlanRevision>> {
        let wanted = Wanted { step: ApprovalStep::Return, words: Some(reason), announced_on: None, expected_version };
        self.take_plan_step(actor, id, wanted).await
    }
}
