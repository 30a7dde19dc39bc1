//! `submitPlan`

use super::{PlanRevision, outcome};
use crate::{context::RequestContext, failure::Failure, user_error::UserError};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// What is submitted.
#[derive(Debug, InputObject)]
pub struct SubmitPlanInput {
    /// The revision.
    revision_id: ID,
    /// The version that was read.
    expected_version: i32,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct SubmitPlanPayload {
    /// The revision as it stands now; null when refused.
    plan_revision: Option<PlanRevision>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `submitPlan`
#[derive(Debug, Default)]
pub struct SubmitPlan;

#[Object]
impl SubmitPlan {
    /// Hands a draft of a plan, or of an amendment, to the clerk (ปลัด); whoever submits signs for it (ผู้เสนอแผน).
    async fn submit_plan(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which revision, as it was read.")] input: SubmitPlanInput,
    ) -> Result<SubmitPlanPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let (plan_revision, user_errors) = match outcome::revision_id(&request, &input.revision_id) {
            Ok(id) => {
                let done = request.workflow().submit_plan(actor, id, input.expected_version).await;
                outcome::of(&request, done).await?
            }
            Err(user_errors) => (None, user_errors),
        };
        Ok(SubmitPlanPayload { plan_revision, user_errors })
    }
}
