//! `รายงานโครงการ`: one row for each project of the round.

use super::{sign_off, titles};
use crate::{
    ExportError,
    workbook::{Heading, Page, Placed, Sheets, TITLE_ROWS, amount_width, cell::Cell, dimension, present},
};
use rust_xlsxwriter::utility::cell_range;
use sucharit_domain::{
    labels,
    money::Baht,
    progress::ProgressValues,
    project::Conformity,
    round_report::book::{RoundReportBook, RoundReportRow},
};

const NAME: &str = "รายงานโครงการ";
const PLANNED: u16 = 3;
const ORDINANCE: u16 = 4;
const DISBURSED: u16 = 5;
const TOTAL: &str = "รวม";
const NO_PROJECTS: &str = "ไม่มีโครงการในปีงบประมาณนี้";
const NOT_COUNTED: &str = "ไม่ต้องรายงานผลและไม่นำมานับรวม";

/// Writes the sheet.
pub(super) fn write(sheets: &mut Sheets, book: &RoundReportBook) -> Result<(), ExportError> {
    let totals = Totals::of(&book.rows);
    let mut page = sheets.add(NAME, &widths(&totals))?;
    page.title_block(&titles(book, NAME, page.numerals))?;
    let first = page.headings(TITLE_ROWS, &headings())?;
    let mut next = first;
    for row in &book.rows {
        let cells = cells(&page, book, row);
        next = page.row(next, &cells)?.next();
    }
    if book.rows.is_empty() {
        let mut cells = vec![Cell::empty(&page.look.text); usize::from(page.last_column()) + 1];
        cells[2] = Cell::text(NO_PROJECTS, &page.look.text);
        next = page.row(next, &cells)?.next();
    }
    next = write_totals(&mut page, Placed { first, last: next - 1 }, &totals)?;
    next = write_non_conforming(&mut page, next, book)?;
    sign_off::write(&mut page, next, book)?;
    Ok(())
}

fn headings() -> Vec<Heading> {
    vec![
        Heading::column("ลำดับที่"),
        Heading::column("ประเภทงาน"),
        Heading::column("ชื่อโครงการ/กิจกรรม/มาตรการ/แนวปฏิบัติ"),
        Heading::group("จำนวนงบประมาณ", &["แผนพัฒนาท้องถิ่น", "ตามข้อบัญญัติ/เทศบัญญัติ", "ตามที่เบิกจ่ายจริง"]),
        Heading::column("สถานะโครงการ"),
        Heading::column("รอบการรายงาน"),
        Heading::column("ดำเนินการในปีงบประมาณ"),
        Heading::column("สอดคล้อง"),
        Heading::column("เหตุผล"),
        Heading::column("ผลการดำเนินงาน"),
        Heading::column("ปัญหา/อุปสรรค"),
        Heading::column("ข้อเสนอแนะ"),
        Heading::column("หมายเหตุ"),
    ]
}

fn widths(totals: &Totals) -> [f64; 15] {
    let amounts = [totals.planned, totals.ordinance, totals.disbursed].map(amount_width);
    let [planned, ordinance, disbursed] = amounts;
    [7.0, 10.5, 30.0, planned, ordinance, disbursed, 13.0, 9.5, 12.5, 9.5, 15.0, 24.0, 18.0, 18.0, 16.0]
}

fn cells<'a>(page: &Page<'a>, book: &RoundReportBook, row: &'a RoundReportRow) -> Vec<Cell<'a>> {
    let (look, numerals) = (page.look, page.numerals);
    let (project, progress) = (&row.project, row.progress.as_ref());
    let amount = |amount: fn(&ProgressValues) -> Baht| {
        progress.map_or_else(|| Cell::empty(&look.amount), |values| Cell::amount(amount(values), &look.amount))
    };
    let written = |text: fn(&ProgressValues) -> &Option<String>| {
        Cell::optional_text(progress.and_then(|values| text(values).as_deref()), &look.text)
    };
    vec![
        Cell::number(project.number, &look.number),
        Cell::text(project.kind.label(), &look.centered),
        Cell::text(&project.name, &look.text),
        Cell::amount(row.planned_budget, &look.amount),
        amount(|values| values.ordinance_budget),
        amount(|values| values.disbursed),
        Cell::text(progress.map_or(labels::AWAITING, |values| values.status.label()), &look.centered),
        Cell::text(numerals.write(book.report.round.label()), &look.centered),
        Cell::number(book.report.fiscal_year.get(), &look.number),
        Cell::text(dimension(project.dimension_number, numerals), &look.centered),
        progress.and_then(reason).map_or_else(|| Cell::empty(&look.text), |reason| Cell::text(reason, &look.text)),
        written(|values| &values.result),
        written(|values| &values.problems),
        written(|values| &values.suggestions),
        written(|values| &values.remark),
    ]
}

/// The reason, with its detail after a colon where there is one.
fn reason(values: &ProgressValues) -> Option<String> {
    let label = values.unable_reason.map(|reason| reason.label().to_owned());
    match (label, present(values.unable_detail.as_deref())) {
        (Some(label), Some(detail)) => Some(format!("{label}: {detail}")),
        (Some(label), None) => Some(label),
        (None, detail) => detail.map(str::to_owned),
    }
}

/// What the three budget columns come to.
struct Totals {
    planned: Baht,
    ordinance: Baht,
    disbursed: Baht,
}

impl Totals {
    fn of(rows: &[RoundReportRow]) -> Self {
        let reported = || rows.iter().filter_map(|row| row.progress.as_ref());
        Self {
            planned: rows.iter().map(|row| row.planned_budget).sum(),
            ordinance: reported().map(|values| values.ordinance_budget).sum(),
            disbursed: reported().map(|values| values.disbursed).sum(),
        }
    }
}

fn write_totals(page: &mut Page<'_>, body: Placed, totals: &Totals) -> Result<u32, ExportError> {
    let look = page.look;
    let sum = |column: u16, total: Baht| {
        let range = cell_range(body.first, column, body.last, column);
        Cell::formula(format!("=SUM({range})"), &total, &look.total_amount)
    };
    let mut cells =
        vec![sum(PLANNED, totals.planned), sum(ORDINANCE, totals.ordinance), sum(DISBURSED, totals.disbursed)];
    cells.extend((DISBURSED..page.last_column()).map(|_| Cell::empty(&look.total)));
    let label = Cell::text(TOTAL, &look.total);
    Ok(page.row_with_wide_first(body.next(), PLANNED - 1, &label, &cells)?.next())
}

/// A note on the projects that the reviewer found not to conform.
fn write_non_conforming(page: &mut Page<'_>, next: u32, book: &RoundReportBook) -> Result<u32, ExportError> {
    if book.non_conforming.is_empty() {
        return Ok(next);
    }
    let look = page.look;
    let mut row = next + 1;
    let label = Conformity::NonConforming.label();
    page.line(row, 0, &Cell::text(format!("หมายเหตุ : โครงการที่{label} ({NOT_COUNTED})"), &look.note))?;
    for project in &book.non_conforming {
        row += 1;
        let at = Placed { first: row, last: row };
        page.cell(at, 0, &Cell::number(project.number, &look.number))?;
        page.cell(at, 1, &Cell::text(project.kind.label(), &look.centered))?;
        page.line(row, 2, &Cell::text(&project.name, &look.text))?;
    }
    Ok(row + 1)
}
