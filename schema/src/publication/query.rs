//! Finding publications. Neither asks who is asking.

use super::{EndedPublication, Publication, RecentPublication, recent};
use crate::{
    context::RequestContext,
    failure::Failure,
    node::GlobalId,
    page::{self, Connection, Page},
};
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

    /// The round reports that an organization published once and does not any more, because they were opened again. Open to
    /// everybody.
    #[graphql(complexity = "crate::page::times(10, child_complexity)")]
    async fn ended_publications(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The organization's code.")] organization_code: String,
    ) -> Result<Vec<EndedPublication>, Failure> {
        let found = RequestContext::of(context).read().ended_publications(&organization_code).await?;
        Ok(found.into_iter().map(Into::into).collect())
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

    /// What organizations have published, round reports and plans, the newest first. Open to everybody.
    #[graphql(complexity = "page::cost(first, last, child_complexity)")]
    async fn recent_publications(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many, from the start: 20 unless said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many, from the end; not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only of organizations with this in the name.")] organization_name_contains: Option<String>,
    ) -> Result<Connection<RecentPublication>, Failure> {
        let page = Page::new(recent::ORDER, first, after.as_deref(), last, before.as_deref())?;
        recent::page(&RequestContext::of(context), organization_name_contains.as_deref(), &page).await
    }
}
