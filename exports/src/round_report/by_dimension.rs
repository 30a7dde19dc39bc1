//! A table of one data row: for each dimension and for all four together the same columns.

use super::titles;
use crate::{
    ExportError,
    workbook::{Heading, Sheets, TITLE_ROWS, amount_width, cell::Cell, dimension},
};
use rust_xlsxwriter::utility::row_col_to_cell;
use sucharit_domain::{
    money::Baht,
    round_report::book::RoundReportBook,
    summary::{Summary, Tally},
};

/// The heading of all four dimensions together.
pub(super) const ALL_DIMENSIONS: &str = "รวม 4 มิติ";

const COUNT_WIDTH: f64 = 10.0;

/// One column within each dimension.
pub(super) struct Measured {
    /// Its heading.
    pub label: &'static str,
    /// What it shows.
    pub figure: Figure,
}

/// What a column shows.
pub(super) enum Figure {
    /// A number of projects.
    Count(fn(&Tally) -> u32),
    /// An amount of baht.
    Amount(fn(&Tally) -> Baht),
}

/// Writes a sheet of this table.
pub(super) fn write(
    sheets: &mut Sheets,
    book: &RoundReportBook,
    (name, title): (&str, &str),
    columns: &[Measured],
) -> Result<(), ExportError> {
    let summary = &book.summary;
    let total = summary.total();
    let mut page = sheets.add(name, &widths(summary, columns))?;
    let (look, numerals) = (page.look, page.numerals);
    page.title_block(&titles(book, title, numerals))?;

    let labels: Vec<&str> = columns.iter().map(|column| column.label).collect();
    let dimensions = (1..).zip(&summary.by_dimension).map(|(number, _)| dimension(number, numerals));
    let groups = dimensions.chain([numerals.write(ALL_DIMENSIONS)]);
    let headings: Vec<Heading> = groups.map(|group| Heading::group(&group, &labels)).collect();
    let row = page.headings(TITLE_ROWS, &headings)?;

    let mut cells = Vec::with_capacity(usize::from(page.last_column()) + 1);
    for tally in &summary.by_dimension {
        cells.extend(columns.iter().map(|column| match column.figure {
            Figure::Count(count) => Cell::number(count(tally), &look.count),
            Figure::Amount(amount) => Cell::amount(amount(tally), &look.amount),
        }));
    }
    for (position, column) in (0..).zip(columns) {
        let summed = addends(row, position, columns.len(), summary.by_dimension.len());
        cells.push(match column.figure {
            Figure::Count(count) => Cell::formula(summed, &count(&total), &look.total_count),
            Figure::Amount(amount) => Cell::formula(summed, &amount(&total), &look.total_amount),
        });
    }
    page.row(row, &cells)?;
    Ok(())
}

/// The sum of the same column of every dimension.
fn addends(row: u32, position: u16, columns: usize, dimensions: usize) -> String {
    let cells: Vec<String> =
        (position..).step_by(columns).take(dimensions).map(|column| row_col_to_cell(row, column)).collect();
    format!("=SUM({})", cells.join(","))
}

fn widths(summary: &Summary, columns: &[Measured]) -> Vec<f64> {
    let total = summary.total();
    let width = |column: &Measured| match column.figure {
        Figure::Count(_) => COUNT_WIDTH,
        Figure::Amount(amount) => amount_width(amount(&total)) + 2.0,
    };
    let groups = summary.by_dimension.len() + 1;
    columns.iter().map(width).collect::<Vec<_>>().repeat(groups)
}
