//! `reopenProgress`

use super::record_progress::{RecordProgressPayload, payload};
use crate::{context::RequestContext, failure::Failure, node::GlobalId, user_error};
use async_graphql::{Context, ID, InputObject, Object};
use sucharit_workflow::RecordedProgress;

/// Which report is opened, and why.
#[derive(Debug, InputObject)]
pub struct ReopenProgressInput {
    /// The project.
    project_id: ID,
    /// The fiscal year, B.E.
    fiscal_year: i32,
    /// Why.
    reason: String,
    /// The version of the twelve-month report that was read.
    expected_version: i32,
}

/// `reopenProgress`
#[derive(Debug, Default)]
pub struct ReopenProgress;

#[Object]
impl ReopenProgress {
    /// Opens a twelve-month report that took over a six-month completion, so that it can be changed; the six-month one stays.
    async fn reopen_progress(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which report is opened, and why.")] input: ReopenProgressInput,
    ) -> Result<RecordProgressPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let Ok(GlobalId::Project(project)) = GlobalId::decode(&input.project_id) else {
            return Ok(RecordProgressPayload::refused(user_error::not_found("projectId", request.language())));
        };
        let (year, version) = (input.fiscal_year, input.expected_version);
        let opened = request.workflow().reopen_progress(actor, project, year, input.reason, version).await;
        let opened = opened.map(|progress| RecordedProgress { progress, warnings: Vec::new() });
        payload(&request, project, opened).await
    }
}
