//! `ข้อมูลระบบ`: the whole plan as its JSON form, very hidden. What nobody changed in the sheets that are seen is taken from here
//! when the workbook comes back, with everything those sheets do not say.

use super::risks_sheet;
use crate::{ExportError, workbook::Sheets};
use serde_json::json;
use sucharit_domain::{
    numeral::Numerals,
    plan::{book::PlanBook, write_document},
};

pub(crate) const NAME: &str = "ข้อมูลระบบ";

/// What the first cell says.
pub(crate) const FORM: &str = "sucharit-plan";

/// The version of the workbook's layout.
pub(crate) const VERSION: i32 = 1;

/// The row of the first piece.
pub(crate) const FIRST_PIECE: u32 = 2;

/// How many characters a piece has: a cell holds 32,767 UTF-16 units.
const PIECE: usize = 16_000;

/// Writes the sheet.
pub(super) fn write(sheets: &mut Sheets, book: &PlanBook, numerals: Numerals) -> Result<(), ExportError> {
    let scores: Vec<Vec<Option<String>>> = book
        .risks
        .iter()
        .map(|area| area.iter().map(|standing| risks_sheet::score_text(*standing, numerals)).collect())
        .collect();
    let whole = json!({
        "plan": write_document::write(&book.document),
        "scores": scores,
        "province": book.province,
        "numerals": if numerals == Numerals::Thai { "thai" } else { "arabic" },
    });
    let whole: Vec<char> = whole.to_string().chars().collect();
    let mut page = sheets.add(NAME, &[44.0, 44.0])?;
    let sheet = page.worksheet();
    sheet.write_string(0, 0, FORM)?;
    sheet.write_string(0, 1, VERSION.to_string())?;
    for (row, piece) in (FIRST_PIECE..).zip(whole.chunks(PIECE)) {
        // Between marks, so that no program trims it.
        let piece: String = piece.iter().collect();
        sheet.write_string(row, 0, format!("|{piece}|"))?;
    }
    sheet.protect();
    sheet.set_very_hidden(true);
    Ok(())
}
