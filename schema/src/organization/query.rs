//! Finding organizations.

use super::{Organization, OrganizationKind};
use crate::{
    context::RequestContext,
    failure::Failure,
    page::{self, Connection, Page},
};
use async_graphql::{Context, Enum, InputObject, Object};
use sucharit_domain::id::OrganizationId;
use sucharit_store as store;
use uuid::Uuid;

/// Which organizations a list is about; everything stated must hold.
#[derive(Debug, Default, InputObject)]
pub struct OrganizationFilter {
    /// Of this kind.
    kind: Option<OrganizationKind>,
    /// In this area: `TH`, a region (`R4`), a province (`TH-44`) or a district's code.
    area: Option<String>,
    /// With this in the name.
    name_contains: Option<String>,
}

/// What organizations are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "store::OrganizationOrder")]
pub enum OrganizationOrderField {
    /// By name.
    Name,
    /// By code.
    Code,
}

/// Least or greatest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum OrderDirection {
    /// Least first.
    Asc,
    /// Greatest first.
    Desc,
}

/// The order of a list of organizations.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct OrganizationOrder {
    /// What it is ordered by.
    field: OrganizationOrderField,
    /// Least or greatest first.
    #[graphql(default_with = "OrderDirection::Asc")]
    direction: OrderDirection,
}

impl Default for OrganizationOrder {
    fn default() -> Self {
        Self { field: OrganizationOrderField::Name, direction: OrderDirection::Asc }
    }
}

/// An organization's place in a list: what it is ordered by, and its id.
type Place = (String, Uuid);

/// Finding organizations.
#[derive(Debug, Default)]
pub struct OrganizationQuery;

#[Object]
impl OrganizationQuery {
    /// The organization with this code; null when there is none.
    async fn organization(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The code.")] code: String,
    ) -> Result<Option<Organization>, Failure> {
        let request = RequestContext::of(context);
        let found = request.read().organization(request.actor().scope, &code).await?;
        Ok(Organization::batch(&request, found.into_iter().collect()).pop())
    }

    /// Organizations, by name unless said otherwise.
    #[graphql(complexity = "page::cost(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn organizations(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many, from the start: 20 unless said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many, from the end; not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only these; all where it is left out.")] filter: Option<OrganizationFilter>,
        #[graphql(desc = "In this order.")] order_by: Option<OrganizationOrder>,
    ) -> Result<Connection<Organization>, Failure> {
        let request = RequestContext::of(context);
        let page = Page::new(first, after.as_deref(), last, before.as_deref())?;
        let filter = filter.unwrap_or_default();
        let districts = match &filter.area {
            Some(code) => Some(request.areas().await?.districts_within(code)),
            None => None,
        };
        let kind = filter.kind.map(Into::into);
        let filter = store::OrganizationFilter { kind, districts, name_contains: filter.name_contains };
        let counted = context.look_ahead().field("totalCount").exists();
        connection(&request, &filter, &page, order_by.unwrap_or_default(), counted).await
    }
}

/// A page of the organizations that a filter leaves, counted only where the total is asked for.
pub async fn connection(
    request: &RequestContext,
    filter: &store::OrganizationFilter,
    page: &Page<Place>,
    order: OrganizationOrder,
    counted: bool,
) -> Result<Connection<Organization>, Failure> {
    let key = |(value, id): Place| store::OrganizationKey { value, id: OrganizationId(id) };
    let window = store::OrganizationWindow {
        order: order.field.into(),
        descending: order.direction == OrderDirection::Desc,
        after: page.after.clone().map(key),
        before: page.before.clone().map(key),
        // One more than asked for tells whether the list goes on.
        limit: page.size as u64 + 1,
        from_end: page.from_end,
    };
    let scope = request.actor().scope;
    let mut found = request.read().organization_window(scope, filter, &window).await?;
    let goes_on = found.len() > page.size;
    if goes_on && page.from_end {
        found.remove(0);
    } else if goes_on {
        found.pop();
    }
    let place = |organization: &Organization| -> Place {
        let value = organization.value();
        let ordered_by = match order.field {
            OrganizationOrderField::Name => &value.name,
            OrganizationOrderField::Code => &value.code,
        };
        (ordered_by.clone(), value.id.into())
    };
    let beyond = beyond_page(request, filter, &window, &found).await?;
    let total = if counted { request.read().organization_count(scope, filter).await? } else { 0 };
    let items = Organization::batch(request, found).into_iter().map(|found| (place(&found), found)).collect();
    let (more_before, more_after) = if page.from_end { (goes_on, beyond) } else { (beyond, goes_on) };
    Ok(Connection::new(items, more_before, more_after, total))
}

/// Whether the list has anything on the side the page did not come from: looked up only where a cursor was given.
async fn beyond_page(
    request: &RequestContext,
    filter: &store::OrganizationFilter,
    window: &store::OrganizationWindow,
    found: &[sucharit_domain::organization::Organization],
) -> Result<bool, Failure> {
    let edge = if window.from_end { found.last() } else { found.first() };
    let cursor = if window.from_end { &window.before } else { &window.after };
    let (Some(edge), Some(_)) = (edge, cursor) else {
        return Ok(cursor.is_some());
    };
    let value = match window.order {
        store::OrganizationOrder::Name => edge.name.clone(),
        store::OrganizationOrder::Code => edge.code.clone(),
    };
    let place = Some(store::OrganizationKey { value, id: edge.id });
    let (after, before) = if window.from_end { (place, None) } else { (None, place) };
    let other_side =
        store::OrganizationWindow { after, before, limit: 1, from_end: !window.from_end, ..window.clone() };
    Ok(!request.read().organization_window(request.actor().scope, filter, &other_side).await?.is_empty())
}
