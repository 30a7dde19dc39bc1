//! The rules for scoring a risk.

use super::{RiskAssessment, RiskBasis, RiskLevel, RiskScore, SCALE, band::RiskBands};
use crate::{
    calendar::FiscalYear,
    patch::Patch,
    plan::Plan,
    refusal::{Fault, Path, Refusal},
    text,
};

/// A score as somebody states it, before it is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssessmentInput {
    /// The year.
    pub fiscal_year: i32,
    /// Before or after controls.
    pub basis: RiskBasis,
    /// โอกาส
    pub likelihood: i32,
    /// ผลกระทบ
    pub impact: i32,
    /// Why; keeps what was said before when left out.
    pub rationale: Patch<String>,
    /// The version the writer read; none for the first score.
    pub expected_version: Option<i32>,
}

/// What the rules must know of the issue.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The organization's bands.
    pub bands: &'a RiskBands,
    /// The level the plan states for the issue.
    pub stated_level: Option<RiskLevel>,
    /// What is recorded for this issue, year and basis now.
    pub current: Option<&'a RiskAssessment>,
    /// What is recorded for this issue and year on the other basis.
    pub other_basis: Option<&'a RiskAssessment>,
}

/// Checks one input whole.
///
/// # Errors
/// Every fault of the input, each with its place.
pub fn check(
    input: AssessmentInput,
    situation: &Situation<'_>,
) -> Result<(FiscalYear, RiskScore, Option<String>), Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut refuse = |field: &'static str, fault: Fault| refusals.push(Refusal::new(Path::input(field), fault));
    let plan = situation.plan;
    let fiscal_year = FiscalYear::new(input.fiscal_year).filter(|year| plan.covers(*year));
    if fiscal_year.is_none() {
        refuse("fiscalYear", Fault::OutsidePlanYears { first: plan.start_fiscal_year, last: plan.end_fiscal_year });
    }
    let current_version = situation.current.map(|assessment| assessment.version);
    if input.expected_version != current_version {
        refuse("expectedVersion", Fault::StaleVersion { expected: input.expected_version, current: current_version });
    }
    let mut on_scale = |field: &'static str, value: i32| {
        let value = i16::try_from(value).ok().filter(|value| SCALE.contains(value));
        if value.is_none() {
            refuse(field, Fault::OutsideScale);
        }
        value
    };
    let (likelihood, impact) = (on_scale("likelihood", input.likelihood), on_scale("impact", input.impact));
    let score = likelihood.zip(impact).map(|(likelihood, impact)| RiskScore { likelihood, impact });
    if let Some(score) = score {
        check_against_the_rest(input.basis, score, fiscal_year, situation, &mut refuse);
    }
    let rationale = input.rationale.apply(situation.current.and_then(|assessment| assessment.rationale.clone()));
    text::check_optional(&mut refusals, Path::input("rationale"), rationale.as_deref());
    match (fiscal_year, score) {
        (Some(fiscal_year), Some(score)) if refusals.is_empty() => Ok((fiscal_year, score, rationale)),
        _ => Err(refusals),
    }
}

fn check_against_the_rest(
    basis: RiskBasis,
    score: RiskScore,
    fiscal_year: Option<FiscalYear>,
    situation: &Situation<'_>,
    refuse: &mut impl FnMut(&'static str, Fault),
) {
    if let Some(other) = situation.other_basis {
        let (inherent, residual) = match basis {
            RiskBasis::Inherent => (score.value(), other.score.value()),
            RiskBasis::Residual => (other.score.value(), score.value()),
        };
        if residual > inherent {
            refuse("likelihood", Fault::ResidualAboveInherent { inherent, residual });
        }
    }
    let derived = situation.bands.level(score.value());
    let states_this = basis == RiskBasis::Inherent && fiscal_year == Some(situation.plan.start_fiscal_year);
    match situation.stated_level {
        Some(stated) if states_this && stated != derived => {
            refuse("likelihood", Fault::ContradictsStatedLevel { stated, derived });
        }
        _ => {}
    }
}

#[cfg(test)]
#[path = "assess_tests.rs"]
mod tests;
