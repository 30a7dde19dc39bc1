//! How issues lie on the matrix.

use super::*;
use RiskBasis::{Inherent, Residual};
use uuid::Uuid;

#[test]
fn twenty_five_cells_in_order_with_their_levels() {
    let matrix = lay_out(&[], &[]);
    assert_eq!((matrix.fiscal_year, matrix.basis), (year(2567), Inherent));
    let found: Vec<_> = matrix.cells.iter().map(|cell| (cell.score.likelihood, cell.score.impact)).collect();
    let expected: Vec<_> = (1..=5).flat_map(|likelihood| (1..=5).map(move |impact| (likelihood, impact))).collect();
    assert_eq!(found, expected);

    let levels = |level| matrix.cells.iter().filter(|cell| cell.level == level).count();
    // By hand: products 1–3, 4–8, 9–14, 15–25 of the multiplication table to five.
    let counts = [RiskLevel::Low, RiskLevel::Medium, RiskLevel::High, RiskLevel::Extreme].map(levels);
    assert_eq!(counts, [5, 9, 5, 6]);
    assert!(matrix.cells.iter().all(|cell| cell.issues.is_empty()));
    assert_eq!(matrix.unscored, []);
}

#[test]
fn every_issue_lies_in_one_cell_or_is_unscored() {
    let issues: Vec<_> = (1..=6).map(issue).collect();
    let matrix = lay_out(
        &issues,
        &[
            scored(1, 2567, Inherent, 5, 5),
            scored(2, 2567, Inherent, 5, 5),
            scored(3, 2567, Inherent, 1, 5),
            scored(4, 2567, Inherent, 5, 1), // the same score, another cell
            scored(5, 2566, Inherent, 3, 3), // another year
            scored(6, 2567, Residual, 3, 3), // another basis
            scored(7, 2567, Inherent, 2, 2), // another plan's issue
        ],
    );
    let filled: Vec<_> = matrix
        .cells
        .iter()
        .filter(|cell| !cell.issues.is_empty())
        .map(|cell| ((cell.score.likelihood, cell.score.impact), cell.issues.clone()))
        .collect();
    assert_eq!(filled, [((1, 5), vec![id(3)]), ((5, 1), vec![id(4)]), ((5, 5), vec![id(1), id(2)])]);
    assert_eq!(matrix.unscored, [id(5), id(6)]);
}

#[test]
fn the_basis_and_year_asked_for_are_shown() {
    let issues = [issue(1)];
    let scores = [scored(1, 2566, Residual, 1, 2), scored(1, 2567, Residual, 2, 3), scored(1, 2567, Inherent, 4, 4)];
    let place = |fiscal_year, basis| {
        let matrix = RiskMatrix::lay_out(year(fiscal_year), basis, &issues, &scores, &RiskBands::default());
        let cell = matrix.cells.into_iter().find(|cell| cell.issues == [id(1)]);
        cell.map(|cell| (cell.score.value(), cell.level))
    };
    assert_eq!(place(2567, Inherent), Some((16, RiskLevel::Extreme)));
    assert_eq!(place(2567, Residual), Some((6, RiskLevel::Medium)));
    assert_eq!(place(2566, Residual), Some((2, RiskLevel::Low)));
    assert_eq!(place(2566, Inherent), None);
}

#[test]
fn the_organizations_own_bands_colour_the_cells() {
    let bands = RiskBands { medium_from: 2, high_from: 3, extreme_from: 25, source: "ประกาศ".to_owned() };
    let matrix = RiskMatrix::lay_out(year(2567), Inherent, &[], &[], &bands);
    let level = |value| matrix.cells.iter().find(|cell| cell.score.value() == value).map(|cell| cell.level);
    for (value, expected) in [
        (1, RiskLevel::Low),
        (2, RiskLevel::Medium),
        (3, RiskLevel::High),
        (20, RiskLevel::High),
        (25, RiskLevel::Extreme),
    ] {
        assert_eq!(level(value), Some(expected), "{value}");
    }
}

// Helpers.

fn lay_out(issues: &[RiskIssue], assessments: &[RiskAssessment]) -> RiskMatrix {
    RiskMatrix::lay_out(year(2567), Inherent, issues, assessments, &RiskBands::default())
}

fn id(number: u128) -> RiskIssueId {
    Uuid::from_u128(number).into()
}

fn issue(number: u128) -> RiskIssue {
    RiskIssue {
        id: id(number),
        risk_area_id: Uuid::nil().into(),
        sequence: 1,
        text: "ประเด็น".to_owned(),
        stated_level: None,
    }
}

fn scored(issue: u128, fiscal_year: i32, basis: RiskBasis, likelihood: i16, impact: i16) -> RiskAssessment {
    RiskAssessment {
        id: Uuid::nil().into(),
        issue_id: id(issue),
        fiscal_year: year(fiscal_year),
        basis,
        score: RiskScore { likelihood, impact },
        rationale: None,
        version: 1,
    }
}

fn year(year: i32) -> FiscalYear {
    FiscalYear::new(year).unwrap()
}
