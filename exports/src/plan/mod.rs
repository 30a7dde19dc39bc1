//! The workbook of a plan: its risks, its projects with their budgets, and every project's nine headings; hidden behind them the plan
//! as [`crate::import::plan`] reads it back.

pub(crate) mod details_sheet;
pub(crate) mod outline;
pub(crate) mod phrases;
pub(crate) mod projects_sheet;
pub(crate) mod risks_sheet;
pub(crate) mod system_sheet;
pub(crate) mod template_sheet;

use crate::{
    ExportError, file_name,
    workbook::{Sheets, year_span},
};
use sucharit_domain::{area::AreaKind, numeral::Numerals, plan::book::PlanBook};

/// What the file is called.
const FILE: &str = "แผนปฏิบัติการป้องกันการทุจริต";

/// Makes the workbook.
///
/// # Errors
/// When a text is longer than a cell can hold.
pub fn workbook(book: &PlanBook, numerals: Numerals) -> Result<Vec<u8>, ExportError> {
    let mut sheets =
        Sheets::new(&book.document.heading.title, book.made_on, numerals, book.document.organization.is_sample)?;
    risks_sheet::write(&mut sheets, book, 0)?;
    projects_sheet::write(&mut sheets, book, 0)?;
    details_sheet::write(&mut sheets, book, 0)?;
    system_sheet::write(&mut sheets, book, numerals)?;
    sheets.into_bytes()
}

/// Makes the template of a plan: the same sheets with empty rows to fill in, and before them one with the plan's name and how the
/// others are filled in. The book's document is the plan without its projects and risks.
///
/// # Errors
/// When a text is longer than a cell can hold.
pub fn template(book: &PlanBook, numerals: Numerals) -> Result<Vec<u8>, ExportError> {
    let mut sheets =
        Sheets::new(&book.document.heading.title, book.made_on, numerals, book.document.organization.is_sample)?;
    template_sheet::write(&mut sheets, book)?;
    risks_sheet::write(&mut sheets, book, BLANK_RISKS)?;
    projects_sheet::write(&mut sheets, book, BLANK_PROJECTS)?;
    details_sheet::write(&mut sheets, book, BLANK_DETAILS)?;
    system_sheet::write(&mut sheets, book, numerals)?;
    sheets.into_bytes()
}

/// What the template's file is to be called.
#[must_use]
pub fn template_file_name(book: &PlanBook) -> String {
    format!("แบบ{}", file_name(book))
}

/// How many empty rows the template's sheets have: the risks, each dimension of the plan, the details.
const BLANK_RISKS: u32 = 40;
const BLANK_PROJECTS: u32 = 12;
const BLANK_DETAILS: u32 = 45;

/// What the file is to be called: `แผนปฏิบัติการป้องกันการทุจริต-เทศบาลตำบล…-2566-2570.xlsx`.
#[must_use]
pub fn file_name(book: &PlanBook) -> String {
    let heading = &book.document.heading;
    let organization = file_name::whose(&book.document.organization.name, book.document.organization.is_sample);
    format!("{FILE}-{organization}-{}-{}.xlsx", heading.start_fiscal_year, heading.end_fiscal_year)
}

/// The title block of the sheet with this table.
fn titles(book: &PlanBook, table: &str, numerals: Numerals) -> [String; 4] {
    let (heading, organization) = (&book.document.heading, &book.document.organization);
    let (district, province) = (AreaKind::District.label(), AreaKind::Province.label());
    [
        heading.title.clone(),
        format!("{} {district}{} {province}{}", organization.name, organization.district, book.province),
        format!("ปีงบประมาณ พ.ศ. {}", year_span(heading.start_fiscal_year, heading.end_fiscal_year, numerals)),
        table.to_owned(),
    ]
}
