//! `แผน`: the budgets of each year and the remarks; the projects themselves stand in `รายละเอียด`.

use super::{Reader, phrases, says};
use crate::{
    import::{amount, cell::Found, grid::Grid},
    plan::{
        details_sheet,
        outline::{self, DimensionProjects},
        phrases::remark_and_notes,
        projects_sheet::{GRAND_TOTAL, NAME, PROJECT_HEADING, REMARK_HEADING},
    },
};
use std::collections::{BTreeMap, HashMap};
use sucharit_domain::{
    calendar::FiscalYear,
    money::Baht,
    plan::document::{PlanDocument, ProjectDocument},
    progress::import::name_key,
    sheet::{CellPlace, SheetFault},
};

/// Reads the sheet into the plan.
pub(super) fn read(reader: &mut Reader<'_>, grid: &Grid, document: &mut PlanDocument) {
    let known = [PROJECT_HEADING, REMARK_HEADING];
    let Some(headings) = reader.headings(NAME, grid, PROJECT_HEADING, &known) else { return };
    let (name_column, remark_column) = (headings.columns[PROJECT_HEADING], headings.columns[REMARK_HEADING]);
    let years = years(grid, headings.row + 1, remark_column);
    let exported = reader.exported;
    let mut waiting = Waiting::of(&document.projects, &exported.document);
    for row in grid.rows_from(headings.row + 2) {
        if grid.text(row, 0).is_some_and(|label| name_key(&phrases::arabic(label)) == name_key(GRAND_TOTAL)) {
            break;
        }
        let place = CellPlace::cell(NAME, row, name_column);
        let Some(name) = reader.text(&place, grid.get(row, name_column)) else { continue };
        let Some(position) = waiting.take(&name) else {
            reader.wrong(place, &SheetFault::ProjectNotInDetails);
            continue;
        };
        let project = &mut document.projects[position];
        let known = exported.document.projects.iter().find(|known| known.number == project.number);
        let remark_place = CellPlace::cell(NAME, row, remark_column);
        let remark = reader.text(&remark_place, grid.get(row, remark_column));
        let said = known.and_then(remark_and_notes).unwrap_or_default();
        if !says(remark.as_deref(), &said) {
            (project.remark, project.source_notes) = phrases::remark(remark.as_deref().unwrap_or_default());
        }
        let row_number = reader.places.projects.get(position).copied();
        reader.places.remarks.insert(position, remark_place);
        if let Some(budgets) = budgets(reader, grid, row, &years) {
            let was = known.map(|known| known.budgets.clone()).unwrap_or_default();
            settle(reader, project, (&was, budgets), (row, &years), row_number);
        }
    }
}

/// The columns of the years.
fn years(grid: &Grid, row: u32, last: u32) -> Vec<(FiscalYear, u32)> {
    let year = |column: u32| {
        let text = phrases::arabic(grid.text(row, column)?);
        let year = text.trim().strip_prefix("ปี")?.trim().parse().ok()?;
        Some((FiscalYear::new(year)?, column))
    };
    (0..last).filter_map(year).collect()
}

/// What a row gives to each year; none where a cell of it is at fault.
fn budgets(
    reader: &mut Reader<'_>,
    grid: &Grid,
    row: u32,
    years: &[(FiscalYear, u32)],
) -> Option<BTreeMap<FiscalYear, Baht>> {
    let (mut budgets, mut all_right) = (BTreeMap::new(), true);
    for (year, column) in years {
        let place = CellPlace::cell(NAME, row, *column);
        let found = grid.get(row, *column);
        let amount = match found {
            None => continue,
            Some(Found::Number(number)) => amount::of_number(*number),
            Some(Found::Text(text)) => amount::of_text(text),
            other => {
                // An error or a formula without its value says so itself.
                all_right = reader.text(&place, other).is_some();
                None
            }
        };
        match amount.map(Baht::from_decimal) {
            Some(Ok(budget)) => drop(budgets.insert(*year, budget)),
            Some(Err(fault)) => {
                all_right = false;
                reader.problems.push(sucharit_domain::sheet::CellProblem::of_rule(place, &fault));
            }
            None if all_right => {
                all_right = false;
                let text = reader.text(&place, found).unwrap_or_default().chars().take(40).collect();
                reader.wrong(place, &SheetFault::NotAnAmount { text });
            }
            None => {}
        }
    }
    all_right.then_some(budgets)
}

/// Takes the row's budgets over where they were changed here; where both sheets were changed, they must agree.
fn settle(
    reader: &mut Reader<'_>,
    project: &mut ProjectDocument,
    (was, budgets): (&BTreeMap<FiscalYear, Baht>, BTreeMap<FiscalYear, Baht>),
    (row, years): (u32, &[(FiscalYear, u32)]),
    details_row: Option<u32>,
) {
    // A row that still says what was exported, or what the details say now, changes nothing.
    if budgets == *was || budgets == project.budgets {
        return;
    }
    if project.budgets == *was {
        project.uses_budget = project.uses_budget || budgets.values().any(|budget| !budget.is_zero());
        project.budgets = budgets;
        return;
    }
    let period = details_sheet::HEADINGS[7];
    let column = reader.places.columns.get(period).copied().unwrap_or_default();
    let other = details_row.map(|row| CellPlace::cell(details_sheet::NAME, row, column).to_string());
    let differing = years.iter().find(|(year, _)| budgets.get(year) != project.budgets.get(year));
    let place = CellPlace::cell(NAME, row, differing.map_or(0, |(_, column)| *column));
    reader.wrong(place, &SheetFault::SheetsDisagree { other: other.unwrap_or_default() });
}

/// The projects that rows are still to be found for, by name: as it is in the details, or as it was exported.
struct Waiting {
    by_name: HashMap<String, Vec<usize>>,
    taken: Vec<bool>,
}

impl Waiting {
    fn of(projects: &[ProjectDocument], exported: &PlanDocument) -> Self {
        // Projects of one name stand in the order of the outline.
        let parts = outline::of(exported);
        let order: Vec<i16> =
            parts.iter().flat_map(DimensionProjects::projects).map(|project| project.number).collect();
        let rank = |position: &usize| order.iter().position(|number| *number == projects[*position].number);
        let mut positions: Vec<usize> = (0..projects.len()).collect();
        positions.sort_by_key(|position| rank(position).unwrap_or(usize::MAX));
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut note = |name: &str, position: usize| by_name.entry(name_key(name)).or_default().push(position);
        for (position, project) in projects.iter().enumerate() {
            note(&project.name, position);
            if let Some(known) =
                exported.projects.iter().find(|known| known.number == project.number && known.name != project.name)
            {
                note(&known.name, position);
            }
        }
        Self { by_name, taken: vec![false; projects.len()] }
    }

    fn take(&mut self, name: &str) -> Option<usize> {
        let positions = self.by_name.get(&name_key(name))?;
        let position = positions.iter().copied().find(|position| !self.taken[*position])?;
        self.taken[position] = true;
        Some(position)
    }
}
