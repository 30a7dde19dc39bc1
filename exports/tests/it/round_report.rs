//! The round-report workbook.

use crate::{
    read::{formula, has_text_cell, merged, part, sheet, sheet_names},
    sample::{DIGEST, HOSTILE, progress, project, round_report, signatures},
};
use sucharit_domain::{
    approval::ApprovalState,
    numeral::Numerals,
    project::Conformity,
    round_report::{
        book::{RoundReportBook, SignOff},
        filing::Filing,
    },
};

const PROJECTS: &str = "รายงานโครงการ";
const STATUS: &str = "สรุปสถานะ";

fn make(book: &RoundReportBook) -> Vec<u8> {
    sucharit_exports::round_report::workbook(book, Numerals::Arabic).expect("the workbook is made")
}

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-9
}

#[test]
fn sheets_stand_in_their_order() {
    let names = ["ข้อมูลหน่วยงาน", PROJECTS, "สรุปแผน", "สรุปข้อบัญญัติ", "สรุปเบิกจ่าย", STATUS];
    assert_eq!(sheet_names(&make(&round_report(progress))), names);
}

#[test]
fn every_sheet_has_its_title_block() {
    let bytes = make(&round_report(progress));
    for name in sheet_names(&bytes) {
        let sheet = sheet(&bytes, &name);
        assert_eq!(sheet.text(0, 0), "รายงานผลการดำเนินงานตามแผนปฏิบัติการป้องกันการทุจริต", "{name}");
        assert_eq!(sheet.text(1, 0), "เทศบาลตำบลท่าดินแดง 2 อำเภอเมืองสมมุติ จังหวัดสมมุติบุรี", "{name}");
        assert_eq!(sheet.text(2, 0), "ปีงบประมาณ พ.ศ. 2568 รอบ 6 เดือน", "{name}");
    }
}

#[test]
fn the_organization_and_the_report() {
    let book = round_report(progress);
    let bytes = make(&book);
    let sheet = sheet(&bytes, "ข้อมูลหน่วยงาน");
    assert_eq!(sheet.texts(4, 0..2), ["รายการ", "ข้อมูล"]);
    assert_eq!(sheet.text(5, 1), book.organization.name);
    assert_eq!(sheet.text(6, 1), "เทศบาลตำบล");
    assert_eq!(sheet.text(9, 1), book.plan.title);
    assert_eq!(sheet.text(10, 1), "พ.ศ. 2566–2570");
    assert!(near(sheet.number(11, 1), 2568.0));
    assert_eq!(sheet.texts(12, 1..2), ["6 เดือน"]);
    assert_eq!(sheet.text(13, 1), "30 เมษายน 2568");
    assert_eq!(sheet.text(14, 1), "ร่าง");
    assert!((15..=25).all(|row| !sheet.is_empty(row, 0) && sheet.is_empty(row, 1)), "nobody has signed");
    assert_eq!(sheet.text(26, 1), "20 เมษายน 2568");
}

