//! `publishPlan`

use super::{PlanRevision, outcome};
use crate::{context::RequestContext, failure::Failure, user_error::UserError};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// What is published.
#[derive(Debug, InputObject)]
pub struct PublishPlanInput {
    /// The revision.
    revision_id: ID,
    /// The version that was read.
    expected_version: i32,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct PublishPlanPayload {
    /// The revision as it stands now; null when refused.
    plan_revision: Option<PlanRevision>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `publishPlan`
#[derive(Debug, Default)]
pub struct PublishPlan;

#[Object]
impl PublishPlan {
    /// Publishes the revision that an adopted plan stands at: from then on anyone may read it, and no earlier one any more.
    async fn publish_plan(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which revision, as it was read.")] input: PublishPlanInput,
    ) -> Result<PublishPlanPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let (plan_revision, user_errors) = match outcome::revision_id(&request, &input.revision_id) {
            Ok(id) => {
                let done = request.workflow().publish_plan(actor, id, input.expected_version).await;
                outcome::of(&request, done).await?
            }
            Err(user_errors) => (None, user_errors),
        };
        Ok(PublishPlanPayload { plan_revision, user_errors })
    }
}
