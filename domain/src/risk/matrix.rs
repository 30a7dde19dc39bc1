//! The 5 × 5 matrix of likelihood and impact.

use super::{RiskAssessment, RiskBasis, RiskIssue, RiskLevel, RiskScore, SCALE, band::RiskBands};
use crate::{calendar::FiscalYear, id::RiskIssueId};

/// How a plan's issues lie on the matrix in one fiscal year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskMatrix {
    /// The year.
    pub fiscal_year: FiscalYear,
    /// Before or after controls.
    pub basis: RiskBasis,
    /// All 25, likelihood by likelihood from 1, within it by impact from 1.
    pub cells: Vec<RiskMatrixCell>,
    /// Issues without a score in this year and on this basis.
    pub unscored: Vec<RiskIssueId>,
}

/// One cell of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskMatrixCell {
    /// Where it lies.
    pub score: RiskScore,
    /// The level of its score.
    pub level: RiskLevel,
    /// The issues in it.
    pub issues: Vec<RiskIssueId>,
}

impl RiskMatrix {
    /// Lays out `issues` by the `assessments` of one year and basis; others are passed over.
    #[must_use]
    pub fn lay_out(
        fiscal_year: FiscalYear,
        basis: RiskBasis,
        issues: &[RiskIssue],
        assessments: &[RiskAssessment],
        bands: &RiskBands,
    ) -> Self {
        let score_of = |issue: &RiskIssue| {
            assessments
                .iter()
                .find(|found| found.issue_id == issue.id && found.fiscal_year == fiscal_year && found.basis == basis)
                .map(|found| found.score)
        };
        let cell = |score: RiskScore| RiskMatrixCell {
            score,
            level: bands.level(score.value()),
            issues: issues.iter().filter(|issue| score_of(issue) == Some(score)).map(|issue| issue.id).collect(),
        };
        let cells = SCALE.flat_map(|likelihood| SCALE.map(move |impact| RiskScore { likelihood, impact })).map(cell);
        Self {
            fiscal_year,
            basis,
            cells: cells.collect(),
            unscored: issues.iter().filter(|issue| score_of(issue).is_none()).map(|issue| issue.id).collect(),
        }
    }
}

#[cfg(test)]
#[path = "matrix_tests.rs"]
mod tests;