#[test]
fn a_signed_report_says_who_signed_what() {
    let mut book = round_report(progress);
    book.report.state = ApprovalState::Approved;
    let filed_on = chrono::NaiveDate::from_ymd_opt(2025, 4, 25).unwrap();
    book.report.filing = Some(Filing { filed_on, reference_number: "=1+1".to_owned() });
    book.sign_off = SignOff::Signed {
        digest: DIGEST.to_owned(), signatures: signatures("=เห็นชอบ\nครบถ้วน")
    };
    let bytes = sucharit_exports::round_report::workbook(&book, Numerals::Thai).unwrap();
    let office = sheet(&bytes, "ข้อมูลหน่วยงาน");
    let signed: Vec<String> = (14..=25).map(|row| office.text(row, 1)).collect();
    assert_eq!(
        signed,
        [
            "นายกอนุมัติ",
            "ผู้ลงนาม 1 (=ตำแหน่ง 1)",
            "๒๑ เมษายน ๒๕๖๘",
            "ผู้ลงนาม 2 (=ตำแหน่ง 2)",
            "=เห็นชอบ\nครบถ้วน",
            "๒๒ เมษายน ๒๕๖๘",
            "ผู้ลงนาม 3 (=ตำแหน่ง 3)",
            "อนุมัติ",
            "๒๓ เมษายน ๒๕๖๘",
            DIGEST,
            "๒๕ เมษายน ๒๕๖๘",
            "=1+1",
        ]
    );
    for name in [PROJECTS, STATUS] {
        let sheet = sheet(&bytes, name);
        let at = sheet.rows_with(0, "ผู้รายงาน")[0];
        let zones: Vec<u32> = (0..15).filter(|column| !sheet.text(at, *column).is_empty()).collect();
        assert_eq!(zones.len(), 3, "{name}: {zones:?}");
        let line = |below: u32| zones.iter().map(|column| sheet.text(at + below, *column)).collect::<Vec<_>>();
        assert_eq!(line(0), ["ผู้รายงาน", "ความเห็นปลัด", "ความเห็นนายก"]);
        assert_eq!(line(1), ["", "=เห็นชอบ\nครบถ้วน", "อนุมัติ"]);
        assert_eq!(line(3), ["(ผู้ลงนาม 1)", "(ผู้ลงนาม 2)", "(ผู้ลงนาม 3)"]);
        assert_eq!(line(4), ["ตำแหน่ง =ตำแหน่ง 1", "ตำแหน่ง =ตำแหน่ง 2", "ตำแหน่ง =ตำแหน่ง 3"]);
        assert_eq!(line(5), ["วันที่ ๒๑ เมษายน ๒๕๖๘", "วันที่ ๒๒ เมษายน ๒๕๖๘", "วันที่ ๒๓ เมษายน ๒๕๖๘"]);
        assert_eq!(sheet.text(at + 6, 0), format!("รหัสตรวจสอบ (SHA-256): {DIGEST}"), "the digest keeps its digits");
    }
}

#[test]
fn a_long_opinion_takes_several_rows() {
    let mut book = round_report(progress);
    let opinion = "เห็นชอบตามที่เสนอทุกประการ\n".repeat(200);
    book.sign_off = SignOff::Signed { digest: DIGEST.to_owned(), signatures: signatures(&opinion) };
    let bytes = make(&book);
    let sheet = sheet(&bytes, STATUS);
    let at = sheet.rows_with(0, "ผู้รายงาน")[0];
    let digest = sheet.rows_with(0, &format!("รหัสตรวจสอบ (SHA-256): {DIGEST}"))[0];
    assert!(digest > at + 15, "201 lines take more than ten rows: {at} to {digest}");
    assert!(has_text_cell(&bytes, STATUS, &opinion));
    assert_eq!(sheet.text(digest - 3, 0), "(ผู้ลงนาม 1)");
}

#[test]
fn a_broken_seal_says_so_and_shows_no_signature() {
    let mut book = round_report(progress);
    book.report.state = ApprovalState::Endorsed;
    book.sign_off = SignOff::Broken;
    let bytes = make(&book);
    let broken = "ข้อมูลในรายงานฉบับนี้ไม่ตรงกับที่ลงนามไว้ ลายมือชื่อเดิมจึงใช้ไม่ได้";
    let office = sheet(&bytes, "ข้อมูลหน่วยงาน");
    assert!((15..=22).all(|row| office.is_empty(row, 1)));
    assert_eq!(office.text(23, 1), broken);
    for name in [PROJECTS, STATUS] {
        let sheet = sheet(&bytes, name);
        assert_eq!(sheet.rows_with(0, broken), [sheet.rows_with(0, "ผู้รายงาน")[0] + 6], "{name}");
    }
}

