//! `รายงานโครงการ`: one row for each project, to be filled in.

use super::{
    columns::{AMOUNTS, Column},
    keys_sheet, titles,
};
use crate::{
    ExportError,
    workbook::{Heading, Page, Sheets, TITLE_ROWS, amount_width, cell::Cell, dimension},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use rust_xlsxwriter::{DataValidation, DataValidationRule, Format, ProtectionOptions};
use std::borrow::Cow;
use sucharit_domain::{
    labels,
    money::Baht,
    progress::{
        ProgressStatus, UnableReason,
        form::{FormLine, FormStanding, ProgressForm},
    },
    text::LONGEST_TEXT,
};

pub(crate) const NAME: &str = "รายงานโครงการ";
const NO_PROJECTS: &str = "ไม่มีโครงการในปีงบประมาณนี้";

/// Writes the sheet.
pub(super) fn write(sheets: &mut Sheets, form: &ProgressForm) -> Result<(), ExportError> {
    let mut page = sheets.add(NAME, &widths(form))?;
    page.title_block(&titles(form, NAME, page.numerals))?;
    let first = page.headings(TITLE_ROWS, &headings())?;
    let head = form.head();
    let mut next = first;
    for line in &form.lines {
        let cells = cells(&page, line);
        page.one_row(next, &cells)?;
        let format = &page.look.closed;
        page.worksheet().write_string_with_format(next, Column::Key.place(), keys_sheet::key(&head, line), format)?;
        next += 1;
    }
    if form.lines.is_empty() {
        let mut cells = vec![Cell::empty(&page.look.closed); Column::ALL.len()];
        cells[usize::from(Column::Name.place())] = Cell::text(NO_PROJECTS, &page.look.closed);
        page.one_row(next, &cells)?;
        next += 1;
    }
    let sheet = page.worksheet();
    for (column, validation) in validations()? {
        sheet.add_data_validation(first, column.place(), next - 1, column.place(), &validation)?;
    }
    sheet.set_column_hidden(Column::Key.place())?;
    // Number and name stay in sight.
    sheet.set_freeze_panes(first, Column::Dimension.place())?;
    let allowed = ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    };
    sheet.protect_with_options(&allowed);
    Ok(())
}

fn headings() -> Vec<Heading> {
    let amounts = [Column::Planned, Column::Ordinance, Column::Disbursed];
    let heading = |column: Column| match column {
        Column::Planned => Some(Heading::group(AMOUNTS, &amounts.map(Column::heading))),
        Column::Ordinance | Column::Disbursed => None,
        column => Some(Heading::column(column.heading())),
    };
    Column::ALL.into_iter().filter_map(heading).collect()
}

fn widths(form: &ProgressForm) -> [f64; 17] {
    let planned = form.lines.iter().map(|line| line.planned_budget).max().unwrap_or_default();
    let amount = amount_width(planned.max(Baht::from_satang(99_999_999).unwrap_or_default()));
    Column::ALL.map(|column| match column {
        Column::Number => 7.0,
        Column::Kind => 10.5,
        Column::Name => 32.0,
        Column::Dimension => 9.5,
        Column::Planned | Column::Ordinance | Column::Disbursed => amount,
        Column::InOrdinance => 17.0,
        Column::Status => 15.0,
        Column::Reason => 16.0,
        Column::Detail | Column::Remark | Column::Standing => 18.0,
        Column::Result => 28.0,
        // The key is hidden; so wide, its heading does not make the row of headings tall.
        Column::Problems | Column::Suggestions | Column::Key => 20.0,
    })
}

