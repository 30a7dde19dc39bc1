//! `ข้อมูลระบบ`: what the form belongs to and what each row said when it was made. Very hidden: programs do not offer to show it.

use crate::{ExportError, workbook::Sheets};
use sucharit_domain::progress::form::{FormHead, FormLine, ProgressForm, RowKey};

pub(crate) const NAME: &str = "ข้อมูลระบบ";

/// What the first cell says.
pub(crate) const FORM: &str = "sucharit-progress-form";

/// The version of the form's layout.
pub(crate) const VERSION: i32 = 1;

/// The row of the first key.
pub(crate) const FIRST_KEY: u32 = 6;

/// Writes the sheet: the head, line by line, then a line for each row with its key, number, name and mark.
pub(super) fn write(sheets: &mut Sheets, form: &ProgressForm) -> Result<(), ExportError> {
    let mut page = sheets.add(NAME, &[44.0, 44.0, 44.0, 44.0])?;
    let sheet = page.worksheet();
    let head = form.head();
    let lines = [
        (FORM, VERSION.to_string()),
        ("organization", head.organization_code.clone()),
        ("plan", head.plan.0.simple().to_string()),
        ("fiscalYear", head.fiscal_year.to_string()),
        ("round", head.round.months().to_string()),
    ];
    for (row, (name, value)) in (0..).zip(lines) {
        sheet.write_string(row, 0, name)?;
        sheet.write_string(row, 1, value)?;
    }
    for (row, line) in (FIRST_KEY..).zip(&form.lines) {
        sheet.write_string(row, 0, key(&head, line))?;
        sheet.write_string(row, 1, line.project.number.to_string())?;
        sheet.write_string(row, 2, &line.project.name)?;
        sheet.write_string(row, 3, line.values.mark())?;
    }
    sheet.protect();
    sheet.set_very_hidden(true);
    Ok(())
}

/// The key of a row.
pub(super) fn key(head: &FormHead, line: &FormLine) -> String {
    let key =
        RowKey { fiscal_year: head.fiscal_year, round: head.round, project: line.project.id, version: line.version };
    key.text()
}
