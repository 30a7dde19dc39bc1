//! `ความเสี่ยง`: what may go wrong, how grave it is, what holds it down.

use super::{phrases::numbered, titles};
use crate::{
    ExportError,
    workbook::{Heading, Page, Sheets, TITLE_ROWS, cell::Cell},
};
use sucharit_domain::{
    numeral::Numerals,
    plan::{
        book::{PlanBook, RiskStanding},
        document::RiskAreaDocument,
    },
};

pub(crate) const NAME: &str = "ความเสี่ยง";
const TITLE: &str = "การประเมินความเสี่ยงการทุจริต";
pub(crate) const HEADINGS: [&str; 5] =
    ["ลำดับที่", "ชื่อหัวข้อการดำเนินงาน", "ประเด็นความเสี่ยงการทุจริต", "Risk Score", "มาตรการควบคุมความเสี่ยงการทุจริต"];
const WIDTHS: [f64; 5] = [8.0, 26.0, 44.0, 15.0, 57.0];

const OPERATION: u16 = 1;
const MEASURES: u16 = 4;

/// Writes the sheet, with so many empty rows to be filled in.
pub(super) fn write(sheets: &mut Sheets, book: &PlanBook, blank: u32) -> Result<(), ExportError> {
    let mut page = sheets.add(NAME, &WIDTHS)?;
    page.title_block(&titles(book, TITLE, page.numerals))?;
    let mut row = page.headings(TITLE_ROWS, &HEADINGS.map(Heading::column))?;
    for (position, area) in book.document.risk_areas.iter().enumerate() {
        let standings = book.risks.get(position).map_or(&[][..], Vec::as_slice);
        row = write_area(&mut page, row, area, standings)?;
    }
    page.blank_rows(row, blank)?;
    Ok(())
}

fn write_area(
    page: &mut Page<'_>,
    row: u32,
    area: &RiskAreaDocument,
    standings: &[RiskStanding],
) -> Result<u32, ExportError> {
    let (look, numerals) = (page.look, page.numerals);
    let measures = numbered(area.control_measures.iter().map(|measure| measure.name.as_str()), numerals);
    let whole = page.height_in(OPERATION, &area.operation).max(page.height_in(MEASURES, &measures));
    let count = u32::try_from(area.issues.len()).unwrap_or(u32::MAX).max(1);
    let least = whole / f64::from(count);

    let issues: Vec<&str> = area.issues.iter().map(|issue| issue.text.as_str()).collect();
    let issues = if issues.is_empty() { vec![""] } else { issues };
    let mut placed = Vec::with_capacity(issues.len());
    let mut next = row;
    for (position, issue) in issues.into_iter().enumerate() {
        let cells = [
            Cell::covered(&look.number),
            Cell::covered(&look.text),
            Cell::text(issue, &look.text),
            score_cell(page, standings.get(position)),
            Cell::covered(&look.text),
        ];
        let at = page.row_at_least(next, &cells, least)?;
        next = at.next();
        placed.push(at);
    }
    if let (Some(first), Some(last)) = (placed.first(), placed.last()) {
        let whole = first.to(*last);
        page.cell(whole, 0, &Cell::number(area.sequence, &look.number))?;
        page.cell(whole, OPERATION, &Cell::text(&area.operation, &look.text))?;
        page.cell(whole, MEASURES, &Cell::text(measures, &look.text))?;
    }
    Ok(next)
}

fn score_cell<'a>(page: &Page<'a>, standing: Option<&RiskStanding>) -> Cell<'a> {
    let look = page.look;
    let Some(standing) = standing else {
        return Cell::empty(&look.centered);
    };
    let format = standing.level.map_or(&look.centered, |level| look.shaded(level.into()));
    match score_text(*standing, page.numerals) {
        Some(text) => Cell::text(text, format),
        None => Cell::empty(format),
    }
}

/// `12 (สูง)`, or the level alone where only that is known.
pub(super) fn score_text(standing: RiskStanding, numerals: Numerals) -> Option<String> {
    let score = standing.score.map(|score| numerals.write(&score.value().to_string()));
    match (score, standing.level) {
        (Some(score), Some(level)) => Some(format!("{score} ({})", level.label())),
        (Some(score), None) => Some(score),
        (None, level) => level.map(|level| level.label().to_owned()),
    }
}
