//! The five-year plan (แผนปฏิบัติการป้องกันการทุจริต), its outline and its goals.

pub mod amendment;
pub mod book;
pub mod differences;
pub mod document;
pub mod publication;
pub mod read_document;
pub mod revision;
pub mod revision_diff;
pub mod write_document;

use crate::{
    calendar::FiscalYear,
    code::coded_enum,
    id::{DimensionId, GoalId, MissionId, MissionObjectiveId, OrganizationId, PlanId},
    project::SourceNote,
    round_report::ApprovalState,
};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// How many dimensions a plan has.
pub const DIMENSIONS: i16 = 4;

/// A five-year plan, as it stands: at its latest adopted revision, or at its first one while that is not adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Identity.
    pub id: PlanId,
    /// Whose plan.
    pub organization_id: OrganizationId,
    /// Full title.
    pub title: String,
    /// First fiscal year.
    pub start_fiscal_year: FiscalYear,
    /// Last fiscal year.
    pub end_fiscal_year: FiscalYear,
    /// 1 for the plan as first adopted.
    pub revision: i32,
    /// Where it stands in its chain.
    pub state: ApprovalState,
    /// The day it was announced, once adopted.
    pub announced_on: Option<NaiveDate>,
    /// The position of whoever adopted it.
    pub adopted_by_position: Option<String>,
}

/// The plan that is in force for a year, among one organization's, which come latest first: the latest revision that covers it.
#[must_use]
pub fn in_force(plans: &[Plan], fiscal_year: FiscalYear) -> Option<&Plan> {
    plans.iter().find(|plan| plan.covers(fiscal_year))
}

impl Plan {
    /// The plan's fiscal years, in order.
    pub fn fiscal_years(&self) -> impl Iterator<Item = FiscalYear> {
        self.start_fiscal_year.through(self.end_fiscal_year)
    }

    /// Whether the plan covers `fiscal_year`.
    #[must_use]
    pub fn covers(&self, fiscal_year: FiscalYear) -> bool {
        (self.start_fiscal_year..=self.end_fiscal_year).contains(&fiscal_year)
    }
}

/// A dimension (มิติ) with its outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Identity.
    pub id: DimensionId,
    /// 1 to 4.
    pub number: i16,
    /// Its name.
    pub name: String,
    /// Its missions, by code.
    pub missions: Vec<Mission>,
}

/// A mission (ภารกิจตามมิติ).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mission {
    /// Identity.
    pub id: MissionId,
    /// Such as `1.1`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its objectives, by code.
    pub objectives: Vec<MissionObjective>,
}

/// An objective of a mission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissionObjective {
    /// Identity.
    pub id: MissionObjectiveId,
    /// Such as `1.1.1`.
    pub code: String,
    /// Its name.
    pub name: String,
}

coded_enum! {
    /// Which way a goal is met.
    pub enum GoalDirection {
        /// Down by at least the target.
        Decrease = "DECREASE",
        /// Up by at least the target.
        Increase = "INCREASE",
        /// At least the target.
        AtLeast = "AT_LEAST",
        /// At most the target.
        AtMost = "AT_MOST",
    }
}

/// A plan-wide goal (เป้าหมาย).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Identity.
    pub id: GoalId,
    /// Stable code within the plan.
    pub code: String,
    /// In words.
    pub name: String,
    /// The year it is counted from, where there is one.
    pub baseline_fiscal_year: Option<FiscalYear>,
    /// Unit of its targets.
    pub unit: String,
    /// Which way it is met.
    pub direction: GoalDirection,
    /// Target by fiscal year, in order.
    pub targets: Vec<GoalTarget>,
    /// Doubts about the source.
    pub source_notes: Vec<SourceNote>,
}

/// What a goal asks for in one fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoalTarget {
    /// The year.
    pub fiscal_year: FiscalYear,
    /// The target, in the goal's unit.
    pub value: Decimal,
}