#[test]
fn one_row_for_each_project() {
    let book = round_report(progress);
    let bytes = make(&book);
    let sheet = sheet(&bytes, PROJECTS);
    assert_eq!(sheet.texts(4, 0..3), ["ลำดับที่", "ประเภทงาน", "ชื่อโครงการ/กิจกรรม/มาตรการ/แนวปฏิบัติ"]);
    assert_eq!(sheet.text(4, 3), "จำนวนงบประมาณ");
    assert_eq!(sheet.texts(5, 3..6), ["แผนพัฒนาท้องถิ่น", "ตามข้อบัญญัติ/เทศบัญญัติ", "ตามที่เบิกจ่ายจริง"]);
    let rest = [
        "สถานะโครงการ",
        "รอบการรายงาน",
        "ดำเนินการในปีงบประมาณ",
        "สอดคล้อง",
        "เหตุผล",
        "ผลการดำเนินงาน",
        "ปัญหา/อุปสรรค",
        "ข้อเสนอแนะ",
        "หมายเหตุ",
    ];
    assert_eq!(sheet.texts(4, 6..15), rest);
    for (at, row) in (6..).zip(&book.rows) {
        let number = row.project.number;
        assert!(near(sheet.number(at, 0), f64::from(number)));
        assert_eq!(sheet.text(at, 1), "มาตรการ");
        assert_eq!(sheet.text(at, 2), row.project.name);
        assert_eq!(sheet.text(at, 7), "6 เดือน");
        assert!(near(sheet.number(at, 8), 2568.0));
        assert_eq!(sheet.text(at, 9), format!("มิติที่ {}", row.project.dimension_number));
        if let Some(values) = &row.progress {
            assert_eq!(sheet.text(at, 6), values.status.label());
            assert_eq!(Some(sheet.text(at, 11)), values.result);
            assert_eq!(sheet.text(at, 12), "@ปัญหา");
            assert_eq!(sheet.text(at, 13), "");
            assert_eq!(sheet.text(at, 14), "_x0041_ หมายเหตุ 5", "nothing in a text is an escape");
        }
    }
    assert_eq!(sheet.text(8, 6), "รอรายงานผล");
    assert!(near(sheet.number(8, 3), 0.0) && sheet.is_empty(8, 4) && sheet.is_empty(8, 5));
    assert_eq!(sheet.text(11, 10), "อื่นๆ: วิทยากรติดภารกิจ 2 วัน");
    assert_eq!(sheet.rows_with(0, "รวม"), [42], "36 rows, then the total");
}

#[test]
fn totals_are_formulas_with_their_exact_figure() {
    let bytes = make(&round_report(progress));
    let projects = sheet(&bytes, PROJECTS);
    for (column, letter) in [(3, 'D'), (4, 'E'), (5, 'F')] {
        assert_eq!(formula(&bytes, PROJECTS, 42, column), format!("SUM({letter}7:{letter}42)"));
        assert!(near(projects.number(42, column), 20_000.1));
    }
    let text = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(text.contains("<f>SUM(D7:D42)</f><v>20000.10</v>"));
}

#[test]
fn every_dimension_stands_in_the_summaries() {
    let bytes = make(&round_report(progress));
    for (name, columns, counts) in
        [("สรุปแผน", 2, [6.0, 21.0, 4.0, 5.0, 36.0]), ("สรุปข้อบัญญัติ", 2, [0.0, 0.0, 1.0, 0.0, 1.0])]
    {
        let sheet = sheet(&bytes, name);
        for (group, count) in (0..5).zip(counts) {
            let column = group * columns;
            let heading = if group == 4 {
                "รวม 4 มิติ".to_owned()
            } else {
                format!("มิติที่ {}", group + 1)
            };
            assert_eq!(sheet.text(4, column), heading);
            assert_eq!(sheet.texts(5, column..column + 2), ["โครงการ", "งบประมาณ"]);
            assert!(near(sheet.number(6, column), count), "{name} {group}");
            let budget = if group == 2 || group == 4 { 20_000.1 } else { 0.0 };
            assert!(near(sheet.number(6, column + 1), budget), "{name} {group}");
        }
        assert_eq!(formula(&bytes, name, 6, 8), "SUM(A7,C7,E7,G7)");
        assert_eq!(formula(&bytes, name, 6, 9), "SUM(B7,D7,F7,H7)");
    }
    let disbursed = sheet(&bytes, "สรุปเบิกจ่าย");
    assert_eq!(disbursed.text(3, 0), "การเบิกจ่ายงบประมาณ");
    assert_eq!(disbursed.texts(5, 12..15), ["แผนฯ", "ข้อบัญญัติ/เทศบัญญัติ", "เบิกจ่ายจริง"]);
    assert_eq!(formula(&bytes, "สรุปเบิกจ่าย", 6, 14), "SUM(C7,F7,I7,L7)");
    assert!(near(disbursed.number(6, 14), 20_000.1));
}

