//! The rows of a plan that an amendment writes over, and what goes before and after it.

use crate::{
    StoreError, Transaction, scope,
    table::{
        control_measure, dimension, goal, indicator, mission, mission_objective, progress, project, project_division,
        project_mission_objective, project_target_group, project_text, project_year, risk_area, risk_issue,
    },
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use std::{collections::HashMap, hash::Hash};
use sucharit_domain::{clock::Clock, id::PlanId, project::Project};
use uuid::Uuid;

/// The ids of a plan's rows by what they go by; none for a new plan.
#[derive(Debug, Default)]
pub struct Kept {
    /// By number.
    pub dimensions: HashMap<i16, Uuid>,
    /// By code.
    pub missions: HashMap<String, Uuid>,
    /// By code.
    pub objectives: HashMap<String, Uuid>,
    /// By number.
    pub projects: HashMap<i16, Uuid>,
    /// The projects as they are recorded, by number.
    pub recorded: HashMap<i16, Project>,
    /// By sequence.
    pub risk_areas: HashMap<i16, Uuid>,
    /// By the area's sequence and the place in it.
    pub risk_issues: HashMap<(i16, i16), Uuid>,
}

/// The ids of the rows that a plan has after it was written; it keeps no others.
#[derive(Debug)]
pub struct Put {
    pub missions: Vec<Uuid>,
    pub objectives: Vec<Uuid>,
    pub projects: Vec<Uuid>,
    pub risk_areas: Vec<Uuid>,
    pub risk_issues: Vec<Uuid>,
}

/// The id of the row that is there, or a new one.
pub fn kept_or_new<K: Eq + Hash>(kept: &HashMap<K, Uuid>, key: &K, clock: &dyn Clock) -> Uuid {
    kept.get(key).copied().unwrap_or_else(|| clock.new_uuid())
}

impl Kept {
    /// The rows of a plan that is there.
    pub async fn read(transaction: &Transaction, plan: PlanId) -> Result<Self, StoreError> {
        let (read, plans) = (transaction.read(), [plan]);
        let mut kept = Self::default();
        for dimension in read.dimensions(&plans).await?.remove(&plan).unwrap_or_default() {
            kept.dimensions.insert(dimension.number, dimension.id.0);
            for mission in dimension.missions {
                let objectives = mission.objectives.into_iter();
                kept.objectives.extend(objectives.map(|objective| (objective.code, objective.id.0)));
                kept.missions.insert(mission.code, mission.id.0);
            }
        }
        for project in read.projects_of(&plans).await?.remove(&plan).unwrap_or_default() {
            kept.projects.insert(project.number, project.id.0);
            kept.recorded.insert(project.number, project);
        }
        let mut issues = read.risk_issues_of(&plans).await?;
        for area in read.risk_areas(&plans).await?.remove(&plan).unwrap_or_default() {
            let issues = issues.remove(&area.id).unwrap_or_default().into_iter();
            kept.risk_issues.extend(issues.map(|issue| ((area.sequence, issue.sequence), issue.id.0)));
            kept.risk_areas.insert(area.sequence, area.id.0);
        }
        Ok(kept)
    }
}

impl Transaction {
    /// Removes the parts of a plan on which nothing hangs, to be written anew. Years with progress stay.
    pub(super) async fn clear_parts(&self, plan: PlanId) -> Result<(), StoreError> {
        let projects = || of_plan(project::Entity, project::Column::Id, project::Column::PlanId.eq(plan.0));
        let with_progress = Query::select()
            .expr(Expr::val(1))
            .from(progress::Entity)
            .and_where(
                Expr::col((progress::Entity, progress::Column::ProjectId))
                    .equals((project_year::Entity, project_year::Column::ProjectId)),
            )
            .and_where(
                Expr::col((progress::Entity, progress::Column::FiscalYear))
                    .equals((project_year::Entity, project_year::Column::FiscalYear)),
            )
            .to_owned();
        project_year::Entity::delete_many()
            .filter(project_year::Column::ProjectId.in_subquery(projects()))
            .filter(Expr::not_exists(with_progress))
            .exec(&self.inner)
            .await?;
        macro_rules! clear {
            ($($table:ident),*) => {$(
                $table::Entity::delete_many()
                    .filter($table::Column::ProjectId.in_subquery(projects()))
                    .exec(&self.inner)
                    .await?;
            )*};
        }
        clear!(project_division, project_mission_objective, project_target_group, project_text, indicator);
        goal::Entity::delete_many().filter(goal::Column::PlanId.eq(plan.0)).exec(&self.inner).await?;
        let areas = of_plan(risk_area::Entity, risk_area::Column::Id, risk_area::Column::PlanId.eq(plan.0));
        control_measure::Entity::delete_many()
            .filter(control_measure::Column::RiskAreaId.in_subquery(areas))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Removes the rows of a plan that were not written, those first that refer to others.
    pub(super) async fn remove_others(&self, plan: PlanId, put: &Put) -> Result<(), StoreError> {
        let areas = of_plan(risk_area::Entity, risk_area::Column::Id, risk_area::Column::PlanId.eq(plan.0));
        risk_issue::Entity::delete_many()
            .filter(risk_issue::Column::RiskAreaId.in_subquery(areas))
            .filter(risk_issue::Column::Id.is_not_in(put.risk_issues.iter().copied()))
            .exec(&self.inner)
            .await?;
        risk_area::Entity::delete_many()
            .filter(risk_area::Column::PlanId.eq(plan.0))
            .filter(risk_area::Column::Id.is_not_in(put.risk_areas.iter().copied()))
            .exec(&self.inner)
            .await?;
        project::Entity::delete_many()
            .filter(project::Column::PlanId.eq(plan.0))
            .filter(project::Column::Id.is_not_in(put.projects.iter().copied()))
            .exec(&self.inner)
            .await?;
        let dimensions = of_plan(dimension::Entity, dimension::Column::Id, dimension::Column::PlanId.eq(plan.0));
        let missions =
            of_plan(mission::Entity, mission::Column::Id, mission::Column::DimensionId.in_subquery(dimensions.clone()));
        mission_objective::Entity::delete_many()
            .filter(mission_objective::Column::MissionId.in_subquery(missions))
            .filter(mission_objective::Column::Id.is_not_in(put.objectives.iter().copied()))
            .exec(&self.inner)
            .await?;
        mission::Entity::delete_many()
            .filter(mission::Column::DimensionId.in_subquery(dimensions))
            .filter(mission::Column::Id.is_not_in(put.missions.iter().copied()))
            .exec(&self.inner)
            .await?;
        Ok(())
    }
}

/// A query for the ids of rows.
fn of_plan<E: EntityTrait>(_: E, id: E::Column, condition: Expr) -> SelectStatement {
    scope::children::<E>().select_only().column(id).filter(condition).into_query()
}
