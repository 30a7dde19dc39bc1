//! Which reports of progress are taken, and what they are made into.

use super::*;
use crate::text::LONGEST_TEXT;
use ProgressStatus::{Completed, InProgress, Unable};
use ReportingRound::{SixMonth, TwelveMonth};
use chrono::{TimeZone, Utc};
use uuid::Uuid;

#[test]
fn a_first_report_needs_only_a_status() {
    let (values, warnings) = check(input(InProgress), &Case::new().situation()).unwrap();
    assert_eq!(values, plain(InProgress));
    assert_eq!(warnings, []);
}

#[test]
fn unable_needs_a_reason_and_other_a_detail() {
    use UnableReason::{NoBudget, Other, PolicyChanged, Understaffed};
    let text = |text: &str| Patch::Set(text.to_owned());
    let accepted = |reason, detail: Option<&str>| Ok((Some(reason), detail.map(str::to_owned)));
    let no_reason = || Err(vec![("input.unableReason", "REASON_REQUIRED")]);
    let no_detail = || Err(vec![("input.unableDetail", "DETAIL_REQUIRED")]);
    for (reason, detail, expected) in [
        (Patch::Keep, Patch::Keep, no_reason()),
        (Patch::Clear, Patch::Keep, no_reason()),
        (Patch::Keep, text("ผู้รับจ้างทิ้งงาน"), no_reason()),
        (Patch::Set(NoBudget), Patch::Keep, accepted(NoBudget, None)),
        (Patch::Set(PolicyChanged), Patch::Clear, accepted(PolicyChanged, None)),
        (Patch::Set(Understaffed), text("ย้าย"), accepted(Understaffed, Some("ย้าย"))),
        (Patch::Set(Understaffed), text(" "), accepted(Understaffed, Some(" "))),
        (Patch::Set(Other), Patch::Keep, no_detail()),
        (Patch::Set(Other), Patch::Clear, no_detail()),
        (Patch::Set(Other), text(""), no_detail()),
        (Patch::Set(Other), text(" \t\n\u{a0}"), no_detail()),
        (Patch::Set(Other), text(" น้ำท่วม "), accepted(Other, Some(" น้ำท่วม "))),
    ] {
        let input = ProgressInput { unable_reason: reason, unable_detail: detail, ..input(Unable) };
        let shown = format!("{input:?}");
        let found = check(input, &Case::new().situation());
        match expected {
            Ok(expected) => {
                let (values, _) = found.expect(&shown);
                assert_eq!((values.unable_reason, values.unable_detail), expected, "{shown}");
            }
            Err(expected) => assert_eq!(places(&found), sorted(&expected), "{shown}"),
        }
    }
}

#[test]
fn a_reason_kept_from_before_counts() {
    let recorded = ProgressValues {
        unable_reason: Some(UnableReason::Other),
        unable_detail: Some("น้ำท่วม".to_owned()),
        ..plain(Unable)
    };
    let case = Case::new().recorded(recorded.clone());
    assert_eq!(check(case.input(Unable), &case.situation()).unwrap().0, recorded);

    let cleared = ProgressInput { unable_detail: Patch::Clear, ..case.input(Unable) };
    assert_eq!(places(&check(cleared, &case.situation())), [("input.unableDetail", "DETAIL_REQUIRED")].map(owned));
    let reasonless = ProgressInput { unable_reason: Patch::Clear, ..case.input(Unable) };
    assert_eq!(places(&check(reasonless, &case.situation())), [("input.unableReason", "REASON_REQUIRED")].map(owned));
}

#[test]
fn another_status_takes_no_reason_and_drops_the_old_one() {
    let recorded = ProgressValues {
        unable_reason: Some(UnableReason::Other),
        unable_detail: Some("น้ำท่วม".to_owned()),
        ..plain(Unable)
    };
    let case = Case::new().recorded(recorded);
    for status in [InProgress, Completed] {
        for patch in [Patch::Keep, Patch::Clear] {
            let input = ProgressInput { unable_reason: patch, ..case.input(status) };
            assert_eq!(check(input, &case.situation()).unwrap().0, plain(status));
        }
        let input = ProgressInput {
            unable_reason: Patch::Set(UnableReason::NoBudget),
            unable_detail: Patch::Set(String::new()),
            ..case.input(status)
        };
        assert_eq!(
            places(&check(input, &case.situation())),
            sorted(&[("input.unableReason", "ONLY_WITH_UNABLE"), ("input.unableDetail", "ONLY_WITH_UNABLE")]),
            "{status:?}"
        );
    }
}

