//! The plan workbook.

use crate::{
    read::{formula, has_text_cell, merged, part, sheet, sheet_names},
    sample::{HOSTILE, plan},
};
use sucharit_domain::numeral::Numerals;

fn make() -> Vec<u8> {
    sucharit_exports::plan::workbook(&plan(), Numerals::Arabic).expect("the workbook is made")
}

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-9
}

#[test]
fn sheets_and_titles() {
    let bytes = make();
    assert_eq!(sheet_names(&bytes), ["ความเสี่ยง", "แผน", "รายละเอียด", "ข้อมูลระบบ"]);
    assert!(part(&bytes, "xl/workbook.xml").contains("name=\"ข้อมูลระบบ\" sheetId=\"4\" state=\"veryHidden\""));
    for name in &sheet_names(&bytes)[..3] {
        let sheet = sheet(&bytes, name);
        assert_eq!(sheet.text(0, 0), plan().document.heading.title);
        assert_eq!(sheet.text(2, 0), "ปีงบประมาณ พ.ศ. 2566–2570");
    }
}

#[test]
fn risks() {
    let bytes = make();
    let risks = sheet(&bytes, "ความเสี่ยง");
    let headings = ["ลำดับที่", "ชื่อหัวข้อการดำเนินงาน", "ประเด็นความเสี่ยงการทุจริต", "Risk Score", "มาตรการควบคุมความเสี่ยงการทุจริต"];
    assert_eq!(risks.texts(4, 0..5), headings);
    assert!(near(risks.number(5, 0), 1.0) && near(risks.number(8, 0), 2.0));
    assert_eq!(risks.text(5, 1), "งานที่ 1");
    let issues: Vec<String> = (5..9).map(|row| risks.text(row, 2)).collect();
    assert_eq!(issues, ["ประเด็นหนึ่ง", "ประเด็นสอง", "=ประเด็นสาม", "ประเด็นสี่"]);
    let scores: Vec<String> = (5..9).map(|row| risks.text(row, 3)).collect();
    assert_eq!(scores, ["12 (สูง)", "ปานกลาง", "", "สูงมาก"]);
    assert_eq!((risks.text(5, 4), risks.text(8, 4)), ("1. มาตรการ ก\n2. มาตรการ ข".to_owned(), "มาตรการ ค".to_owned()));
    let ranges = merged(&bytes, "ความเสี่ยง");
    for column in [0, 1, 4] {
        assert!(ranges.contains(&(5, column, 7, column)), "{column} in {ranges:?}");
    }
    let styles = part(&bytes, "xl/styles.xml");
    for color in ["FFF4B183", "FFFFE699", "FFFF8F8F"] {
        assert!(styles.contains(color), "{color}");
    }
}

