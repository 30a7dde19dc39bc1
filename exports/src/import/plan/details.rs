//! `รายละเอียด`: a row for each project, by its number.

use super::{Reader, phrases, says};
use crate::{
    import::grid::Grid,
    plan::details_sheet::{HEADINGS, NAME, texts},
};
use std::collections::{BTreeMap, HashMap};
use sucharit_domain::{
    money::Baht,
    plan::document::{PlanDocument, ProjectDocument},
    progress::import::name_key,
    project::ProjectKind,
    sheet::{CellPlace, SheetFault},
};

const PERIOD: &str = "ปีงบประมาณ พ.ศ. 2566–2570\nปี 2566: 20,000 บาท (หรือ ไม่ใช้งบประมาณ)";
const GROUP: &str = "ประชาชน/ภาคประชาสังคม: ผู้นำชุมชน จำนวน 50 คน";
const OUTLINE: &str = "ภารกิจ 1.1 (และ (ข้อ 1.1.1, 1.1.2) ในบรรทัดถัดไป)";
const INDICATORS: &str = "ผลผลิต\n1. ผู้ผ่านการอบรม ไม่น้อยกว่า 50 คน\nผลลัพธ์\n1. ผู้เข้าใจ ไม่น้อยกว่าร้อยละ 80";

/// Reads the sheet into the plan: what its rows still say is the exported project's, what they say otherwise is read.
pub(super) fn read(reader: &mut Reader<'_>, grid: &Grid, document: &mut PlanDocument) {
    let Some(headings) = reader.headings(NAME, grid, HEADINGS[1], &HEADINGS) else { return };
    let exported = reader.exported;
    let by_number: HashMap<i16, &ProjectDocument> =
        exported.document.projects.iter().map(|project| (project.number, project)).collect();
    let mut rows: BTreeMap<i16, (u32, ProjectDocument)> = BTreeMap::new();
    for row in grid.rows_from(headings.first_row) {
        let column = |heading: usize| headings.columns[HEADINGS[heading]];
        let place = |heading: usize| CellPlace::cell(NAME, row, column(heading));
        let cells: Vec<Option<String>> =
            (0..HEADINGS.len()).map(|heading| reader.text(&place(heading), grid.get(row, column(heading)))).collect();
        if cells.iter().all(Option::is_none) {
            continue;
        }
        let number = cells[0].as_deref().and_then(|number| phrases::arabic(number).trim().parse::<i16>().ok());
        let Some(number) = number else {
            reader.wrong(place(0), &SheetFault::NotUnderstood { example: "1" });
            continue;
        };
        if let Some((first, _)) = rows.get(&number) {
            reader.wrong(place(0), &SheetFault::RowKeyTwice { first_row: first + 1 });
            continue;
        }
        let known = by_number.get(&number).copied();
        let said = known.map(|project| texts(&exported.document, project, exported.numerals));
        let mut project = known.cloned().unwrap_or_else(|| blank(number));
        for heading in 1..HEADINGS.len() {
            let found = cells[heading].as_deref();
            if said.as_ref().is_some_and(|said| says(found, &said[heading - 1])) {
                continue;
            }
            if let Err(fault) = take(&mut project, heading, found.unwrap_or_default()) {
                reader.wrong(place(heading), &fault);
            }
        }
        rows.insert(number, (row, project));
    }
    reader.places.columns = headings.columns;
    (reader.places.projects, document.projects) = rows.into_values().unzip();
}

fn blank(number: i16) -> ProjectDocument {
    ProjectDocument {
        number,
        mission_code: String::new(),
        objective_codes: Vec::new(),
        kind: ProjectKind::Project,
        name: String::new(),
        target_groups: Vec::new(),
        uses_budget: false,
        budgets: BTreeMap::new(),
        divisions: Vec::new(),
        objectives: Vec::new(),
        steps: Vec::new(),
        outputs: Vec::new(),
        outcomes: Vec::new(),
        quarter: None,
        remark: None,
        source_notes: Vec::new(),
    }
}

/// Takes over what a cell says.
fn take(project: &mut ProjectDocument, heading: usize, text: &str) -> Result<(), SheetFault> {
    let understood = |example: &'static str| SheetFault::NotUnderstood { example };
    let list = || if text.is_empty() { Vec::new() } else { phrases::items(text) };
    match heading {
        1 => text.clone_into(&mut project.name),
        2 => {
            let kind = ProjectKind::ALL.iter().find(|kind| name_key(kind.label()) == name_key(text));
            let allowed = || ProjectKind::ALL.iter().map(|kind| kind.label()).collect();
            project.kind = *kind.ok_or_else(|| SheetFault::NotInList { allowed: allowed() })?;
        }
        3 => {
            (project.mission_code, project.objective_codes) =
                phrases::place_in_outline(text).ok_or_else(|| understood(OUTLINE))?;
        }
        4 => project.objectives = list(),
        5 => {
            let groups = list().iter().map(|group| phrases::target_group(group)).collect::<Option<_>>();
            project.target_groups = groups.ok_or_else(|| understood(GROUP))?;
        }
        6 => project.steps = list(),
        7 => {
            let period = phrases::period(text).ok_or_else(|| understood(PERIOD))?;
            project.quarter = period.quarter;
            project.uses_budget = period.uses_budget;
            project.budgets = period.budgets;
            if !period.uses_budget {
                project.budgets.values_mut().for_each(|budget| *budget = Baht::ZERO);
            }
        }
        8 => {
            project.divisions =
                text.split('\n').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect();
        }
        _ => {
            let indicators = if text.is_empty() { Some((vec![], vec![])) } else { phrases::indicators(text) };
            (project.outputs, project.outcomes) = indicators.ok_or_else(|| understood(INDICATORS))?;
        }
    }
    Ok(())
}