#[test]
fn amounts_at_their_edges() {
    for (uses_budget, amount, expected) in [
        (true, "0", Ok("0.00")),
        (true, "-0.00", Ok("0.00")),
        (true, "0.01", Ok("0.01")),
        (true, "20000", Ok("20000.00")),
        (true, "1.500", Ok("1.50")),
        (true, "99999999999.99", Ok("99999999999.99")),
        (true, "100000000000.00", Err("AMOUNT_TOO_LARGE")),
        (true, "79228162514264337593543950335", Err("AMOUNT_TOO_LARGE")),
        (true, "0.001", Err("TOO_MANY_DECIMALS")),
        (true, "-0.01", Err("NEGATIVE_AMOUNT")),
        (true, "-0.001", Err("NEGATIVE_AMOUNT")),
        (false, "0", Ok("0.00")),
        (false, "0.01", Err("AMOUNT_WITHOUT_BUDGET")),
        (false, "99999999999.99", Err("AMOUNT_WITHOUT_BUDGET")),
        (false, "-0.01", Err("NEGATIVE_AMOUNT")),
        (false, "0.001", Err("TOO_MANY_DECIMALS")),
    ] {
        let mut case = Case::new();
        case.project.uses_budget = uses_budget;
        let ordinance = ProgressInput { ordinance_budget: Patch::Set(decimal(amount)), ..input(InProgress) };
        let disbursed = ProgressInput { disbursed: Patch::Set(decimal(amount)), ..input(InProgress) };
        let ordinance = check(ordinance, &case.situation());
        let disbursed = check(disbursed, &case.situation());
        match expected {
            Ok(expected) => {
                assert_eq!(ordinance.unwrap().0.ordinance_budget.to_string(), expected, "{amount}");
                assert_eq!(disbursed.unwrap().0.disbursed.to_string(), expected, "{amount}");
            }
            Err(code) => {
                assert_eq!(places(&ordinance), sorted(&[("input.ordinanceBudget", code)]), "{amount}");
                assert_eq!(places(&disbursed), sorted(&[("input.disbursed", code)]), "{amount}");
            }
        }
    }
}

#[test]
fn a_kept_amount_is_held_against_the_project_too() {
    let mut case = Case::new().recorded(ProgressValues { disbursed: baht("5"), ..plain(InProgress) });
    case.project.uses_budget = false;
    assert_eq!(
        places(&check(case.input(InProgress), &case.situation())),
        sorted(&[("input.disbursed", "AMOUNT_WITHOUT_BUDGET")])
    );
    let emptied = ProgressInput { disbursed: Patch::Set(Decimal::ZERO), ..case.input(InProgress) };
    assert_eq!(check(emptied, &case.situation()).unwrap().0, plain(InProgress));
}

#[test]
fn only_the_years_of_the_project() {
    for (fiscal_year, inside) in [(2565, false), (2566, true), (2567, false), (2568, true), (2569, false)] {
        let mut case = Case::new();
        case.running_years = vec![year(2566), year(2568)];
        case.fiscal_year = year(fiscal_year);
        let found = check(input(InProgress), &case.situation());
        if inside {
            assert!(found.is_ok(), "{fiscal_year}: {found:?}");
        } else {
            let years = vec![year(2566), year(2568)];
            let expected = Refusal::new(Path::input("fiscalYear"), Fault::OutsideProjectYears { years });
            assert_eq!(found, Err(vec![expected]), "{fiscal_year}");
        }
    }
}

