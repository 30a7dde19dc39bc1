//! Risk areas, issues, control measures and scores.

use crate::{
    StoreError, Transaction,
    convert::{self, grouped},
    database::Session,
    scope,
    table::{control_measure, risk_area, risk_assessment, risk_issue},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr};
use std::collections::HashMap;
use sucharit_domain::{
    access::Scope,
    id::{PlanId, RiskAreaId, RiskIssueId},
    risk::{ControlMeasure, RiskArea, RiskAssessment, RiskBasis, RiskIssue, RiskLevel, RiskScore},
};

impl Session<'_> {
    /// The risk areas of plans that were found in scope, by sequence.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn risk_areas(&self, plans: &[PlanId]) -> Result<HashMap<PlanId, Vec<RiskArea>>, StoreError> {
        let rows = scope::children::<risk_area::Entity>()
            .filter(of_plans(plans))
            .order_by_asc(risk_area::Column::Sequence)
            .all(&self.executor)
            .await?;
        let areas = rows.into_iter().map(|row| RiskArea {
            id: row.id.into(),
            plan_id: row.plan_id.into(),
            sequence: row.sequence,
            operation: row.operation,
        });
        Ok(grouped(areas.map(|area| (area.plan_id, area))))
    }

    /// The issues of the risk areas of plans, by sequence.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn risk_issues_of(&self, plans: &[PlanId]) -> Result<HashMap<RiskAreaId, Vec<RiskIssue>>, StoreError> {
        let rows = scope::children::<risk_issue::Entity>()
            .inner_join(risk_area::Entity)
            .filter(of_plans(plans))
            .order_by_asc(risk_issue::Column::Sequence)
            .all(&self.executor)
            .await?;
        let issues = rows.into_iter().map(issue_from_model).collect::<Result<Vec<_>, _>>()?;
        Ok(grouped(issues.into_iter().map(|issue| (issue.risk_area_id, issue))))
    }

    /// Issues by id, each with its plan; those that do not exist for `scope` are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn risk_issues(
        &self,
        scope: &Scope,
        ids: &[RiskIssueId],
    ) -> Result<HashMap<RiskIssueId, (PlanId, RiskIssue)>, StoreError> {
        let rows: Vec<(risk_issue::Model, Option<risk_area::Model>)> = scope::find_in::<risk_issue::Entity>(scope)
            .filter(risk_issue::Column::Id.is_in(ids.iter().map(|id| id.0)))
            .find_also_related(risk_area::Entity)
            .all(&self.executor)
            .await?;
        let issues = rows.into_iter().filter_map(|(row, area)| Some((PlanId(area?.plan_id), row)));
        issues.map(|(plan, row)| issue_from_model(row).map(|issue| (issue.id, (plan, issue)))).collect()
    }

    /// The control measures of the risk areas of plans, in the plan's order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn control_measures(
        &self,
        plans: &[PlanId],
    ) -> Result<HashMap<RiskAreaId, Vec<ControlMeasure>>, StoreError> {
        let rows = scope::children::<control_measure::Entity>()
            .inner_join(risk_area::Entity)
            .filter(of_plans(plans))
            .order_by_asc(control_measure::Column::Position)
            .all(&self.executor)
            .await?;
        let measures = rows.into_iter().map(|row| ControlMeasure {
            id: row.id.into(),
            risk_area_id: row.risk_area_id.into(),
            name: row.name,
            project_id: row.project_id.map(Into::into),
        });
        Ok(grouped(measures.map(|measure| (measure.risk_area_id, measure))))
    }

    /// All scores of the issues of plans, by fiscal year, before controls first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn risk_assessments_of_plans(
        &self,
        plans: &[PlanId],
    ) -> Result<HashMap<RiskIssueId, Vec<RiskAssessment>>, StoreError> {
        let select = scope::children::<risk_assessment::Entity>()
            .inner_join(risk_issue::Entity)
            .filter(risk_issue::Column::RiskAreaId.in_subquery(areas_of_plans(plans)));
        let rows = select
            .order_by_asc(risk_assessment::Column::FiscalYear)
            .order_by_asc(risk_assessment::Column::Basis)
            .all(&self.executor)
            .await?;
        let assessments = rows.into_iter().map(assessment_from_model).collect::<Result<Vec<_>, _>>()?;
        Ok(grouped(assessments.into_iter().map(|assessment| (assessment.issue_id, assessment))))
    }

    /// All scores of one issue, by fiscal year, before controls first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn risk_assessments(&self, issue: RiskIssueId) -> Result<Vec<RiskAssessment>, StoreError> {
        let rows = scope::children::<risk_assessment::Entity>()
            .filter(risk_assessment::Column::IssueId.eq(issue.0))
            .order_by_asc(risk_assessment::Column::FiscalYear)
            .order_by_asc(risk_assessment::Column::Basis)
            .all(&self.executor)
            .await?;
        rows.into_iter().map(assessment_from_model).collect()
    }
}

impl Transaction {
    /// Records a score for the first time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_risk_assessment(&self, assessment: &RiskAssessment) -> Result<(), StoreError> {
        self.insert_all(vec![assessment_to_model(assessment).into_active_model()]).await
    }

    /// Records a change of a score that is there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_risk_assessment(&self, assessment: &RiskAssessment) -> Result<(), StoreError> {
        assessment_to_model(assessment).into_active_model().reset_all().update(&self.inner).await?;
        Ok(())
    }
}

fn of_plans(plans: &[PlanId]) -> Expr {
    risk_area::Column::PlanId.is_in(plans.iter().map(|id| id.0))
}

fn areas_of_plans(plans: &[PlanId]) -> sea_orm::sea_query::SelectStatement {
    use sea_orm::sea_query::Query;
    let condition = of_plans(plans);
    Query::select()
        .column((risk_area::Entity, risk_area::Column::Id))
        .from(risk_area::Entity)
        .and_where(condition)
        .to_owned()
}

fn issue_from_model(row: risk_issue::Model) -> Result<RiskIssue, StoreError> {
    let stated = row.stated_level.as_deref();
    Ok(RiskIssue {
        id: row.id.into(),
        risk_area_id: row.risk_area_id.into(),
        sequence: row.sequence,
        stated_level: convert::optional_code("risk_issue.stated_level", stated, RiskLevel::from_code)?,
        text: row.text,
    })
}

fn assessment_from_model(row: risk_assessment::Model) -> Result<RiskAssessment, StoreError> {
    Ok(RiskAssessment {
        id: row.id.into(),
        issue_id: row.issue_id.into(),
        fiscal_year: convert::fiscal_year(row.fiscal_year)?,
        basis: convert::code("risk_assessment.basis", &row.basis, RiskBasis::from_code)?,
        score: RiskScore { likelihood: row.likelihood, impact: row.impact },
        rationale: row.rationale,
        version: row.version,
    })
}

fn assessment_to_model(assessment: &RiskAssessment) -> risk_assessment::Model {
    risk_assessment::Model {
        id: assessment.id.0,
        issue_id: assessment.issue_id.0,
        fiscal_year: assessment.fiscal_year.get(),
        basis: assessment.basis.code().to_owned(),
        likelihood: assessment.score.likelihood,
        impact: assessment.score.impact,
        rationale: assessment.rationale.clone(),
        version: assessment.version,
    }
}