#[test]
fn projects_with_subtotals() {
    let bytes = make();
    let projects = sheet(&bytes, "แผน");
    assert_eq!(projects.texts(4, 0..4), ["มิติ", "ภารกิจตามมิติ", "โครงการ/กิจกรรม/มาตรการ", "งบประมาณ"]);
    assert_eq!(projects.texts(5, 3..8), ["ปี 2566", "ปี 2567", "ปี 2568", "ปี 2569", "ปี 2570"]);
    assert_eq!(projects.text(4, 8), "หมายเหตุ");
    assert_eq!(projects.texts(6, 0..3), ["มิติที่ 1 ชื่อมิติ 1", "1.1 ภารกิจของมิติ 1", "กิจกรรมสมมุติที่ 1"]);
    assert_eq!(projects.text(6, 8), "หมายเหตุ 1\nงบประมาณอ่านจากต้นฉบับที่ชำรุด");
    assert_eq!(projects.text(7, 2), HOSTILE);
    assert!(near(projects.number(6, 3), 1_000.0) && projects.is_empty(7, 3), "no year, no amount");
    assert_eq!(projects.text(8, 0), "รวมมิติที่ 1");
    assert_eq!(formula(&bytes, "แผน", 8, 4), "SUBTOTAL(9,E7:E8)");
    assert!(near(projects.number(8, 4), 2_500.0));
    assert_eq!((projects.text(10, 0), projects.text(12, 0)), ("รวมมิติที่ 2".to_owned(), "รวมมิติที่ 3".to_owned()));
    assert!(near(projects.number(10, 3), 0.0), "a dimension without projects");
    assert_eq!(projects.text(15, 0), "รวม 4 มิติ");
    assert_eq!(formula(&bytes, "แผน", 15, 3), "SUBTOTAL(9,D7:D15)");
    let totals: Vec<f64> = (3..8).map(|column| projects.number(15, column)).collect();
    assert!(totals.iter().zip([1_250.0, 2_500.0, 0.0, 0.0, 750.0]).all(|(total, expected)| near(*total, expected)));
    assert_eq!(projects.rows_with(0, "ผู้รายงาน"), [17]);
    assert!(has_text_cell(&bytes, "แผน", HOSTILE) && !part(&bytes, "xl/worksheets/sheet2.xml").contains("cmd"));
    assert!(merged(&bytes, "แผน").contains(&(6, 0, 7, 0)));
}

#[test]
fn nine_headings() {
    let bytes = make();
    let details = sheet(&bytes, "รายละเอียด");
    let headings = [
        "ลำดับที่",
        "ชื่อโครงการ/กิจกรรม/มาตรการ",
        "ประเภทงาน",
        "มิติและภารกิจ",
        "วัตถุประสงค์",
        "กลุ่มเป้าหมาย",
        "วิธีดำเนินการ",
        "ระยะเวลาและงบประมาณ",
        "ผู้รับผิดชอบ",
        "ตัวชี้วัด (ผลผลิต/ผลลัพธ์)",
    ];
    assert_eq!(details.texts(4, 0..10), headings);
    let first = [
        "กิจกรรมสมมุติที่ 1",
        "กิจกรรม",
        "มิติที่ 1 ชื่อมิติ 1\nภารกิจ 1.1 ภารกิจของมิติ 1\n(ข้อ 1.1.1)",
        "1. ข้อหนึ่ง\n2. ข้อสอง",
        "ประชาชน/ภาคประชาสังคม: ผู้นำชุมชน จำนวน 1,200 คน",
        "ขั้นเดียว",
        "ปีงบประมาณ พ.ศ. 2566–2567\nดำเนินการในไตรมาส 2\nปี 2566: 1,000 บาท\nปี 2567: 2,000 บาท",
        "กองสมมุติ\nสำนักสมมุติ",
        "ผลผลิต\nผู้เข้าร่วม ไม่น้อยกว่าร้อยละ 80",
    ];
    assert_eq!(details.texts(5, 1..10), first);
    assert!((5..8).zip(1..).all(|(row, number)| near(details.number(row, 0), f64::from(number))));
}

#[test]
fn thai_numerals_leave_names_alone() {
    let bytes = sucharit_exports::plan::workbook(&plan(), Numerals::Thai).unwrap();
    let projects = sheet(&bytes, "แผน");
    assert_eq!(projects.texts(6, 0..3), ["มิติที่ ๑ ชื่อมิติ 1", "๑.๑ ภารกิจของมิติ 1", "กิจกรรมสมมุติที่ 1"]);
    assert_eq!(projects.text(5, 3), "ปี ๒๕๖๖");
    assert_eq!(sheet(&bytes, "ความเสี่ยง").text(5, 3), "๑๒ (สูง)");
}

#[test]
fn named_and_reproducible() {
    assert_eq!(make(), make());
    let name = sucharit_exports::plan::file_name(&plan());
    assert_eq!(name, "แผนปฏิบัติการป้องกันการทุจริต-เทศบาลตำบลท่าดินแดง-2-2566-2570.xlsx");
}