#[test]
fn only_a_draft_report_is_written() {
    use ApprovalState::{Approved, Draft, Endorsed, Submitted};
    for (state, writable) in
        [(None, true), (Some(Draft), true), (Some(Submitted), false), (Some(Endorsed), false), (Some(Approved), false)]
    {
        let mut case = Case::new();
        case.report_state = state;
        let found = check(input(InProgress), &case.situation());
        match state {
            Some(state) if !writable => {
                let expected = Refusal::new(Path::input("round"), Fault::ReportNotDraft { state });
                assert_eq!(found, Err(vec![expected]));
            }
            _ => assert!(found.is_ok(), "{state:?}: {found:?}"),
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
        (Some(1), Some(1), true),
        (Some(2), Some(2), true),
    ] {
        let mut case = Case::new();
        case.current = current.map(|version| Progress { version, ..progress(SixMonth, plain(InProgress)) });
        let found = check(ProgressInput { expected_version: expected, ..input(InProgress) }, &case.situation());
        if fresh {
            assert!(found.is_ok(), "{expected:?} {current:?}: {found:?}");
        } else {
            let refusal = Refusal::new(Path::input("expectedVersion"), Fault::StaleVersion { expected, current });
            assert_eq!(found, Err(vec![refusal]));
        }
    }
}

#[test]
fn left_out_keeps_every_field() {
    let case = Case::new().recorded(filled());
    assert_eq!(check(case.input(InProgress), &case.situation()).unwrap().0, filled());
}

#[test]
fn null_empties_every_text_and_a_value_replaces_it() {
    for field in ["result", "problems", "suggestions", "remark"] {
        let case = Case::new().recorded(filled());
        for (patch, expected) in [
            (Patch::Clear, None),
            (Patch::Set("ใหม่".to_owned()), Some("ใหม่".to_owned())),
            (Patch::Set(String::new()), Some(String::new())),
        ] {
            let mut input = case.input(InProgress);
            *text_field(&mut input, field) = patch;
            let mut wanted = filled();
            *match field {
                "result" => &mut wanted.result,
                "problems" => &mut wanted.problems,
                "suggestions" => &mut wanted.suggestions,
                _ => &mut wanted.remark,
            } = expected;
            assert_eq!(check(input, &case.situation()).unwrap().0, wanted, "{field}");
        }
    }
}

#[test]
fn null_is_no_value_for_the_ordinance_and_the_amounts() {
    for case in [Case::new(), Case::new().recorded(filled())] {
        for (input, place) in [
            (ProgressInput { in_ordinance: Patch::Clear, ..case.input(InProgress) }, "input.inOrdinance"),
            (ProgressInput { ordinance_budget: Patch::Clear, ..case.input(InProgress) }, "input.ordinanceBudget"),
            (ProgressInput { disbursed: Patch::Clear, ..case.input(InProgress) }, "input.disbursed"),
        ] {
            assert_eq!(places(&check(input, &case.situation())), sorted(&[(place, "REQUIRED")]));
        }
    }
}

#[test]
fn a_value_replaces_the_ordinance_and_the_amounts() {
    let case = Case::new().recorded(filled());
    let input = ProgressInput {
        in_ordinance: Patch::Set(false),
        ordinance_budget: Patch::Set(Decimal::ZERO),
        disbursed: Patch::Set(Decimal::ZERO),
        ..case.input(InProgress)
    };
    let (values, _) = check(input, &case.situation()).unwrap();
    assert_eq!((values.in_ordinance, values.ordinance_budget, values.disbursed), (false, Baht::ZERO, Baht::ZERO));
    assert_eq!(values.remark, filled().remark);
}

#[test]
fn text_limits_hold_for_every_text() {
    for field in ["unableDetail", "result", "problems", "suggestions", "remark"] {
        let place = format!("input.{field}");
        for (text, fault) in [
            ("ก".repeat(LONGEST_TEXT), None),
            ("ก".repeat(LONGEST_TEXT + 1), Some("TEXT_TOO_LONG")),
            ("ก\0".to_owned(), Some("NUL_IN_TEXT")),
            ("\0".to_owned(), Some("NUL_IN_TEXT")),
        ] {
            let mut input = ProgressInput { unable_reason: Patch::Set(UnableReason::NoBudget), ..input(Unable) };
            *text_field(&mut input, field) = Patch::Set(text);
            let found = check(input, &Case::new().situation());
            let expected: Vec<_> = fault.into_iter().map(|code| (place.as_str(), code)).collect();
            assert_eq!(places(&found), sorted(&expected), "{field}");
        }
    }
}

#[test]
fn all_faults_at_once() {
    let mut case = Case::new().recorded(plain(InProgress));
    case.project.uses_budget = false;
    case.running_years = vec![year(2567)];
    case.report_state = Some(ApprovalState::Endorsed);
    let nul = || Patch::Set("\0".to_owned());
    let input = ProgressInput {
        status: Unable,
        unable_reason: Patch::Set(UnableReason::Other),
        unable_detail: Patch::Clear,
        in_ordinance: Patch::Clear,
        ordinance_budget: Patch::Set(decimal("1")),
        disbursed: Patch::Set(decimal("-1")),
        result: nul(),
        problems: nul(),
        suggestions: nul(),
        remark: nul(),
        expected_version: None,
    };
    assert_eq!(
        places(&check(input, &case.situation())),
        sorted(&[
            ("input.fiscalYear", "OUTSIDE_PROJECT_YEARS"),
            ("input.round", "REPORT_NOT_DRAFT"),
            ("input.expectedVersion", "STALE_VERSION"),
            ("input.unableDetail", "DETAIL_REQUIRED"),
            ("input.inOrdinance", "REQUIRED"),
            ("input.ordinanceBudget", "AMOUNT_WITHOUT_BUDGET"),
            ("input.disbursed", "NEGATIVE_AMOUNT"),
            ("input.result", "NUL_IN_TEXT"),
            ("input.problems", "NUL_IN_TEXT"),
            ("input.suggestions", "NUL_IN_TEXT"),
            ("input.remark", "NUL_IN_TEXT"),
        ])
    );
}

#[test]
fn warnings_do_not_refuse() {
    let exceeds = |remarked| ("input.disbursed", WarningKind::DisbursedExceedsOrdinance { remarked });
    let outside = || ("input.ordinanceBudget", WarningKind::BudgetOutsideOrdinance);
    for (in_ordinance, ordinance, disbursed, remark, expected) in [
        (true, "100", "100", None, vec![]),
        (true, "100", "99.99", None, vec![]),
        (true, "100", "100.01", None, vec![exceeds(false)]),
        (true, "100", "100.01", Some(" \n"), vec![exceeds(false)]),
        (true, "100", "100.01", Some("โอนเพิ่ม"), vec![exceeds(true)]),
        (true, "0", "0", None, vec![]),
        (false, "0", "0", None, vec![]),
        (false, "0", "0.01", None, vec![exceeds(false)]),
        (false, "0.01", "0", None, vec![outside()]),
        (false, "1", "2", Some("โอนเพิ่ม"), vec![exceeds(true), outside()]),
    ] {
        let input = ProgressInput {
            in_ordinance: Patch::Set(in_ordinance),
            ordinance_budget: Patch::Set(decimal(ordinance)),
            disbursed: Patch::Set(decimal(disbursed)),
            remark: remark.map_or(Patch::Keep, |remark| Patch::Set(remark.to_owned())),
            ..input(InProgress)
        };
        let (_, warnings) = check(input, &Case::new().situation()).unwrap();
        let found: Vec<_> = warnings.iter().map(|warning| (warning.path.to_string(), warning.kind)).collect();
        let expected: Vec<_> = expected.into_iter().map(|(path, kind)| (path.to_owned(), kind)).collect();
        assert_eq!(found, expected, "{in_ordinance} {ordinance} {disbursed} {remark:?}");
    }
}

#[test]
fn a_remark_kept_from_before_explains() {
    let case = Case::new()
        .recorded(ProgressValues { remark: Some("โอนเพิ่ม".to_owned()), ..plain(InProgress) });
    let over = ProgressInput { disbursed: Patch::Set(decimal("1")), ..case.input(InProgress) };
    let (_, warnings) = check(over.clone(), &case.situation()).unwrap();
    assert_eq!(warnings[0].kind, WarningKind::DisbursedExceedsOrdinance { remarked: true });
    let (_, warnings) = check(ProgressInput { remark: Patch::Clear, ..over }, &case.situation()).unwrap();
    assert_eq!(warnings[0].kind, WarningKind::DisbursedExceedsOrdinance { remarked: false });
}

#[test]
fn the_other_round_of_the_year() {
    let locked = Some(("input.round", "CARRIED_OVER"));
    let contradicts = Some(("input.status", "CONTRADICTS_TWELVE_MONTH"));
    // round and status reported; status of the other round and whether that is a carried one
    for (round, status, other, carried, fault) in [
        (TwelveMonth, InProgress, None, false, None),
        (TwelveMonth, Completed, Some(InProgress), false, None),
        (TwelveMonth, Unable, Some(InProgress), false, None),
        (TwelveMonth, Completed, Some(Unable), false, None),
        (TwelveMonth, InProgress, Some(Completed), false, locked),
        (TwelveMonth, Completed, Some(Completed), false, locked),
        (TwelveMonth, Unable, Some(Completed), false, locked),
        (SixMonth, Completed, None, false, None),
        (SixMonth, Completed, Some(Completed), true, None),
        (SixMonth, InProgress, Some(Completed), true, None),
        (SixMonth, Completed, Some(Completed), false, None),
        (SixMonth, Completed, Some(InProgress), false, contradicts),
        (SixMonth, Completed, Some(Unable), false, contradicts),
        (SixMonth, InProgress, Some(InProgress), false, None),
        (SixMonth, InProgress, Some(Completed), false, None),
        (SixMonth, Unable, Some(Completed), false, None),
    ] {
        let mut case = Case::new();
        case.round = round;
        let other_round = if round == SixMonth { TwelveMonth } else { SixMonth };
        case.other_round =
            other.map(|status| Progress { carried_over: carried, ..progress(other_round, plain(status)) });
        let input = ProgressInput { unable_reason: reason_for(status), ..input(status) };
        let found = places(&check(input, &case.situation()));
        let expected: Vec<_> = fault.into_iter().collect();
        assert_eq!(found, sorted(&expected), "{round:?} {status:?} beside {other:?} (carried: {carried})");
    }
}

#[test]
fn a_completion_is_not_carried_into_a_report_past_its_draft() {
    let mut case = Case::new();
    for (state, refused) in [
        (ApprovalState::Draft, false),
        (ApprovalState::Submitted, true),
        (ApprovalState::Endorsed, true),
        (ApprovalState::Approved, true),
    ] {
        case.twelve_month_state = Some(state);
        let found = places(&check(input(Completed), &case.situation()));
        assert_eq!(!found.is_empty(), refused, "{state:?}: {found:?}");
        assert_eq!(places(&check(input(InProgress), &case.situation())), [], "nothing is carried");
    }
}

#[test]
fn a_year_that_is_none_hides_no_other_fault() {
    let case = Case::new();
    let situation = Situation { fiscal_year: None, report_state: None, ..case.situation() };
    let faulty = ProgressInput { disbursed: Patch::Set(Decimal::NEGATIVE_ONE), ..input(Unable) };
    let Err(refusals) = check(faulty, &situation) else { panic!("refused") };
    let codes: Vec<_> = refusals.iter().map(|refusal| refusal.fault.code()).collect();
    assert_eq!(codes, ["OUTSIDE_PROJECT_YEARS", "REASON_REQUIRED", "NEGATIVE_AMOUNT"]);
}

// Helpers.

struct Case {
    project: Project,
    running_years: Vec<FiscalYear>,
    fiscal_year: FiscalYear,
    round: ReportingRound,
    report_state: Option<ApprovalState>,
    twelve_month_state: Option<ApprovalState>,
    current: Option<Progress>,
    other_round: Option<Progress>,
}

impl Case {
    /// A project with a budget that runs for five years; nothing reported yet.
    fn new() -> Self {
        Self {
            project: Project {
                id: Uuid::nil().into(),
                plan_id: Uuid::nil().into(),
                number: 28,
                name: "โครงการจัดเวทีประชาคม".to_owned(),
                kind: crate::project::ProjectKind::Project,
                dimension_number: 3,
                mission_code: "3.1".to_owned(),
                uses_budget: true,
                quarter: None,
                conformity: crate::project::Conformity::Conforming,
                remark: None,
                source_notes: Vec::new(),
                version: 1,
            },
            running_years: year(2566).through(year(2570)).collect(),
            fiscal_year: year(2569),
            round: SixMonth,
            report_state: Some(ApprovalState::Draft),
            twelve_month_state: Some(ApprovalState::Draft),
            current: None,
            other_round: None,
        }
    }

    /// The same, with these values recorded at version 1.
    fn recorded(self, values: ProgressValues) -> Self {
        Self { current: Some(progress(self.round, values)), ..self }
    }

    fn situation(&self) -> Situation<'_> {
        Situation {
            project: &self.project,
            running_years: &self.running_years,
            fiscal_year: Some(self.fiscal_year),
            round: self.round,
            report_state: self.report_state,
            twelve_month_state: self.twelve_month_state,
            current: self.current.as_ref(),
            other_round: self.other_round.as_ref(),
        }
    }

    /// An input that read what is recorded and changes nothing but the status.
    fn input(&self, status: ProgressStatus) -> ProgressInput {
        ProgressInput { expected_version: self.current.as_ref().map(|current| current.version), ..input(status) }
    }
}

