//! What one request carries.

use crate::{area::tree::AreaTree, failure::Failure};
use async_graphql::Context;
use std::sync::Arc;
use sucharit_domain::{access::Actor, language::Language};
use sucharit_store::Session;
use sucharit_workflow::Workflow;
use tokio::sync::OnceCell;

/// The engine, who asks, in which language, and what was loaded for this request alone.
#[derive(Debug, Clone)]
pub struct RequestContext {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    workflow: Workflow,
    actor: Option<Actor>,
    language: Language,
    areas: OnceCell<Arc<AreaTree>>,
}

impl RequestContext {
    /// A fresh context for one request.
    #[must_use]
    pub fn new(workflow: Workflow, actor: Option<Actor>, language: Language) -> Self {
        Self { inner: Arc::new(Inner { workflow, actor, language, areas: OnceCell::new() }) }
    }

    /// The request's context.
    pub(crate) fn of(context: &Context<'_>) -> Self {
        context.data_unchecked::<Self>().clone()
    }

    pub(crate) fn workflow(&self) -> &Workflow {
        &self.inner.workflow
    }

    /// Who asks; refused where nobody signed in.
    pub(crate) fn actor(&self) -> Result<&Actor, Failure> {
        self.inner.actor.as_ref().ok_or(Failure::UNAUTHENTICATED)
    }

    pub(crate) fn language(&self) -> Language {
        self.inner.language
    }

    pub(crate) fn read(&self) -> Session<'_> {
        self.inner.workflow.store().read()
    }

    /// All areas with the number of organizations in each, loaded once for the request.
    pub(crate) async fn areas(&self) -> Result<Arc<AreaTree>, Failure> {
        let load = || async {
            let areas = self.read().areas().await?;
            let counts = self.read().organizations_by_district(&self.actor()?.scope).await?;
            Ok::<_, Failure>(Arc::new(AreaTree::new(areas, &counts)))
        };
        self.inner.areas.get_or_try_init(load).await.cloned()
    }
}
