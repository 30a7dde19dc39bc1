//! Where queries start: in an actor's scope, or at parents that were found in it. The only place that calls sea-orm's `find`.

use crate::table::{area, organization, plan, progress, project, risk_area, risk_issue, round_report};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, Select,
    sea_query::{Expr, Query, SelectStatement},
};
use sucharit_domain::{access::Scope, id::OrganizationId};
use uuid::Uuid;

/// A table whose rows belong to an organization.
pub trait Scoped: EntityTrait {
    /// Only the rows of one organization.
    fn within(select: Select<Self>, organization: OrganizationId) -> Select<Self>;
}

/// The rows that exist for `scope`.
pub fn find_in<E: Scoped>(scope: Scope) -> Select<E> {
    match scope {
        Scope::Everything => start(),
        Scope::Organization(organization) => E::within(start(), organization),
    }
}

/// The rows that belong to parents which were found in scope: the caller filters by those parents.
pub fn children<E: EntityTrait>() -> Select<E> {
    start()
}

/// Every area: areas are open to all.
pub fn areas() -> Select<area::Entity> {
    start()
}

#[expect(clippy::disallowed_methods, reason = "the one place where queries start")]
fn start<E: EntityTrait>() -> Select<E> {
    E::find()
}

fn ids_where(table: impl EntityTrait, id: impl ColumnTrait, condition: Expr) -> SelectStatement {
    Query::select().column((table, id)).from(table).and_where(condition).to_owned()
}

fn plans_of(organization: Uuid) -> SelectStatement {
    ids_where(plan::Entity, plan::Column::Id, plan::Column::OrganizationId.eq(organization))
}

fn projects_of(organization: Uuid) -> SelectStatement {
    ids_where(project::Entity, project::Column::Id, project::Column::PlanId.in_subquery(plans_of(organization)))
}

fn risk_areas_of(organization: Uuid) -> SelectStatement {
    ids_where(risk_area::Entity, risk_area::Column::Id, risk_area::Column::PlanId.in_subquery(plans_of(organization)))
}

impl Scoped for organization::Entity {
    fn within(select: Select<Self>, organization: OrganizationId) -> Select<Self> {
        select.filter(organization::Column::Id.eq(organization.0))
    }
}

impl Scoped for plan::Entity {
    fn within(select: Select<Self>, organization: OrganizationId) -> Select<Self> {
        select.filter(plan::Column::OrganizationId.eq(organization.0))
    }
}

impl Scoped for project::Entity {
    fn within(select: Select<Self>, organization: OrganizationId) -> Select<Self> {
        select.filter(project::Column::PlanId.in_subquery(plans_of(organization.0)))
    }
}

impl Scoped for progress::Entity {
    fn within(select: Select<Self>, organization: OrganizationId) -> Select<Self> {
        select.filter(progress::Column::ProjectId.in_subquery(projects_of(organization.0)))
    }
}

impl Scoped for round_report::Entity {
    fn within(select: Select<Self>, organization: OrganizationId) -> Select<Self> {
        select.filter(round_report::Column::PlanId.in_subquery(plans_of(organization.0)))
    }
}

impl Scoped for risk_issue::Entity {
    fn within(select: Select<Self>, organization: OrganizationId) -> Select<Self> {
        select.filter(risk_issue::Column::RiskAreaId.in_subquery(risk_areas_of(organization.0)))
    }
}
