//! The cells of one sheet, within bounds.

use super::{cell::Found, container::Workbook};
use calamine::{Dimensions, Reader};
use std::collections::{BTreeMap, BTreeSet};
use sucharit_domain::{
    progress::import::name_key,
    sheet::{CellPlace, CellProblem, SheetFault, cell_name},
};

/// The most rows with content.
pub(super) const MOST_ROWS: usize = 1_000;

/// Columns beyond this one are not looked at.
const LAST_COLUMN: u32 = 255;

/// The most bytes of text in a sheet.
const MOST_TEXT: usize = 12 << 20;

/// How far down headings are looked for.
const LAST_HEADING_ROW: u32 = 60;

/// The cells of a sheet that are not blank.
pub(super) struct Grid {
    rows: BTreeMap<u32, BTreeMap<u32, Found>>,
    merged: Vec<Dimensions>,
}

impl Grid {
    /// Reads a sheet, whatever it says of its own size.
    pub(super) fn read(workbook: &mut Workbook<'_>, name: &str) -> Result<Self, CellProblem> {
        let problem = |fault: &SheetFault| CellProblem::of(CellPlace::sheet(name), fault);
        if !workbook.sheet_names().iter().any(|found| found == name) {
            return Err(problem(&SheetFault::SheetMissing { sheet: name.to_owned() }));
        }
        let broken = |_| problem(&SheetFault::WorkbookBroken);
        let merged = workbook.merge_cells_by_sheet_name(name).map_err(broken)?;
        let mut cells = workbook.worksheet_cells_reader(name).map_err(broken)?;
        let mut rows: BTreeMap<u32, BTreeMap<u32, Found>> = BTreeMap::new();
        let mut text = 0;
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
            let (row, column) = cell.pos;
            let Some(found) = Found::of(&cell.value, cell.formula.is_some()) else { continue };
            if column > LAST_COLUMN {
                continue;
            }
            text += found.size();
            rows.entry(row).or_default().insert(column, found);
            if rows.len() > MOST_ROWS {
                let most = u32::try_from(MOST_ROWS).unwrap_or(u32::MAX);
                return Err(problem(&SheetFault::TooManyRows { most }));
            }
            if text > MOST_TEXT {
                return Err(problem(&SheetFault::WorkbookTooLarge));
            }
        }
        Ok(Self { rows, merged })
    }

    /// What stands in a cell.
    pub(super) fn get(&self, row: u32, column: u32) -> Option<&Found> {
        self.rows.get(&row)?.get(&column)
    }

    /// The text of a cell; none for anything else.
    pub(super) fn text(&self, row: u32, column: u32) -> Option<&str> {
        match self.get(row, column) {
            Some(Found::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The rows with content from one on.
    pub(super) fn rows_from(&self, first: u32) -> impl Iterator<Item = u32> {
        self.rows.range(first..).map(|(row, _)| *row)
    }

    /// Finds the row with this heading, and the columns of all headings in it and in the row below, where a group's stand.
    pub(super) fn headings(&self, of: &str, known: &[&'static str]) -> Option<Headings> {
        let texts = |row: u32| {
            let cells = self.rows.get(&row).into_iter().flatten();
            cells.filter_map(|(column, found)| match found {
                Found::Text(text) => Some((*column, name_key(text))),
                _ => None,
            })
        };
        let wanted = name_key(of);
        let row = (0..=LAST_HEADING_ROW).find(|row| texts(*row).any(|(_, text)| text == wanted))?;
        let find = |row: u32| {
            let named = |key: &String| known.iter().find(|heading| name_key(heading) == *key).copied();
            texts(row).filter_map(move |(column, key)| Some((named(&key)?, row, column))).collect::<Vec<_>>()
        };
        let (upper, mut lower) = (find(row), find(row + 1));
        // Below a heading of its own a column has its first row, whatever that says.
        lower.retain(|(_, _, column)| !upper.iter().any(|(_, _, headed)| headed == column));
        let first_row = row + if lower.is_empty() { 1 } else { 2 };
        let mut columns: BTreeMap<&'static str, u32> = BTreeMap::new();
        let mut twice = Vec::new();
        for (heading, row, column) in upper.into_iter().chain(lower) {
            if columns.contains_key(heading) {
                twice.push((heading, row, column));
            } else {
                columns.insert(heading, column);
            }
        }
        Some(Headings { row, first_row, columns, twice })
    }

    /// The merged ranges that hold a cell of these rows and columns, each with its first cell and its name.
    pub(super) fn merged_in(&self, rows: &BTreeSet<u32>, columns: &[u32]) -> Vec<((u32, u32), String)> {
        let reaches = |range: &&Dimensions| {
            rows.range(range.start.0..=range.end.0.max(range.start.0)).next().is_some()
                && columns.iter().any(|column| (range.start.1..=range.end.1).contains(column))
        };
        let named = |range: &Dimensions| {
            let (start, end) = (range.start, range.end);
            (start, format!("{}:{}", cell_name(start.0, start.1), cell_name(end.0, end.1)))
        };
        self.merged.iter().filter(reaches).map(named).collect()
    }

    /// Whether a merged range holds a cell of this row in these columns.
    pub(super) fn is_merged(&self, row: u32, columns: &[u32]) -> bool {
        let holds = |range: &Dimensions| {
            (range.start.0..=range.end.0).contains(&row)
                && columns.iter().any(|column| (range.start.1..=range.end.1).contains(column))
        };
        self.merged.iter().any(holds)
    }
}

/// Where a table's headings stand.
pub(super) struct Headings {
    /// The row they begin in.
    pub(super) row: u32,
    /// The row after them.
    pub(super) first_row: u32,
    /// The column of each that was found.
    pub(super) columns: BTreeMap<&'static str, u32>,
    /// Those that stand there once more, with row and column.
    pub(super) twice: Vec<(&'static str, u32, u32)>,
}
