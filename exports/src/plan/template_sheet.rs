//! `ข้อมูลแผน`: the first sheet of the template: what the plan is called, when it was announced, and how the other sheets are filled
//! in.

use crate::{
    ExportError,
    workbook::{Heading, Sheets, TITLE_ROWS, cell::Cell},
};
use sucharit_domain::{calendar::thai_date, plan::book::PlanBook};

pub(crate) const NAME: &str = "ข้อมูลแผน";

/// The lines that are read back.
pub(crate) const PLAN_TITLE: &str = "ชื่อแผน";
pub(crate) const ANNOUNCED_ON: &str = "วันที่ประกาศใช้แผน";
pub(crate) const ADOPTED_BY: &str = "ตำแหน่งผู้ประกาศใช้แผน";

const HEADINGS: [&str; 2] = ["รายการ", "ข้อมูล"];
const WIDTHS: [f64; 2] = [38.0, 112.0];

/// What each point is about, and what it says.
const POINTS: [(&str, &str); 8] = [
    (
        "1. ลำดับการกรอก",
        "กรอกแผ่นงาน “รายละเอียด” ก่อน หนึ่งแถวต่อหนึ่งโครงการ ลำดับที่ต้องไม่ซ้ำกัน แล้วจึงกรอก “ความเสี่ยง” ส่วนแผ่นงาน “แผน” กรอกเมื่อมีหมายเหตุ โดยใช้ชื่อโครงการเดียวกับใน “รายละเอียด”",
    ),
    ("2. มิติและภารกิจ", "ระบุรหัสภารกิจ เช่น ภารกิจ 1.1 และถ้ามี ให้ระบุข้อย่อยในบรรทัดถัดไป เช่น (ข้อ 1.1.1, 1.1.2)"),
    (
        "3. รายการหลายข้อ",
        "วัตถุประสงค์ กลุ่มเป้าหมาย วิธีดำเนินการ และมาตรการ ให้ขึ้นบรรทัดใหม่ด้วย Alt+Enter และขึ้นต้นด้วย 1. 2. 3. ตามลำดับ",
    ),
    ("4. กลุ่มเป้าหมาย", "เช่น ประชาชน/ภาคประชาสังคม: ผู้นำชุมชน จำนวน 50 คน"),
    (
        "5. ระยะเวลาและงบประมาณ",
        "บรรทัดแรก เช่น ปีงบประมาณ พ.ศ. 2571–2575 แล้วตามด้วย ไม่ใช้งบประมาณ หรือรายปี เช่น ปี 2571: 20,000 บาท ทีละบรรทัด",
    ),
    ("6. ตัวชี้วัด", "บรรทัด ผลผลิต ตามด้วยรายการ แล้วบรรทัด ผลลัพธ์ ตามด้วยรายการ เช่น 1. ผู้เข้ารับการอบรม ไม่น้อยกว่า 50 คน"),
    (
        "7. ความเสี่ยง",
        "ลำดับที่และหัวข้อกรอกในแถวแรกของหัวข้อ ประเด็นกรอกแถวละหนึ่งประเด็น เซลล์ Risk Score กรอกระดับ ต่ำ ปานกลาง สูง หรือ สูงมาก",
    ),
    ("8. การนำเข้า", "บันทึกเป็นชนิด .xlsx แล้วนำเข้าในระบบ ถ้ามีเซลล์ใดต้องแก้ไข ระบบจะบอกทุกเซลล์พร้อมกันและยังไม่บันทึกส่วนใด"),
];

/// Writes the sheet.
pub(super) fn write(sheets: &mut Sheets, book: &PlanBook) -> Result<(), ExportError> {
    let mut page = sheets.add(NAME, &WIDTHS)?;
    let (look, numerals) = (page.look, page.numerals);
    page.title_block(&super::titles(book, NAME, numerals))?;
    let mut row = page.headings(TITLE_ROWS, &HEADINGS.map(Heading::column))?;
    let heading = &book.document.heading;
    let announced_on = heading.announced_on.map(|day| thai_date(day, numerals));
    let entries = [
        (PLAN_TITLE, Some(heading.title.clone())),
        (ANNOUNCED_ON, announced_on),
        (ADOPTED_BY, heading.adopted_by_position.clone()),
    ];
    for (label, value) in entries {
        let value = value.map_or_else(|| Cell::empty(&look.entry), |value| Cell::text(value, &look.entry));
        row = page.row(row, &[Cell::text(label, &look.strong), value])?.next();
    }
    for mission in book.document.dimensions.iter().flat_map(|dimension| &dimension.missions) {
        let label = super::outline::mission_label(mission, numerals);
        let codes: Vec<String> =
            mission.objectives.iter().map(|it| format!("{} {}", numerals.write(&it.code), it.name)).collect();
        let cells = [Cell::text(format!("ภารกิจ {label}"), &look.closed), Cell::text(codes.join("\n"), &look.closed)];
        row = page.row(row, &cells)?.next();
    }
    for (about, point) in POINTS {
        let cells = [numerals.write(about), numerals.write(point)].map(|text| Cell::text(text, &look.text));
        row = page.row(row, &cells)?.next();
    }
    Ok(())
}
