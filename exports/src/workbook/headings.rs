//! Column headings: one row, or two where columns are drawn together under one heading.

use super::{Page, measure};
use crate::ExportError;

/// A heading of one column or of a group of columns.
pub enum Heading {
    /// One column.
    Column(String),
    /// Columns under one heading.
    Group(String, Vec<String>),
}

impl Heading {
    /// The heading of one column.
    pub fn column(label: &str) -> Self {
        Self::Column(label.to_owned())
    }

    /// The heading of several columns.
    pub fn group(label: &str, columns: &[&str]) -> Self {
        Self::Group(label.to_owned(), columns.iter().map(|column| (*column).to_owned()).collect())
    }
}

impl Page<'_> {
    /// Writes the headings from `row` on, freezes them and repeats them on every page; gives the row after them.
    pub fn headings(&mut self, row: u32, headings: &[Heading]) -> Result<u32, ExportError> {
        let grouped = headings.iter().any(|heading| matches!(heading, Heading::Group(..)));
        let last_row = row + u32::from(grouped);
        let format = &self.look.heading;
        let (mut upper, mut lower, mut whole) = (measure::ONE_LINE, measure::ONE_LINE, measure::ONE_LINE);
        let mut column = 0;
        for heading in headings {
            match heading {
                Heading::Column(label) => {
                    if grouped {
                        self.sheet.merge_range(row, column, last_row, column, label, format)?;
                    } else {
                        self.sheet.write_string_with_format(row, column, label, format)?;
                    }
                    whole = whole.max(self.heading_height(label, column, column));
                    column += 1;
                }
                Heading::Group(label, labels) => {
                    let first = column;
                    for label in labels {
                        self.sheet.write_string_with_format(last_row, column, label, format)?;
                        lower = lower.max(self.heading_height(label, column, column));
                        column += 1;
                    }
                    self.merge(row, first, column - 1, label, format)?;
                    upper = upper.max(self.heading_height(label, first, column - 1));
                }
            }
        }
        if grouped {
            self.sheet.set_row_height(row, upper)?;
            self.sheet.set_row_height(last_row, lower.max(whole - upper))?;
        } else {
            self.sheet.set_row_height(row, whole)?;
        }
        self.sheet.set_freeze_panes(last_row + 1, 0)?;
        self.sheet.set_repeat_rows(row, last_row)?;
        Ok(last_row + 1)
    }

    /// Headings are bold, so wider than other text, and break at every syllable that lets them.
    fn heading_height(&self, label: &str, first: u16, last: u16) -> f64 {
        measure::height(label, self.width_of(first, last) * 0.85) + 4.0
    }
}
