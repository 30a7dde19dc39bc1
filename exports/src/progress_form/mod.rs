//! The progress form: a round's projects as a workbook to fill in, which [`crate::import::progress_form`] reads back.
//!
//! Each row carries its key in a hidden column between the columns that are seen, so that it stays with the row however rows are
//! sorted, moved or copied. The hidden sheet says what the form belongs to and what each row said when the form was made.

pub(crate) mod columns;
mod instructions_sheet;
pub(crate) mod keys_sheet;
mod projects_sheet;

use crate::{ExportError, file_name, workbook::Sheets};
use sucharit_domain::{area::AreaKind, numeral::Numerals, progress::form::ProgressForm};

/// What the form is called.
const TITLE: &str = "แบบกรอกรายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต";

pub(crate) use projects_sheet::NAME as SHEET;

/// Makes the workbook.
///
/// # Errors
/// When a text is longer than a cell can hold.
pub fn workbook(form: &ProgressForm, numerals: Numerals) -> Result<Vec<u8>, ExportError> {
    let title = format!("{TITLE} {} {}", form.organization.name, year_and_round(form, numerals));
    let mut sheets = Sheets::new(&title, form.made_on, numerals, form.organization.is_sample)?;
    instructions_sheet::write(&mut sheets, form)?;
    projects_sheet::write(&mut sheets, form)?;
    keys_sheet::write(&mut sheets, form)?;
    sheets.into_bytes()
}

/// What the file is to be called: `แบบกรอกรายงานผล-เทศบาลตำบล…-2568-รอบ6เดือน.xlsx`.
#[must_use]
pub fn file_name(form: &ProgressForm) -> String {
    let organization = file_name::whose(&form.organization.name, form.organization.is_sample);
    format!("แบบกรอกรายงานผล-{organization}-{}-รอบ{}เดือน.xlsx", form.fiscal_year, form.round.months())
}

/// The title block of the sheet with this table.
fn titles(form: &ProgressForm, table: &str, numerals: Numerals) -> [String; 4] {
    let (district, province) = (AreaKind::District.label(), AreaKind::Province.label());
    let division = form.division.as_ref().map(|division| format!(" ({division})")).unwrap_or_default();
    [
        TITLE.to_owned(),
        format!("{} {district}{} {province}{}", form.organization.name, form.district, form.province),
        year_and_round(form, numerals),
        format!("{table}{division}"),
    ]
}

fn year_and_round(form: &ProgressForm, numerals: Numerals) -> String {
    numerals.write(&format!("ปีงบประมาณ พ.ศ. {} รอบ {}", form.fiscal_year, form.round.label()))
}
