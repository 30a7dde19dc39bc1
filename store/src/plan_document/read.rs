//! Reading whole plans back.

use crate::{StoreError, database::Session, project::ProjectText};
use std::collections::HashMap;
use sucharit_domain::{
    area::Area,
    id::{OrganizationId, PlanId, ProjectId},
    organization::Organization,
    plan::{
        Dimension, Goal, Plan,
        document::{
            ControlMeasureDocument, DimensionDocument, GoalDocument, MissionDocument, MissionObjectiveDocument,
            OrganizationDocument, PlanDocument, PlanHeading, ProjectDocument, RiskAreaDocument, RiskIssueDocument,
        },
    },
    project::{IndicatorKind, Project},
    risk::RiskArea,
};

impl Session<'_> {
    /// A plan that was found in scope, with everything in it. A fixed number of statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_document(&self, organization: &Organization, plan: &Plan) -> Result<PlanDocument, StoreError> {
        let document = self.plan_documents(&[(organization, plan)]).await?.remove(&plan.id);
        document.ok_or_else(|| StoreError::corrupt("plan.id", plan.id.0))
    }

    /// Plans that were found in scope, each with its organization, with everything in them. A fixed number of statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_documents(
        &self,
        plans: &[(&Organization, &Plan)],
    ) -> Result<HashMap<PlanId, PlanDocument>, StoreError> {
        let ids: Vec<PlanId> = plans.iter().map(|(_, plan)| plan.id).collect();
        let mut goals = self.goals(&ids).await?;
        let mut dimensions = self.dimensions(&ids).await?;
        let projects = self.projects_of(&ids).await?;
        let numbers = projects.values().flatten().map(|project| (project.id, project.number)).collect();
        let mut organizations = self.organization_documents(plans).await?;
        let mut risk_areas = self.risk_area_documents(&ids, &numbers).await?;
        let mut projects = self.project_documents(&ids, projects).await?;
        let document = |(organization, plan): &(&Organization, &Plan)| {
            let document = PlanDocument {
                organization: organizations
                    .remove(&plan.id)
                    .ok_or_else(|| StoreError::corrupt("organization.district_code", &organization.district_code))?,
                heading: PlanHeading {
                    title: plan.title.clone(),
                    start_fiscal_year: plan.start_fiscal_year,
                    end_fiscal_year: plan.end_fiscal_year,
                    announced_on: plan.announced_on,
                    adopted_by_position: plan.adopted_by_position.clone(),
                },
                goals: goals.remove(&plan.id).unwrap_or_default().into_iter().map(goal_document).collect(),
                dimensions: dimensions
                    .remove(&plan.id)
                    .unwrap_or_default()
                    .into_iter()
                    .map(dimension_document)
                    .collect(),
                risk_areas: risk_areas.remove(&plan.id).unwrap_or_default(),
                projects: projects.remove(&plan.id).unwrap_or_default(),
            };
            Ok((plan.id, document))
        };
        plans.iter().map(document).collect()
    }

    /// The organization of each plan; left out where its district is not recorded.
    async fn organization_documents(
        &self,
        plans: &[(&Organization, &Plan)],
    ) -> Result<HashMap<PlanId, OrganizationDocument>, StoreError> {
        let ids: Vec<OrganizationId> = plans.iter().map(|(organization, _)| organization.id).collect();
        let districts: HashMap<String, Area> =
            self.areas().await?.into_iter().map(|area| (area.code.clone(), area)).collect();
        let bands = self.risk_bands(&ids).await?;
        let document = |(organization, plan): &(&Organization, &Plan)| {
            let district = districts.get(&organization.district_code)?.clone();
            let document = OrganizationDocument {
                code: organization.code.clone(),
                name: organization.name.clone(),
                kind: organization.kind,
                district: district.name,
                district_code: district.code,
                province_code: district.parent_code.unwrap_or_default(),
                risk_bands: bands.get(&organization.id).cloned(),
                is_sample: organization.is_sample,
            };
            Some((plan.id, document))
        };
        Ok(plans.iter().filter_map(document).collect())
    }

    async fn risk_area_documents(
        &self,
        plans: &[PlanId],
        numbers: &HashMap<ProjectId, i16>,
    ) -> Result<HashMap<PlanId, Vec<RiskAreaDocument>>, StoreError> {
        let areas = self.risk_areas(plans).await?;
        let mut issues = self.risk_issues_of(plans).await?;
        let mut measures = self.control_measures(plans).await?;
        let mut document = |area: RiskArea| {
            let issues = issues.remove(&area.id).unwrap_or_default();
            let measures = measures.remove(&area.id).unwrap_or_default();
            RiskAreaDocument {
                sequence: area.sequence,
                operation: area.operation,
                issues: issues
                    .into_iter()
                    .map(|issue| RiskIssueDocument { text: issue.text, level: issue.stated_level })
                    .collect(),
                control_measures: measures
                    .into_iter()
                    .map(|measure| ControlMeasureDocument {
                        name: measure.name,
                        project_number: measure.project_id.and_then(|id| numbers.get(&id).copied()),
                    })
                    .collect(),
            }
        };
        Ok(areas.into_iter().map(|(plan, areas)| (plan, areas.into_iter().map(&mut document).collect())).collect())
    }

    async fn project_documents(
        &self,
        plans: &[PlanId],
        projects: HashMap<PlanId, Vec<Project>>,
    ) -> Result<HashMap<PlanId, Vec<ProjectDocument>>, StoreError> {
        let mut years = self.project_years(plans).await?;
        let mut divisions = self.project_divisions(plans).await?;
        let mut objective_codes = self.project_objective_codes(plans).await?;
        let mut target_groups = self.target_groups(plans).await?;
        let mut texts = self.project_texts(plans).await?;
        let mut indicators = self.indicators(plans).await?;
        let mut document = |project: Project| {
            let years = years.remove(&project.id).unwrap_or_default();
            let divisions = divisions.remove(&project.id).unwrap_or_default();
            let (mut objectives, mut steps) = (Vec::new(), Vec::new());
            for text in texts.remove(&project.id).unwrap_or_default() {
                match text {
                    ProjectText::Objective(text) => objectives.push(text),
                    ProjectText::Step(text) => steps.push(text),
                }
            }
            let (outputs, outcomes): (Vec<_>, Vec<_>) = indicators
                .remove(&project.id)
                .unwrap_or_default()
                .into_iter()
                .partition(|indicator| indicator.kind == IndicatorKind::Output);
            ProjectDocument {
                number: project.number,
                mission_code: project.mission_code,
                objective_codes: objective_codes.remove(&project.id).unwrap_or_default(),
                kind: project.kind,
                name: project.name,
                target_groups: target_groups.remove(&project.id).unwrap_or_default(),
                uses_budget: project.uses_budget,
                budgets: years.into_iter().map(|year| (year.fiscal_year, year.planned_budget)).collect(),
                divisions: divisions.into_iter().map(|division| division.name).collect(),
                objectives,
                steps,
                outputs: outputs.into_iter().map(|indicator| indicator.measure).collect(),
                outcomes: outcomes.into_iter().map(|indicator| indicator.measure).collect(),
                quarter: project.quarter,
                remark: project.remark,
                source_notes: project.source_notes,
            }
        };
        let documents =
            |(plan, projects): (PlanId, Vec<Project>)| (plan, projects.into_iter().map(&mut document).collect());
        Ok(projects.into_iter().map(documents).collect())
    }
}

fn goal_document(goal: Goal) -> GoalDocument {
    GoalDocument {
        code: goal.code,
        name: goal.name,
        baseline_fiscal_year: goal.baseline_fiscal_year,
        unit: goal.unit,
        direction: goal.direction,
        targets: goal.targets.into_iter().map(|target| (target.fiscal_year, target.value)).collect(),
        source_notes: goal.source_notes,
    }
}

fn dimension_document(dimension: Dimension) -> DimensionDocument {
    let objective = |objective: sucharit_domain::plan::MissionObjective| MissionObjectiveDocument {
        code: objective.code,
        name: objective.name,
    };
    let mission = |mission: sucharit_domain::plan::Mission| MissionDocument {
        code: mission.code,
        name: mission.name,
        objectives: mission.objectives.into_iter().map(objective).collect(),
    };
    DimensionDocument {
        number: dimension.number,
        name: dimension.name,
        missions: dimension.missions.into_iter().map(mission).collect(),
    }
}
