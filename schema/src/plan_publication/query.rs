//! Finding published plans. Neither asks who is asking.

use super::PlanPublication;
use crate::{context::RequestContext, failure::Failure, node::GlobalId};
use async_graphql::{Context, ID, Object};

/// Finding published plans.
#[derive(Debug, Default)]
pub struct PlanPublicationQuery;

#[Object]
impl PlanPublicationQuery {
    /// The plans that an organization has published, the latest period first. Open to everybody.
    #[graphql(complexity = "crate::page::times(3, child_complexity)")]
    async fn plan_publications(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The organization's code.")] organization_code: String,
    ) -> Result<Vec<PlanPublication>, Failure> {
        let found = RequestContext::of(context).read().published_plans(&organization_code).await?;
        Ok(found.into_iter().map(PlanPublication::new).collect())
    }

    /// A published plan; null when there is none, or none any more. Open to everybody.
    async fn plan_publication(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Its opaque id.")] id: ID,
    ) -> Result<Option<PlanPublication>, Failure> {
        let GlobalId::PlanPublication(id) = GlobalId::decode(&id)? else { return Err(Failure::BAD_ID) };
        Ok(RequestContext::of(context).read().published_plan(id).await?.map(PlanPublication::new))
    }
}
