//! `สรุปแผน`: projects and budget by the local development plan.

use super::by_dimension::{self, Figure, Measured};
use crate::{ExportError, workbook::Sheets};
use sucharit_domain::round_report::book::RoundReportBook;

const NAME: &str = "สรุปแผน";
const TITLE: &str = "โครงการ/งบประมาณ (ตามแผนพัฒนาท้องถิ่น)";

/// Writes the sheet.
pub(super) fn write(sheets: &mut Sheets, book: &RoundReportBook) -> Result<(), ExportError> {
    let columns = [
        Measured { label: "โครงการ", figure: Figure::Count(|tally| tally.projects) },
        Measured { label: "งบประมาณ", figure: Figure::Amount(|tally| tally.planned_budget) },
    ];
    by_dimension::write(sheets, book, (NAME, TITLE), &columns)
}
