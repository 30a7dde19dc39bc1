//! Sample data are marked wherever a workbook of them is read or printed.

use crate::{
    progress_form::{form, line},
    read::{part, sheet, sheet_names},
    sample::{audit, plan, progress, round_report},
};
use sucharit_domain::{
    numeral::Numerals,
    progress::form::{FormStanding, FormValues},
};
use sucharit_exports::{audit, plan, progress_form, round_report};

const MARK: &str = "ข้อมูลตัวอย่าง";

/// Each kind of workbook with the name of its file, of sample data or not.
fn workbooks(is_sample: bool) -> Vec<(Vec<u8>, String)> {
    let mut report_book = round_report(progress);
    report_book.organization.is_sample = is_sample;
    let mut plan_book = plan();
    plan_book.document.organization.is_sample = is_sample;
    let mut audit_book = audit();
    audit_book.organization.is_sample = is_sample;
    let mut filled = form(vec![line(1, FormStanding::Awaiting, FormValues::default())]);
    filled.organization.is_sample = is_sample;
    let numerals = Numerals::Arabic;
    vec![
        (round_report::workbook(&report_book, numerals).expect("it is made"), round_report::file_name(&report_book)),
        (plan::workbook(&plan_book, numerals).expect("it is made"), plan::file_name(&plan_book)),
        (audit::workbook(&audit_book, numerals).expect("it is made"), audit::file_name(&audit_book)),
        (progress_form::workbook(&filled, numerals).expect("it is made"), progress_form::file_name(&filled)),
    ]
}

#[test]
fn sample_data_say_so_on_every_sheet_printed_page_and_in_the_files_name() {
    for (bytes, name) in workbooks(true) {
        assert!(name.contains(&format!("-{MARK}")), "{name}");
        assert!(part(&bytes, "docProps/core.xml").contains(&format!("<dc:title>{MARK} · ")), "{name}");
        // A hidden sheet is read by programs alone.
        for (sheet_name, number) in sheet_names(&bytes).into_iter().zip(1..) {
            let xml = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
            let header = xml.split("<oddHeader>").nth(1).unwrap_or_default();
            assert!(header.starts_with("&amp;R") && header.contains(MARK), "{name}, {sheet_name}");
            let is_read = !part(&bytes, "xl/workbook.xml")
                .contains(&format!("name=\"{sheet_name}\" sheetId=\"{number}\" state="));
            let title = sheet(&bytes, &sheet_name).text(0, 0);
            assert_eq!(title.starts_with(&format!("{MARK} · ")), is_read, "{name}, {sheet_name}: {title}");
        }
    }
}

#[test]
fn nothing_else_does() {
    for (bytes, name) in workbooks(false) {
        assert!(!name.contains(MARK), "{name}");
        for number in 1..=sheet_names(&bytes).len() {
            assert!(!part(&bytes, &format!("xl/worksheets/sheet{number}.xml")).contains("oddHeader"), "{name}");
        }
        assert!(!part(&bytes, "xl/sharedStrings.xml").contains(MARK), "{name}");
    }
}
