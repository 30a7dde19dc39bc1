//! Corruption risks: areas, issues, scores, control measures.

pub mod assess;
pub mod band;
pub mod control;
pub mod matrix;

use crate::{
    calendar::FiscalYear,
    code::coded_enum,
    id::{ControlMeasureId, PlanId, ProjectId, RiskAreaId, RiskAssessmentId, RiskIssueId},
};
use std::ops::RangeInclusive;

/// Likelihood and impact each lie on this scale.
pub const SCALE: RangeInclusive<i16> = 1..=5;

coded_enum! {
    /// ระดับความเสี่ยง, from the least.
    pub enum RiskLevel {
        /// ต่ำ
        Low = "LOW",
        /// ปานกลาง
        Medium = "MEDIUM",
        /// สูง
        High = "HIGH",
        /// สูงมาก
        Extreme = "EXTREME",
    }
}

coded_enum! {
    /// Whether a risk is scored before or after what holds it down.
    pub enum RiskBasis {
        /// ก่อนมีมาตรการควบคุม
        Inherent = "INHERENT",
        /// หลังมีมาตรการควบคุม
        Residual = "RESIDUAL",
    }
}

/// A risk area (หัวข้อการดำเนินงาน).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskArea {
    /// Identity.
    pub id: RiskAreaId,
    /// Whose plan.
    pub plan_id: PlanId,
    /// ลำดับที่, from 1.
    pub sequence: i16,
    /// ชื่อหัวข้อการดำเนินงาน
    pub operation: String,
}

/// A risk issue (ประเด็นความเสี่ยงการทุจริต).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskIssue {
    /// Identity.
    pub id: RiskIssueId,
    /// The area it belongs to.
    pub risk_area_id: RiskAreaId,
    /// Its place within the area, from 1.
    pub sequence: i16,
    /// In words.
    pub text: String,
    /// The level the plan states without likelihood and impact: the inherent level of the plan's first year.
    pub stated_level: Option<RiskLevel>,
}

/// A control measure (มาตรการควบคุมความเสี่ยงการทุจริต) of a risk area: it holds down every issue of the area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlMeasure {
    /// Identity.
    pub id: ControlMeasureId,
    /// The area it belongs to.
    pub risk_area_id: RiskAreaId,
    /// Its name.
    pub name: String,
    /// The plan's project that carries it out; none where the plan has no such project.
    pub project_id: Option<ProjectId>,
}

/// One scored assessment of an issue: a fiscal year, before or after controls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskAssessment {
    /// Identity.
    pub id: RiskAssessmentId,
    /// What is scored.
    pub issue_id: RiskIssueId,
    /// The year.
    pub fiscal_year: FiscalYear,
    /// Before or after controls.
    pub basis: RiskBasis,
    /// โอกาส and ผลกระทบ.
    pub score: RiskScore,
    /// Why.
    pub rationale: Option<String>,
    /// Counts its changes, from 1.
    pub version: i32,
}

/// Likelihood and impact, each 1–5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RiskScore {
    /// โอกาส
    pub likelihood: i16,
    /// ผลกระทบ
    pub impact: i16,
}

impl RiskScore {
    /// `likelihood × impact`, 1 to 25.
    #[must_use]
    pub const fn value(self) -> i16 {
        self.likelihood * self.impact
    }
}