#[test]
fn statuses_score_and_flag() {
    let book = round_report(progress);
    let bytes = make(&book);
    let status = sheet(&bytes, STATUS);
    let headings = [
        "มิติ",
        "บรรจุในข้อบัญญัติ/เทศบัญญัติ/แผนดำเนินงาน",
        "อยู่ระหว่างดำเนินการ",
        "ดำเนินการแล้วเสร็จ",
        "ไม่สามารถดำเนินการได้",
        "รวมทั้งสิ้น",
        "รอรายงานผล",
        "ผลการนำแผนไปสู่การปฏิบัติ",
    ];
    assert_eq!(status.texts(4, 0..8), headings);
    let total = book.summary.total();
    let counts =
        [total.in_ordinance, total.in_progress, total.completed, total.unable, total.reported(), total.awaiting()];
    for (column, count) in (1..).zip(counts) {
        assert!(near(status.number(10, column), f64::from(count)), "{column}");
        assert!(!formula(&bytes, STATUS, 10, column).is_empty(), "{column}");
    }
    assert_eq!(formula(&bytes, STATUS, 10, 5), "SUM(C11:E11)");
    assert_eq!(formula(&bytes, STATUS, 10, 6), "SUM(G7:G10)");
    assert!(near(status.number(10, 7), 59.72), "(9 + 25 / 2) / 36");
    assert_eq!(status.text(10, 8), "เขียว");
    let chart = part(&bytes, "xl/charts/chart1.xml");
    assert!(chart.contains("จำนวนโครงการตามสถานะการดำเนินงาน") && chart.contains("barDir val=\"col\""));
    let drawing = part(&bytes, "xl/drawings/drawing1.xml");
    assert!(drawing.contains("descr=\"แผนภูมิแท่ง"));
    let ends_at = drawing.split("<xdr:to>").nth(1).and_then(|to| to.split("<xdr:row>").nth(1)).unwrap();
    let last: u32 = ends_at.split('<').next().unwrap().parse().unwrap();
    let signers = status.rows_with(0, "ผู้รายงาน");
    assert!(signers[0] > last, "the sign-off block at {signers:?} is below the chart, which ends in {last}");
}

#[test]
fn no_projects_no_score() {
    let mut book = round_report(|_| None);
    book.rows.clear();
    book.summary = sucharit_domain::summary::Summary::empty(book.report.round);
    let bytes = make(&book);
    let status = sheet(&bytes, STATUS);
    assert!(status.is_empty(10, 7));
    assert_eq!(status.text(10, 8), "-");
    assert!(near(status.number(10, 5), 0.0));
    assert_eq!(sheet(&bytes, PROJECTS).rows_with(0, "รวม"), [7], "one row says that there is none");
    assert_eq!(formula(&bytes, PROJECTS, 7, 3), "SUM(D7)");
}

#[test]
fn what_a_person_wrote_is_text() {
    let bytes = make(&round_report(progress));
    assert!(has_text_cell(&bytes, PROJECTS, HOSTILE));
    for number in 1..=6 {
        let text = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(!text.contains("cmd"), "sheet {number}");
        assert!(!text.contains("<hyperlink"), "sheet {number}");
    }
    assert!(part(&bytes, "xl/sharedStrings.xml").contains("<t>=cmd()|'x'!A1</t>"));
}

#[test]
fn non_conforming_projects_are_a_note() {
    let mut book = round_report(progress);
    book.non_conforming = vec![{
        let mut project = project(37);
        project.conformity = Conformity::NonConforming;
        project
    }];
    let sheet = sheet(&make(&book), PROJECTS);
    assert_eq!(sheet.text(44, 0), "หมายเหตุ : โครงการที่ไม่สอดคล้องกับมิติ (ไม่ต้องรายงานผลและไม่นำมานับรวม)");
    assert!(near(sheet.number(45, 0), 37.0));
    assert_eq!(sheet.text(45, 2), "โครงการสมมุติที่ 37");
    assert_eq!(sheet.rows_with(0, "ผู้รายงาน"), [47]);
}

#[test]
fn thai_numerals_in_our_text_alone() {
    let book = round_report(progress);
    let bytes = sucharit_exports::round_report::workbook(&book, Numerals::Thai).unwrap();
    let projects = sheet(&bytes, PROJECTS);
    assert_eq!(projects.text(1, 0), "เทศบาลตำบลท่าดินแดง 2 อำเภอเมืองสมมุติ จังหวัดสมมุติบุรี", "a name is left alone");
    assert_eq!(projects.text(2, 0), "ปีงบประมาณ พ.ศ. ๒๕๖๘ รอบ ๖ เดือน");
    assert_eq!((projects.text(6, 7), projects.text(6, 9)), ("๖ เดือน".to_owned(), "มิติที่ ๑".to_owned()));
    assert_eq!(projects.text(6, 2), "โครงการสมมุติที่ 1");
    assert!(near(projects.number(6, 8), 2568.0));
    assert_eq!(sheet(&bytes, "ข้อมูลหน่วยงาน").text(13, 1), "๓๐ เมษายน ๒๕๖๘");
    assert_eq!(sheet(&bytes, STATUS).text(10, 0), "รวม ๔ มิติ");
}

