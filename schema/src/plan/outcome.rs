//! What comes of a command on a revision of a plan, as payloads say it.

use super::{PlanRevision, batch::PlanBatch};
use crate::{
    context::RequestContext,
    failure::Failure,
    node::GlobalId,
    user_error::{self, StaleThing, UserError},
};
use async_graphql::ID;
use std::sync::Arc;
use sucharit_domain::{id::PlanRevisionId, plan::revision as domain};
use sucharit_workflow::CommandError;

/// The revision as it stands now, none where the command was refused; and every fault of its input.
pub type Outcome = (Option<PlanRevision>, Vec<UserError>);

/// The revision that an input names; else that there is none.
pub fn revision_id(request: &RequestContext, id: &ID) -> Result<PlanRevisionId, Vec<UserError>> {
    match GlobalId::decode(id) {
        Ok(GlobalId::PlanRevision(id)) => Ok(id),
        _ => Err(user_error::not_found("revisionId", request.language())),
    }
}

/// What a command answered.
pub async fn of(
    request: &RequestContext,
    done: Result<domain::PlanRevision, CommandError<domain::PlanRevision>>,
) -> Result<Outcome, Failure> {
    match done {
        Ok(revision) => Ok((Some(answer(request, revision).await?), Vec::new())),
        Err(CommandError::Refused { refusals, current }) => {
            let current = match current {
                Some(current) => Some(StaleThing::PlanRevision(answer(request, *current).await?)),
                None => None,
            };
            Ok((None, user_error::list(refusals, current.as_ref(), request.language())))
        }
        Err(CommandError::Failed(error)) => Err(error.into()),
    }
}

async fn answer(request: &RequestContext, revision: domain::PlanRevision) -> Result<PlanRevision, Failure> {
    let plan = request.read().plan(&request.actor()?.scope, revision.plan_id).await?;
    let batch = PlanBatch::new(request.clone(), plan.into_iter().collect());
    Ok(PlanRevision::new(revision, &Arc::new(batch)))
}
