//! The workbook of an organization's audit trail: who changed what, when, from what to what.

mod changes_sheet;

use crate::{ExportError, file_name, workbook::Sheets};
use sucharit_domain::{event::book::AuditBook, numeral::Numerals};

/// What the workbook is called.
const TITLE: &str = "บันทึกการเปลี่ยนแปลงข้อมูลแผนปฏิบัติการป้องกันการทุจริต";

/// Makes the workbook.
///
/// # Errors
/// When there are more changes than a sheet has rows.
pub fn workbook(book: &AuditBook, numerals: Numerals) -> Result<Vec<u8>, ExportError> {
    let title = format!("{TITLE} {}", book.organization.name);
    let mut sheets = Sheets::new(&title, book.made_on, numerals, book.organization.is_sample)?;
    changes_sheet::write(&mut sheets, book)?;
    sheets.into_bytes()
}

/// What the file is to be called: `บันทึกการเปลี่ยนแปลง-เทศบาลตำบล….xlsx`.
#[must_use]
pub fn file_name(book: &AuditBook) -> String {
    format!("{}-{}.xlsx", changes_sheet::NAME, file_name::whose(&book.organization.name, book.organization.is_sample))
}
