//! `คำชี้แจง`: whose form, for which round, and how to fill it in.

use super::titles;
use crate::{
    ExportError,
    workbook::{Heading, Sheets, TITLE_ROWS, cell::Cell},
};
use sucharit_domain::{calendar::thai_date, progress::form::ProgressForm};

const NAME: &str = "คำชี้แจง";
const HEADINGS: [&str; 2] = ["รายการ", "รายละเอียด"];
const WIDTHS: [f64; 2] = [38.0, 112.0];
const EVERY_DIVISION: &str = "ทุกสำนัก/กอง";

/// What each point is about, and what it says.
const POINTS: [(&str, &str); 9] = [
    (
        "1. เซลล์ที่กรอกได้",
        "กรอกในแผ่นงาน “รายงานโครงการ” เฉพาะเซลล์พื้นสีขาว เซลล์พื้นสีเทากรอกไม่ได้ เช่น ข้อมูลโครงการ จำนวนเงินของโครงการที่ไม่ใช้งบประมาณ และโครงการที่แล้วเสร็จในรอบ 6 เดือน",
    ),
    ("2. สถานะโครงการ", "เลือกจากรายการในเซลล์ โครงการที่ยังไม่รายงานให้เว้นสถานะว่างไว้ ระบบจะไม่บันทึกแถวนั้น"),
    ("3. เหตุผล", "กรอกเฉพาะสถานะ “ไม่สามารถดำเนินการได้” และต้องระบุรายละเอียดเมื่อเลือก “อื่นๆ”"),
    (
        "4. จำนวนเงิน",
        "กรอกเป็นตัวเลขบาท ทศนิยมไม่เกินสองตำแหน่ง ใช้เลขไทยหรือเลขอารบิกก็ได้ ถ้าเบิกจ่ายเกินวงเงินตามข้อบัญญัติ/เทศบัญญัติ โปรดอธิบายในหมายเหตุ",
    ),
    ("5. ข้อความ", "ยาวได้ไม่เกิน 10,000 อักขระต่อเซลล์ ขึ้นบรรทัดใหม่ในเซลล์ด้วย Alt+Enter"),
    (
        "6. ค่าที่ยกมาจากรอบ 6 เดือน",
        "แบบรอบ 12 เดือนแสดงค่าของรอบ 6 เดือนไว้ให้ เว้นสถานะว่างไว้จนกว่าจะเลือก เมื่อเลือกสถานะจึงถือว่ารายงาน",
    ),
    (
        "7. การเรียงลำดับหรือลบแถว",
        "แผ่นงานป้องกันไว้โดยไม่มีรหัสผ่าน ยกเลิกการป้องกันแล้วเรียงลำดับ ย้าย หรือลบทั้งแถวได้ แถวที่ลบออกจะคงค่าเดิมในระบบ โปรดอย่าแก้หัวตารางและอย่าผสานเซลล์",
    ),
    (
        "8. การส่งกลับ",
        "บันทึกเป็นชนิด .xlsx แล้วนำเข้าในระบบ ระบบจะแสดงก่อนว่าค่าใดเปลี่ยนจากเดิมเป็นอะไร และเซลล์ใดต้องแก้ไข เมื่อยืนยันแล้วจึงบันทึกทั้งหมดพร้อมกัน",
    ),
    ("9. ใช้เฉพาะรอบนี้", "แบบนี้ใช้ได้กับหน่วยงาน ปีงบประมาณ และรอบที่ระบุไว้เท่านั้น รอบอื่นโปรดดาวน์โหลดแบบใหม่"),
];

/// Writes the sheet.
pub(super) fn write(sheets: &mut Sheets, form: &ProgressForm) -> Result<(), ExportError> {
    let mut page = sheets.add(NAME, &WIDTHS)?;
    let (look, numerals) = (page.look, page.numerals);
    page.title_block(&titles(form, NAME, numerals))?;
    let mut row = page.headings(TITLE_ROWS, &HEADINGS.map(Heading::column))?;
    let own = |text: &str| Cell::text(numerals.write(text), &look.text);
    let entries = [
        ("ชื่อองค์กรปกครองส่วนท้องถิ่น", Cell::text(&form.organization.name, &look.text)),
        ("สำนัก/กอง", Cell::text(form.division.as_deref().unwrap_or(EVERY_DIVISION), &look.text)),
        ("ชื่อแผน", Cell::text(&form.plan.title, &look.text)),
        ("ปีงบประมาณที่รายงาน", Cell::number(form.fiscal_year.get(), &look.number_at_left)),
        ("รอบการรายงาน", own(form.round.label())),
        ("วันครบกำหนดรายงาน", own(&thai_date(form.due_on, numerals))),
        ("วันที่ออกแบบจากระบบ", own(&thai_date(form.made_on, numerals))),
    ];
    for (label, value) in entries {
        row = page.row(row, &[Cell::text(label, &look.strong), value])?.next();
    }
    for (about, point) in POINTS {
        row = page.row(row, &[Cell::text(numerals.write(about), &look.strong), own(point)])?.next();
    }
    page.worksheet().protect();
    Ok(())
}
