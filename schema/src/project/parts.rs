//! What belongs to a project, as clients see it.

use super::kinds::{Comparison, SourceNote, TargetGroupCategory};
use crate::scalar::Decimal;
use async_graphql::{ID, SimpleObject};
use sucharit_domain::project as domain;

/// A target group (กลุ่มเป้าหมาย).
#[derive(Debug, Clone, SimpleObject)]
pub struct TargetGroup {
    /// One of e-PlanNACC's nine.
    category: TargetGroupCategory,
    /// Who exactly.
    description: String,
    /// How many people, where the plan says so.
    count: Option<i32>,
    /// Doubts about the source.
    source_notes: Vec<SourceNote>,
}

impl From<domain::TargetGroup> for TargetGroup {
    fn from(group: domain::TargetGroup) -> Self {
        Self {
            category: group.category.into(),
            description: group.description,
            count: group.count,
            source_notes: group.source_notes.into_iter().map(Into::into).collect(),
        }
    }
}

/// An indicator (ตัวชี้วัด).
#[derive(Debug, Clone, SimpleObject)]
pub struct Indicator {
    /// Opaque id.
    id: ID,
    /// What is measured.
    text: String,
    /// How it is compared.
    comparison: Comparison,
    /// With how much.
    quantity: Option<Decimal>,
    /// In which unit.
    unit: Option<String>,
    /// Doubts about the source.
    source_notes: Vec<SourceNote>,
}

impl From<domain::Indicator> for Indicator {
    fn from(indicator: domain::Indicator) -> Self {
        let measure = indicator.measure;
        Self {
            id: ID(indicator.id.named()),
            text: measure.text,
            comparison: measure.comparison.into(),
            quantity: measure.quantity.map(Decimal),
            unit: measure.unit,
            source_notes: measure.source_notes.into_iter().map(Into::into).collect(),
        }
    }
}
