//! `สรุปสถานะ`: how far the projects have come, the score and its flag, and a chart.

use super::{by_dimension::ALL_DIMENSIONS, sign_off, status_chart, titles};
use crate::{
    ExportError,
    workbook::{
        Heading, Look, Sheets, TITLE_ROWS,
        cell::{Cell, hundredths},
        dimension,
    },
};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use rust_xlsxwriter::{Format, utility::cell_range};
use sucharit_domain::{
    labels,
    progress::ProgressStatus,
    round_report::book::RoundReportBook,
    summary::{Flag, Score, Tally},
};

/// The sheet's name, which the chart refers to.
pub(super) const NAME: &str = "สรุปสถานะ";

/// Column of the dimensions.
pub(super) const DIMENSION: u16 = 0;
const IN_ORDINANCE: u16 = 1;
/// Columns of the three statuses, in order.
pub(super) const STATUSES: [u16; 3] = [2, 3, 4];
/// Column of the projects without a report.
pub(super) const AWAITING: u16 = 6;

const WIDTHS: [f64; 9] = [16.0, 30.0, 24.0, 24.0, 24.0, 18.0, 20.0, 20.0, 19.0];
const SCORE: &str = "ผลการนำแผนไปสู่การปฏิบัติ";
const NO_SCORE: &str = "-";

/// Writes the sheet.
pub(super) fn write(sheets: &mut Sheets, book: &RoundReportBook) -> Result<(), ExportError> {
    let mut page = sheets.add(NAME, &WIDTHS)?;
    let (look, numerals, summary) = (page.look, page.numerals, &book.summary);
    page.title_block(&titles(book, "สรุปสถานะการดำเนินงาน", numerals))?;
    let first = page.headings(TITLE_ROWS, &headings())?;

    let mut row = first;
    for (number, tally) in (1..).zip(&summary.by_dimension) {
        let counts = counts(tally).map(|count| Cell::number(count, &look.count));
        let cells = cells(
            row,
            Cell::text(dimension(number, numerals), &look.centered),
            counts,
            tally,
            summary.flag(tally),
            &Formats::body(look),
        );
        row = page.row(row, &cells)?.next();
    }
    let total = summary.total();
    let mut column = IN_ORDINANCE;
    let sums = counts(&total).map(|count| {
        let range = cell_range(first, column, row - 1, column);
        column += if column == STATUSES[2] { 2 } else { 1 };
        Cell::formula(format!("=SUM({range})"), &count, &look.total_count)
    });
    let label = Cell::text(numerals.write(ALL_DIMENSIONS), &look.total);
    let cells = cells(row, label, sums, &total, summary.flag(&total), &Formats::total(look));
    let total_row = page.row(row, &cells)?;

    let chart_row = total_row.next() + 1;
    let after_chart = status_chart::insert(&mut page, chart_row, first, total_row.last)?;
    sign_off::write(&mut page, after_chart, book)?;
    Ok(())
}

fn headings() -> Vec<Heading> {
    vec![
        Heading::column("มิติ"),
        Heading::column("บรรจุในข้อบัญญัติ/เทศบัญญัติ/แผนดำเนินงาน"),
        Heading::column(ProgressStatus::InProgress.label()),
        Heading::column(ProgressStatus::Completed.label()),
        Heading::column(ProgressStatus::Unable.label()),
        Heading::column("รวมทั้งสิ้น"),
        Heading::column(labels::AWAITING),
        Heading::group(SCORE, &["ร้อยละ", "ระดับ (สี)"]),
    ]
}

/// In the ordinance, the three statuses, awaiting: all counts but their sum.
fn counts(tally: &Tally) -> [u32; 5] {
    [tally.in_ordinance, tally.in_progress, tally.completed, tally.unable, tally.awaiting()]
}

/// How the cells of a row look.
struct Formats<'a> {
    count: &'a Format,
    score: &'a Format,
    text: &'a Format,
    look: &'a Look,
}

impl<'a> Formats<'a> {
    fn body(look: &'a Look) -> Self {
        Self { count: &look.count, score: &look.score, text: &look.centered, look }
    }

    fn total(look: &'a Look) -> Self {
        Self { count: &look.total_count, score: &look.total_score, text: &look.total, look }
    }
}

fn cells<'a>(
    row: u32,
    label: Cell<'a>,
    counts: [Cell<'a>; 5],
    tally: &Tally,
    flag: Option<Flag>,
    formats: &Formats<'a>,
) -> Vec<Cell<'a>> {
    let [in_ordinance, in_progress, completed, unable, awaiting] = counts;
    let statuses = cell_range(row, STATUSES[0], row, STATUSES[2]);
    let reported = Cell::formula(format!("=SUM({statuses})"), &tally.reported(), formats.count);
    let score = tally.score().map_or_else(|| Cell::empty(formats.score), |score| score_cell(score, formats.score));
    let flag = flag.map_or_else(
        || Cell::text(NO_SCORE, formats.text),
        |flag| Cell::text(flag.label(), formats.look.shaded(flag.into())),
    );
    vec![label, in_ordinance, in_progress, completed, unable, reported, awaiting, score, flag]
}

/// A number cell of two places.
fn score_cell(score: Score, format: &Format) -> Cell<'_> {
    let in_hundredths = (score.shown() * Decimal::ONE_HUNDRED).to_i64().unwrap_or_default();
    Cell::number(hundredths(in_hundredths), format)
}
