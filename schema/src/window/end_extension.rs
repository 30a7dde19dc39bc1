//! `endExtension`

use super::Extension;
use crate::{
    context::RequestContext,
    failure::Failure,
    user_error::{self, UserError},
};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use sucharit_workflow::CommandError;

/// Which extension ends.
#[derive(Debug, InputObject)]
pub struct EndExtensionInput {
    /// The extension.
    extension_id: ID,
    /// Why.
    reason: String,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct EndExtensionPayload {
    /// The extension as it ended; null when refused.
    extension: Option<Extension>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `endExtension`
#[derive(Debug, Default)]
pub struct EndExtension;

#[Object]
impl EndExtension {
    /// Takes an extension back: the due date is what it is without it.
    async fn end_extension(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which extension, and why.")] input: EndExtensionInput,
    ) -> Result<EndExtensionPayload, Failure> {
        let request = RequestContext::of(context);
        let refused = |user_errors| EndExtensionPayload { extension: None, user_errors };
        let actor = request.actor()?;
        let Some(id) = Extension::decode_id(&input.extension_id) else {
            return Ok(refused(user_error::not_found("extensionId", request.language())));
        };
        match request.workflow().end_extension(actor, id, input.reason).await {
            Ok(extension) => Ok(EndExtensionPayload { extension: Some(Extension(extension)), user_errors: Vec::new() }),
            Err(CommandError::Refused { refusals, .. }) => {
                Ok(refused(user_error::list(refusals, None, request.language())))
            }
            Err(CommandError::Failed(error)) => Err(error.into()),
        }
    }
}
