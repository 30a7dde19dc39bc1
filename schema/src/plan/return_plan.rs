//! `returnPlan`

use super::{PlanRevision, outcome};
use crate::{context::RequestContext, failure::Failure, user_error::UserError};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// What is returned.
#[derive(Debug, InputObject)]
pub struct ReturnPlanInput {
    /// The revision.
    revision_id: ID,
    /// The version that was read.
    expected_version: i32,
    /// Why, required.
    reason: String,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct ReturnPlanPayload {
    /// The revision as it stands now; null when refused.
    plan_revision: Option<PlanRevision>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `returnPlan`
#[derive(Debug, Default)]
pub struct ReturnPlan;

#[Object]
impl ReturnPlan {
    /// The clerk or the executive returns a revision of a plan to its draft, with a reason.
    async fn return_plan(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which revision, as it was read.")] input: ReturnPlanInput,
    ) -> Result<ReturnPlanPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let (plan_revision, user_errors) = match outcome::revision_id(&request, &input.revision_id) {
            Ok(id) => {
                let done = request.workflow().return_plan(actor, id, input.expected_version, input.reason).await;
                outcome::of(&request, done).await?
            }
            Err(user_errors) => (None, user_errors),
        };
        Ok(ReturnPlanPayload { plan_revision, user_errors })
    }
}