fn input(status: ProgressStatus) -> ProgressInput {
    ProgressInput {
        status,
        unable_reason: Patch::Keep,
        unable_detail: Patch::Keep,
        in_ordinance: Patch::Keep,
        ordinance_budget: Patch::Keep,
        disbursed: Patch::Keep,
        result: Patch::Keep,
        problems: Patch::Keep,
        suggestions: Patch::Keep,
        remark: Patch::Keep,
        expected_version: None,
    }
}

fn text_field<'a>(input: &'a mut ProgressInput, field: &str) -> &'a mut Patch<String> {
    match field {
        "unableDetail" => &mut input.unable_detail,
        "result" => &mut input.result,
        "problems" => &mut input.problems,
        "suggestions" => &mut input.suggestions,
        "remark" => &mut input.remark,
        _ => panic!("no text field {field}"),
    }
}

fn reason_for(status: ProgressStatus) -> Patch<UnableReason> {
    if status == Unable { Patch::Set(UnableReason::Understaffed) } else { Patch::Keep }
}

fn progress(round: ReportingRound, values: ProgressValues) -> Progress {
    Progress {
        id: Uuid::nil().into(),
        project_id: Uuid::nil().into(),
        fiscal_year: year(2569),
        round,
        values,
        carried_over: false,
        reopened: false,
        version: 1,
        updated_at: Utc.with_ymd_and_hms(2026, 4, 1, 2, 3, 4).single().unwrap(),
    }
}