#[test]
fn it_prints_as_an_official_document() {
    let bytes = make(&round_report(progress));
    for (number, head_ends, repeated) in [(1, 5, "$5:$5"), (2, 6, "$5:$6"), (3, 6, "$5:$6"), (6, 6, "$5:$6")] {
        let text = part(&bytes, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(text.contains("<pageSetUpPr fitToPage=\"1\"/>"), "sheet {number}");
        assert!(text.contains("paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\""), "sheet {number}: {text}");
        assert!(text.contains(&format!("<pane ySplit=\"{head_ends}\"")) && text.contains("state=\"frozen\""));
        assert!(text.contains("TH Sarabun New,Regular\"&amp;14หน้า &amp;P / &amp;N"), "sheet {number}");
        let workbook = part(&bytes, "xl/workbook.xml");
        let names = format!("localSheetId=\"{}\"", number - 1);
        let title = workbook.split("<definedName ").find(|name| name.contains(&names) && name.contains("Print_Titles"));
        assert!(title.is_some_and(|name| name.contains(repeated)), "sheet {number}: {workbook}");
    }
    let styles = part(&bytes, "xl/styles.xml");
    let fonts = styles.matches("<name val=").count();
    assert_eq!(styles.matches("<name val=\"TH Sarabun New\"/>").count(), fonts, "no other font");
    assert!(styles.contains("<sz val=\"16\"/>") && styles.contains("<sz val=\"18\"/>"));
    assert!(styles.contains("#,##0.00") || styles.contains("numFmtId=\"4\""));
    let ranges = merged(&bytes, PROJECTS);
    for range in [(0, 0, 0, 14), (4, 0, 5, 0), (4, 3, 4, 5), (4, 14, 5, 14), (42, 0, 42, 2)] {
        assert!(ranges.contains(&range), "{range:?} in {ranges:?}");
    }
}

#[test]
fn a_text_taller_than_a_row_is_spread_over_several() {
    let book = round_report(|number| {
        let mut values = progress(number)?;
        if number == 1 {
            values.result = Some("ข้อความยาว ".repeat(900));
        }
        Some(values)
    });
    let bytes = make(&book);
    let down = merged(&bytes, PROJECTS).into_iter().find(|range| range.0 == 6 && range.1 == 11).unwrap();
    assert!(down.2 > 10, "{down:?}");
    let sheet = sheet(&bytes, PROJECTS);
    assert_eq!(Some(sheet.text(6, 11)), book.rows[0].progress.as_ref().unwrap().result);
    let total = sheet.rows_with(0, "รวม")[0];
    assert_eq!(total, 42 + down.2 - down.0);
    assert_eq!(formula(&bytes, PROJECTS, total, 3), format!("SUM(D7:D{total})"));
}

#[test]
fn a_text_longer_than_a_cell_is_an_error() {
    let mut book = round_report(|_| None);
    book.rows[0].project.name = "ก".repeat(32_768);
    let error = sucharit_exports::round_report::workbook(&book, Numerals::Arabic).unwrap_err();
    assert_eq!(error.to_string(), "the workbook could not be made");
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    let book = round_report(progress);
    assert_eq!(make(&book), make(&book));
    let properties = part(&make(&book), "docProps/core.xml");
    assert!(properties.contains("<dc:creator>Sucharit</dc:creator>"));
    assert!(properties.contains("2025-04-20T00:00:00Z"));
}

#[test]
fn the_file_is_named_after_its_report() {
    let mut book = round_report(progress);
    let name = sucharit_exports::round_report::file_name(&book);
    assert_eq!(name, "รายงานผล-เทศบาลตำบลท่าดินแดง 2-2568-รอบ6เดือน.xlsx");
    book.organization.name = "../".repeat(400);
    let name = sucharit_exports::round_report::file_name(&book);
    assert!(name.len() < 255 && !name.contains('/'), "{name}");
}
