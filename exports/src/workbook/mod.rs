//! What every sheet shares: look, page set-up, title block, headings, rows, sign-off block.

pub(crate) mod cell;
mod headings;
mod look;
mod measure;
mod page;
mod rows;
pub mod sign_off;
mod words;

use crate::ExportError;
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sucharit_domain::numeral::Numerals;

pub(crate) use headings::Heading;
pub(crate) use look::Look;
pub(crate) use measure::amount_width;
pub(crate) use page::{Page, TITLE_ROWS};
pub(crate) use rows::Placed;
pub(crate) use words::{dimension, present, shortened, year_span, years};

/// The font of everything that is written.
pub const FONT: &str = "TH Sarabun New";

/// What a workbook of sample data says above every table, on every printed page and in its file's name.
pub(crate) const SAMPLE: &str = "ข้อมูลตัวอย่าง";

/// A workbook in the making.
pub struct Sheets {
    workbook: Workbook,
    look: Look,
    numerals: Numerals,
    is_sample: bool,
}

impl Sheets {
    /// An empty workbook with its properties; it bears the day it is made and no time, so that it can be made again.
    /// One of sample data says so everywhere.
    ///
    /// # Errors
    /// When `made_on` lies outside the years a spreadsheet knows.
    pub fn new(title: &str, made_on: NaiveDate, numerals: Numerals, is_sample: bool) -> Result<Self, ExportError> {
        let mut workbook = Workbook::new();
        let look = Look::new();
        workbook.set_default_format(&look.plain, page::DEFAULT_ROW_PIXELS, page::DEFAULT_COLUMN_PIXELS)?;
        let created = excel_day(made_on)?;
        let title = if is_sample { format!("{SAMPLE} · {title}") } else { title.to_owned() };
        let properties = DocProperties::new().set_title(title).set_author("Sucharit").set_creation_datetime(&created);
        workbook.set_properties(&properties);
        Ok(Self { workbook, look, numerals, is_sample })
    }

    /// A new sheet, last in order, with a column for each of the `widths` (in digits).
    pub(crate) fn add(&mut self, name: &str, widths: &[f64]) -> Result<Page<'_>, ExportError> {
        Page::set_up(self, name, widths)
    }

    /// The finished file.
    ///
    /// # Errors
    /// When the file cannot be put together.
    pub fn into_bytes(mut self) -> Result<Vec<u8>, ExportError> {
        Ok(self.workbook.save_to_buffer()?)
    }
}

fn excel_day(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let outside = || XlsxError::DateTimeRangeError(day.to_string());
    let year = u16::try_from(day.year()).map_err(|_| outside())?;
    let month = u8::try_from(day.month()).map_err(|_| outside())?;
    let of_month = u8::try_from(day.day()).map_err(|_| outside())?;
    ExcelDateTime::from_ymd(year, month, of_month)
}
