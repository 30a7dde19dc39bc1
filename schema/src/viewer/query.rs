//! `viewer`

use super::Viewer;
use crate::{context::RequestContext, failure::Failure};
use async_graphql::{Context, Object};

/// Who asks.
#[derive(Debug, Default)]
pub struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// Whoever is signed in; null where nobody is.
    async fn viewer(&self, context: &Context<'_>) -> Result<Option<Viewer>, Failure> {
        let request = RequestContext::of(context);
        let Ok(actor) = request.actor() else { return Ok(None) };
        let Some(id) = actor.account() else { return Ok(None) };
        let account = request.read().accounts(&[id]).await?.remove(&id);
        Ok(account.map(|account| Viewer::new(request.clone(), account)))
    }
}
