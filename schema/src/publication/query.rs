//! Finding publications. Neither asks who is asking.

use super::Publication;
use crate::{context::RequestContext, failure::Failure, node::GlobalId};
use async_graphql::{Context, ID, Object};

/// Finding publications.
#[derive(Debug, Default)]
pub struct PublicationQuery;

#[Object]
impl PublicationQuery {
    /// The round reports that an organization has published, the newest fiscal year and round first. Open to everybody.
    #[graphql(complexity = "crate::page::times(10, child_complexity)")]
    async fn publications(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The organization's code.")] organization_code: String,
    ) -> Result<Vec<Publication>, Failure> {
        let found = RequestContext::of(context).read().published_reports(&organization_code).await?;
        Ok(found.into_iter().map(Publication::new).collect())
    }

    /// A published round report; null when there is none, or none any more. Open to everybody.
    async fn publication(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Its opaque id.")] id: ID,
    ) -> Result<Option<Publication>, Failure> {
        let GlobalId::Publication(id) = GlobalId::decode(&id)? else { return Err(Failure::BAD_ID) };
        Ok(RequestContext::of(context).read().published_report(id).await?.map(Publication::new))
    }
}
