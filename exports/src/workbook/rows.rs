//! Rows of a table.

use super::{
    Page,
    cell::{Cell, Content},
    measure,
};
use crate::ExportError;
use rust_xlsxwriter::Formula;

/// The tallest a row may be, in points; programs allow 409.
pub(super) const TALLEST: f64 = 400.0;

/// Where a row of a table came to stand: one row of the sheet, or several merged ones where it is taller than a row may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Its first row.
    pub first: u32,
    /// Its last row.
    pub last: u32,
}

impl Placed {
    /// The row after it.
    pub const fn next(self) -> u32 {
        self.last + 1
    }

    /// From the first of two to the last of two.
    pub const fn to(self, other: Self) -> Self {
        Self { first: self.first, last: other.last }
    }
}

impl Page<'_> {
    /// Writes one row, a cell for each column from the first.
    pub fn row(&mut self, first: u32, cells: &[Cell<'_>]) -> Result<Placed, ExportError> {
        self.row_at_least(first, cells, 0.0)
    }

    /// The same, at least `minimum` points tall, so that a cell merged over this row and others finds room.
    pub fn row_at_least(&mut self, first: u32, cells: &[Cell<'_>], minimum: f64) -> Result<Placed, ExportError> {
        let own = cells.iter().zip(&self.widths).map(|(cell, width)| cell_height(cell, *width)).fold(0.0, f64::max);
        let height = own.max(minimum);
        let mut last = first;
        let mut share = height;
        while share > TALLEST {
            last += 1;
            share = height / f64::from(last - first + 1);
        }
        for row in first..=last {
            self.sheet.set_row_height(row, share)?;
        }
        let placed = Placed { first, last };
        for (column, cell) in (0..).zip(cells) {
            self.cell(placed, column, cell)?;
        }
        Ok(placed)
    }

    /// Writes a row that stays one row of the sheet, for a table that is filled in and sorted: what is longer than the tallest row
    /// is seen by opening the cell. It is tall enough for two lines to be written.
    pub fn one_row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), ExportError> {
        let heights = cells.iter().zip(&self.widths).map(|(cell, width)| cell_height(cell, *width));
        self.sheet.set_row_height(row, heights.fold(measure::height_of_lines(2), f64::max).min(TALLEST))?;
        for (column, cell) in (0..).zip(cells) {
            self.cell(Placed { first: row, last: row }, column, cell)?;
        }
        Ok(())
    }

    /// Writes empty rows to be filled in, two lines tall; gives the row after them.
    pub fn blank_rows(&mut self, first: u32, count: u32) -> Result<u32, ExportError> {
        let cells = vec![Cell::empty(&self.look.entry); self.widths.len()];
        for row in first..first + count {
            self.one_row(row, &cells)?;
        }
        Ok(first + count)
    }

    /// Writes one cell over all rows of `at`.
    pub fn cell(&mut self, at: Placed, column: u16, cell: &Cell<'_>) -> Result<(), ExportError> {
        let Placed { first, last } = at;
        if last > first && !matches!(cell.content, Content::Covered) {
            self.sheet.merge_range(first, column, last, column, "", cell.format)?;
        }
        match &cell.content {
            Content::Covered => {}
            Content::Empty => {
                self.sheet.write_blank(first, column, cell.format)?;
            }
            Content::Text(text) => {
                self.sheet.write_string_with_format(first, column, text.as_ref(), cell.format)?;
            }
            Content::Number(number) => {
                self.sheet.write_number_with_format(first, column, *number, cell.format)?;
            }
            Content::Formula { formula, result } => {
                let formula = Formula::new(formula.as_str()).set_result(result.as_str());
                self.sheet.write_formula_with_format(first, column, formula, cell.format)?;
            }
        }
        Ok(())
    }

    /// Writes one row whose first cell reaches over the columns to `last`; `cells` follow it.
    pub fn row_with_wide_first(
        &mut self,
        row: u32,
        last: u16,
        first: &Cell<'_>,
        cells: &[Cell<'_>],
    ) -> Result<Placed, ExportError> {
        let placed = Placed { first: row, last: row };
        self.sheet.set_row_height(row, measure::ONE_LINE)?;
        if let Content::Text(text) = &first.content {
            self.merge(row, 0, last, text, first.format)?;
        }
        for (column, cell) in (last + 1..).zip(cells) {
            self.cell(placed, column, cell)?;
        }
        Ok(placed)
    }

    /// The height that `text` needs in a column, in points.
    pub fn height_in(&self, column: u16, text: &str) -> f64 {
        measure::height(text, self.widths[usize::from(column)])
    }

    /// Writes a line of text over the columns from `first` on, as tall as it needs to be.
    pub fn line(&mut self, row: u32, first: u16, cell: &Cell<'_>) -> Result<(), ExportError> {
        if let Content::Text(text) = &cell.content {
            let last = self.last_column();
            self.merge(row, first, last, text, cell.format)?;
            let height = measure::height(text, self.width_of(first, last)).min(TALLEST);
            self.sheet.set_row_height(row, height)?;
        }
        Ok(())
    }
}

fn cell_height(cell: &Cell<'_>, width: f64) -> f64 {
    match &cell.content {
        Content::Text(text) => measure::height(text, width),
        _ => measure::ONE_LINE,
    }
}
