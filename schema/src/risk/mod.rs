//! Risks.

pub mod assess_risk;
pub mod matrix;
mod object;

pub use matrix::RiskMatrix;
pub use object::{RiskArea, RiskAssessment, RiskBands, RiskBasis, RiskIssue, RiskLevel};
