//! `ข้อมูลหน่วยงาน`: whose report, of what, due when, and where it stands.

use crate::{
    ExportError,
    workbook::{Heading, Sheets, TITLE_ROWS, cell::Cell, year_span},
};
use sucharit_domain::{area::AreaKind, calendar::thai_date, round_report::book::RoundReportBook};

const NAME: &str = "ข้อมูลหน่วยงาน";
const HEADINGS: [&str; 2] = ["รายการ", "ข้อมูล"];
const WIDTHS: [f64; 2] = [44.0, 106.0];

/// Who has signed, and when: empty until signatures are kept.
const SIGNATURES: [&str; 6] =
    ["ผู้จัดทำรายงาน", "วันที่จัดทำรายงาน", "ผู้ให้ความเห็นชอบ (ปลัด)", "วันที่ให้ความเห็นชอบ", "ผู้อนุมัติ (นายก)", "วันที่อนุมัติ"];

/// Writes the sheet.
pub(super) fn write(sheets: &mut Sheets, book: &RoundReportBook) -> Result<(), ExportError> {
    let mut page = sheets.add(NAME, &WIDTHS)?;
    let (look, numerals) = (page.look, page.numerals);
    page.title_block(&super::titles(book, NAME, numerals))?;
    let mut row = page.headings(TITLE_ROWS, &HEADINGS.map(Heading::column))?;

    let (plan, report) = (&book.plan, &book.report);
    let plan_years = format!("พ.ศ. {}", year_span(plan.start_fiscal_year, plan.end_fiscal_year, numerals));
    let own = |text: String| Cell::text(text, &look.text);
    let entries = [
        ("ชื่อองค์กรปกครองส่วนท้องถิ่น", Cell::text(&book.organization.name, &look.text)),
        ("ประเภท", Cell::text(book.organization.kind.label(), &look.text)),
        (AreaKind::District.label(), Cell::text(&book.district, &look.text)),
        (AreaKind::Province.label(), Cell::text(&book.province, &look.text)),
        ("ชื่อแผน", Cell::text(&plan.title, &look.text)),
        ("ระยะเวลาของแผน", own(plan_years)),
        ("ปีงบประมาณที่รายงาน", Cell::number(report.fiscal_year.get(), &look.number_at_left)),
        ("รอบการรายงาน", own(numerals.write(report.round.label()))),
        ("วันครบกำหนดรายงาน", own(thai_date(book.due_on, numerals))),
        ("สถานะการอนุมัติ", Cell::text(report.state.label(), &look.text)),
    ];
    let unsigned = SIGNATURES.map(|label| (label, Cell::empty(&look.text)));
    let made_on = ("วันที่ออกรายงานจากระบบ", own(thai_date(book.made_on, numerals)));
    for (label, value) in entries.into_iter().chain(unsigned).chain([made_on]) {
        row = page.row(row, &[Cell::text(label, &look.strong), value])?.next();
    }
    Ok(())
}
