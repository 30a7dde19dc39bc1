//! Where queries start: in an actor's scope, or at parents that were found in it. The only place that calls sea-orm's `find`.

use crate::table::{
    account, area, evidence, organization, plan, progress, project, revision, risk_area, risk_issue, round_report,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, Select,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use sucharit_domain::access::Scope;

/// A table whose rows belong to an organization.
pub trait Scoped: EntityTrait {
    /// Only the rows of these organizations, given as a query for their ids.
    fn within(select: Select<Self>, organizations: SelectStatement) -> Select<Self>;
}

/// The rows that exist for `scope`.
pub fn find_in<E: Scoped>(scope: &Scope) -> Select<E> {
    match organizations(scope) {
        None => start(),
        Some(organizations) => E::within(start(), organizations),
    }
}

/// A query for the ids of the organizations that exist for `scope`; none where all of them do.
pub fn organizations(scope: &Scope) -> Option<SelectStatement> {
    let condition = match scope {
        Scope::Everything => return None,
        Scope::Organization(id) => organization::Column::Id.eq(id.0),
        Scope::Area(code) => organization::Column::DistrictCode.in_subquery(districts_in(code)),
    };
    Some(ids_where(organization::Entity, organization::Column::Id, condition))
}

/// The districts of a region or province, or the district itself.
fn districts_in(code: &str) -> SelectStatement {
    let children = |parents: SelectStatement| {
        let condition = area::Column::ParentCode.in_subquery(parents);
        ids_where(area::Entity, area::Column::Code, condition)
    };
    let itself = || ids_where(area::Entity, area::Column::Code, area::Column::Code.eq(code));
    let condition = area::Column::Code
        .in_subquery(itself())
        .or(area::Column::Code.in_subquery(children(itself())))
        .or(area::Column::Code.in_subquery(children(children(itself()))));
    ids_where(area::Entity, area::Column::Code, condition)
}

/// The rows that belong to parents which were found in scope: the caller filters by those parents.
pub fn children<E: EntityTrait>() -> Select<E> {
    start()
}

/// Every account: looked up to find out who acts, or by those who may see accounts.
pub fn accounts() -> Select<account::Entity> {
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

fn plans_of(organizations: SelectStatement) -> SelectStatement {
    ids_where(plan::Entity, plan::Column::Id, plan::Column::OrganizationId.in_subquery(organizations))
}

fn projects_of(organizations: SelectStatement) -> SelectStatement {
    ids_where(project::Entity, project::Column::Id, project::Column::PlanId.in_subquery(plans_of(organizations)))
}

fn risk_areas_of(organizations: SelectStatement) -> SelectStatement {
    ids_where(risk_area::Entity, risk_area::Column::Id, risk_area::Column::PlanId.in_subquery(plans_of(organizations)))
}

impl Scoped for organization::Entity {
    fn within(select: Select<Self>, organizations: SelectStatement) -> Select<Self> {
        select.filter(organization::Column::Id.in_subquery(organizations))
    }
}

impl Scoped for plan::Entity {
    fn within(select: Select<Self>, organizations: SelectStatement) -> Select<Self> {
        select.filter(plan::Column::OrganizationId.in_subquery(organizations))
    }
}

impl Scoped for project::Entity {
    fn within(select: Select<Self>, organizations: SelectStatement) -> Select<Self> {
        select.filter(project::Column::PlanId.in_subquery(plans_of(organizations)))
    }
}

impl Scoped for progress::Entity {
    fn within(select: Select<Self>, organizations: SelectStatement) -> Select<Self> {
        select.filter(progress::Column::ProjectId.in_subquery(projects_of(organizations)))
    }
}

impl Scoped for evidence::Entity {
    fn within(select: Select<Self>, organizations: SelectStatement) -> Select<Self> {
        select.filter(evidence::Column::OrganizationId.in_subquery(organizations))
    }
}

impl Scoped for round_report::Entity {
    fn within(select: Select<Self>, organizations: SelectStatement) -> Select<Self> {
        select.filter(round_report::Column::PlanId.in_subquery(plans_of(organizations)))
    }
}

impl Scoped for revision::Entity {
    fn within(select: Select<Self>, organizations: SelectStatement) -> Select<Self> {
        select.filter(revision::Column::PlanId.in_subquery(plans_of(organizations)))
    }
}

impl Scoped for risk_issue::Entity {
    fn within(select: Select<Self>, organizations: SelectStatement) -> Select<Self> {
        select.filter(risk_issue::Column::RiskAreaId.in_subquery(risk_areas_of(organizations)))
    }
}
