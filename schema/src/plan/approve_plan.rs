//! `approvePlan`

use super::{PlanRevision, outcome};
use crate::{context::RequestContext, failure::Failure, scalar::Date, user_error::UserError};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// What is approved.
#[derive(Debug, InputObject)]
pub struct ApprovePlanInput {
    /// The revision.
    revision_id: ID,
    /// The version that was read.
    expected_version: i32,
    /// ความเห็น, required.
    opinion: String,
    /// The day of the announcement (วันที่ประกาศใช้), today at the latest; left out: as the text has it.
    announced_on: Option<Date>,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct ApprovePlanPayload {
    /// The revision as it stands now; null when refused.
    plan_revision: Option<PlanRevision>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `approvePlan`
#[derive(Debug, Default)]
pub struct ApprovePlan;

#[Object]
impl ApprovePlan {
    /// The executive (นายก) approves an endorsed revision of a plan: signs what was submitted, and the plan stands at it from then on.
    async fn approve_plan(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which revision, as it was read.")] input: ApprovePlanInput,
    ) -> Result<ApprovePlanPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let (plan_revision, user_errors) = match outcome::revision_id(&request, &input.revision_id) {
            Ok(id) => {
                let done = request
                    .workflow()
                    .approve_plan(actor, id, input.expected_version, input.opinion, input.announced_on.map(|day| day.0))
                    .await;
                outcome::of(&request, done).await?
            }
            Err(user_errors) => (None, user_errors),
        };
        Ok(ApprovePlanPayload { plan_revision, user_errors })
    }
}