fn plain(status: ProgressStatus) -> ProgressValues {
    ProgressValues {
        status,
        unable_reason: None,
        unable_detail: None,
        in_ordinance: false,
        ordinance_budget: Baht::ZERO,
        disbursed: Baht::ZERO,
        result: None,
        problems: None,
        suggestions: None,
        remark: None,
    }
}

fn filled() -> ProgressValues {
    ProgressValues {
        in_ordinance: true,
        ordinance_budget: baht("20000"),
        disbursed: baht("12000.50"),
        result: Some("จัดแล้วสองครั้ง".to_owned()),
        problems: Some("ฝนตก".to_owned()),
        suggestions: Some("เลื่อนเดือน".to_owned()),
        remark: Some("หมายเหตุ".to_owned()),
        ..plain(InProgress)
    }
}

fn year(year: i32) -> FiscalYear {
    FiscalYear::new(year).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn baht(text: &str) -> Baht {
    Baht::from_decimal(decimal(text)).unwrap()
}

/// The refusals' places and codes, in order of place; none where nothing was refused.
fn places<T>(found: &Result<T, Vec<Refusal>>) -> Vec<(String, String)> {
    let refusals = found.as_ref().err().map(Vec::as_slice).unwrap_or_default();
    let mut places: Vec<_> = refusals.iter().map(|it| owned((&it.path.to_string(), it.fault.code()))).collect();
    places.sort();
    places
}

fn sorted(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut expected: Vec<_> = expected.iter().copied().map(owned).collect();
    expected.sort();
    expected
}

fn owned((path, code): (&str, &str)) -> (String, String) {
    (path.to_owned(), code.to_owned())
}
