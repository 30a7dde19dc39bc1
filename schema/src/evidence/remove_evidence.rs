//! `removeEvidence`

use super::Evidence;
use crate::{
    context::RequestContext,
    failure::Failure,
    node::GlobalId,
    user_error::{self, UserError},
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use sucharit_workflow::CommandError;

/// What is removed, and why.
#[derive(Debug, InputObject)]
pub struct RemoveEvidenceInput {
    /// The file.
    evidence_id: ID,
    /// Why.
    reason: String,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct RemoveEvidencePayload {
    /// The file as it stands in the history now; null when refused.
    evidence: Option<Evidence>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `removeEvidence`
#[derive(Debug, Default)]
pub struct RemoveEvidence;

#[Object]
impl RemoveEvidence {
    /// Removes a file from a progress report that is still a draft. It stays in the history and can still be downloaded.
    async fn remove_evidence(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What is removed, and why.")] input: RemoveEvidenceInput,
    ) -> Result<RemoveEvidencePayload, Failure> {
        let request = RequestContext::of(context);
        let language = request.language();
        let Ok(GlobalId::Evidence(id)) = GlobalId::decode(&input.evidence_id) else {
            return Ok(refused(user_error::not_found("evidenceId", language)));
        };
        match request.workflow().remove_evidence(request.actor()?, id, input.reason).await {
            Ok(evidence) => {
                Ok(RemoveEvidencePayload { evidence: Some(Evidence::new(evidence)), user_errors: Vec::new() })
            }
            Err(CommandError::Refused { refusals, .. }) => Ok(refused(user_error::list(refusals, None, language))),
            Err(CommandError::Failed(error)) => Err(error.into()),
        }
    }
}

fn refused(user_errors: Vec<UserError>) -> RemoveEvidencePayload {
    RemoveEvidencePayload { evidence: None, user_errors }
}
