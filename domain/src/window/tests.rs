//! Tables of cases for windows, extensions and due dates.

use super::{
    extend::{self, ExtensionInput},
    move_window::{self, WindowInput},
    *,
};
use crate::{
    calendar::ReportingRound::{SixMonth, TwelveMonth},
    clock::{Clock, FixedClock},
    refusal::Refusal,
};
use chrono::TimeZone;
use uuid::Uuid;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn year() -> FiscalYear {
    FiscalYear::new(2568).unwrap()
}

fn extension(round: ReportingRound, due_on: NaiveDate) -> Extension {
    Extension {
        id: Uuid::nil().into(),
        given_to: GivenTo::Province("TH-44".to_owned()),
        fiscal_year: year(),
        round,
        due_on,
        reason: "น้ำท่วม".to_owned(),
        granted_by: "nacc-province".to_owned(),
        granted_at: Utc.with_ymd_and_hms(2025, 4, 1, 0, 0, 0).single().unwrap(),
        ended_at: None,
    }
}

fn codes<T>(checked: Result<T, Vec<Refusal>>) -> Vec<(String, &'static str)> {
    let refusals = checked.err().unwrap_or_default().into_iter();
    refusals.map(|refusal| (refusal.path.to_string(), refusal.fault.code())).collect()
}

fn at(field: &str, code: &'static str) -> (String, &'static str) {
    (format!("input.{field}"), code)
}

#[test]
fn a_window_opens_at_midnight_in_bangkok() {
    let six_month = ReportingWindow::default_of(year(), SixMonth);
    assert_eq!((six_month.opens_on, six_month.due_on), (day(2025, 4, 1), day(2025, 4, 30)));
    let twelve_month = ReportingWindow::default_of(year(), TwelveMonth);
    assert_eq!((twelve_month.opens_on, twelve_month.due_on), (day(2025, 10, 1), day(2025, 10, 31)));
    let eve = FixedClock(Utc.with_ymd_and_hms(2025, 3, 31, 16, 59, 59).single().unwrap());
    let opening = FixedClock(Utc.with_ymd_and_hms(2025, 3, 31, 17, 0, 0).single().unwrap());
    assert!(!six_month.is_open(eve.today()));
    assert!(six_month.is_open(opening.today()));
    assert!(six_month.is_open(day(2026, 1, 1)), "late reports are taken, too");
}

#[test]
fn the_latest_of_window_and_extensions_is_the_due_date() {
    let moved =
        ReportingWindow { due_on: day(2025, 5, 15), version: Some(1), ..ReportingWindow::default_of(year(), SixMonth) };
    let (early, late) = (extension(SixMonth, day(2025, 5, 10)), extension(SixMonth, day(2025, 5, 31)));
    let other_round = extension(TwelveMonth, day(2025, 12, 1));
    for (windows, extensions, expected) in [
        (vec![], vec![], day(2025, 4, 30)),
        (vec![moved], vec![], day(2025, 5, 15)),
        (vec![], vec![early.clone()], day(2025, 5, 10)),
        (vec![moved], vec![early.clone()], day(2025, 5, 15)),
        (vec![moved], vec![late.clone(), early], day(2025, 5, 31)),
        (vec![], vec![other_round], day(2025, 4, 30)),
    ] {
        let due_dates = DueDates { windows, extensions };
        assert_eq!(due_dates.due_on(year(), SixMonth), expected);
    }
    let another_year = FiscalYear::new(2569).unwrap();
    let due_dates = DueDates { windows: vec![moved], extensions: vec![late] };
    assert_eq!(due_dates.due_on(another_year, SixMonth), day(2026, 4, 30));
}

#[test]
fn everything_wrong_with_a_moved_window_is_said_at_once() {
    let input = WindowInput {
        fiscal_year: 2568,
        round: SixMonth,
        opens_on: day(2025, 4, 1),
        due_on: day(2025, 5, 31),
        reason: "ระบบขัดข้อง".to_owned(),
        expected_version: None,
    };
    let current = ReportingWindow::default_of(year(), SixMonth);
    let moved = move_window::check(&input, Some(&current)).unwrap();
    assert_eq!((moved.due_on, moved.version), (input.due_on, Some(1)));
    assert_eq!(
        move_window::check(&WindowInput { expected_version: Some(1), ..input.clone() }, Some(&moved)).unwrap().version,
        Some(2)
    );
    for (input, expected) in [
        (WindowInput { opens_on: day(2025, 3, 1), due_on: day(2026, 3, 31), ..input.clone() }, vec![]),
        (WindowInput { opens_on: day(2025, 2, 28), ..input.clone() }, vec![at("opensOn", "OUTSIDE_WINDOW_RANGE")]),
        (WindowInput { due_on: day(2026, 4, 1), ..input.clone() }, vec![at("dueOn", "OUTSIDE_WINDOW_RANGE")]),
        (WindowInput { opens_on: day(2025, 5, 31), ..input.clone() }, vec![]),
        (WindowInput { opens_on: day(2025, 6, 1), ..input.clone() }, vec![at("dueOn", "DUE_BEFORE_OPENING")]),
        (
            WindowInput { opens_on: day(2025, 1, 1), reason: " ".to_owned(), expected_version: Some(3), ..input },
            vec![
                at("opensOn", "OUTSIDE_WINDOW_RANGE"),
                at("reason", "REQUIRED"),
                at("expectedVersion", "STALE_VERSION"),
            ],
        ),
    ] {
        assert_eq!(codes(move_window::check(&input, Some(&current))), expected);
    }
}

#[test]
fn an_extension_gives_more_time_to_somebody() {
    let window = ReportingWindow::default_of(year(), SixMonth);
    let input = ExtensionInput {
        organization_code: Some("wapi-pathum".to_owned()),
        province_code: None,
        fiscal_year: 2568,
        round: SixMonth,
        due_on: day(2025, 5, 1),
        reason: "น้ำท่วม".to_owned(),
    };
    let both = ExtensionInput { province_code: Some("TH-44".to_owned()), ..input.clone() };
    let neither = ExtensionInput { organization_code: None, ..input.clone() };
    for (input, today, expected) in [
        (input.clone(), day(2025, 4, 20), vec![]),
        (input.clone(), day(2025, 5, 1), vec![]),
        (input.clone(), day(2025, 5, 2), vec![at("dueOn", "DUE_NOT_LATER")]),
        (
            ExtensionInput { due_on: day(2025, 4, 30), ..input.clone() },
            day(2025, 4, 20),
            vec![at("dueOn", "DUE_NOT_LATER")],
        ),
        (
            ExtensionInput { due_on: day(2026, 4, 1), ..input.clone() },
            day(2025, 4, 20),
            vec![at("dueOn", "OUTSIDE_WINDOW_RANGE")],
        ),
        (both, day(2025, 4, 20), vec![at("organizationCode", "ORGANIZATION_OR_PROVINCE")]),
        (neither, day(2025, 4, 20), vec![at("organizationCode", "ORGANIZATION_OR_PROVINCE")]),
        (ExtensionInput { reason: String::new(), ..input.clone() }, day(2025, 4, 20), vec![at("reason", "REQUIRED")]),
    ] {
        assert_eq!(codes(extend::check(&input, Some(&window), today)), expected);
    }
    assert_eq!(codes(extend::check(&input, None, day(2025, 4, 20))), [at("fiscalYear", "NOT_A_FISCAL_YEAR")]);
}
