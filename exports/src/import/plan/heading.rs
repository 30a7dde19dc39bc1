//! `ข้อมูลแผน`, where the workbook is a template: the plan's name, the day it was announced, who adopted it.

use super::{Reader, says};
use crate::{
    import::{cell::Found, day, grid::Grid},
    plan::template_sheet::{ADOPTED_BY, ANNOUNCED_ON, NAME, PLAN_TITLE},
};
use sucharit_domain::{
    calendar::thai_date,
    plan::document::PlanDocument,
    progress::import::name_key,
    sheet::{CellPlace, SheetFault},
};

/// Reads the sheet into the plan.
pub(super) fn read(reader: &mut Reader<'_>, grid: &Grid, document: &mut PlanDocument) {
    for row in grid.rows_from(0) {
        let Some(label) = grid.text(row, 0).map(name_key) else { continue };
        let (place, found) = (CellPlace::cell(NAME, row, 1), grid.get(row, 1));
        let heading = &mut document.heading;
        if label == name_key(PLAN_TITLE) {
            let text = reader.text(&place, found);
            if !says(text.as_deref(), &heading.title) {
                heading.title = text.unwrap_or_default();
            }
        } else if label == name_key(ADOPTED_BY) {
            let text = reader.text(&place, found);
            if !says(text.as_deref(), heading.adopted_by_position.as_deref().unwrap_or_default()) {
                heading.adopted_by_position = text;
            }
        } else if label == name_key(ANNOUNCED_ON) {
            heading.announced_on = match found {
                None => None,
                Some(Found::Day(found)) => Some(day::in_common_era(*found)),
                found => {
                    let text = reader.text(&place, found);
                    let shown = heading.announced_on.map(|day| thai_date(day, reader.exported.numerals));
                    let kept = heading.announced_on.filter(|_| text == shown);
                    let day = kept.or_else(|| day::of_text(text.as_deref()?));
                    if text.is_some() && day.is_none() {
                        reader.wrong(place, &SheetFault::NotUnderstood { example: "30 เมษายน 2570" });
                    }
                    day
                }
            };
        }
    }
}
