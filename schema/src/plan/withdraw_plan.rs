//! `withdrawPlan`

use super::{PlanRevision, outcome};
use crate::{context::RequestContext, failure::Failure, user_error::UserError};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// What is taken back.
#[derive(Debug, InputObject)]
pub struct WithdrawPlanInput {
    /// The revision.
    revision_id: ID,
    /// The version that was read.
    expected_version: i32,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct WithdrawPlanPayload {
    /// The revision as it stands now; null when refused.
    plan_revision: Option<PlanRevision>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `withdrawPlan`
#[derive(Debug, Default)]
pub struct WithdrawPlan;

#[Object]
impl WithdrawPlan {
    /// Takes a submitted revision of a plan back to its draft, before the clerk acted.
    async fn withdraw_plan(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which revision, as it was read.")] input: WithdrawPlanInput,
    ) -> Result<WithdrawPlanPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let (plan_revision, user_errors) = match outcome::revision_id(&request, &input.revision_id) {
            Ok(id) => {
                let done = request.workflow().withdraw_plan(actor, id, input.expected_version).await;
                outcome::of(&request, done).await?
            }
            Err(user_errors) => (None, user_errors),
        };
        Ok(WithdrawPlanPayload { plan_revision, user_errors })
    }
}
