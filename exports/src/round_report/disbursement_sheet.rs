//! `สรุปเบิกจ่าย`: planned, in the ordinance, disbursed.

use super::by_dimension::{self, Figure, Measured};
use crate::{ExportError, workbook::Sheets};
use sucharit_domain::round_report::book::RoundReportBook;

const NAME: &str = "สรุปเบิกจ่าย";
const TITLE: &str = "การเบิกจ่ายงบประมาณ";

/// Writes the sheet.
pub(super) fn write(sheets: &mut Sheets, book: &RoundReportBook) -> Result<(), ExportError> {
    let columns = [
        Measured { label: "แผนฯ", figure: Figure::Amount(|tally| tally.planned_budget) },
        Measured {
            label: "ข้อบัญญัติ/เทศบัญญัติ", figure: Figure::Amount(|tally| tally.ordinance_budget)
        },
        Measured { label: "เบิกจ่ายจริง", figure: Figure::Amount(|tally| tally.disbursed) },
    ];
    by_dimension::write(sheets, book, (NAME, TITLE), &columns)
}
