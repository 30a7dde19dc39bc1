//! Finding an upload again.

use super::ProgressImport;
use crate::{context::RequestContext, failure::Failure, node::GlobalId};
use async_graphql::{Context, ID, Object};

/// Finding uploads.
#[derive(Debug, Default)]
pub struct ProgressImportQuery;

#[Object]
impl ProgressImportQuery {
    /// A filled progress form that you uploaded, while it waits to be applied; null for anybody else.
    async fn progress_import(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Its opaque id.")] id: ID,
    ) -> Result<Option<ProgressImport>, Failure> {
        let GlobalId::ProgressImport(id) = GlobalId::decode(&id)? else { return Err(Failure::BAD_ID) };
        let request = RequestContext::of(context);
        match request.workflow().read_progress_import(request.actor()?, id).await? {
            Some(found) => ProgressImport::found(&request, found).await,
            None => Ok(None),
        }
    }
}
