//! Choosing and ordering the projects of a plan: few enough to do so in memory.

use super::{
    Project,
    kinds::{Conformity, ProjectKind},
};
use crate::{
    failure::Failure,
    organization::query::OrderDirection,
    page::{Connection, Page},
    plan::batch::PlanBatch,
};
use async_graphql::{Enum, ID, InputObject};
use std::sync::Arc;
use sucharit_domain::{plan::Plan, project as domain, text};
use uuid::Uuid;

/// Which projects a list is about; everything stated must hold.
#[derive(Debug, Default, InputObject)]
pub struct ProjectFilter {
    /// Of this dimension, 1 to 4.
    dimension: Option<i32>,
    /// Of this kind.
    kind: Option<ProjectKind>,
    /// With or without a budget.
    uses_budget: Option<bool>,
    /// Running in this fiscal year, B.E.
    fiscal_year: Option<i32>,
    /// With this division responsible.
    division_id: Option<ID>,
    /// Reviewed so.
    conformity: Option<Conformity>,
    /// With this in the name; letters count alike however they are encoded, and in either case.
    name_contains: Option<String>,
}

/// What projects are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum ProjectOrderField {
    /// By ลำดับที่.
    Number,
    /// By name.
    Name,
}

/// The order of a list of projects.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct ProjectOrder {
    /// What it is ordered by.
    field: ProjectOrderField,
    /// Least or greatest first.
    #[graphql(default_with = "OrderDirection::Asc")]
    direction: OrderDirection,
}

impl Default for ProjectOrder {
    fn default() -> Self {
        Self { field: ProjectOrderField::Number, direction: OrderDirection::Asc }
    }
}

impl ProjectOrder {
    /// Its name in cursors.
    pub fn name(self) -> &'static str {
        match (self.field, self.direction) {
            (ProjectOrderField::Number, OrderDirection::Asc) => "projects by number",
            (ProjectOrderField::Number, OrderDirection::Desc) => "projects by number, descending",
            (ProjectOrderField::Name, OrderDirection::Asc) => "projects by name",
            (ProjectOrderField::Name, OrderDirection::Desc) => "projects by name, descending",
        }
    }
}

/// A project's place in a list: the name where that orders it, the number, the id.
type Place = (String, i16, Uuid);

/// A page of the projects that a filter leaves.
pub async fn connection(
    plan: &Plan,
    batch: &Arc<PlanBatch>,
    filter: &ProjectFilter,
    order: ProjectOrder,
    page: &Page<Place>,
) -> Result<Connection<Project>, Failure> {
    let mut chosen = Vec::new();
    for project in batch.projects().await?.get(&plan.id).into_iter().flatten() {
        if passes(filter, project, batch).await? {
            chosen.push((place(project, order.field), Project::new(project.clone(), batch)));
        }
    }
    let descending = order.direction == OrderDirection::Desc;
    chosen.sort_by(|(one, _), (other, _)| if descending { other.cmp(one) } else { one.cmp(other) });
    Ok(Connection::of_list(chosen, page, |one, other| if descending { other < one } else { one < other }))
}

fn place(project: &domain::Project, field: ProjectOrderField) -> Place {
    let name = match field {
        ProjectOrderField::Number => String::new(),
        ProjectOrderField::Name => project.name.clone(),
    };
    (name, project.number, project.id.into())
}

async fn passes(filter: &ProjectFilter, project: &domain::Project, batch: &PlanBatch) -> Result<bool, Failure> {
    let stated = [
        filter.dimension.is_none_or(|number| i32::from(project.dimension_number) == number),
        filter.kind.is_none_or(|kind| domain::ProjectKind::from(kind) == project.kind),
        filter.uses_budget.is_none_or(|uses| project.uses_budget == uses),
        filter.conformity.is_none_or(|conformity| domain::Conformity::from(conformity) == project.conformity),
        filter
            .name_contains
            .as_ref()
            .is_none_or(|part| text::search_key(&project.name).contains(&text::search_key(part))),
    ];
    if stated.contains(&false) {
        return Ok(false);
    }
    if let Some(wanted) = filter.fiscal_year {
        let mut years = batch.project_years().await?.get(&project.id).into_iter().flatten();
        if !years.any(|year| year.fiscal_year.get() == wanted) {
            return Ok(false);
        }
    }
    if let Some(wanted) = &filter.division_id {
        let mut divisions = batch.project_divisions().await?.get(&project.id).into_iter().flatten();
        return Ok(divisions.any(|division| division.id.named() == wanted.as_str()));
    }
    Ok(true)
}
