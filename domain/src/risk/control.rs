//! Which risks are held down by something that runs, and which are not.

use super::{RiskAssessment, RiskBasis, RiskLevel, band::RiskBands};
use crate::{calendar::FiscalYear, progress::ProgressStatus};

/// The level of an issue in a fiscal year on one basis: that of the latest score up to the year, or, before controls and
/// without any score, the stated one.
#[must_use]
pub fn level_in(
    fiscal_year: FiscalYear,
    basis: RiskBasis,
    assessments: &[RiskAssessment],
    stated_level: Option<RiskLevel>,
    bands: &RiskBands,
) -> Option<RiskLevel> {
    assessments
        .iter()
        .filter(|assessment| assessment.basis == basis && assessment.fiscal_year <= fiscal_year)
        .max_by_key(|assessment| assessment.fiscal_year)
        .map(|assessment| bands.level(assessment.score.value()))
        .or(if basis == RiskBasis::Inherent { stated_level } else { None })
}

/// Whether a control measure runs in a fiscal year: a project of the plan carries it out, the project is planned for the year,
/// and it was not reported as impossible.
#[must_use]
pub fn runs(project_years: &[FiscalYear], fiscal_year: FiscalYear, latest_status: Option<ProgressStatus>) -> bool {
    project_years.contains(&fiscal_year) && latest_status != Some(ProgressStatus::Unable)
}

/// Whether an issue of this level before controls (after them, where only that is known) is *uncontrolled*: high or extreme,
/// and nothing that holds it down runs.
#[must_use]
pub fn is_uncontrolled(inherent: Option<RiskLevel>, residual: Option<RiskLevel>, any_control_runs: bool) -> bool {
    !any_control_runs && inherent.or(residual).is_some_and(|level| level >= RiskLevel::High)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::RiskScore;
    use uuid::Uuid;

    fn year(year: i32) -> FiscalYear {
        FiscalYear::new(year).unwrap()
    }

    fn scored(fiscal_year: i32, basis: RiskBasis, likelihood: i16, impact: i16) -> RiskAssessment {
        RiskAssessment {
            id: Uuid::nil().into(),
            issue_id: Uuid::nil().into(),
            fiscal_year: year(fiscal_year),
            basis,
            score: RiskScore { likelihood, impact },
            rationale: None,
            version: 1,
        }
    }

    #[test]
    fn the_latest_score_up_to_the_year_counts() {
        let bands = RiskBands::default();
        let scores = [scored(2569, RiskBasis::Inherent, 1, 1), scored(2567, RiskBasis::Inherent, 5, 5)];
        let level = |fiscal_year, basis| level_in(year(fiscal_year), basis, &scores, Some(RiskLevel::Medium), &bands);
        assert_eq!(level(2566, RiskBasis::Inherent), Some(RiskLevel::Medium), "stated");
        assert_eq!(level(2568, RiskBasis::Inherent), Some(RiskLevel::Extreme));
        assert_eq!(level(2569, RiskBasis::Inherent), Some(RiskLevel::Low));
        assert_eq!(level(2569, RiskBasis::Residual), None, "a stated level is before controls");
    }

    #[test]
    fn uncontrolled_means_high_and_nothing_running() {
        use RiskLevel::{High, Low, Medium};
        for (inherent, residual, running, expected) in [
            (Some(High), None, false, true),
            (Some(High), None, true, false),
            (Some(High), Some(Low), false, true), // nothing runs, so the risk is back where it was
            (Some(Medium), None, false, false),
            (None, Some(High), false, true),
            (None, None, false, false),
        ] {
            assert_eq!(is_uncontrolled(inherent, residual, running), expected, "{inherent:?} {residual:?} {running}");
        }
    }

    #[test]
    fn a_measure_runs_with_its_project() {
        let years = [year(2566), year(2567)];
        assert!(runs(&years, year(2567), None));
        assert!(runs(&years, year(2567), Some(ProgressStatus::Completed)));
        assert!(!runs(&years, year(2567), Some(ProgressStatus::Unable)));
        assert!(!runs(&years, year(2568), None));
    }
}
