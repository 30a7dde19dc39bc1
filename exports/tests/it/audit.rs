//! The workbook of the audit trail.

use crate::{
    read::{has_text_cell, part, sheet, sheet_names},
    sample::{HOSTILE, audit, changed},
};
use serde_json::json;
use sucharit_domain::{
    event::{
        EventKind,
        book::{AuditBook, ChainStanding, Period},
    },
    numeral::Numerals,
};

const NAME: &str = "บันทึกการเปลี่ยนแปลง";

/// The first row under the headings.
const FIRST: u32 = 5;

fn make(book: &AuditBook) -> Vec<u8> {
    sucharit_exports::audit::workbook(book, Numerals::Arabic).expect("the workbook is made")
}

#[test]
fn one_row_for_each_changed_field() {
    let book = audit();
    let bytes = make(&book);
    assert_eq!(sheet_names(&bytes), [NAME]);
    let sheet = sheet(&bytes, NAME);
    let titles: Vec<String> = (0..4).map(|row| sheet.text(row, 0)).collect();
    assert_eq!(
        titles,
        [
            "บันทึกการเปลี่ยนแปลงข้อมูลแผนปฏิบัติการป้องกันการทุจริต",
            "เทศบาลตำบลท่าดินแดง 2 อำเภอเมืองสมมุติ จังหวัดสมมุติบุรี",
            "ทุกรายการตั้งแต่เริ่มใช้ระบบ",
            "ข้อมูล ณ วันที่ 20 เมษายน 2568",
        ]
    );
    let headings =
        ["ลำดับที่", "วันเวลา", "ผู้กระทำ", "เหตุการณ์", "รายการ", "ช่องข้อมูล", "ค่าเดิม", "ค่าใหม่", "เหตุผล", "รหัสตรวจสอบ"];
    assert_eq!(sheet.texts(4, 0..10), headings);
    let hash = |place: usize| book.events[place].hash[..12].to_owned();
    let rows: [(f64, [&str; 8], String); 7] = [
        (
            1.0,
            ["20 เมษายน 2568 09:03:04 น.", "operator", "นำเข้าแผน", "plan:1", "ขั้นตอน", "", "นายกอนุมัติ (APPROVED)", ""],
            hash(0),
        ),
        (1.0, ["20 เมษายน 2568 09:03:04 น.", "operator", "นำเข้าแผน", "plan:1", "ชื่อแผน", "", "แผน 2 ฉบับ", ""], hash(0)),
        (
            2.0,
            [
                "20 เมษายน 2568 09:03:05 น.",
                "planner",
                "บันทึกผลการดำเนินงาน",
                "28. โครงการที่ 28",
                "เบิกจ่ายจริง",
                "18000.00",
                "20000.10",
                "แก้ตัวเลข",
            ],
            hash(1),
        ),
        (
            2.0,
            [
                "20 เมษายน 2568 09:03:05 น.",
                "planner",
                "บันทึกผลการดำเนินงาน",
                "28. โครงการที่ 28",
                "หมายเหตุ",
                HOSTILE,
                "ปู่ย่า น้ำ ๆ ฯลฯ",
                "แก้ตัวเลข",
            ],
            hash(1),
        ),
        (
            2.0,
            [
                "20 เมษายน 2568 09:03:05 น.",
                "planner",
                "บันทึกผลการดำเนินงาน",
                "28. โครงการที่ 28",
                "สถานะการดำเนินงาน",
                "อยู่ระหว่างดำเนินการ (IN_PROGRESS)",
                "ดำเนินการแล้วเสร็จ (COMPLETED)",
                "แก้ตัวเลข",
            ],
            hash(1),
        ),
        (
            2.0,
            [
                "20 เมษายน 2568 09:03:05 น.",
                "planner",
                "บันทึกผลการดำเนินงาน",
                "28. โครงการที่ 28",
                "unheardOf",
                "{\"a\":1}",
                "[1,2]",
                "แก้ตัวเลข",
            ],
            hash(1),
        ),
        (3.0, ["20 เมษายน 2568 09:03:06 น.", "planner", "ประเมินความเสี่ยง", "riskIssue:1", "", "", "", ""], hash(2)),
    ];
    for (row, (sequence, texts, hash)) in (FIRST..).zip(rows) {
        assert!((sheet.number(row, 0) - sequence).abs() < 1e-9, "{row}");
        assert_eq!(sheet.texts(row, 1..9), texts, "{row}");
        assert_eq!(sheet.text(row, 9), hash, "{row}");
    }
    let head = &book.events[2].hash;
    assert_eq!(sheet.rows_with(0, "ผลการตรวจสอบความต่อเนื่องของบันทึกทั้งหมดขององค์กร : ครบถ้วนถูกต้องทั้ง 3 รายการ"), [13]);
    assert_eq!(sheet.rows_with(0, &format!("รหัสตรวจสอบของรายการล่าสุด : {head}")), [14]);
    assert!(has_text_cell(&bytes, NAME, HOSTILE) && !part(&bytes, "xl/worksheets/sheet1.xml").contains("cmd"));
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains("<pane ySplit=\"5\""), "the headings stay");
}

