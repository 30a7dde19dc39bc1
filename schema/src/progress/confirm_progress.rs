//! `confirmProgress`

use super::record_progress::{RecordProgressPayload, payload};
use crate::{context::RequestContext, failure::Failure, node::GlobalId, user_error};
use async_graphql::{Context, ID, InputObject, Object};

/// Which figures are confirmed.
#[derive(Debug, InputObject)]
pub struct ConfirmProgressInput {
    /// The project.
    project_id: ID,
    /// The fiscal year, B.E.
    fiscal_year: i32,
    /// The version of the six-month report that was read.
    expected_version: i32,
}

/// `confirmProgress`
#[derive(Debug, Default)]
pub struct ConfirmProgress;

#[Object]
impl ConfirmProgress {
    /// Records the six-month figures of a project as its twelve-month report, as they are (see `Project.carriedForward`).
    async fn confirm_progress(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which figures are confirmed.")] input: ConfirmProgressInput,
    ) -> Result<RecordProgressPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let Ok(GlobalId::Project(project)) = GlobalId::decode(&input.project_id) else {
            return Ok(RecordProgressPayload::refused(user_error::not_found("projectId", request.language())));
        };
        let version = input.expected_version;
        let confirmed = request.workflow().confirm_progress(actor, project, input.fiscal_year, version).await;
        payload(&request, project, confirmed).await
    }
}
