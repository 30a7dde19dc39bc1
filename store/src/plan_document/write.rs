//! Writing a whole plan, table by table: a new one, or over the rows of the one it amends.

use super::kept::{Kept, Put, kept_or_new};
use crate::{
    StoreError, Transaction, convert,
    table::{
        control_measure, dimension, goal, goal_target, indicator, mission, mission_objective, plan, project,
        project_division, project_mission_objective, project_target_group, project_text, project_year, risk_area,
        risk_issue, round_report,
    },
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use std::collections::HashMap;
use sucharit_domain::{
    calendar::{FiscalYear, ReportingRound},
    clock::Clock,
    id::{DivisionId, PlanId},
    plan::{
        Plan,
        document::{DimensionDocument, GoalDocument, PlanDocument, ProjectDocument, RiskAreaDocument},
        revision::PlanRevision,
    },
    project::{Conformity, IndicatorKind},
    round_report::ApprovalState,
};
use uuid::Uuid;

/// Ids of the outline by code, and of the divisions by name; and the rows that are there already.
struct Places<'a> {
    missions: HashMap<&'a str, Uuid>,
    objectives: HashMap<&'a str, Uuid>,
    divisions: &'a HashMap<String, DivisionId>,
    kept: Kept,
}

impl Transaction {
    /// Writes a whole plan, with a draft report for every round of its years.
    ///
    /// `divisions` holds the id of every division that a project names.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_plan(
        &self,
        plan: &Plan,
        document: &PlanDocument,
        divisions: &HashMap<String, DivisionId>,
        clock: &dyn Clock,
    ) -> Result<(), StoreError> {
        self.insert_all(vec![plan_row(plan).into_active_model()]).await?;
        self.put_document(plan.id, document, divisions, Kept::default(), clock).await?;
        let first = PlanRevision {
            id: clock.new_uuid().into(),
            plan_id: plan.id,
            number: plan.revision,
            state: plan.state,
            reason: None,
            document: None,
            version: 1,
        };
        self.add_plan_revision(&first).await?;
        self.add_round_reports(plan, clock).await
    }

    /// Records where a plan stands now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_plan(&self, plan: &Plan) -> Result<(), StoreError> {
        plan_row(plan).into_active_model().reset_all().update(&self.inner).await?;
        Ok(())
    }

    /// Lets a plan say what another text says. Projects and risk issues go by their numbers and stay the same things, with all that
    /// hangs on them; what the text no longer has is removed.
    ///
    /// # Errors
    /// When progress or scores hang on what is removed, or the database fails.
    pub async fn amend_plan(
        &self,
        plan: &Plan,
        document: &PlanDocument,
        divisions: &HashMap<String, DivisionId>,
        clock: &dyn Clock,
    ) -> Result<(), StoreError> {
        self.change_plan(plan).await?;
        let kept = Kept::read(self, plan.id).await?;
        self.clear_parts(plan.id).await?;
        let put = self.put_document(plan.id, document, divisions, kept, clock).await?;
        self.remove_others(plan.id, &put).await
    }

    /// Writes what a plan says over the rows that are kept.
    async fn put_document(
        &self,
        plan: PlanId,
        document: &PlanDocument,
        divisions: &HashMap<String, DivisionId>,
        kept: Kept,
        clock: &dyn Clock,
    ) -> Result<Put, StoreError> {
        let mut places = Places { missions: HashMap::new(), objectives: HashMap::new(), divisions, kept };
        self.add_outline(plan, &document.dimensions, &mut places, clock).await?;
        self.add_goals(plan, &document.goals, clock).await?;
        let projects = self.add_projects(plan, &document.projects, &places, clock).await?;
        let (risk_areas, risk_issues) =
            self.add_risk_areas(plan, &document.risk_areas, &projects, &places.kept, clock).await?;
        Ok(Put {
            missions: places.missions.into_values().collect(),
            objectives: places.objectives.into_values().collect(),
            projects: projects.into_values().collect(),
            risk_areas,
            risk_issues,
        })
    }

    /// Gives a plan on which nothing hangs yet the rounds of other years.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn renew_round_reports(&self, plan: &Plan, clock: &dyn Clock) -> Result<(), StoreError> {
        let of_plan = round_report::Column::PlanId.eq(plan.id.0);
        round_report::Entity::delete_many().filter(of_plan).exec(&self.inner).await?;
        self.add_round_reports(plan, clock).await
    }

    async fn add_outline<'a>(
        &self,
        plan: PlanId,
        document: &'a [DimensionDocument],
        places: &mut Places<'a>,
        clock: &dyn Clock,
    ) -> Result<(), StoreError> {
        let (mut dimensions, mut missions, mut objectives) = (Vec::new(), Vec::new(), Vec::new());
        for dimension in document {
            let dimension_id = kept_or_new(&places.kept.dimensions, &dimension.number, clock);
            let (number, name) = (dimension.number, dimension.name.clone());
            dimensions.push(dimension::Model { id: dimension_id, plan_id: plan.0, number, name }.into_active_model());
            for (position, mission) in numbered(&dimension.missions) {
                let mission_id = kept_or_new(&places.kept.missions, &mission.code, clock);
                places.missions.insert(&mission.code, mission_id);
                let (code, name) = (mission.code.clone(), mission.name.clone());
                missions
                    .push(mission::Model { id: mission_id, dimension_id, position, code, name }.into_active_model());
                for (position, objective) in numbered(&mission.objectives) {
                    let id = kept_or_new(&places.kept.objectives, &objective.code, clock);
                    places.objectives.insert(&objective.code, id);
                    let (code, name) = (objective.code.clone(), objective.name.clone());
                    let row = mission_objective::Model { id, mission_id, position, code, name };
                    objectives.push(row.into_active_model());
                }
            }
        }
        self.put_all(dimensions).await?;
        self.put_all(missions).await?;
        self.put_all(objectives).await
    }

    async fn add_goals(&self, plan: PlanId, document: &[GoalDocument], clock: &dyn Clock) -> Result<(), StoreError> {
        let (mut goals, mut targets) = (Vec::new(), Vec::new());
        for (position, goal) in numbered(document) {
            let id = clock.new_uuid();
            let row = goal::Model {
                id,
                plan_id: plan.0,
                position,
                code: goal.code.clone(),
                name: goal.name.clone(),
                baseline_fiscal_year: goal.baseline_fiscal_year.map(FiscalYear::get),
                unit: goal.unit.clone(),
                direction: goal.direction.code().to_owned(),
                source_notes: convert::source_note_codes(&goal.source_notes),
            };
            goals.push(row.into_active_model());
            for (year, value) in &goal.targets {
                let value_hundredths = convert::hundredths(*value)?;
                let row = goal_target::Model { goal_id: id, fiscal_year: year.get(), value_hundredths };
                targets.push(row.into_active_model());
            }
        }
        self.insert_all(goals).await?;
        self.insert_all(targets).await
    }

    async fn add_projects(
        &self,
        plan: PlanId,
        document: &[ProjectDocument],
        places: &Places<'_>,
        clock: &dyn Clock,
    ) -> Result<HashMap<i16, Uuid>, StoreError> {
        let ids: HashMap<i16, Uuid> = document
            .iter()
            .map(|project| (project.number, kept_or_new(&places.kept.projects, &project.number, clock)))
            .collect();
        let rows = document.iter().map(|project| project_row(ids[&project.number], plan, project, places));
        self.put_all(rows.collect::<Result<_, _>>()?).await?;
        let (mut years, mut divisions, mut objectives) = (Vec::new(), Vec::new(), Vec::new());
        let (mut groups, mut texts, mut indicators) = (Vec::new(), Vec::new(), Vec::new());
        for project in document {
            let project_id = ids[&project.number];
            for (year, budget) in &project.budgets {
                let row = project_year::Model { project_id, fiscal_year: year.get(), planned_satang: budget.satang() };
                years.push(row.into_active_model());
            }
            for (position, name) in numbered(&project.divisions) {
                let division_id = found(places.divisions.get(name), "division.name", name)?.0;
                divisions.push(project_division::Model { project_id, position, division_id }.into_active_model());
            }
            for (position, code) in numbered(&project.objective_codes) {
                let mission_objective_id =
                    *found(places.objectives.get(code.as_str()), "mission_objective.code", code)?;
                let row = project_mission_objective::Model { project_id, position, mission_objective_id };
                objectives.push(row.into_active_model());
            }
            for (position, group) in numbered(&project.target_groups) {
                let row = project_target_group::Model {
                    project_id,
                    position,
                    category: group.category.code().to_owned(),
                    description: group.description.clone(),
                    people: group.count,
                    source_notes: convert::source_note_codes(&group.source_notes),
                };
                groups.push(row.into_active_model());
            }
            for (heading, lines) in [("OBJECTIVE", &project.objectives), ("STEP", &project.steps)] {
                for (position, text) in numbered(lines) {
                    let (heading, text) = (heading.to_owned(), text.clone());
                    texts.push(project_text::Model { project_id, heading, position, text }.into_active_model());
                }
            }
            for (kind, measures) in
                [(IndicatorKind::Output, &project.outputs), (IndicatorKind::Outcome, &project.outcomes)]
            {
                for (position, measure) in numbered(measures) {
                    let row = indicator::Model {
                        id: clock.new_uuid(),
                        project_id,
                        kind: kind.code().to_owned(),
                        position,
                        text: measure.text.clone(),
                        comparison: measure.comparison.code().to_owned(),
                        quantity_hundredths: measure.quantity.map(convert::hundredths).transpose()?,
                        unit: measure.unit.clone(),
                        source_notes: convert::source_note_codes(&measure.source_notes),
                    };
                    indicators.push(row.into_active_model());
                }
            }
        }
        self.put_all(years).await?;
        self.insert_all(divisions).await?;
        self.insert_all(objectives).await?;
        self.insert_all(groups).await?;
        self.insert_all(texts).await?;
        self.insert_all(indicators).await?;
        Ok(ids)
    }

    async fn add_risk_areas(
        &self,
        plan: PlanId,
        document: &[RiskAreaDocument],
        projects: &HashMap<i16, Uuid>,
        kept: &Kept,
        clock: &dyn Clock,
    ) -> Result<(Vec<Uuid>, Vec<Uuid>), StoreError> {
        let (mut areas, mut issues, mut measures) = (Vec::new(), Vec::new(), Vec::new());
        let (mut area_ids, mut issue_ids) = (Vec::new(), Vec::new());
        for area in document {
            let risk_area_id = kept_or_new(&kept.risk_areas, &area.sequence, clock);
            area_ids.push(risk_area_id);
            let (sequence, operation) = (area.sequence, area.operation.clone());
            areas.push(risk_area::Model { id: risk_area_id, plan_id: plan.0, sequence, operation }.into_active_model());
            for (position, issue) in numbered(&area.issues) {
                let id = kept_or_new(&kept.risk_issues, &(area.sequence, position), clock);
                issue_ids.push(id);
                let row = risk_issue::Model {
                    id,
                    risk_area_id,
                    sequence: position,
                    text: issue.text.clone(),
                    stated_level: issue.level.map(|level| level.code().to_owned()),
                };
                issues.push(row.into_active_model());
            }
            for (position, measure) in numbered(&area.control_measures) {
                let row = control_measure::Model {
                    id: clock.new_uuid(),
                    risk_area_id,
                    position,
                    name: measure.name.clone(),
                    project_id: measure.project_number.and_then(|number| projects.get(&number).copied()),
                };
                measures.push(row.into_active_model());
            }
        }
        self.put_all(areas).await?;
        self.put_all(issues).await?;
        self.insert_all(measures).await?;
        Ok((area_ids, issue_ids))
    }

    async fn add_round_reports(&self, plan: &Plan, clock: &dyn Clock) -> Result<(), StoreError> {
        let rounds = plan.fiscal_years().flat_map(|year| ReportingRound::ALL.map(|round| (year, round)));
        let row = |(year, round): (FiscalYear, ReportingRound)| round_report::Model {
            id: clock.new_uuid(),
            plan_id: plan.id.0,
            fiscal_year: year.get(),
            round: round.months(),
            state: ApprovalState::Draft.code().to_owned(),
            filed_on: None,
            filing_reference: None,
            version: 1,
        };
        self.insert_all(rounds.map(|round| row(round).into_active_model()).collect()).await
    }
}

