//! Plans, their outline, their goals.

use crate::{
    StoreError,
    convert::{self, grouped},
    database::Session,
    scope,
    table::{dimension, goal, goal_target, mission, mission_objective, plan},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use sucharit_domain::{
    access::Scope,
    id::{OrganizationId, PlanId},
    plan::{Dimension, Goal, GoalDirection, GoalTarget, Mission, MissionObjective, Plan},
    round_report::ApprovalState,
};

impl Session<'_> {
    /// Plans by id; those that do not exist for `scope` are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plans(&self, scope: &Scope, ids: &[PlanId]) -> Result<HashMap<PlanId, Plan>, StoreError> {
        let select = scope::find_in::<plan::Entity>(scope).filter(plan::Column::Id.is_in(ids.iter().map(|id| id.0)));
        let rows = select.all(&self.executor).await?;
        rows.into_iter().map(|row| from_model(row).map(|found| (found.id, found))).collect()
    }

    /// One plan.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan(&self, scope: &Scope, id: PlanId) -> Result<Option<Plan>, StoreError> {
        Ok(self.plans(scope, &[id]).await?.remove(&id))
    }

    /// The plans of organizations that were found in scope: by first fiscal year, latest first, then latest revision first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plans_of(
        &self,
        organizations: &[OrganizationId],
    ) -> Result<HashMap<OrganizationId, Vec<Plan>>, StoreError> {
        let rows = scope::children::<plan::Entity>()
            .filter(plan::Column::OrganizationId.is_in(organizations.iter().map(|id| id.0)))
            .order_by_desc(plan::Column::StartFiscalYear)
            .order_by_desc(plan::Column::Revision)
            .all(&self.executor)
            .await?;
        let plans = rows.into_iter().map(from_model).collect::<Result<Vec<_>, _>>()?;
        Ok(grouped(plans.into_iter().map(|plan| (plan.organization_id, plan))))
    }

    /// The outline of plans that were found in scope, by dimension number. Three statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dimensions(&self, plans: &[PlanId]) -> Result<HashMap<PlanId, Vec<Dimension>>, StoreError> {
        let of_plans = || dimension::Column::PlanId.is_in(plans.iter().map(|id| id.0));
        let dimensions = scope::children::<dimension::Entity>()
            .filter(of_plans())
            .order_by_asc(dimension::Column::Number)
            .all(&self.executor)
            .await?;
        let missions = scope::children::<mission::Entity>()
            .inner_join(dimension::Entity)
            .filter(of_plans())
            .order_by_asc(mission::Column::Position)
            .all(&self.executor)
            .await?;
        let objectives = scope::children::<mission_objective::Entity>()
            .inner_join(mission::Entity)
            .filter(mission::Column::DimensionId.is_in(dimensions.iter().map(|dimension| dimension.id)))
            .order_by_asc(mission_objective::Column::Position)
            .all(&self.executor)
            .await?;
        let mut objectives = grouped(
            objectives
                .into_iter()
                .map(|row| (row.mission_id, MissionObjective { id: row.id.into(), code: row.code, name: row.name })),
        );
        let mut missions = grouped(missions.into_iter().map(|row| {
            let objectives = objectives.remove(&row.id).unwrap_or_default();
            (row.dimension_id, Mission { id: row.id.into(), code: row.code, name: row.name, objectives })
        }));
        Ok(grouped(dimensions.into_iter().map(|row| {
            let missions = missions.remove(&row.id).unwrap_or_default();
            let dimension = Dimension { id: row.id.into(), number: row.number, name: row.name, missions };
            (row.plan_id.into(), dimension)
        })))
    }

    /// The goals of plans that were found in scope. Two statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn goals(&self, plans: &[PlanId]) -> Result<HashMap<PlanId, Vec<Goal>>, StoreError> {
        let goals = scope::children::<goal::Entity>()
            .filter(goal::Column::PlanId.is_in(plans.iter().map(|id| id.0)))
            .order_by_asc(goal::Column::Position)
            .all(&self.executor)
            .await?;
        let targets = scope::children::<goal_target::Entity>()
            .filter(goal_target::Column::GoalId.is_in(goals.iter().map(|goal| goal.id)))
            .order_by_asc(goal_target::Column::FiscalYear)
            .all(&self.executor)
            .await?;
        let targets = targets.into_iter().map(|row| {
            let value = convert::decimal(row.value_hundredths);
            Ok((row.goal_id, GoalTarget { fiscal_year: convert::fiscal_year(row.fiscal_year)?, value }))
        });
        let mut targets = grouped(targets.collect::<Result<Vec<_>, StoreError>>()?);
        let goals = goals.into_iter().map(|row| {
            let targets = targets.remove(&row.id).unwrap_or_default();
            Ok((PlanId(row.plan_id), goal_from_model(row, targets)?))
        });
        Ok(grouped(goals.collect::<Result<Vec<_>, StoreError>>()?))
    }
}

fn goal_from_model(row: goal::Model, targets: Vec<GoalTarget>) -> Result<Goal, StoreError> {
    Ok(Goal {
        id: row.id.into(),
        code: row.code,
        name: row.name,
        baseline_fiscal_year: row.baseline_fiscal_year.map(convert::fiscal_year).transpose()?,
        unit: row.unit,
        direction: convert::code("goal.direction", &row.direction, GoalDirection::from_code)?,
        targets,
        source_notes: convert::source_notes(&row.source_notes)?,
    })
}

fn from_model(row: plan::Model) -> Result<Plan, StoreError> {
    Ok(Plan {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        title: row.title,
        start_fiscal_year: convert::fiscal_year(row.start_fiscal_year)?,
        end_fiscal_year: convert::fiscal_year(row.end_fiscal_year)?,
        revision: row.revision,
        state: convert::code("plan.state", &row.state, ApprovalState::from_code)?,
        announced_on: row.announced_on,
        adopted_by_position: row.adopted_by_position,
    })
}
