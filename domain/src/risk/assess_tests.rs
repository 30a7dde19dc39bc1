//! Which scores are taken.

use super::*;
use crate::{round_report::ApprovalState, text::LONGEST_TEXT};
use RiskBasis::{Inherent, Residual};
use uuid::Uuid;

#[test]
fn the_scale_at_its_edges() {
    for (value, inside) in [
        (i32::MIN, false),
        (-1, false),
        (0, false),
        (1, true),
        (5, true),
        (6, false),
        (65_537, false), // 1 in the low 16 bits
        (i32::MAX, false),
    ] {
        for (likelihood, impact, place) in [(value, 3, "input.likelihood"), (3, value, "input.impact")] {
            let input = AssessmentInput { likelihood, impact, ..input(2567, Inherent, 1, 1) };
            let found = check(input, &Case::new().situation());
            if inside {
                let (fiscal_year, score, rationale) = found.expect(place);
                assert_eq!((fiscal_year, rationale), (year(2567), None));
                assert_eq!((i32::from(score.likelihood), i32::from(score.impact)), (likelihood, impact));
            } else {
                assert_eq!(places(&found), sorted(&[(place, "OUTSIDE_SCALE")]), "{value}");
            }
        }
    }
}

#[test]
fn residual_is_never_above_inherent() {
    // The basis that is scored now, its score, the other one's score, and (inherent, residual) where they are refused.
    for (basis, score, other, refused) in [
        (Residual, (3, 3), (3, 3), None),
        (Residual, (1, 4), (2, 2), None), // equal by product
        (Residual, (2, 4), (3, 3), None),
        (Residual, (5, 1), (2, 2), Some((4, 5))),
        (Residual, (2, 5), (3, 3), Some((9, 10))),
        (Residual, (5, 5), (1, 1), Some((1, 25))),
        (Inherent, (3, 3), (3, 3), None),
        (Inherent, (2, 5), (3, 3), None),
        (Inherent, (2, 4), (3, 3), Some((8, 9))),
        (Inherent, (1, 1), (5, 5), Some((1, 25))),
    ] {
        let other_basis = if basis == Inherent { Residual } else { Inherent };
        let mut case = Case::new();
        case.other_basis = Some(assessment(other_basis, other, 1, None));
        let found = check(input(2567, basis, score.0, score.1), &case.situation());
        match refused {
            None => assert!(found.is_ok(), "{basis:?} {score:?} beside {other:?}: {found:?}"),
            Some((inherent, residual)) => {
                let fault = Fault::ResidualAboveInherent { inherent, residual };
                assert_eq!(found, Err(vec![Refusal::new(Path::input("likelihood"), fault)]));
            }
        }
    }
}

#[test]
fn the_stated_level_binds_the_inherent_score_of_the_first_year() {
    use RiskLevel::{Extreme, High, Low, Medium};
    for (fiscal_year, basis, score, stated, derived) in [
        (2566, Inherent, (2, 4), Some(Medium), None),
        (2566, Inherent, (3, 3), Some(Medium), Some(High)),
        (2566, Inherent, (1, 3), Some(Medium), Some(Low)),
        (2566, Inherent, (3, 5), Some(High), Some(Extreme)),
        (2566, Inherent, (3, 3), Some(High), None),
        (2566, Inherent, (1, 1), None, None),
        (2566, Residual, (1, 1), Some(High), None),
        (2567, Inherent, (1, 1), Some(High), None),
        (2570, Inherent, (5, 5), Some(High), None),
    ] {
        let mut case = Case::new();
        case.stated_level = stated;
        let found = check(input(fiscal_year, basis, score.0, score.1), &case.situation());
        match (stated, derived) {
            (Some(stated), Some(derived)) => {
                let fault = Fault::ContradictsStatedLevel { stated, derived };
                assert_eq!(found, Err(vec![Refusal::new(Path::input("likelihood"), fault)]));
            }
            _ => assert!(found.is_ok(), "{fiscal_year} {basis:?} {score:?} {stated:?}: {found:?}"),
        }
    }
}

