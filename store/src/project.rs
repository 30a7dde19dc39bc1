//! Projects and what belongs to them: each load takes whole plans.

use crate::{
    StoreError, Transaction,
    convert::{self, grouped},
    database::Session,
    organization::division_from_model,
    scope,
    table::{
        division, indicator, mission, mission_objective, project, project_division, project_mission_objective,
        project_target_group, project_text, project_year,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Select, sea_query::Expr};
use std::collections::HashMap;
use sucharit_domain::{
    access::Scope,
    id::{PlanId, ProjectId},
    organization::Division,
    project::{
        Comparison, Conformity, Indicator, IndicatorKind, IndicatorMeasure, Project, ProjectKind, ProjectYear,
        TargetGroup, TargetGroupCategory,
    },
};

/// A line of one of a project's lists of texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProjectText {
    /// วัตถุประสงค์
    Objective(String),
    /// วิธีดำเนินการ
    Step(String),
}

impl ProjectText {
    /// The text of an objective.
    #[must_use]
    pub fn objective(&self) -> Option<&str> {
        match self {
            Self::Objective(text) => Some(text),
            Self::Step(_) => None,
        }
    }

    /// The text of a step.
    #[must_use]
    pub fn step(&self) -> Option<&str> {
        match self {
            Self::Step(text) => Some(text),
            Self::Objective(_) => None,
        }
    }
}

impl Session<'_> {
    /// The projects of plans that were found in scope, by number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn projects_of(&self, plans: &[PlanId]) -> Result<HashMap<PlanId, Vec<Project>>, StoreError> {
        let select = scope::children::<project::Entity>().filter(of_plans(plans));
        let projects = self.load_projects(select).await?;
        Ok(grouped(projects.into_iter().map(|project| (project.plan_id, project))))
    }

    /// Projects by id; those that do not exist for `scope` are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn projects(&self, scope: &Scope, ids: &[ProjectId]) -> Result<HashMap<ProjectId, Project>, StoreError> {
        let select =
            scope::find_in::<project::Entity>(scope).filter(project::Column::Id.is_in(ids.iter().map(|id| id.0)));
        let projects = self.load_projects(select).await?;
        Ok(projects.into_iter().map(|project| (project.id, project)).collect())
    }

    async fn load_projects(&self, select: Select<project::Entity>) -> Result<Vec<Project>, StoreError> {
        let rows: Vec<(project::Model, Option<mission::Model>)> =
            select.find_also_related(mission::Entity).order_by_asc(project::Column::Number).all(&self.executor).await?;
        rows.into_iter().map(|(row, mission)| from_model(row, mission)).collect()
    }

    /// The years of the projects of plans that were found in scope, with their planned budgets.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn project_years(&self, plans: &[PlanId]) -> Result<HashMap<ProjectId, Vec<ProjectYear>>, StoreError> {
        let rows = children_of::<project_year::Entity>(plans)
            .order_by_asc(project_year::Column::FiscalYear)
            .all(&self.executor)
            .await?;
        let years = rows.into_iter().map(|row| {
            let fiscal_year = convert::fiscal_year(row.fiscal_year)?;
            let planned_budget = convert::baht(row.planned_satang)?;
            Ok((row.project_id.into(), ProjectYear { fiscal_year, planned_budget }))
        });
        Ok(grouped(years.collect::<Result<Vec<_>, StoreError>>()?))
    }

    /// The divisions responsible for the projects of plans that were found in scope, in the plan's order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn project_divisions(&self, plans: &[PlanId]) -> Result<HashMap<ProjectId, Vec<Division>>, StoreError> {
        let rows: Vec<(project_division::Model, Option<division::Model>)> =
            children_of::<project_division::Entity>(plans)
                .find_also_related(division::Entity)
                .order_by_asc(project_division::Column::Position)
                .all(&self.executor)
                .await?;
        let found = rows.into_iter().filter_map(|(row, division)| Some((row.project_id.into(), division?)));
        Ok(grouped(found.map(|(project, division)| (project, division_from_model(division)))))
    }

    /// Codes of the mission objectives that the projects of plans serve, in the plan's order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn project_objective_codes(
        &self,
        plans: &[PlanId],
    ) -> Result<HashMap<ProjectId, Vec<String>>, StoreError> {
        let rows: Vec<(project_mission_objective::Model, Option<mission_objective::Model>)> =
            children_of::<project_mission_objective::Entity>(plans)
                .find_also_related(mission_objective::Entity)
                .order_by_asc(project_mission_objective::Column::Position)
                .all(&self.executor)
                .await?;
        let found = rows.into_iter().filter_map(|(row, objective)| Some((row.project_id.into(), objective?.code)));
        Ok(grouped(found))
    }

    /// The target groups of the projects of plans, in the plan's order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn target_groups(&self, plans: &[PlanId]) -> Result<HashMap<ProjectId, Vec<TargetGroup>>, StoreError> {
        let rows = children_of::<project_target_group::Entity>(plans)
            .order_by_asc(project_target_group::Column::Position)
            .all(&self.executor)
            .await?;
        let groups = rows.into_iter().map(|row| {
            let group = TargetGroup {
                category: convert::code("category", &row.category, TargetGroupCategory::from_code)?,
                description: row.description,
                count: row.people,
                source_notes: convert::source_notes(&row.source_notes)?,
            };
            Ok((row.project_id.into(), group))
        });
        Ok(grouped(groups.collect::<Result<Vec<_>, StoreError>>()?))
    }

    /// The objectives and steps of the projects of plans, each list in the plan's order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn project_texts(&self, plans: &[PlanId]) -> Result<HashMap<ProjectId, Vec<ProjectText>>, StoreError> {
        let rows = children_of::<project_text::Entity>(plans)
            .order_by_asc(project_text::Column::Heading)
            .order_by_asc(project_text::Column::Position)
            .all(&self.executor)
            .await?;
        let texts = rows.into_iter().map(|row| {
            let text = match row.heading.as_str() {
                "OBJECTIVE" => ProjectText::Objective(row.text),
                "STEP" => ProjectText::Step(row.text),
                other => return Err(StoreError::corrupt("project_text.heading", other)),
            };
            Ok((row.project_id.into(), text))
        });
        Ok(grouped(texts.collect::<Result<Vec<_>, StoreError>>()?))
    }

    /// The indicators of the projects of plans, each kind in the plan's order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn indicators(&self, plans: &[PlanId]) -> Result<HashMap<ProjectId, Vec<Indicator>>, StoreError> {
        let rows = children_of::<indicator::Entity>(plans)
            .order_by_asc(indicator::Column::Position)
            .all(&self.executor)
            .await?;
        let indicators = rows.into_iter().map(|row| Ok((row.project_id.into(), indicator_from_model(row)?)));
        Ok(grouped(indicators.collect::<Result<Vec<_>, StoreError>>()?))
    }
}

