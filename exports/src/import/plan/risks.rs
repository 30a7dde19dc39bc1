//! `ความเสี่ยง`: the risk areas by number, each with its issues and measures.

use super::{Reader, phrases, says};
use crate::{
    import::grid::Grid,
    plan::{
        phrases::numbered,
        risks_sheet::{HEADINGS, NAME},
    },
};
use sucharit_domain::{
    plan::document::{ControlMeasureDocument, PlanDocument, RiskAreaDocument, RiskIssueDocument},
    progress::import::name_key,
    risk::RiskLevel,
    sheet::{CellPlace, SheetFault},
};

/// A risk area as its rows say.
struct Rows {
    first: u32,
    sequence: i16,
    operation: String,
    measures: String,
    /// Row, words, and what the column of scores says.
    issues: Vec<(u32, String, Option<String>)>,
}

/// Reads the sheet into the plan.
pub(super) fn read(reader: &mut Reader<'_>, grid: &Grid, document: &mut PlanDocument) {
    let Some(headings) = reader.headings(NAME, grid, HEADINGS[2], &HEADINGS) else { return };
    let mut areas: Vec<Rows> = Vec::new();
    for row in grid.rows_from(headings.first_row) {
        let column = |heading: usize| headings.columns[HEADINGS[heading]];
        let place = |heading: usize| CellPlace::cell(NAME, row, column(heading));
        let cells: Vec<Option<String>> =
            (0..HEADINGS.len()).map(|heading| reader.text(&place(heading), grid.get(row, column(heading)))).collect();
        let [number, operation, issue, score, measures] = cells.as_slice() else { continue };
        if let Some(number) = number {
            let Ok(sequence) = phrases::arabic(number).trim().parse() else {
                reader.wrong(place(0), &SheetFault::NotUnderstood { example: "1" });
                continue;
            };
            areas.push(Rows {
                first: row,
                sequence,
                operation: operation.clone().unwrap_or_default(),
                measures: measures.clone().unwrap_or_default(),
                issues: Vec::new(),
            });
        }
        match (issue, areas.last_mut()) {
            (Some(issue), Some(area)) => area.issues.push((row, issue.clone(), score.clone())),
            (Some(_), None) => reader.wrong(place(0), &SheetFault::NotUnderstood { example: "1" }),
            (None, _) => {}
        }
    }
    areas.sort_by_key(|area| area.sequence);
    let projects = document.projects.clone();
    document.risk_areas = areas.iter().map(|area| settle(reader, area, &projects)).collect();
    reader.places.areas =
        areas.iter().map(|area| (area.first, area.issues.iter().map(|(row, ..)| *row).collect())).collect();
}

/// A risk area: what its rows still say is the exported one's.
fn settle(
    reader: &mut Reader<'_>,
    rows: &Rows,
    projects: &[sucharit_domain::plan::document::ProjectDocument],
) -> RiskAreaDocument {
    let exported = reader.exported;
    let areas = &exported.document.risk_areas;
    let position = areas.iter().position(|area| area.sequence == rows.sequence);
    let known = position.map(|position| &areas[position]);
    let operation = known.filter(|known| says(Some(&rows.operation), &known.operation));
    let operation = operation.map_or_else(|| rows.operation.clone(), |known| known.operation.clone());
    let said = |known: &&RiskAreaDocument| {
        numbered(known.control_measures.iter().map(|measure| measure.name.as_str()), exported.numerals)
    };
    let found = Some(rows.measures.as_str()).filter(|measures| !measures.is_empty());
    let control_measures = if let Some(known) = known.filter(|known| says(found, &said(known))) {
        known.control_measures.clone()
    } else {
        let names = found.map(phrases::items).unwrap_or_default();
        names.into_iter().map(|name| measure(name, known, projects)).collect()
    };
    let scores = position.and_then(|position| exported.scores.get(position));
    let issues = rows.issues.iter().enumerate().map(|(place, (row, text, score))| {
        let was = known.and_then(|known| known.issues.get(place));
        let kept = was.filter(|was| says(Some(text), &was.text));
        let said = scores.and_then(|scores| scores.get(place)).cloned().flatten();
        let level = match was {
            Some(was) if *score == said => was.level,
            _ => level(reader, *row, score.as_deref()),
        };
        RiskIssueDocument { text: kept.map_or_else(|| text.clone(), |was| was.text.clone()), level }
    });
    let issues = issues.collect::<Vec<_>>();
    // An area without an issue has one row that says nothing.
    RiskAreaDocument { sequence: rows.sequence, operation, issues, control_measures }
}

/// A measure, with the project that it was or is now by its name.
fn measure(
    name: String,
    known: Option<&RiskAreaDocument>,
    projects: &[sucharit_domain::plan::document::ProjectDocument],
) -> ControlMeasureDocument {
    let mut measures = known.into_iter().flat_map(|known| &known.control_measures);
    if let Some(measure) = measures.find(|measure| name_key(&measure.name) == name_key(&name)) {
        return measure.clone();
    }
    let project = projects.iter().find(|project| name_key(&project.name) == name_key(&name));
    ControlMeasureDocument { name, project_number: project.map(|project| project.number) }
}

/// A level that somebody states; scores are given in the system.
fn level(reader: &mut Reader<'_>, row: u32, text: Option<&str>) -> Option<RiskLevel> {
    let text = text?;
    let level = RiskLevel::ALL.iter().copied().find(|level| name_key(level.label()) == name_key(text));
    if level.is_none() {
        let allowed = RiskLevel::ALL.iter().map(|level| level.label()).collect();
        reader.wrong(CellPlace::cell(NAME, row, 3), &SheetFault::NotInList { allowed });
    }
    level
}
