//! Goals as clients see them.

use crate::{project::SourceNote, scalar::Decimal};
use async_graphql::{Enum, ID, SimpleObject};
use sucharit_domain::{calendar::FiscalYear, plan as domain};

/// Which way a goal is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::GoalDirection")]
pub enum GoalDirection {
    /// ลดลงไม่น้อยกว่าเป้าหมาย
    Decrease,
    /// เพิ่มขึ้นไม่น้อยกว่าเป้าหมาย
    Increase,
    /// ไม่น้อยกว่าเป้าหมาย
    AtLeast,
    /// ไม่เกินเป้าหมาย
    AtMost,
}

/// A plan-wide goal (เป้าหมาย).
#[derive(Debug, Clone, SimpleObject)]
pub struct Goal {
    /// Opaque id.
    id: ID,
    /// Stable code within the plan.
    code: String,
    /// In words.
    name: String,
    /// The fiscal year (B.E.) it is counted from, where there is one.
    baseline_fiscal_year: Option<i32>,
    /// Unit of its targets.
    unit: String,
    /// Which way it is met.
    direction: GoalDirection,
    /// Its targets by fiscal year.
    targets: Vec<GoalTarget>,
    /// Doubts about the source, for a planner to settle.
    source_notes: Vec<SourceNote>,
}

/// What a goal asks for in one fiscal year.
#[derive(Debug, Clone, SimpleObject)]
pub struct GoalTarget {
    /// The year, B.E.
    fiscal_year: i32,
    /// The target, in the goal's unit.
    value: Decimal,
}

impl From<domain::Goal> for Goal {
    fn from(goal: domain::Goal) -> Self {
        let target = |target: domain::GoalTarget| GoalTarget {
            fiscal_year: target.fiscal_year.get(),
            value: Decimal(target.value),
        };
        Self {
            id: ID(goal.id.named()),
            code: goal.code,
            name: goal.name,
            baseline_fiscal_year: goal.baseline_fiscal_year.map(FiscalYear::get),
            unit: goal.unit,
            direction: goal.direction.into(),
            targets: goal.targets.into_iter().map(target).collect(),
            source_notes: goal.source_notes.into_iter().map(Into::into).collect(),
        }
    }
}
