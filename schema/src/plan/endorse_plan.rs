//! `endorsePlan`

use super::{PlanRevision, outcome};
use crate::{context::RequestContext, failure::Failure, user_error::UserError};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// What is endorsed.
#[derive(Debug, InputObject)]
pub struct EndorsePlanInput {
    /// The revision.
    revision_id: ID,
    /// The version that was read.
    expected_version: i32,
    /// ความเห็น, required.
    opinion: String,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct EndorsePlanPayload {
    /// The revision as it stands now; null when refused.
    plan_revision: Option<PlanRevision>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `endorsePlan`
#[derive(Debug, Default)]
pub struct EndorsePlan;

#[Object]
impl EndorsePlan {
    /// The clerk (ปลัด) endorses a submitted revision of a plan: signs what was submitted.
    async fn endorse_plan(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which revision, as it was read.")] input: EndorsePlanInput,
    ) -> Result<EndorsePlanPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let (plan_revision, user_errors) = match outcome::revision_id(&request, &input.revision_id) {
            Ok(id) => {
                let done = request.workflow().endorse_plan(actor, id, input.expected_version, input.opinion).await;
                outcome::of(&request, done).await?
            }
            Err(user_errors) => (None, user_errors),
        };
        Ok(EndorsePlanPayload { plan_revision, user_errors })
    }
}
