//! `reviewConformity`

use super::{Project, kinds::Conformity};
use crate::{
    context::RequestContext,
    failure::Failure,
    node::GlobalId,
    plan::batch::PlanBatch,
    user_error::{self, StaleThing, UserError},
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use std::sync::Arc;
use sucharit_domain::project as domain;
use sucharit_workflow::CommandError;

/// What NACC found of a project.
#[derive(Debug, InputObject)]
pub struct ReviewConformityInput {
    /// The project.
    project_id: ID,
    /// Whether it conforms.
    conformity: Conformity,
    /// Why, required.
    reason: String,
    /// The version of the project that was read.
    expected_version: i32,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct ReviewConformityPayload {
    /// The project as it stands now; null when refused.
    project: Option<Project>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `reviewConformity`
#[derive(Debug, Default)]
pub struct ReviewConformity;

#[Object]
impl ReviewConformity {
    /// NACC says whether a project of an adopted plan conforms to its dimension (สอดคล้องกับมิติ). One that does not needs no report and
    /// counts nowhere; while a report of one of its years is signed, that cannot be changed.
    async fn review_conformity(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What was found of which project, as it was read.")] input: ReviewConformityInput,
    ) -> Result<ReviewConformityPayload, Failure> {
        let request = RequestContext::of(context);
        let actor = request.actor()?;
        let Ok(GlobalId::Project(project)) = GlobalId::decode(&input.project_id) else {
            let user_errors = user_error::not_found("projectId", request.language());
            return Ok(ReviewConformityPayload { project: None, user_errors });
        };
        let (conformity, version) = (input.conformity.into(), input.expected_version);
        match request.workflow().review_conformity(actor, project, conformity, input.reason, version).await {
            Ok(reviewed) => {
                let project = Some(answer(&request, reviewed).await?);
                Ok(ReviewConformityPayload { project, user_errors: Vec::new() })
            }
            Err(CommandError::Refused { refusals, current }) => {
                let current = match current {
                    Some(current) => Some(StaleThing::Project(answer(&request, *current).await?)),
                    None => None,
                };
                let user_errors = user_error::list(refusals, current.as_ref(), request.language());
                Ok(ReviewConformityPayload { project: None, user_errors })
            }
            Err(CommandError::Failed(error)) => Err(error.into()),
        }
    }
}

async fn answer(request: &RequestContext, project: domain::Project) -> Result<Project, Failure> {
    let plan = request.read().plan(&request.actor()?.scope, project.plan_id).await?;
    let batch = PlanBatch::new(request.clone(), plan.into_iter().collect());
    Ok(Project::new(project, &Arc::new(batch)))
}
