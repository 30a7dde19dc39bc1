//! The executive approves a revision of a plan.

use super::take_step::Wanted;
use crate::{CommandError, Workflow};
use chrono::NaiveDate;
use sucharit_domain::{access::Actor, approval::ApprovalStep, id::PlanRevisionId, plan::revision::PlanRevision};

impl Workflow {
    /// Approves an endorsed revision, with an opinion: signs what was submitted and endorsed. The plan stands at it from then on.
    ///
    /// # Errors
    /// Refused with every fault of the input and the revision as it stands.
    pub async fn approve_plan(
        &self,
        actor: &Actor,
        id: PlanRevisionId,
        expected_version: i32,
        opinion: String,
        announced_on: Option<NaiveDate>,
    ) -> Result<PlanRevision, CommandError<PlanRevision>> {
        let wanted = Wanted { step: ApprovalStep::Approve, words: Some(opinion), announced_on, expected_version };
        self.take_plan_step(actor, id, wanted).await
    }
}
