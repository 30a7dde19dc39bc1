//! The workbook of a round report: six sheets, as e-PlanNACC exports them.

mod by_dimension;
mod disbursement_sheet;
mod ordinance_sheet;
mod organization_sheet;
mod planned_sheet;
mod projects_sheet;
mod sign_off;
mod status_chart;
mod status_sheet;

use crate::{ExportError, file_name, workbook::Sheets};
use sucharit_domain::{area::AreaKind, numeral::Numerals, round_report::book::RoundReportBook};

/// What the report is called.
const TITLE: &str = "รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต";

/// Makes the workbook.
///
/// # Errors
/// When a text is longer than a cell can hold.
pub fn workbook(book: &RoundReportBook, numerals: Numerals) -> Result<Vec<u8>, ExportError> {
    let title = format!("{TITLE} {} {}", book.organization.name, year_and_round(book, numerals));
    let mut sheets = Sheets::new(&title, book.made_on, numerals, book.organization.is_sample)?;
    organization_sheet::write(&mut sheets, book)?;
    projects_sheet::write(&mut sheets, book)?;
    planned_sheet::write(&mut sheets, book)?;
    ordinance_sheet::write(&mut sheets, book)?;
    disbursement_sheet::write(&mut sheets, book)?;
    status_sheet::write(&mut sheets, book)?;
    sheets.into_bytes()
}

/// What the file is to be called: `รายงานผล-เทศบาลตำบล…-2568-รอบ6เดือน.xlsx`.
#[must_use]
pub fn file_name(book: &RoundReportBook) -> String {
    let report = &book.report;
    let organization = file_name::whose(&book.organization.name, book.organization.is_sample);
    format!("รายงานผล-{organization}-{}-รอบ{}เดือน.xlsx", report.fiscal_year, report.round.months())
}

/// The title block of the sheet with this table.
fn titles(book: &RoundReportBook, table: &str, numerals: Numerals) -> [String; 4] {
    let (district, province) = (AreaKind::District.label(), AreaKind::Province.label());
    [
        TITLE.to_owned(),
        format!("{} {district}{} {province}{}", book.organization.name, book.district, book.province),
        year_and_round(book, numerals),
        numerals.write(table),
    ]
}

fn year_and_round(book: &RoundReportBook, numerals: Numerals) -> String {
    numerals.write(&format!("ปีงบประมาณ พ.ศ. {} รอบ {}", book.report.fiscal_year, book.report.round.label()))
}
