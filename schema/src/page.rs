//! Relay connections: pages of a list in a stable order.

use crate::{
    event::Event, failure::Failure, notification::Notification, organization::Organization, project::Project,
    publication::RecentPublication,
};
use async_graphql::{OutputType, SimpleObject, connection::PageInfo};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};

/// How many items a page has when nothing is said.
pub const DEFAULT_SIZE: usize = 20;

/// How many items a page has at most.
pub const GREATEST_SIZE: usize = 100;

/// What a field may cost at most: far above every limit, and small enough that sums do not overflow.
const GREATEST_COST: usize = 1 << 40;

/// A page of a list.
#[derive(SimpleObject)]
#[graphql(concrete(name = "EventConnection", params(Event)))]
#[graphql(concrete(name = "NotificationConnection", params(Notification)))]
#[graphql(concrete(name = "OrganizationConnection", params(Organization)))]
#[graphql(concrete(name = "ProjectConnection", params(Project)))]
#[graphql(concrete(name = "RecentPublicationConnection", params(RecentPublication)))]
pub struct Connection<T>
where
    T: OutputType,
    Edge<T>: OutputType,
{
    /// The items with their cursors.
    edges: Vec<Edge<T>>,
    /// The items alone.
    nodes: Vec<T>,
    /// Whether there is more.
    page_info: PageInfo,
    /// How many items the whole list has.
    total_count: u64,
}

/// An item with its cursor.
#[derive(Debug, SimpleObject)]
#[graphql(concrete(name = "EventEdge", params(Event)))]
#[graphql(concrete(name = "NotificationEdge", params(Notification)))]
#[graphql(concrete(name = "OrganizationEdge", params(Organization)))]
#[graphql(concrete(name = "ProjectEdge", params(Project)))]
#[graphql(concrete(name = "RecentPublicationEdge", params(RecentPublication)))]
pub struct Edge<T: OutputType> {
    /// The item's place in the list, opaque.
    cursor: String,
    /// The item.
    node: T,
}

/// Page arguments, checked.
#[derive(Debug, Clone)]
pub struct Page<K> {
    /// After this place.
    pub after: Option<K>,
    /// Before this place.
    pub before: Option<K>,
    /// How many items.
    pub size: usize,
    /// Counted from the end.
    pub from_end: bool,
    /// The order that its places are in; a cursor of another one is refused, not misread.
    pub order: &'static str,
}

/// What a page costs, for the complexity of a query.
pub fn cost(first: Option<i32>, last: Option<i32>, child: usize) -> usize {
    let asked = first.or(last).and_then(|size| usize::try_from(size).ok());
    times(asked.unwrap_or(DEFAULT_SIZE).min(GREATEST_SIZE), child)
}

/// What a list of so many items costs.
pub fn times(items: usize, child: usize) -> usize {
    items.saturating_mul(child).saturating_add(1).min(GREATEST_COST)
}

impl<K: Serialize + DeserializeOwned> Page<K> {
    /// Checks page arguments of a list in this order.
    pub fn new(
        order: &'static str,
        first: Option<i32>,
        after: Option<&str>,
        last: Option<i32>,
        before: Option<&str>,
    ) -> Result<Self, Failure> {
        if first.is_some() && last.is_some() {
            return Err(Failure::BAD_PAGE);
        }
        let size = match first.or(last) {
            None => DEFAULT_SIZE,
            Some(size) => usize::try_from(size).ok().filter(|size| *size <= GREATEST_SIZE).ok_or(Failure::BAD_PAGE)?,
        };
        let (after, before) = (after.map(|cursor| decode(order, cursor)), before.map(|cursor| decode(order, cursor)));
        Ok(Self { after: after.transpose()?, before: before.transpose()?, size, from_end: last.is_some(), order })
    }
}

impl<T> Connection<T>
where
    T: OutputType + Clone,
    Edge<T>: OutputType,
{
    /// The page's `items` with their places; `more_before` and `more_after` say whether the list goes on.
    pub fn new<K: Serialize>(
        page: &Page<K>,
        items: Vec<(K, T)>,
        (more_before, more_after): (bool, bool),
        total_count: u64,
    ) -> Self {
        let edge = |(place, node)| Edge { cursor: encode(page.order, &place), node };
        let edges: Vec<Edge<T>> = items.into_iter().map(edge).collect();
        let page_info = PageInfo {
            has_previous_page: more_before,
            has_next_page: more_after,
            start_cursor: edges.first().map(|edge| edge.cursor.clone()),
            end_cursor: edges.last().map(|edge| edge.cursor.clone()),
        };
        let nodes = edges.iter().map(|edge| edge.node.clone()).collect();
        Self { edges, nodes, page_info, total_count }
    }

    /// A page of a list that is in memory already, in the list's order; `comes_before` is that order.
    pub fn of_list<K: Serialize>(items: Vec<(K, T)>, page: &Page<K>, comes_before: impl Fn(&K, &K) -> bool) -> Self {
        let total = items.len();
        let start =
            page.after.as_ref().map_or(0, |after| items.iter().filter(|(key, _)| !comes_before(after, key)).count());
        let end = page
            .before
            .as_ref()
            .map_or(total, |before| items.iter().filter(|(key, _)| comes_before(key, before)).count());
        let end = end.max(start);
        let (start, end) = if page.from_end {
            (end.saturating_sub(page.size).max(start), end)
        } else {
            (start, (start + page.size).min(end))
        };
        let items = items.into_iter().skip(start).take(end - start).collect();
        Self::new(page, items, (start > 0, end < total), total as u64)
    }
}

fn encode<K: Serialize>(order: &str, place: &K) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(order, place)).expect("a place is made of texts and numbers"))
}

fn decode<K: DeserializeOwned>(order: &str, cursor: &str) -> Result<K, Failure> {
    let json = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| Failure::BAD_CURSOR)?;
    let (of, place): (String, K) = serde_json::from_slice(&json).map_err(|_| Failure::BAD_CURSOR)?;
    if of == order { Ok(place) } else { Err(Failure::BAD_CURSOR) }
}
