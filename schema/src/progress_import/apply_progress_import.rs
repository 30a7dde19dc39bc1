//! `applyProgressImport`

use crate::{
    context::RequestContext,
    failure::Failure,
    node::GlobalId,
    plan::batch::PlanBatch,
    progress::Progress,
    user_error::{self, UserError},
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use std::sync::Arc;
use sucharit_workflow::{AppliedImport, CommandError};

/// What is applied.
#[derive(Debug, InputObject)]
pub struct ApplyProgressImportInput {
    /// The upload, as `POST /imports/progress` answered.
    import_id: ID,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct ApplyProgressImportPayload {
    /// The reports that changed, as they stand now, in the order of the rows; null when refused.
    progress: Option<Vec<Progress>>,
    /// Every fault: of a cell, its path ends with the cell, `รายงานโครงการ!G17`.
    user_errors: Vec<UserError>,
}

/// `applyProgressImport`
#[derive(Debug, Default)]
pub struct ApplyProgressImport;

#[Object]
impl ApplyProgressImport {
    /// Records everything that an uploaded progress form says, at once, or with any problem nothing. A report that changed since
    /// the form was made is a problem.
    async fn apply_progress_import(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which upload.")] input: ApplyProgressImportInput,
    ) -> Result<ApplyProgressImportPayload, Failure> {
        let request = RequestContext::of(context);
        let language = request.language();
        let Ok(GlobalId::ProgressImport(id)) = GlobalId::decode(&input.import_id) else {
            return Ok(refused(user_error::not_found("importId", language)));
        };
        match request.workflow().apply_progress_import(request.actor()?, id).await {
            Ok(applied) => applied_payload(&request, applied).await,
            Err(CommandError::Refused { current: Some(preview), .. }) => {
                Ok(refused(user_error::of_cells("importId", &preview.problems, language)))
            }
            Err(CommandError::Refused { refusals, current: None }) => {
                Ok(refused(user_error::list(refusals, None, language)))
            }
            Err(CommandError::Failed(error)) => Err(error.into()),
        }
    }
}

fn refused(user_errors: Vec<UserError>) -> ApplyProgressImportPayload {
    ApplyProgressImportPayload { progress: None, user_errors }
}

async fn applied_payload(
    request: &RequestContext,
    applied: AppliedImport,
) -> Result<ApplyProgressImportPayload, Failure> {
    let plans = request.read().plans(&request.actor()?.scope, &[applied.plan]).await?.into_values().collect();
    let batch = Arc::new(PlanBatch::new(request.clone(), plans));
    let progress = applied.progress.into_iter().map(|progress| Progress::new(progress, &batch)).collect();
    Ok(ApplyProgressImportPayload { progress: Some(progress), user_errors: Vec::new() })
}
