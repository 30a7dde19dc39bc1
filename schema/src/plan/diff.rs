//! `planDiff`

use crate::{context::RequestContext, failure::Failure, node::GlobalId};
use async_graphql::{Context, ID, Object, SimpleObject};
use sucharit_domain::plan::revision_diff as domain;

/// A field in which two revisions of a plan differ.
#[derive(Debug, Clone, SimpleObject)]
pub struct PlanDifference {
    /// Its place, such as `projects[12].name`: projects, goals, risk areas and the outline go by their number or code, other items by
    /// their place, from 1.
    path: String,
    /// As the one revision has it; null where it has nothing.
    before: Option<String>,
    /// As the other has it; null where it has nothing.
    after: Option<String>,
}

impl From<domain::PlanDifference> for PlanDifference {
    fn from(domain::PlanDifference { path, before, after }: domain::PlanDifference) -> Self {
        Self { path, before, after }
    }
}

/// Comparing revisions.
#[derive(Debug, Default)]
pub struct PlanDiffQuery;

#[Object]
impl PlanDiffQuery {
    /// What one revision of a plan says otherwise than another, by path; null where there is no such plan or revision.
    #[graphql(complexity = "crate::page::times(36, child_complexity)")]
    async fn plan_diff(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The plan.")] plan_id: ID,
        #[graphql(desc = "The number of the one revision.")] from: i32,
        #[graphql(desc = "The number of the other.")] to: i32,
    ) -> Result<Option<Vec<PlanDifference>>, Failure> {
        let request = RequestContext::of(context);
        let GlobalId::Plan(plan) = GlobalId::decode(&plan_id)? else { return Err(Failure::BAD_ID) };
        let found = request.workflow().compare_revisions(request.actor()?, plan, (from, to)).await?;
        Ok(found.map(|differences| differences.into_iter().map(Into::into).collect()))
    }
}
