//! Risk areas, issues, control measures and scores as clients see them.

use super::matrix;
use crate::{failure::Failure, node::GlobalId, plan::batch::PlanBatch, project::Project, scalar::fiscal_year};
use async_graphql::{Description, Enum, ID, Object, SimpleObject};
use std::sync::Arc;
use sucharit_domain::{
    id::PlanId,
    risk::{self as domain, band, control},
};

/// ระดับความเสี่ยง
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::RiskLevel")]
pub enum RiskLevel {
    /// ต่ำ
    Low,
    /// ปานกลาง
    Medium,
    /// สูง
    High,
    /// สูงมาก
    Extreme,
}

/// Whether a risk is scored before or after what holds it down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::RiskBasis")]
pub enum RiskBasis {
    /// ก่อนมีมาตรการควบคุม
    Inherent,
    /// หลังมีมาตรการควบคุม
    Residual,
}

/// Which risk scores (1 to 25) make which level; below `mediumFrom` a risk is low.
#[derive(Debug, Clone, SimpleObject)]
pub struct RiskBands {
    /// From here on medium.
    medium_from: i16,
    /// From here on high.
    high_from: i16,
    /// From here on extreme.
    extreme_from: i16,
    /// Who set them, and where that is written.
    source: String,
}

impl From<band::RiskBands> for RiskBands {
    fn from(bands: band::RiskBands) -> Self {
        let band::RiskBands { medium_from, high_from, extreme_from, source } = bands;
        Self { medium_from, high_from, extreme_from, source }
    }
}

/// A risk area (หัวข้อการดำเนินงาน).
#[derive(Debug, Clone, Description)]
pub struct RiskArea {
    value: domain::RiskArea,
    batch: Arc<PlanBatch>,
}

impl RiskArea {
    /// A risk area of a plan of the batch.
    pub fn new(value: domain::RiskArea, batch: &Arc<PlanBatch>) -> Self {
        Self { value, batch: Arc::clone(batch) }
    }
}

#[Object(use_type_description)]
impl RiskArea {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        ID(self.value.id.named())
    }

    /// ลำดับที่
    async fn sequence(&self) -> i16 {
        self.value.sequence
    }

    /// ชื่อหัวข้อการดำเนินงาน
    async fn operation(&self) -> &str {
        &self.value.operation
    }

    /// ประเด็นความเสี่ยงการทุจริต
    #[graphql(complexity = "crate::page::times(3, child_complexity)")]
    async fn issues(&self) -> Result<Vec<RiskIssue>, Failure> {
        let issues = self.batch.risk_issues().await?.get(&self.value.id).into_iter().flatten();
        Ok(issues.map(|issue| RiskIssue::new(issue.clone(), &self.batch)).collect())
    }

    /// มาตรการควบคุมความเสี่ยงการทุจริต: each holds down every issue of the area.
    #[graphql(complexity = "crate::page::times(5, child_complexity)")]
    async fn control_measures(&self) -> Result<Vec<ControlMeasure>, Failure> {
        let measures = self.batch.control_measures().await?.get(&self.value.id).into_iter().flatten();
        Ok(measures.map(|measure| ControlMeasure::new(measure.clone(), &self.batch)).collect())
    }
}

/// A control measure (มาตรการควบคุมความเสี่ยงการทุจริต).
#[derive(Debug, Clone, Description)]
pub struct ControlMeasure {
    value: domain::ControlMeasure,
    batch: Arc<PlanBatch>,
}

impl ControlMeasure {
    fn new(value: domain::ControlMeasure, batch: &Arc<PlanBatch>) -> Self {
        Self { value, batch: Arc::clone(batch) }
    }
}

#[Object(use_type_description)]
impl ControlMeasure {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        ID(self.value.id.named())
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.value.name
    }

    /// The plan's project that carries it out; null where the plan has none.
    async fn project(&self) -> Result<Option<Project>, Failure> {
        let Some(id) = self.value.project_id else { return Ok(None) };
        let project = self.batch.projects().await?.values().flatten().find(|project| project.id == id);
        Ok(project.map(|project| Project::new(project.clone(), &self.batch)))
    }

    /// Whether it runs in a fiscal year (B.E.): its project is planned for the year and was not reported as impossible.
    async fn runs_in(&self, #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32) -> Result<bool, Failure> {
        matrix::control_runs(&self.value, &self.batch, self::fiscal_year(fiscal_year)?).await
    }
}

/// A risk issue (ประเด็นความเสี่ยงการทุจริต).
#[derive(Debug, Clone, Description)]
pub struct RiskIssue {
    value: domain::RiskIssue,
    batch: Arc<PlanBatch>,
}

impl RiskIssue {
    /// An issue of a plan of the batch.
    pub fn new(value: domain::RiskIssue, batch: &Arc<PlanBatch>) -> Self {
        Self { value, batch: Arc::clone(batch) }
    }