#[test]
fn the_organizations_own_bands_decide() {
    let mut case = Case::new();
    case.bands = RiskBands { medium_from: 3, high_from: 6, extreme_from: 20, source: "ประกาศ".to_owned() };
    case.stated_level = Some(RiskLevel::High);
    assert!(check(input(2566, Inherent, 2, 3), &case.situation()).is_ok());
    case.bands = RiskBands::default();
    assert_eq!(
        places(&check(input(2566, Inherent, 2, 3), &case.situation())),
        sorted(&[("input.likelihood", "CONTRADICTS_STATED_LEVEL")])
    );
}

#[test]
fn only_the_years_of_the_plan() {
    for (fiscal_year, inside) in
        [(i32::MIN, false), (0, false), (2023, false), (2565, false), (2566, true), (2570, true), (2571, false)]
    {
        let found = check(input(fiscal_year, Inherent, 1, 1), &Case::new().situation());
        if inside {
            assert_eq!(found.unwrap().0, year(fiscal_year));
        } else {
            let fault = Fault::OutsidePlanYears { first: year(2566), last: year(2570) };
            assert_eq!(found, Err(vec![Refusal::new(Path::input("fiscalYear"), fault)]), "{fiscal_year}");
        }
    }
}

#[test]
fn a_stale_version_is_refused() {
    for (expected, current, fresh) in [
        (None, None, true),
        (None, Some(1), false),
        (Some(1), None, false),
        (Some(1), Some(2), false),
        (Some(2), Some(1), false),
        (Some(2), Some(2), true),
    ] {
        let mut case = Case::new();
        case.current = current.map(|version| assessment(Inherent, (1, 1), version, None));
        let input = AssessmentInput { expected_version: expected, ..input(2567, Inherent, 1, 1) };
        let found = check(input, &case.situation());
        if fresh {
            assert!(found.is_ok(), "{expected:?} {current:?}: {found:?}");
        } else {
            let fault = Fault::StaleVersion { expected, current };
            assert_eq!(found, Err(vec![Refusal::new(Path::input("expectedVersion"), fault)]));
        }
    }
}

#[test]
fn the_rationale_is_kept_emptied_or_set() {
    let set = |text: &str| Patch::Set(text.to_owned());
    for (recorded, patch, expected) in [
        (None, Patch::Keep, None),
        (None, Patch::Clear, None),
        (None, set("เหตุผล"), Some("เหตุผล")),
        (Some("เดิม"), Patch::Keep, Some("เดิม")),
        (Some("เดิม"), Patch::Clear, None),
        (Some("เดิม"), set("ใหม่"), Some("ใหม่")),
        (Some("เดิม"), set(""), Some("")),
    ] {
        let mut case = Case::new();
        case.current = Some(assessment(Inherent, (1, 1), 1, recorded));
        let input = AssessmentInput { rationale: patch, expected_version: Some(1), ..input(2567, Inherent, 1, 1) };
        let (_, _, rationale) = check(input, &case.situation()).unwrap();
        assert_eq!(rationale.as_deref(), expected, "{recorded:?}");
    }
}

#[test]
fn the_rationale_has_limits() {
    for (text, fault) in [
        ("ก".repeat(LONGEST_TEXT), None),
        ("ก".repeat(LONGEST_TEXT + 1), Some("TEXT_TOO_LONG")),
        ("ก\0".to_owned(), Some("NUL_IN_TEXT")),
    ] {
        let input = AssessmentInput { rationale: Patch::Set(text), ..input(2567, Inherent, 1, 1) };
        let expected: Vec<_> = fault.into_iter().map(|code| ("input.rationale", code)).collect();
        assert_eq!(places(&check(input, &Case::new().situation())), sorted(&expected));
    }
}