#[test]
fn thai_numerals_are_for_our_own_texts_alone() {
    let mut book = audit();
    book.period = Period::new(Some(book.made_on), Some(book.made_on)).unwrap();
    let bytes = sucharit_exports::audit::workbook(&book, Numerals::Thai).unwrap();
    let sheet = sheet(&bytes, NAME);
    assert_eq!(
        (sheet.text(2, 0), sheet.text(3, 0)),
        ("วันที่ ๒๐ เมษายน ๒๕๖๘".to_owned(), "ข้อมูล ณ วันที่ ๒๐ เมษายน ๒๕๖๘".to_owned())
    );
    assert_eq!(sheet.texts(7, 1..2), ["๒๐ เมษายน ๒๕๖๘ ๐๙:๐๓:๐๕ น."]);
    assert_eq!(sheet.texts(7, 4..8), ["๒๘. โครงการที่ 28", "เบิกจ่ายจริง", "18000.00", "20000.10"]);
    assert_eq!(sheet.text(13, 0), "ผลการตรวจสอบความต่อเนื่องของบันทึกทั้งหมดขององค์กร : ครบถ้วนถูกต้องทั้ง ๓ รายการ");
}

#[test]
fn a_broken_chain_and_what_cannot_be_read_are_named() {
    let mut book = audit();
    book.events[2].event = None;
    book.chain = ChainStanding::of(&book.events, Some((3, book.events[2].hash.clone())));
    let sheet = sheet(&make(&book), NAME);
    assert_eq!(sheet.texts(11, 1..9), ["", "", "อ่านรายการนี้ไม่ได้", "", "", "", "", ""]);
    assert_eq!(sheet.text(11, 9), book.events[2].hash[..12]);
    let found = "ผลการตรวจสอบความต่อเนื่องของบันทึกทั้งหมดขององค์กร : พบความผิดปกติ: รายการลำดับที่ 3 ถูกแก้ไขหลังจากบันทึก";
    assert_eq!(sheet.text(13, 0), found);
}

#[test]
fn no_events_and_no_end() {
    let mut book = audit();
    book.period.to = book.made_on.pred_opt();
    book.events.clear();
    book.chain = ChainStanding::of(&[], None);
    let sheet = sheet(&make(&book), NAME);
    assert_eq!(sheet.text(2, 0), "ถึงวันที่ 19 เมษายน 2568");
    assert_eq!(sheet.text(FIRST, 4), "ไม่มีการเปลี่ยนแปลงในช่วงเวลานี้");
    assert_eq!(sheet.text(7, 0), "ผลการตรวจสอบความต่อเนื่องของบันทึกทั้งหมดขององค์กร : ครบถ้วนถูกต้องทั้ง 0 รายการ");
    assert!(sheet.is_empty(8, 0), "there is no last event");
}

#[test]
fn a_value_longer_than_a_cell_is_cut_visibly() {
    let mut book = audit();
    let long = "ก".repeat(40_000);
    let whole = "ข".repeat(32_767);
    let change =
        changed(EventKind::ProgressRecorded, Some(json!({ "result": whole })), Some(json!({ "result": long })));
    book.events[1].event.as_mut().unwrap().change = change;
    let sheet = sheet(&make(&book), NAME);
    assert_eq!(sheet.text(7, 6), whole, "as long as a cell may be");
    let cut = sheet.text(7, 7);
    assert!(cut.chars().count() <= 32_767 && cut.starts_with(&long[..90_000]));
    assert!(cut.ends_with("ก… (ตัดให้พอดีเซลล์ ข้อความเต็มยาว 40000 อักขระ)"), "{}", &cut[cut.len() - 150..]);
}

#[test]
fn named_and_reproducible() {
    let book = audit();
    assert_eq!(make(&book), make(&book));
    assert_eq!(sucharit_exports::audit::file_name(&book), "บันทึกการเปลี่ยนแปลง-เทศบาลตำบลท่าดินแดง 2.xlsx");
}