    async fn area(&self) -> Result<domain::RiskArea, Failure> {
        let mut areas = self.batch.risk_areas().await?.values().flatten();
        areas.find(|area| area.id == self.value.risk_area_id).cloned().ok_or(Failure::Internal)
    }

    async fn scores(&self) -> Result<&[domain::RiskAssessment], Failure> {
        Ok(self.batch.risk_assessments().await?.get(&self.value.id).map_or(&[], Vec::as_slice))
    }
}

#[Object(use_type_description)]
impl RiskIssue {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        GlobalId::from(self.value.id).encode()
    }

    /// The area it belongs to.
    async fn risk_area(&self) -> Result<RiskArea, Failure> {
        Ok(RiskArea::new(self.area().await?, &self.batch))
    }

    /// Its place within the area, from 1.
    async fn sequence(&self) -> i16 {
        self.value.sequence
    }

    /// In words.
    async fn text(&self) -> &str {
        &self.value.text
    }

    /// The level that the plan states without likelihood and impact: before controls, in the plan's first year.
    async fn stated_level(&self) -> Option<RiskLevel> {
        self.value.stated_level.map(Into::into)
    }

    /// All its scores, by fiscal year, before controls first.
    #[graphql(complexity = "crate::page::times(10, child_complexity)")]
    async fn assessments(&self) -> Result<Vec<RiskAssessment>, Failure> {
        let plan = self.area().await?.plan_id;
        let scores = self.scores().await?.iter();
        Ok(scores.map(|score| RiskAssessment::new(score.clone(), plan, &self.batch)).collect())
    }

    /// Its score of a fiscal year (B.E.), before or after controls; null where it was not scored.
    async fn assessment(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
        #[graphql(desc = "Before or after controls.")] basis: RiskBasis,
    ) -> Result<Option<RiskAssessment>, Failure> {
        let wanted = (self::fiscal_year(fiscal_year)?, domain::RiskBasis::from(basis));
        let score = self.scores().await?.iter().find(|score| (score.fiscal_year, score.basis) == wanted);
        let plan = self.area().await?.plan_id;
        Ok(score.map(|score| RiskAssessment::new(score.clone(), plan, &self.batch)))
    }

    /// Its level in a fiscal year (B.E.): of the latest score up to that year, or as the plan states it.
    async fn level(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
        #[graphql(desc = "Before or after controls.")] basis: RiskBasis,
    ) -> Result<Option<RiskLevel>, Failure> {
        let year = self::fiscal_year(fiscal_year)?;
        let bands = self.batch.risk_bands(self.area().await?.plan_id).await?;
        let level = control::level_in(year, basis.into(), self.scores().await?, self.value.stated_level, &bands);
        Ok(level.map(Into::into))
    }

    /// Whether it is high or extreme with no control measure running in the fiscal year (B.E.).
    async fn is_uncontrolled(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
    ) -> Result<bool, Failure> {
        let plan = self.area().await?.plan_id;
        matrix::is_uncontrolled(&self.value, plan, &self.batch, self::fiscal_year(fiscal_year)?).await
    }
}

/// A score of a risk issue: one fiscal year, before or after controls.
#[derive(Debug, Clone, Description)]
pub struct RiskAssessment {
    value: domain::RiskAssessment,
    plan: PlanId,
    batch: Arc<PlanBatch>,
}

impl RiskAssessment {
    /// A score of an issue of a plan of the batch.
    pub fn new(value: domain::RiskAssessment, plan: PlanId, batch: &Arc<PlanBatch>) -> Self {
        Self { value, plan, batch: Arc::clone(batch) }
    }
}

#[Object(use_type_description)]
impl RiskAssessment {
    /// The fiscal year, B.E.
    async fn fiscal_year(&self) -> i32 {
        self.value.fiscal_year.get()
    }

    /// Before or after controls.
    async fn basis(&self) -> RiskBasis {
        self.value.basis.into()
    }

    /// โอกาส, 1 to 5.
    async fn likelihood(&self) -> i16 {
        self.value.score.likelihood
    }

    /// ผลกระทบ, 1 to 5.
    async fn impact(&self) -> i16 {
        self.value.score.impact
    }

    /// Likelihood × impact, 1 to 25.
    async fn score(&self) -> i16 {
        self.value.score.value()
    }

    /// The level of the score by the organization's bands.
    async fn level(&self) -> Result<RiskLevel, Failure> {
        Ok(self.batch.risk_bands(self.plan).await?.level(self.value.score.value()).into())
    }

    /// Why.
    async fn rationale(&self) -> Option<&str> {
        self.value.rationale.as_deref()
    }

    /// Counts its changes, from 1; an update states the one it read.
    async fn version(&self) -> i32 {
        self.value.version
    }
}
