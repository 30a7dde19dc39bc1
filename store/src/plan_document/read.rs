//! Reading a whole plan back.

use crate::{StoreError, database::Session, project::ProjectText};
use std::collections::HashMap;
use sucharit_domain::{
    id::ProjectId,
    organization::Organization,
    plan::{
        Dimension, Goal, Plan,
        document::{
            ControlMeasureDocument, DimensionDocument, GoalDocument, MissionDocument, MissionObjectiveDocument,
            OrganizationDocument, PlanDocument, PlanHeading, ProjectDocument, RiskAreaDocument, RiskIssueDocument,
        },
    },
    project::{IndicatorKind, Project},
};

impl Session<'_> {
    /// A plan that was found in scope, with everything in it. A fixed number of statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_document(&self, organization: &Organization, plan: &Plan) -> Result<PlanDocument, StoreError> {
        let goals = self.goals(&[plan.id]).await?.remove(&plan.id).unwrap_or_default();
        let dimensions = self.dimensions(&[plan.id]).await?.remove(&plan.id).unwrap_or_default();
        let projects = self.projects_of(&[plan.id]).await?.remove(&plan.id).unwrap_or_default();
        let numbers = projects.iter().map(|project| (project.id, project.number)).collect();
        Ok(PlanDocument {
            organization: self.organization_document(organization).await?,
            heading: PlanHeading {
                title: plan.title.clone(),
                start_fiscal_year: plan.start_fiscal_year,
                end_fiscal_year: plan.end_fiscal_year,
                announced_on: plan.announced_on,
                adopted_by_position: plan.adopted_by_position.clone(),
            },
            goals: goals.into_iter().map(goal_document).collect(),
            dimensions: dimensions.into_iter().map(dimension_document).collect(),
            risk_areas: self.risk_area_documents(plan, &numbers).await?,
            projects: self.project_documents(plan, projects).await?,
        })
    }

    async fn organization_document(&self, organization: &Organization) -> Result<OrganizationDocument, StoreError> {
        let district = self.area(&organization.district_code).await?;
        let district =
            district.ok_or_else(|| StoreError::corrupt("organization.district_code", &organization.district_code))?;
        let bands = self.risk_bands(&[organization.id]).await?.remove(&organization.id);
        Ok(OrganizationDocument {
            code: organization.code.clone(),
            name: organization.name.clone(),
            kind: organization.kind,
            district: district.name,
            district_code: district.code,
            province_code: district.parent_code.unwrap_or_default(),
            risk_bands: bands,
        })
    }

    async fn risk_area_documents(
        &self,
        plan: &Plan,
        numbers: &HashMap<ProjectId, i16>,
    ) -> Result<Vec<RiskAreaDocument>, StoreError> {
        let areas = self.risk_areas(&[plan.id]).await?.remove(&plan.id).unwrap_or_default();
        let mut issues = self.risk_issues_of(&[plan.id]).await?;
        let mut measures = self.control_measures(&[plan.id]).await?;
        let document = |area: sucharit_domain::risk::RiskArea| {
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
        Ok(areas.into_iter().map(document).collect())
    }

    async fn project_documents(&self, plan: &Plan, projects: Vec<Project>) -> Result<Vec<ProjectDocument>, StoreError> {
        let ids = [plan.id];
        let mut years = self.project_years(&ids).await?;
        let mut divisions = self.project_divisions(&ids).await?;
        let mut objective_codes = self.project_objective_codes(&ids).await?;
        let mut target_groups = self.target_groups(&ids).await?;
        let mut texts = self.project_texts(&ids).await?;
        let mut indicators = self.indicators(&ids).await?;
        let document = |project: Project| {
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
        Ok(projects.into_iter().map(document).collect())
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
