//! What the plan workbook is made from.

use super::document::PlanDocument;
use crate::risk::{RiskLevel, RiskScore};
use chrono::NaiveDate;

/// A plan with the names and scores that its workbook shows beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanBook {
    /// The plan.
    pub document: PlanDocument,
    /// The province's name.
    pub province: String,
    /// Each issue's latest score before controls and its level: by risk area, by issue, in the document's order.
    pub risks: Vec<Vec<RiskStanding>>,
    /// The day the workbook is made.
    pub made_on: NaiveDate,
}

/// How an issue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RiskStanding {
    /// Likelihood and impact, once given.
    pub score: Option<RiskScore>,
    /// The level: derived, or as stated.
    pub level: Option<RiskLevel>,
}
