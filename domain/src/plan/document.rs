//! A whole plan as a document: what an import file holds, what storage gives back, what the plan workbook shows.
//!
//! Two documents are equal when they say the same, so that importing a file twice can be seen to change nothing.

use super::GoalDirection;
use crate::{
    calendar::FiscalYear,
    money::Baht,
    organization::OrganizationKind,
    project::{IndicatorMeasure, ProjectKind, SourceNote, TargetGroup},
    risk::{RiskLevel, band::RiskBands},
    sha256,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use std::{collections::BTreeMap, ops::Not};

/// A plan with everything in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanDocument {
    /// Whose plan.
    pub organization: OrganizationDocument,
    /// Title, years, adoption.
    pub heading: PlanHeading,
    /// เป้าหมาย, by code.
    pub goals: Vec<GoalDocument>,
    /// The four dimensions with their outline, by number.
    pub dimensions: Vec<DimensionDocument>,
    /// The risk table, by sequence.
    pub risk_areas: Vec<RiskAreaDocument>,
    /// The projects, by number.
    pub projects: Vec<ProjectDocument>,
}

impl PlanDocument {
    /// SHA-256 (hexadecimal) over the document as JSON: equal for documents that say the same.
    ///
    /// # Panics
    /// Never: a document has nothing that JSON cannot hold.
    #[must_use]
    pub fn digest(&self) -> String {
        let json = serde_json::to_value(self).expect("a document has nothing that JSON cannot hold");
        sha256::of(json.to_string())
    }
}

/// The organization a plan belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrganizationDocument {
    /// Short stable code.
    pub code: String,
    /// Full Thai name.
    pub name: String,
    /// Legal form.
    pub kind: OrganizationKind,
    /// The district's name.
    pub district: String,
    /// The district's code, as given or by [`crate::area::district_code`].
    pub district_code: String,
    /// ISO 3166-2:TH.
    pub province_code: String,
    /// The organization's own risk bands; none: the default ones.
    pub risk_bands: Option<RiskBands>,
    /// Whether what is recorded of it is made up for a demonstration; unsaid where it is not, so that digests of before hold.
    #[serde(skip_serializing_if = "Not::not")]
    pub is_sample: bool,
}

/// Title, years and adoption of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanHeading {
    /// Full title.
    pub title: String,
    /// First fiscal year.
    pub start_fiscal_year: FiscalYear,
    /// Last fiscal year.
    pub end_fiscal_year: FiscalYear,
    /// The day it was announced; a plan with such a day has been adopted.
    pub announced_on: Option<NaiveDate>,
    /// The position of whoever adopted it.
    pub adopted_by_position: Option<String>,
}

impl PlanHeading {
    /// The plan's fiscal years, in order.
    pub fn fiscal_years(&self) -> impl Iterator<Item = FiscalYear> + use<> {
        self.start_fiscal_year.through(self.end_fiscal_year)
    }
}

/// A goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoalDocument {
    /// Stable code.
    pub code: String,
    /// In words.
    pub name: String,
    /// The year it is counted from.
    pub baseline_fiscal_year: Option<FiscalYear>,
    /// Unit of the targets.
    pub unit: String,
    /// Which way it is met.
    pub direction: GoalDirection,
    /// Target by fiscal year.
    pub targets: BTreeMap<FiscalYear, Decimal>,
    /// Doubts about the source.
    pub source_notes: Vec<SourceNote>,
}

/// A dimension with its missions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DimensionDocument {
    /// 1 to 4.
    pub number: i16,
    /// Its name.
    pub name: String,
    /// Its missions.
    pub missions: Vec<MissionDocument>,
}

/// A mission with its objectives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissionDocument {
    /// Such as `1.1`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its objectives.
    pub objectives: Vec<MissionObjectiveDocument>,
}

/// An objective of a mission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissionObjectiveDocument {
    /// Such as `1.1.1`.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A risk area with its issues and control measures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskAreaDocument {
    /// ลำดับที่
    pub sequence: i16,
    /// ชื่อหัวข้อการดำเนินงาน
    pub operation: String,
    /// Its issues, in order.
    pub issues: Vec<RiskIssueDocument>,
    /// Its control measures, in order.
    pub control_measures: Vec<ControlMeasureDocument>,
}

/// A risk issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskIssueDocument {
    /// In words.
    pub text: String,
    /// The level, where the source states only that.
    pub level: Option<RiskLevel>,
}

/// A control measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ControlMeasureDocument {
    /// Its name.
    pub name: String,
    /// The project that carries it out, by number.
    pub project_number: Option<i16>,
}

/// A project with all its headings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProjectDocument {
    /// ลำดับที่
    pub number: i16,
    /// ภารกิจตามมิติ
    pub mission_code: String,
    /// The mission objectives it serves.
    pub objective_codes: Vec<String>,
    /// ประเภทงาน
    pub kind: ProjectKind,
    /// ชื่อโครงการ
    pub name: String,
    /// กลุ่มเป้าหมาย
    pub target_groups: Vec<TargetGroup>,
    /// Whether the plan gives it a budget.
    pub uses_budget: bool,
    /// The years in which it runs, with the planned budget of each.
    pub budgets: BTreeMap<FiscalYear, Baht>,
    /// Names of the responsible divisions.
    pub divisions: Vec<String>,
    /// วัตถุประสงค์
    pub objectives: Vec<String>,
    /// วิธีดำเนินการ
    pub steps: Vec<String>,
    /// ผลผลิต
    pub outputs: Vec<IndicatorMeasure>,
    /// ผลลัพธ์
    pub outcomes: Vec<IndicatorMeasure>,
    /// ดำเนินการในไตรมาส
    pub quarter: Option<i16>,
    /// หมายเหตุ
    pub remark: Option<String>,
    /// Doubts about the source.
    pub source_notes: Vec<SourceNote>,
}

impl ProjectDocument {
    /// The dimension's number: the first part of the mission's code.
    #[must_use]
    pub fn dimension_number(&self) -> i16 {
        self.mission_code.split('.').next().and_then(|number| number.parse().ok()).unwrap_or_default()
    }
}
