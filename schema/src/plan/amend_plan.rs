//! `amendPlan`

use super::{PlanRevision, outcome};
use crate::{context::RequestContext, failure::Failure, user_error::UserError};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// What is amended.
#[derive(Debug, InputObject)]
pub struct AmendPlanInput {
    /// The latest revision: an adopted one, or a draft.
    revision_id: ID,
    /// The version that was read.
    expected_version: i32,
    /// What the plan is to say, whole: its JSON form, as `PlanRevision.document` has it.
    document: String,
    /// Why the plan is amended: required, but not for the first draft of a plan that was never adopted.
    reason: Option<String>,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct AmendPlanPayload {
    /// The revision as it stands now; null when refused.
    plan_revision: Option<PlanRevision>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `amendPlan`
#[derive(Debug, Default)]
pub struct AmendPlan;

#[Object]
impl AmendPlan {
    /// Draws up an amendment of an adopted plan as its next revision, or puts another text in place of a draft, a first one or an amendment's.
    async fn amend_plan(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which revision, as it was read.")] input: AmendPlanInput,
    ) -> Result<AmendPlanPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let (plan_revision, user_errors) = match outcome::revision_id(&request, &input.revision_id) {
            Ok(id) => {
                let done = request
                    .workflow()
                    .amend_plan(actor, id, input.expected_version, &input.document, None, input.reason)
                    .await;
                outcome::of(&request, done).await?
            }
            Err(user_errors) => (None, user_errors),
        };
        Ok(AmendPlanPayload { plan_revision, user_errors })
    }
}
