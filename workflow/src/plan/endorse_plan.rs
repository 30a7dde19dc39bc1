//! The clerk endorses a revision of a plan.

use super::take_step::Wanted;
use crate::{CommandError, Workflow};
use sucharit_domain::{access::Actor, approval::ApprovalStep, id::PlanRevisionId, plan::revision::PlanRevision};

impl Workflow {
    /// Endorses a submitted revision, with an opinion: signs what was submitted.
    ///
    /// # Errors
    /// Refused with every fault of the input and the revision as it stands.
    pub async fn endorse_plan(
        &self,
        actor: &Actor,
        id: PlanRevisionId,
        expected_version: i32,
        opinion: String,
    ) -> Result<PlanRevision, CommandError<PlanRevision>> {
        let wanted = Wanted { step: ApprovalStep::Endorse, words: Some(opinion), announced_on: None, expected_version };
        self.take_plan_step(actor, id, wanted).await
    }
}
