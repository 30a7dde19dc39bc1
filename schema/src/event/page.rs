//! Pages of the audit trail, loaded for all owners that were answered together.

use super::{Event, object::EventKind, projects::EventProjects};
use crate::{
    context::RequestContext,
    failure::Failure,
    page::{Connection, Page},
    scalar::DateTime,
};
use async_graphql::InputObject;
use std::{collections::HashMap, sync::Arc};
use sucharit_store::{EventOwner, EventStretch, EventWindow};
use tokio::sync::{Mutex, OnceCell};
use uuid::Uuid;

/// Which events a list is about; everything stated must hold.
#[derive(Debug, Default, InputObject)]
pub struct EventFilter {
    /// Of this kind.
    kind: Option<EventKind>,
    /// About accounts, their passwords and tokens alone (true), or about anything else alone (false).
    of_accounts: Option<bool>,
    /// From this instant on.
    since: Option<DateTime>,
    /// Before this instant.
    until: Option<DateTime>,
}

/// The stretch of each owner, and the projects that any of them is about.
type Stretches = Arc<OnceCell<(HashMap<Uuid, EventStretch>, Arc<EventProjects>)>>;

/// The order of every list of events, in cursors.
pub const ORDER: &str = "events, newest first";

/// The stretches that were asked for, of all owners of a batch.
#[derive(Debug, Default)]
pub struct EventPages {
    loaded: Mutex<HashMap<EventWindow, Stretches>>,
}

impl EventPages {
    /// A page of one owner's events, newest first; `owners` are all that were answered together with it.
    pub async fn page(
        &self,
        request: &RequestContext,
        (kind, owner, owners): (EventOwner, Uuid, &[Uuid]),
        page: &Page<i64>,
        filter: Option<EventFilter>,
        counted: bool,
    ) -> Result<Connection<Event>, Failure> {
        let filter = filter.unwrap_or_default();
        let window = EventWindow {
            kind: filter.kind.map(Into::into),
            of_accounts: filter.of_accounts,
            since: filter.since.map(|since| since.0),
            until: filter.until.map(|until| until.0),
            after: page.after,
            before: page.before,
            size: page.size,
            from_end: page.from_end,
            counted,
        };
        let stretches = Arc::clone(self.loaded.lock().await.entry(window.clone()).or_default());
        let load = || async {
            let found = request.read().event_stretches(kind, owners, &window).await?;
            let events = found.values().flat_map(|stretch| &stretch.events);
            let projects = EventProjects::new(request.clone(), events.filter_map(|(event, _)| event.change.project));
            Ok::<_, Failure>((found, Arc::new(projects)))
        };
        let (found, projects) = stretches.get_or_try_init(load).await?;
        let stretch = found.get(&owner).cloned().unwrap_or_default();
        let events = stretch.events.into_iter().map(|event| Event::new(event, projects));
        let items = events.map(|event| (event.place(), event)).collect();
        Ok(Connection::new(page, items, (stretch.more_before, stretch.more_after), stretch.total))
    }
}