fn plan_row(plan: &Plan) -> plan::Model {
    plan::Model {
        id: plan.id.0,
        organization_id: plan.organization_id.0,
        title: plan.title.clone(),
        start_fiscal_year: plan.start_fiscal_year.get(),
        end_fiscal_year: plan.end_fiscal_year.get(),
        revision: plan.revision,
        state: plan.state.code().to_owned(),
        announced_on: plan.announced_on,
        adopted_by_position: plan.adopted_by_position.clone(),
    }
}

fn project_row(
    id: Uuid,
    plan: PlanId,
    project: &ProjectDocument,
    places: &Places<'_>,
) -> Result<project::ActiveModel, StoreError> {
    let mission_id = *found(places.missions.get(project.mission_code.as_str()), "mission.code", &project.mission_code)?;
    let kept = places.kept.recorded.get(&project.number);
    let row = project::Model {
        id,
        plan_id: plan.0,
        mission_id,
        number: project.number,
        name: project.name.clone(),
        kind: project.kind.code().to_owned(),
        uses_budget: project.uses_budget,
        quarter: project.quarter,
        conformity: kept.map_or(Conformity::Conforming, |kept| kept.conformity).code().to_owned(),
        remark: project.remark.clone(),
        source_notes: convert::source_note_codes(&project.source_notes),
        version: kept.map_or(1, |kept| kept.version + 1),
    };
    Ok(row.into_active_model())
}

fn found<T>(value: Option<T>, column: &'static str, key: &str) -> Result<T, StoreError> {
    value.ok_or_else(|| StoreError::corrupt(column, key))
}

/// Items with their places, from 1.
fn numbered<T>(items: &[T]) -> impl Iterator<Item = (i16, &T)> {
    (1..).zip(items)
}
