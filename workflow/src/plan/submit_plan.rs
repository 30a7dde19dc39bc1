//! Handing a revision of a plan to the clerk.

use super::take_step::Wanted;
use crate::{CommandError, Workflow};
use sucharit_domain::{access::Actor, approval::ApprovalStep, id::PlanRevisionId, plan::revision::PlanRevision};

impl Workflow {
    /// Hands a draft to the clerk: the plan itself, or an amendment of it. Whoever submits signs for it.
    ///
    /// # Errors
    /// Refused with every fault of the input and the revision as it stands.
    pub async fn submit_plan(
        &self,
        actor: &Actor,
        id: PlanRevisionId,
        expected_version: i32,
    ) -> Result<PlanRevision, CommandError<PlanRevision>> {
        let wanted = Wanted { step: ApprovalStep::Submit, words: None, announced_on: None, expected_version };
        self.take_plan_step(actor, id, wanted).await
    }
}