fn cells<'a>(page: &Page<'a>, line: &'a FormLine) -> Vec<Cell<'a>> {
    let (look, numerals) = (page.look, page.numerals);
    let (project, values) = (&line.project, &line.values);
    let open = line.standing.is_open();
    let (text, centered) =
        if open { (&look.entry, &look.entry_centered) } else { (&look.closed, &look.closed_centered) };
    let amount = |amount: Option<Decimal>| match (amount, project.uses_budget) {
        (amount, false) => Cell::number(baht(amount.unwrap_or_default()), &look.closed_amount),
        (Some(amount), true) => Cell::number(baht(amount), if open { &look.entry_amount } else { &look.closed_amount }),
        (None, true) => Cell::empty(if open { &look.entry_amount } else { &look.closed_amount }),
    };
    let label = |label: Option<&'static str>| Cell::optional_text(label, centered);
    let written = |written: &'a Option<String>| Cell::optional_text(written.as_deref(), text);
    Column::ALL
        .into_iter()
        .map(|column| match column {
            Column::Number => Cell::number(project.number, &look.closed_number),
            Column::Key => Cell::empty(&look.closed),
            Column::Kind => Cell::text(project.kind.label(), &look.closed_centered),
            Column::Name => Cell::text(&project.name, &look.closed),
            Column::Dimension => Cell::text(dimension(project.dimension_number, numerals), &look.closed_centered),
            Column::Planned => Cell::amount(line.planned_budget, &look.closed_amount),
            Column::Ordinance => amount(values.ordinance_budget),
            Column::Disbursed => amount(values.disbursed),
            Column::InOrdinance => label(values.in_ordinance.map(labels::yes_or_no)),
            Column::Status => label(values.status.map(ProgressStatus::label)),
            Column::Reason => label(values.unable_reason.map(UnableReason::label)),
            Column::Detail => written(&values.unable_detail),
            Column::Result => written(&values.result),
            Column::Problems => written(&values.problems),
            Column::Suggestions => written(&values.suggestions),
            Column::Remark => written(&values.remark),
            Column::Standing => standing(line.standing, page, &look.closed),
        })
        .collect()
}

fn standing<'a>(standing: FormStanding, page: &Page<'a>, format: &'a Format) -> Cell<'a> {
    let words: Cow<'static, str> = match standing {
        FormStanding::Awaiting => labels::AWAITING.into(),
        FormStanding::CarriedForward(status) => {
            format!("ค่าจากรอบ 6 เดือน ({}) ยังไม่รายงานรอบ 12 เดือน", status.label()).into()
        }
        FormStanding::Reported => "รายงานแล้ว".into(),
        FormStanding::Completed => "แล้วเสร็จในรอบ 6 เดือน แก้ไขไม่ได้".into(),
        FormStanding::ReadOnly => "เสนอรายงานรอบนี้แล้ว แก้ไขไม่ได้".into(),
    };
    Cell::text(page.numerals.write(&words), format)
}

/// The nearest number a spreadsheet can hold, which is the one it reads the digits as.
fn baht(amount: Decimal) -> f64 {
    amount.to_f64().unwrap_or_default()
}

/// What may be typed into each column, with words for who types something else.
fn validations() -> Result<Vec<(Column, DataValidation)>, ExportError> {
    let list = |labels: &[&str], title: &str| {
        let list = DataValidation::new().allow_list_strings(labels)?;
        list.set_error_title(title)?.set_error_message("โปรดเลือกจากรายการในเซลล์")
    };
    let statuses: Vec<&str> = ProgressStatus::ALL.iter().map(|status| status.label()).collect();
    let reasons: Vec<&str> = UnableReason::ALL.iter().map(|reason| reason.label()).collect();
    let greatest = Baht::GREATEST.to_decimal();
    let amount = DataValidation::new()
        .allow_decimal_number(DataValidationRule::Between(0.0, baht(greatest)))
        .set_error_title("จำนวนเงิน")?
        .set_error_message("กรอกตัวเลขบาทตั้งแต่ 0 ถึง 99,999,999,999.99 ทศนิยมไม่เกินสองตำแหน่ง")?;
    let longest = u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX);
    let length = DataValidation::new()
        .allow_text_length(DataValidationRule::LessThanOrEqualTo(longest))
        .set_error_title("ข้อความยาวเกินไป")?
        .set_error_message("ข้อความต้องยาวไม่เกิน 10,000 อักขระ")?;
    let reason = list(&reasons, Column::Reason.heading())?
        .set_input_title(Column::Reason.heading())?
        .set_input_message("กรอกเฉพาะสถานะ “ไม่สามารถดำเนินการได้”")?;
    let mut validations = vec![
        (Column::InOrdinance, list(&[labels::YES, labels::NO], "บรรจุในข้อบัญญัติ/เทศบัญญัติ")?),
        (Column::Status, list(&statuses, Column::Status.heading())?),
        (Column::Reason, reason),
    ];
    validations.extend([Column::Ordinance, Column::Disbursed].map(|column| (column, amount.clone())));
    let texts = [Column::Detail, Column::Result, Column::Problems, Column::Suggestions, Column::Remark];
    validations.extend(texts.map(|column| (column, length.clone())));
    Ok(validations)
}
