//! `บันทึกการเปลี่ยนแปลง`: one row for each field that an event changed, and whether the chain of events holds.

use super::TITLE;
use crate::{
    ExportError,
    workbook::{Heading, Page, Sheets, TITLE_ROWS, cell::Cell, shortened},
};
use std::borrow::Cow;
use sucharit_domain::{
    area::AreaKind,
    calendar::{thai_date, thai_date_time},
    event::{
        Event,
        book::{AuditBook, Period},
        chain::StoredEvent,
        fields::FieldChange,
    },
    labels,
    numeral::Numerals,
};

pub(super) const NAME: &str = "บันทึกการเปลี่ยนแปลง";
const HEADINGS: [&str; 10] =
    ["ลำดับที่", "วันเวลา", "ผู้กระทำ", "เหตุการณ์", "รายการ", "ช่องข้อมูล", "ค่าเดิม", "ค่าใหม่", "เหตุผล", "รหัสตรวจสอบ"];
const WIDTHS: [f64; 10] = [8.0, 31.0, 14.0, 24.0, 38.0, 24.0, 32.0, 32.0, 20.0, 15.0];

const NO_EVENTS: &str = "ไม่มีการเปลี่ยนแปลงในช่วงเวลานี้";
const UNREADABLE: &str = "อ่านรายการนี้ไม่ได้";

/// How much of a hash tells events apart.
const HASH_DIGITS: usize = 12;

/// Writes the sheet.
pub(super) fn write(sheets: &mut Sheets, book: &AuditBook) -> Result<(), ExportError> {
    let mut page = sheets.add(NAME, &WIDTHS)?;
    page.title_block(&titles(book, page.numerals))?;
    let mut row = page.headings(TITLE_ROWS, &HEADINGS.map(Heading::column))?;
    for stored in &book.events {
        row = write_event(&mut page, row, book, stored)?;
    }
    if book.events.is_empty() {
        let mut cells = vec![Cell::empty(&page.look.text); HEADINGS.len()];
        cells[4] = Cell::text(NO_EVENTS, &page.look.text);
        row = page.row(row, &cells)?.next();
    }
    for line in standing(book, page.numerals) {
        row += 1;
        page.line(row, 0, &Cell::text(line, &page.look.note))?;
    }
    Ok(())
}

fn titles(book: &AuditBook, numerals: Numerals) -> [String; 4] {
    let (district, province) = (AreaKind::District.label(), AreaKind::Province.label());
    [
        TITLE.to_owned(),
        format!("{} {district}{} {province}{}", book.organization.name, book.district, book.province),
        days(book.period, numerals),
        format!("ข้อมูล ณ วันที่ {}", thai_date(book.made_on, numerals)),
    ]
}

fn days(period: Period, numerals: Numerals) -> String {
    match (period.from, period.to) {
        (None, None) => "ทุกรายการตั้งแต่เริ่มใช้ระบบ".to_owned(),
        (Some(from), None) => format!("ตั้งแต่วันที่ {}", thai_date(from, numerals)),
        (None, Some(to)) => format!("ถึงวันที่ {}", thai_date(to, numerals)),
        (Some(from), Some(to)) if from == to => format!("วันที่ {}", thai_date(from, numerals)),
        (Some(from), Some(to)) => {
            format!("ตั้งแต่วันที่ {} ถึงวันที่ {}", thai_date(from, numerals), thai_date(to, numerals))
        }
    }
}

/// A row for each field; one without a field where there is none to show.
fn write_event(page: &mut Page<'_>, row: u32, book: &AuditBook, stored: &StoredEvent) -> Result<u32, ExportError> {
    let fields = stored.event.as_ref().map(|event| event.change.fields()).unwrap_or_default();
    let mut next = row;
    let fields = fields.iter().map(Some).chain(fields.is_empty().then_some(None));
    for field in fields {
        let mut cells = event_cells(page, book, stored);
        cells.splice(5..5, field_cells(page, field));
        next = page.row(next, &cells)?.next();
    }
    Ok(next)
}

/// What the event says, without its fields.
fn event_cells<'a>(page: &Page<'a>, book: &'a AuditBook, stored: &'a StoredEvent) -> Vec<Cell<'a>> {
    let (look, numerals) = (page.look, page.numerals);
    let sequence = Cell::number(place(stored.sequence), &look.number);
    let hash = Cell::text(stored.hash.chars().take(HASH_DIGITS).collect::<String>(), &look.centered);
    let Some(event) = &stored.event else {
        let empty = || Cell::empty(&look.text);
        return vec![sequence, empty(), empty(), Cell::text(UNREADABLE, &look.text), empty(), empty(), hash];
    };
    vec![
        sequence,
        Cell::text(thai_date_time(event.occurred_at, numerals), &look.text),
        Cell::text(shortened(&event.actor), &look.text),
        Cell::text(event.change.kind.label(), &look.text),
        Cell::text(subject(book, event, numerals), &look.text),
        event
            .change
            .reason
            .as_deref()
            .map_or_else(|| Cell::empty(&look.text), |reason| Cell::text(shortened(reason), &look.text)),
        hash,
    ]
}

/// A field with its values: as they were recorded, with the Thai word before a code.
fn field_cells<'a>(page: &Page<'a>, field: Option<&FieldChange>) -> [Cell<'a>; 3] {
    let look = page.look;
    let Some(change) = field else { return [(); 3].map(|()| Cell::empty(&look.text)) };
    let value = |value: Option<&String>| {
        value.map_or_else(|| Cell::empty(&look.text), |value| Cell::text(shown(&change.field, value), &look.text))
    };
    let name = labels::field(&change.field).map_or_else(|| change.field.clone(), str::to_owned);
    [Cell::text(name, &look.text), value(change.before.as_ref()), value(change.after.as_ref())]
}

fn shown(field: &str, value: &str) -> String {
    labels::field_value(field, value)
        .map_or_else(|| shortened(value).into_owned(), |label| format!("{label} ({value})"))
}

/// The project's number and name; for what belongs to no project, or to one that is gone, the thing itself.
fn subject<'a>(book: &'a AuditBook, event: &'a Event, numerals: Numerals) -> Cow<'a, str> {
    let project = event.change.project.and_then(|project| book.projects.get(&project));
    match project {
        Some((number, name)) => Cow::Owned(format!("{} {name}", numerals.write(&format!("{number}.")))),
        None => shortened(&event.change.subject),
    }
}

/// Whether the chain holds, and its end in full, which can be compared with what was noted elsewhere.
fn standing(book: &AuditBook, numerals: Numerals) -> Vec<String> {
    let chain = &book.chain;
    let length = numerals.write(&chain.length.to_string());
    let found = match chain.broken {
        None => format!("ครบถ้วนถูกต้องทั้ง {length} รายการ"),
        Some(link) => {
            format!("พบความผิดปกติ: รายการลำดับที่ {} {}", numerals.write(&link.sequence.to_string()), link.reason.label())
        }
    };
    let mut lines = vec![format!("ผลการตรวจสอบความต่อเนื่องของบันทึกทั้งหมดขององค์กร : {found}")];
    lines.extend(chain.head_hash.as_ref().map(|hash| format!("รหัสตรวจสอบของรายการล่าสุด : {hash}")));
    lines
}

/// A sequence as the nearest number a spreadsheet can hold.
#[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 events")]
fn place(sequence: i64) -> f64 {
    sequence as f64
}
