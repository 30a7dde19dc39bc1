//! What a row of a filled form comes to.

use super::*;
use crate::{
    calendar::{FiscalYear, ReportingRound},
    id::PlanId,
    progress::{ProgressStatus, UnableReason},
    project::{Conformity, ProjectKind},
    round_report::ApprovalState,
};
use ProgressStatus::{Completed, InProgress, Unable};
use uuid::Uuid;

fn year() -> FiscalYear {
    FiscalYear::new(2568).unwrap()
}

fn project(uses_budget: bool) -> Project {
    Project {
        id: Uuid::from_u128(28).into(),
        plan_id: Uuid::nil().into(),
        number: 28,
        name: "โครงการจัดเวที ประชาคม".to_owned(),
        kind: ProjectKind::Project,
        dimension_number: 3,
        mission_code: "3.1".to_owned(),
        uses_budget,
        quarter: None,
        conformity: Conformity::Conforming,
        remark: None,
        source_notes: Vec::new(),
        version: 1,
    }
}

fn recorded(values: ProgressValues, version: i32) -> Progress {
    Progress {
        id: Uuid::nil().into(),
        project_id: Uuid::from_u128(28).into(),
        fiscal_year: year(),
        round: ReportingRound::SixMonth,
        values,
        carried_over: false,
        reopened: false,
        version,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn values(status: ProgressStatus) -> ProgressValues {
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

fn row(values: FormValues, version: Option<i32>) -> FormRow {
    let key =
        RowKey { fiscal_year: year(), round: ReportingRound::SixMonth, project: Uuid::from_u128(28).into(), version };
    FormRow { row: 33, key, number: None, name: None, values, untouched: false, unreadable: false }
}

fn reading() -> FormReading {
    let columns = FIELDS.iter().zip(6..).map(|(field, column)| ((*field).to_owned(), column));
    FormReading {
        head: FormHead {
            organization_code: "x".to_owned(),
            plan: PlanId(Uuid::nil()),
            fiscal_year: year(),
            round: ReportingRound::SixMonth,
        },
        sheet: "S".to_owned(),
        columns: columns.chain([(NUMBER.to_owned(), 0)]).collect(),
        rows: Vec::new(),
        problems: Vec::new(),
    }
}

fn judged(row: &FormRow, current: Option<&Progress>, carried: Option<&Progress>) -> RowOutcome {
    let project = project(true);
    let situation = Situation {
        project: &project,
        running_years: &[year()],
        fiscal_year: Some(year()),
        round: ReportingRound::SixMonth,
        report_state: Some(ApprovalState::Draft),
        twelve_month_state: Some(ApprovalState::Draft),
        current,
        other_round: None,
    };
    judge(&reading(), row, &situation, carried, Ok(()))
}

/// `S!J34 CODE` of everything that is wrong.
fn wrong(outcome: RowOutcome) -> Vec<String> {
    match outcome {
        RowOutcome::Wrong(problems) => problems.iter().map(|it| format!("{} {}", it.place, it.code)).collect(),
        other => panic!("{other:?}"),
    }
}

fn changed(outcome: RowOutcome) -> PlannedChange {
    match outcome {
        RowOutcome::Change(change, _) => *change,
        other => panic!("{other:?}"),
    }
}

#[test]
fn blank_rows_report_nothing_and_filled_ones_need_a_status() {
    let blank = FormValues { disbursed: Some(Decimal::ZERO), in_ordinance: Some(false), ..FormValues::default() };
    assert_eq!(judged(&row(blank, None), None, None), RowOutcome::Awaiting);
    let text = FormValues { result: Some("ก".to_owned()), ..FormValues::default() };
    assert_eq!(wrong(judged(&row(text, None), None, None)), ["S!J34 STATUS_REQUIRED"]);
    let taken_back = FormValues::default();
    let current = recorded(values(InProgress), 1);
    assert_eq!(wrong(judged(&row(taken_back, Some(1)), Some(&current), None)), ["S!J34 STATUS_REQUIRED"]);
}

#[test]
fn what_is_carried_forward_waits_for_a_status() {
    let six_month = recorded(ProgressValues { result: Some("ก".to_owned()), ..values(InProgress) }, 3);
    let shown = FormValues::carried_forward(&six_month);
    assert_eq!(judged(&row(shown.clone(), None), None, Some(&six_month)), RowOutcome::Awaiting);
    let chosen = FormValues { status: Some(Completed), ..shown };
    assert_eq!(changed(judged(&row(chosen, None), None, Some(&six_month))).values.result.as_deref(), Some("ก"));
}

#[test]
fn versions_matter_only_where_something_changes() {
    let current = recorded(values(InProgress), 2);
    let same = row(FormValues::of(&current.values), Some(1));
    assert_eq!(judged(&same, Some(&current), None), RowOutcome::Unchanged);
    let other = row(FormValues { status: Some(Completed), ..same.values.clone() }, Some(1));
    let stale = judged(&other, Some(&current), None);
    let RowOutcome::Wrong(problems) = &stale else { panic!("{stale:?}") };
    assert!(
        problems[0].thai.contains("สถานะการดำเนินงาน: บันทึกไว้ “อยู่ระหว่างดำเนินการ” ในไฟล์ “ดำเนินการแล้วเสร็จ”"),
        "{problems:?}"
    );
    assert_eq!(wrong(stale), ["S!A34 STALE_VERSION"]);
    let untouched = FormRow { untouched: true, ..other.clone() };
    assert_eq!(judged(&untouched, Some(&current), None), RowOutcome::Unchanged);
    let first = row(other.values, None);
    assert_eq!(wrong(judged(&first, Some(&current), None)), ["S!A34 STALE_VERSION"]);
}

#[test]
fn a_text_keeps_its_bytes_where_only_line_ends_differ() {
    let current = recorded(ProgressValues { result: Some("ก\r\nข".to_owned()), ..values(InProgress) }, 1);
    let remarked = FormValues { remark: Some("ค".to_owned()), ..FormValues::of(&current.values) };
    let change = changed(judged(&row(remarked, Some(1)), Some(&current), None));
    assert_eq!(change.values.result.as_deref(), Some("ก\r\nข"));
    let fields: Vec<_> = change.fields.iter().map(|it| (it.place.to_string(), it.change.field.as_str())).collect();
    assert_eq!(fields, [("S!P34".to_owned(), "remark")]);
}

#[test]
fn an_empty_cell_empties_a_text_and_asks_for_an_amount() {
    let full = ProgressValues {
        in_ordinance: true,
        ordinance_budget: Baht::from_satang(100).unwrap(),
        result: Some("ก".to_owned()),
        ..values(InProgress)
    };
    let current = recorded(full, 1);
    let shown = FormValues::of(&current.values);
    let emptied = FormValues { result: None, ..shown.clone() };
    assert_eq!(changed(judged(&row(emptied, Some(1)), Some(&current), None)).values.result, None);
    let without = FormValues { ordinance_budget: None, in_ordinance: None, ..shown };
    assert_eq!(wrong(judged(&row(without, Some(1)), Some(&current), None)), ["S!I34 REQUIRED", "S!G34 REQUIRED"]);
}

#[test]
fn a_reason_that_stays_behind_is_named() {
    let unable = ProgressValues {
        unable_reason: Some(UnableReason::Other),
        unable_detail: Some("น้ำท่วม".to_owned()),
        ..values(Unable)
    };
    let current = recorded(unable, 1);
    let moved_on = FormValues { status: Some(InProgress), ..FormValues::of(&current.values) };
    let left_behind = wrong(judged(&row(moved_on.clone(), Some(1)), Some(&current), None));
    assert_eq!(left_behind, ["S!K34 ONLY_WITH_UNABLE", "S!L34 ONLY_WITH_UNABLE"]);
    let cleared = FormValues { unable_reason: None, unable_detail: None, ..moved_on };
    let change = changed(judged(&row(cleared, Some(1)), Some(&current), None));
    assert_eq!((change.values.unable_reason, change.values.unable_detail), (None, None));
}

#[test]
fn who_may_not_is_told_only_where_something_changes() {
    let project = project(true);
    let situation = Situation {
        project: &project,
        running_years: &[year()],
        fiscal_year: Some(year()),
        round: ReportingRound::SixMonth,
        report_state: Some(ApprovalState::Draft),
        twelve_month_state: Some(ApprovalState::Draft),
        current: None,
        other_round: None,
    };
    let not_ours = Err(WhyNot::OtherDivision);
    let blank = row(FormValues::default(), None);
    assert_eq!(judge(&reading(), &blank, &situation, None, not_ours), RowOutcome::Awaiting);
    let filled = row(FormValues { status: Some(InProgress), ..FormValues::default() }, None);
    assert_eq!(wrong(judge(&reading(), &filled, &situation, None, not_ours)), ["S!A34 OTHER_DIVISION"]);
}

#[test]
fn a_row_is_about_the_project_whose_number_and_name_it_has() {
    let about = |number: Option<&str>, name: Option<&str>| {
        let row = FormRow {
            number: number.map(str::to_owned),
            name: name.map(str::to_owned),
            ..row(FormValues::default(), None)
        };
        is_about(&row, &project(true))
    };
    assert!(about(None, None));
    assert!(about(Some("28"), Some("โครงการจัดเวที\nประชาคม ")));
    assert!(!about(Some("27"), None));
    assert!(!about(Some("28"), Some("โครงการอื่น")));
}