/// Children of the projects of plans.
impl Transaction {
    /// Writes whether a project conforms, and its version.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_conformity(&self, project: &Project) -> Result<(), StoreError> {
        let update = project::Entity::update_many()
            .col_expr(project::Column::Conformity, Expr::val(project.conformity.code()))
            .col_expr(project::Column::Version, Expr::val(project.version))
            .filter(project::Column::Id.eq(project.id.0));
        update.exec(&self.inner).await?;
        Ok(())
    }
}

fn children_of<E: EntityTrait + sea_orm::Related<project::Entity>>(plans: &[PlanId]) -> Select<E> {
    scope::children::<E>().inner_join(project::Entity).filter(of_plans(plans))
}

pub(crate) fn of_plans(plans: &[PlanId]) -> Expr {
    project::Column::PlanId.is_in(plans.iter().map(|id| id.0))
}

fn from_model(row: project::Model, mission: Option<mission::Model>) -> Result<Project, StoreError> {
    let mission = mission.ok_or_else(|| StoreError::corrupt("project.mission_id", row.mission_id))?;
    let dimension = mission.code.split('.').next().and_then(|number| number.parse().ok());
    Ok(Project {
        id: row.id.into(),
        plan_id: row.plan_id.into(),
        number: row.number,
        name: row.name,
        kind: convert::code("project.kind", &row.kind, ProjectKind::from_code)?,
        dimension_number: dimension.ok_or_else(|| StoreError::corrupt("mission.code", &mission.code))?,
        mission_code: mission.code,
        uses_budget: row.uses_budget,
        quarter: row.quarter,
        conformity: convert::code("project.conformity", &row.conformity, Conformity::from_code)?,
        remark: row.remark,
        source_notes: convert::source_notes(&row.source_notes)?,
        version: row.version,
    })
}

fn indicator_from_model(row: indicator::Model) -> Result<Indicator, StoreError> {
    let measure = IndicatorMeasure {
        text: row.text,
        comparison: convert::code("indicator.comparison", &row.comparison, Comparison::from_code)?,
        quantity: row.quantity_hundredths.map(convert::decimal),
        unit: row.unit,
        source_notes: convert::source_notes(&row.source_notes)?,
    };
    let kind = convert::code("indicator.kind", &row.kind, IndicatorKind::from_code)?;
    Ok(Indicator { id: row.id.into(), kind, measure })
}
