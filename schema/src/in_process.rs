//! Asking the schema from within the process: what the pages do.

use crate::{Caller, Limits, RequestContext, Schema};
use chrono::{DateTime, NaiveDate, Utc};
use std::{fmt, pin::Pin};
use sucharit_domain::language::Language;
use sucharit_workflow::Workflow;

/// How much a document of our own may ask for: a page shows all 36 projects with what belongs to them at once. Who reads a page sends
/// no document, so these are no limits against anybody.
const OWN_DOCUMENTS: Limits = Limits { depth: 16, complexity: 1_000_000, aliases: 30 };

/// The schema, to be asked as somebody by documents of our own, under the same rules as over HTTP.
#[derive(Clone)]
pub struct InProcess {
    schema: Schema,
    workflow: Workflow,
}

impl fmt::Debug for InProcess {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("InProcess").field("workflow", &self.workflow).finish_non_exhaustive()
    }
}

impl InProcess {
    /// Over an engine.
    #[must_use]
    pub fn new(workflow: Workflow) -> Self {
        Self { schema: crate::build(OWN_DOCUMENTS), workflow }
    }

    /// What one request carries: who asks, and in which language.
    #[must_use]
    pub fn context(&self, caller: Caller, language: Language) -> RequestContext {
        RequestContext::new(self.workflow.clone(), caller, language)
    }

    /// Runs a document. What it did to the session stands in the context. In a box, so that whoever waits for it need not know how
    /// deep the schema is.
    #[must_use]
    pub fn execute<'a>(
        &'a self,
        context: &RequestContext,
        request: async_graphql::Request,
    ) -> Pin<Box<dyn Future<Output = async_graphql::Response> + Send + 'a>> {
        Box::pin(self.schema.execute(request.data(context.clone())))
    }

    /// Which day it is in Bangkok, by the engine's clock.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.workflow.clock().today()
    }

    /// What time it is, by the engine's clock.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.workflow.clock().now()
    }
}
