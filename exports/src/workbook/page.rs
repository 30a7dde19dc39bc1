//! One sheet: page set-up and title block.

use super::{FONT, Look, SAMPLE, Sheets, measure};
use crate::ExportError;
use rust_xlsxwriter::{Format, Worksheet};
use sucharit_domain::numeral::Numerals;

/// How many rows the title block takes, from the first.
pub const TITLE_ROWS: u32 = 4;

/// Height of a row with one line of the body font, in pixels.
pub const DEFAULT_ROW_PIXELS: u32 = 32;

/// Width of a column of the body font that nobody set, in pixels: eight to a digit.
pub const DEFAULT_COLUMN_PIXELS: u32 = 72;

const A4: u8 = 9;
const TITLE_LINE: f64 = 27.0;

/// A sheet in the making.
pub struct Page<'a> {
    pub(super) sheet: &'a mut Worksheet,
    pub(super) widths: Vec<f64>,
    /// The formats.
    pub look: &'a Look,
    /// The digits of our own text.
    pub numerals: Numerals,
    is_sample: bool,
}

impl<'a> Page<'a> {
    pub(super) fn set_up(sheets: &'a mut Sheets, name: &str, widths: &[f64]) -> Result<Self, ExportError> {
        let sheet = sheets.workbook.add_worksheet();
        sheet.set_name(name)?;
        sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
        sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        sheet.set_footer(format!("&C&\"{FONT},Regular\"&14หน้า &P / &N"));
        if sheets.is_sample {
            sheet.set_header(format!("&R&\"{FONT},Bold\"&14{SAMPLE}"));
        }
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, *width)?;
        }
        let Sheets { look, numerals, is_sample, .. } = sheets;
        Ok(Self { sheet, widths: widths.to_vec(), look, numerals: *numerals, is_sample: *is_sample })
    }

    /// The sheet itself, for what only one sheet has.
    pub fn worksheet(&mut self) -> &mut Worksheet {
        self.sheet
    }

    /// Writes the title block: report, organization, year and round, table. Sample data are named before all else.
    pub fn title_block(&mut self, titles: &[String; TITLE_ROWS as usize]) -> Result<(), ExportError> {
        let last = self.last_column();
        for (row, title) in (0..).zip(titles) {
            let title = match row {
                0 if self.is_sample => &format!("{SAMPLE} · {title}"),
                _ => title,
            };
            let lines = measure::lines(title, self.width_of(0, last) * 0.85);
            self.merge(row, 0, last, title, &self.look.title)?;
            self.sheet.set_row_height(row, f64::from(lines) * TITLE_LINE)?;
        }
        Ok(())
    }

    /// Writes a text over several columns of one row.
    pub(super) fn merge(
        &mut self,
        row: u32,
        first: u16,
        last: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), ExportError> {
        if first < last {
            self.sheet.merge_range(row, first, row, last, text, format)?;
        } else {
            self.sheet.write_string_with_format(row, first, text, format)?;
        }
        Ok(())
    }

    /// The last column of the table.
    pub fn last_column(&self) -> u16 {
        u16::try_from(self.widths.len()).unwrap_or(u16::MAX).saturating_sub(1)
    }

    /// The width of neighbouring columns together.
    pub(super) fn width_of(&self, first: u16, last: u16) -> f64 {
        self.widths[usize::from(first)..=usize::from(last)].iter().sum()
    }
}
