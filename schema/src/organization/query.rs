//! Finding organizations.

use super::{Organization, OrganizationKind};
use crate::{
    context::RequestContext,
    failure::Failure,
    page::{self, Connection, Page},
    round_report::ReportingRound,
    scalar::fiscal_year,
};
use async_graphql::{Context, Enum, InputObject, Object};
use std::ops::Bound;
use sucharit_domain::{area::AreaKind, id::OrganizationId};
use sucharit_store as store;
use uuid::Uuid;

/// Which organizations a list is about; everything stated must hold.
#[derive(Debug, Default, InputObject)]
pub struct OrganizationFilter {
    /// Of this kind.
    kind: Option<OrganizationKind>,
    /// In this area: `TH`, a region (`R4`), a province (`TH-44`) or a district's code.
    area: Option<String>,
    /// With this in the name, letter for letter; only a–z count alike in either case.
    name_contains: Option<String>,
    /// Whose report of this round is late: the due date passed before it was approved.
    overdue_in: Option<RoundInput>,
}

/// A round of a fiscal year.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct RoundInput {
    /// The fiscal year, B.E.
    fiscal_year: i32,
    /// The round.
    round: ReportingRound,
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

impl OrganizationOrder {
    /// Its name in cursors.
    pub fn name(self) -> &'static str {
        match (self.field, self.direction) {
            (OrganizationOrderField::Name, OrderDirection::Asc) => "organizations by name",
            (OrganizationOrderField::Name, OrderDirection::Desc) => "organizations by name, descending",
            (OrganizationOrderField::Code, OrderDirection::Asc) => "organizations by code",
            (OrganizationOrderField::Code, OrderDirection::Desc) => "organizations by code, descending",
        }
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
        let found = request.read().organization(&request.actor()?.scope, &code).await?;
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
        let (filter, order) = (filter.unwrap_or_default(), order_by.unwrap_or_default());
        let page = Page::new(order.name(), first, after.as_deref(), last, before.as_deref())?;
        let districts = match &filter.area {
            Some(code) => Some(request.areas().await?.districts_within(code)),
            None => None,
        };
        let kind = filter.kind.map(Into::into);
        let ids = match filter.overdue_in {
            Some(of) => Some(overdue(&request, of).await?),
            None => None,
        };
        let filter = store::OrganizationFilter { kind, districts, name_contains: filter.name_contains, ids };
        let counted = context.look_ahead().field("totalCount").exists();
        connection(&request, &filter, &page, order, counted).await
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
    // No name or code has U+0000, and PostgreSQL takes none.
    if page.after.iter().chain(&page.before).any(|(value, _)| value.contains('\0')) {
        return Err(Failure::BAD_CURSOR);
    }
    let key = |(value, id): &Place| store::OrganizationKey { value: value.clone(), id: OrganizationId(*id) };
    let beyond = |place: &Option<Place>| place.as_ref().map_or(Bound::Unbounded, |place| Bound::Excluded(key(place)));
    let window = store::OrganizationWindow {
        order: order.field.into(),
        descending: order.direction == OrderDirection::Desc,
        from: beyond(&page.after),
        to: beyond(&page.before),
        // One more than asked for tells whether the list goes on.
        limit: page.size as u64 + 1,
        from_end: page.from_end,
    };
    let scope = &request.actor()?.scope;
    let mut found = request.read().organization_window(scope, filter, &window).await?;
    let goes_on = found.len() > page.size;
    if goes_on && page.from_end {
        found.remove(0);
    } else if goes_on {
        found.pop();
    }
    // Beyond a cursor the list goes on with what the cursor stands at, unless that is gone; so it is looked up.
    let (before, after) = (page.after.as_ref().map(key), page.before.as_ref().map(key));
    let more_before = page.from_end && goes_on || has_any(request, filter, &window, before, false).await?;
    let more_after = !page.from_end && goes_on || has_any(request, filter, &window, after, true).await?;
    let place = |organization: &Organization| -> Place {
        let value = organization.value();
        let ordered_by = match order.field {
            OrganizationOrderField::Name => &value.name,
            OrganizationOrderField::Code => &value.code,
        };
        (ordered_by.clone(), value.id.into())
    };
    let total = if counted { request.read().organization_count(scope, filter).await? } else { 0 };
    let items = Organization::batch(request, found).into_iter().map(|found| (place(&found), found)).collect();
    Ok(Connection::new(page, items, (more_before, more_after), total))
}

/// The organizations whose report is late.
async fn overdue(request: &RequestContext, of: RoundInput) -> Result<Vec<OrganizationId>, Failure> {
    let of = (fiscal_year(of.fiscal_year)?, of.round.into());
    let today = request.workflow().clock().today();
    let found = request.read().overdue(&request.actor()?.scope, AreaKind::Country, of, today).await?;
    Ok(found.into_values().flatten().collect())
}

/// Whether the list has anything at `key` or beyond it; nothing is beyond where no cursor was given.
async fn has_any(
    request: &RequestContext,
    filter: &store::OrganizationFilter,
    window: &store::OrganizationWindow,
    key: Option<store::OrganizationKey>,
    towards_end: bool,
) -> Result<bool, Failure> {
    let Some(key) = key else { return Ok(false) };
    let (from, to) =
        if towards_end { (Bound::Included(key), Bound::Unbounded) } else { (Bound::Unbounded, Bound::Included(key)) };
    let rest = store::OrganizationWindow { from, to, limit: 1, ..window.clone() };
    Ok(!request.read().organization_window(&request.actor()?.scope, filter, &rest).await?.is_empty())
}
