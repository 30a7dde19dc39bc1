//! `สรุปข้อบัญญัติ`: projects in the ordinance and their budget.

use super::by_dimension::{self, Figure, Measured};
use crate::{ExportError, workbook::Sheets};
use sucharit_domain::round_report::book::RoundReportBook;

const NAME: &str = "สรุปข้อบัญญัติ";
const TITLE: &str = "โครงการ/งบประมาณ (ตามข้อบัญญัติ/เทศบัญญัติ/แผนการดำเนินงาน)";

/// Writes the sheet.
pub(super) fn write(sheets: &mut Sheets, book: &RoundReportBook) -> Result<(), ExportError> {
    let columns = [
        Measured { label: "โครงการ", figure: Figure::Count(|tally| tally.in_ordinance) },
        Measured { label: "งบประมาณ", figure: Figure::Amount(|tally| tally.budget_in_ordinance) },
    ];
    by_dimension::write(sheets, book, (NAME, TITLE), &columns)
}
