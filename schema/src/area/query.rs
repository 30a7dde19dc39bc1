//! Finding areas.

use super::Area;
use crate::{context::RequestContext, failure::Failure};
use async_graphql::{Context, Object};

/// Finding areas.
#[derive(Debug, Default)]
pub struct AreaQuery;

#[Object]
impl AreaQuery {
    /// The area with this code (`TH` the country, `R4` an NACC region, `TH-44` a province, a district's code); null when
    /// there is none.
    async fn area(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The code.")] code: String,
    ) -> Result<Option<Area>, Failure> {
        Area::one(&RequestContext::of(context), &code).await
    }
}
