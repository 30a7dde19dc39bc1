//! What one request carries.

use crate::{area::tree::AreaTree, failure::Failure};
use async_graphql::Context;
use std::{
    net::IpAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use sucharit_domain::{access::Actor, id::SessionId, language::Language};
use sucharit_store::Session;
use sucharit_workflow::{
    Workflow,
    account::{Authenticated, secret::Secret},
};
use tokio::sync::OnceCell;

/// The engine, who asks, in which language, and what was loaded for this request alone.
#[derive(Debug, Clone)]
pub struct RequestContext {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    workflow: Workflow,
    caller: Caller,
    language: Language,
    areas: OnceCell<Arc<AreaTree>>,
    session_change: Mutex<Option<SessionChange>>,
    signing_in: AtomicBool,
}

/// Who sends a request, and from where.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// As whom; none where nobody signed in.
    pub authenticated: Option<Authenticated>,
    /// From which address.
    pub address: Option<IpAddr>,
}

/// What a request did to the session it came with, for the door to tell the browser.
#[derive(Debug, Clone)]
pub enum SessionChange {
    /// A session began: its secret.
    Began(Secret),
    /// The session ended.
    Ended,
}

impl RequestContext {
    /// A fresh context for one request.
    #[must_use]
    pub fn new(workflow: Workflow, caller: Caller, language: Language) -> Self {
        Self {
            inner: Arc::new(Inner {
                workflow,
                caller,
                language,
                areas: OnceCell::new(),
                session_change: Mutex::default(),
                signing_in: AtomicBool::new(false),
            }),
        }
    }

    /// What the request did to its session.
    #[must_use]
    pub fn session_change(&self) -> Option<SessionChange> {
        self.inner.session_change.lock().unwrap_or_else(PoisonError::into_inner).clone()
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
        let authenticated = self.inner.caller.authenticated.as_ref();
        authenticated.map(|authenticated| &authenticated.actor).ok_or(Failure::UNAUTHENTICATED)
    }

    /// The session the request came with.
    pub(crate) fn session(&self) -> Option<SessionId> {
        self.inner.caller.authenticated.as_ref().and_then(|authenticated| authenticated.session)
    }

    /// Where the request comes from.
    pub(crate) fn address(&self) -> Option<IpAddr> {
        self.inner.caller.address
    }

    /// Notes what the request did to its session.
    pub(crate) fn change_session(&self, change: SessionChange) {
        *self.inner.session_change.lock().unwrap_or_else(PoisonError::into_inner) = Some(change);
    }

    /// Whether this is the request's first sign-in: more are guesses.
    pub(crate) fn is_first_sign_in(&self) -> bool {
        !self.inner.signing_in.swap(true, Ordering::Relaxed)
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
