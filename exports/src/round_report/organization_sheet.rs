//! `ข้อมูลหน่วยงาน`: whose report, of what, due when, and where it stands.

use super::sign_off;
use crate::{
    ExportError,
    workbook::{Heading, Sheets, TITLE_ROWS, cell::Cell, year_span},
};
use sucharit_domain::{
    approval::ApprovalStep,
    area::AreaKind,
    calendar::thai_date,
    clock,
    round_report::book::{RoundReportBook, SignOff},
};

const NAME: &str = "ข้อมูลหน่วยงาน";
const HEADINGS: [&str; 2] = ["รายการ", "ข้อมูล"];
const WIDTHS: [f64; 2] = [44.0, 106.0];

/// Whoever signed a step: what the person is called, what the opinion is called where one is given, what the day is called.
const SIGNATURES: [(ApprovalStep, &str, Option<&str>, &str); 3] = [
    (ApprovalStep::Submit, "ผู้จัดทำรายงาน", None, "วันที่จัดทำรายงาน"),
    (ApprovalStep::Endorse, "ผู้ให้ความเห็นชอบ (ปลัด)", Some("ความเห็นปลัด"), "วันที่ให้ความเห็นชอบ"),
    (ApprovalStep::Approve, "ผู้อนุมัติ (นายก)", Some("ความเห็นนายก"), "วันที่อนุมัติ"),
];
const FILED_ON: &str = "วันที่รายงานในระบบ e-PlanNACC";
const REFERENCE_NUMBER: &str = "เลขอ้างอิงในระบบ e-PlanNACC";

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
    let empty_or = |text: Option<String>| text.map_or_else(|| Cell::empty(&look.text), own);
    let mut signed = Vec::new();
    for (step, who, opinion, when) in SIGNATURES {
        let signature = sign_off::signature(book, step);
        signed.push((who, empty_or(signature.map(|found| format!("{} ({})", found.name, found.position)))));
        if let Some(opinion) = opinion {
            signed.push((opinion, empty_or(signature.and_then(|found| found.words.clone()))));
        }
        let day = signature.map(|found| thai_date(clock::day_of(found.taken_at), numerals));
        signed.push((when, empty_or(day)));
    }
    let digest = match &book.sign_off {
        SignOff::Unsigned => None,
        SignOff::Signed { digest, .. } => Some(digest.clone()),
        SignOff::Broken => Some(sign_off::BROKEN.to_owned()),
    };
    signed.push((sign_off::DIGEST, empty_or(digest)));
    let filing = report.filing.as_ref();
    signed.push((FILED_ON, empty_or(filing.map(|filing| thai_date(filing.filed_on, numerals)))));
    signed.push((REFERENCE_NUMBER, empty_or(filing.map(|filing| filing.reference_number.clone()))));
    let made_on = ("วันที่ออกรายงานจากระบบ", own(thai_date(book.made_on, numerals)));
    for (label, value) in entries.into_iter().chain(signed).chain([made_on]) {
        row = page.row(row, &[Cell::text(label, &look.strong), value])?.next();
    }
    Ok(())
}