#[test]
fn all_faults_at_once() {
    let mut case = Case::new();
    case.current = Some(assessment(Inherent, (1, 1), 2, None));
    let off_the_scale = AssessmentInput {
        fiscal_year: 2571,
        basis: Inherent,
        likelihood: 0,
        impact: 6,
        rationale: Patch::Set("\0".to_owned()),
        expected_version: Some(1),
    };
    assert_eq!(
        places(&check(off_the_scale, &case.situation())),
        sorted(&[
            ("input.fiscalYear", "OUTSIDE_PLAN_YEARS"),
            ("input.expectedVersion", "STALE_VERSION"),
            ("input.likelihood", "OUTSIDE_SCALE"),
            ("input.impact", "OUTSIDE_SCALE"),
            ("input.rationale", "NUL_IN_TEXT"),
        ])
    );
    case.stated_level = Some(RiskLevel::High);
    case.other_basis = Some(assessment(Residual, (2, 2), 1, None));
    let too_low = AssessmentInput {
        rationale: Patch::Set("\0".to_owned()),
        expected_version: None,
        ..input(2566, Inherent, 1, 1)
    };
    assert_eq!(
        places(&check(too_low, &case.situation())),
        sorted(&[
            ("input.expectedVersion", "STALE_VERSION"),
            ("input.likelihood", "RESIDUAL_ABOVE_INHERENT"),
            ("input.likelihood", "CONTRADICTS_STATED_LEVEL"),
            ("input.rationale", "NUL_IN_TEXT"),
        ])
    );
}

// Helpers.

struct Case {
    plan: Plan,
    bands: RiskBands,
    stated_level: Option<RiskLevel>,
    current: Option<RiskAssessment>,
    other_basis: Option<RiskAssessment>,
}

impl Case {
    /// An issue of a plan for 2566–2570 with the default bands; nothing stated, nothing scored.
    fn new() -> Self {
        Self {
            plan: Plan {
                id: Uuid::nil().into(),
                organization_id: Uuid::nil().into(),
                title: "แผน".to_owned(),
                start_fiscal_year: year(2566),
                end_fiscal_year: year(2570),
                revision: 1,
                state: ApprovalState::Approved,
                announced_on: None,
                adopted_by_position: None,
            },
            bands: RiskBands::default(),
            stated_level: None,
            current: None,
            other_basis: None,
        }
    }

    fn situation(&self) -> Situation<'_> {
        Situation {
            plan: &self.plan,
            bands: &self.bands,
            stated_level: self.stated_level,
            current: self.current.as_ref(),
            other_basis: self.other_basis.as_ref(),
        }
    }
}

fn input(fiscal_year: i32, basis: RiskBasis, likelihood: i32, impact: i32) -> AssessmentInput {
    AssessmentInput { fiscal_year, basis, likelihood, impact, rationale: Patch::Keep, expected_version: None }
}

fn assessment(basis: RiskBasis, score: (i16, i16), version: i32, rationale: Option<&str>) -> RiskAssessment {
    RiskAssessment {
        id: Uuid::nil().into(),
        issue_id: Uuid::nil().into(),
        fiscal_year: year(2567),
        basis,
        score: RiskScore { likelihood: score.0, impact: score.1 },
        rationale: rationale.map(str::to_owned),
        version,
    }
}

fn year(year: i32) -> FiscalYear {
    FiscalYear::new(year).unwrap()
}

/// The refusals' places and codes, sorted; none where nothing was refused.
fn places<T>(found: &Result<T, Vec<Refusal>>) -> Vec<(String, String)> {
    let refusals = found.as_ref().err().map(Vec::as_slice).unwrap_or_default();
    let mut places: Vec<_> = refusals.iter().map(|it| (it.path.to_string(), it.fault.code().to_owned())).collect();
    places.sort();
    places
}

fn sorted(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut expected: Vec<_> = expected.iter().map(|(path, code)| ((*path).to_owned(), (*code).to_owned())).collect();
    expected.sort();
    expected
}
