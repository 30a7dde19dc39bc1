//! Reading a filled progress form ([`crate::progress_form`]).

use super::{
    amount::arabic_digit,
    cell::{CellReader, Found},
    container,
    grid::{Grid, Headings},
};
use crate::progress_form::{
    SHEET,
    columns::Column,
    keys_sheet::{FIRST_KEY, FORM, NAME as KEYS, VERSION},
};
use std::collections::{BTreeMap, HashMap, hash_map::Entry};
use sucharit_domain::{
    calendar::{FiscalYear, ReportingRound},
    id::ProjectId,
    labels,
    progress::{
        ProgressStatus, UnableReason,
        form::{FormHead, FormValues, RowKey},
        import::{FormReading, FormRow, NUMBER, name_key},
    },
    sheet::{CellPlace, CellProblem, SheetFault},
};
use uuid::Uuid;

/// Reads a form: its rows, and every problem that stands in a cell.
///
/// # Errors
/// When the file is no form that can be read at all: it is not a workbook, would unpack to too much, is damaged, or lacks its
/// hidden sheet, its table or one of the columns that are filled in.
pub fn read(bytes: &[u8]) -> Result<FormReading, Vec<CellProblem>> {
    container::guarded(|| read_unguarded(bytes))
}

fn read_unguarded(bytes: &[u8]) -> Result<FormReading, Vec<CellProblem>> {
    let one = |problem: CellProblem| vec![problem];
    let mut workbook = container::open(bytes).map_err(one)?;
    let not_a_form = || one(CellProblem::of(CellPlace::file(), &SheetFault::NotAForm));
    let keys = Grid::read(&mut workbook, KEYS).map_err(|problem| match problem.code.as_str() {
        "SHEET_MISSING" => not_a_form(),
        _ => one(problem),
    })?;
    let keys = Keys::read(&keys).map_err(|fault| one(CellProblem::of(CellPlace::file(), &fault)))?;
    let grid = Grid::read(&mut workbook, SHEET).map_err(one)?;
    let known = Column::ALL.map(Column::heading);
    let Some(headings) = grid.headings(Column::Name.heading(), &known) else {
        let fault = SheetFault::ColumnMissing { heading: Column::Name.heading().to_owned() };
        return Err(one(CellProblem::of(CellPlace::sheet(SHEET), &fault)));
    };
    let problems = heading_problems(&headings);
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Table { grid: &grid, keys: &keys, headings: &headings }.read())
}

fn heading_problems(headings: &Headings) -> Vec<CellProblem> {
    let missing = Column::ALL.into_iter().filter(|column| column.is_needed());
    let missing = missing.filter(|column| !headings.columns.contains_key(column.heading())).map(|column| {
        let fault = SheetFault::ColumnMissing { heading: column.heading().to_owned() };
        CellProblem::of(CellPlace::cell(SHEET, headings.row, 0), &fault)
    });
    let twice = headings.twice.iter().map(|(heading, row, column)| {
        let fault = SheetFault::ColumnTwice { heading: (*heading).to_owned() };
        CellProblem::of(CellPlace::cell(SHEET, *row, *column), &fault)
    });
    missing.chain(twice).collect()
}

/// What the hidden sheet says.
struct Keys {
    head: FormHead,
    /// Each row's key by number and name.
    by_name: HashMap<(String, String), RowKey>,
    /// What each key's row said when the form was made.
    marks: HashMap<String, String>,
}

impl Keys {
    fn read(grid: &Grid) -> Result<Self, SheetFault> {
        let value = |row: u32, name: &str| {
            grid.text(row, 0).filter(|found| *found == name).and_then(|_| shown(grid.get(row, 1)))
        };
        let version = value(0, FORM).ok_or(SheetFault::NotAForm)?;
        if version != VERSION.to_string() {
            return Err(SheetFault::FormatUnknown);
        }
        let head = || {
            Some(FormHead {
                organization_code: value(1, "organization")?,
                plan: Uuid::try_parse(&value(2, "plan")?).ok()?.into(),
                fiscal_year: FiscalYear::new(value(3, "fiscalYear")?.parse().ok()?)?,
                round: ReportingRound::from_months(value(4, "round")?.parse().ok()?)?,
            })
        };
        let mut keys =
            Self { head: head().ok_or(SheetFault::NotAForm)?, by_name: HashMap::new(), marks: HashMap::new() };
        for row in grid.rows_from(FIRST_KEY) {
            let text = |column: u32| shown(grid.get(row, column));
            let (Some(key), Some(number), Some(name), Some(mark)) = (text(0), text(1), text(2), text(3)) else {
                continue;
            };
            let Some(read) = RowKey::read(&key) else { continue };
            keys.by_name.insert((number, name_key(&name)), read);
            keys.marks.insert(key, mark);
        }
        Ok(keys)
    }
}

/// A cell of our own making as text; a program may have made a number of it.
fn shown(found: Option<&Found>) -> Option<String> {
    match found? {
        Found::Text(text) => Some(text.clone()),
        Found::Number(number) => super::amount::of_number(*number).map(|number| number.to_string()),
        _ => None,
    }
}

struct Table<'a> {
    grid: &'a Grid,
    keys: &'a Keys,
    headings: &'a Headings,
}

impl Table<'_> {
    fn read(&self) -> FormReading {
        let mut reader = CellReader { sheet: SHEET, problems: Vec::new() };
        let known: Vec<u32> = Column::ALL.into_iter().filter_map(|column| self.column(column)).collect();
        let filled_in = Column::ALL.into_iter().filter(|column| column.field().is_some_and(|field| field != NUMBER));
        let filled_in: Vec<u32> = filled_in.filter_map(|column| self.column(column)).collect();
        let mut rows = Vec::new();
        let mut first_rows: HashMap<ProjectId, u32> = HashMap::new();
        for row in self.grid.rows_from(self.headings.first_row) {
            if known.iter().all(|column| self.grid.get(row, *column).is_none()) {
                continue;
            }
            let Some(read) = self.read_row(row, &filled_in, &mut reader) else { continue };
            match first_rows.entry(read.key.project) {
                Entry::Occupied(first) => {
                    let fault = SheetFault::RowKeyTwice { first_row: first.get() + 1 };
                    reader.wrong((row, self.number_column()), &fault);
                }
                Entry::Vacant(first) => {
                    first.insert(row);
                    rows.push(read);
                }
            }
        }
        for (at, range) in self.grid.merged_in(&rows.iter().map(|row| row.row).collect(), &filled_in) {
            reader.wrong(at, &SheetFault::MergedCells { range });
        }
        let field = |column: Column| Some((column.field()?.to_owned(), self.column(column)?));
        let columns: BTreeMap<String, u32> = Column::ALL.into_iter().filter_map(field).collect();
        let head = self.keys.head.clone();
        FormReading { head, sheet: SHEET.to_owned(), columns, rows, problems: reader.problems }
    }

    fn column(&self, column: Column) -> Option<u32> {
        self.headings.columns.get(column.heading()).copied()
    }

    fn number_column(&self) -> u32 {
        self.column(Column::Number).unwrap_or_default()
    }

    fn found(&self, row: u32, column: Column) -> Option<&Found> {
        self.grid.get(row, self.column(column)?)
    }

    /// A row with its key; none where it has none, which is noted unless the row holds nothing that is filled in.
    fn read_row(&self, row: u32, filled_in: &[u32], reader: &mut CellReader<'_>) -> Option<FormRow> {
        let number = shown(self.found(row, Column::Number))
            .map(|number| number.chars().map(arabic_digit).filter(|character| !character.is_whitespace()).collect());
        let name = shown(self.found(row, Column::Name));
        let written_key = shown(self.found(row, Column::Key)).map(|key| key.trim().to_owned());
        let problems_before = reader.problems.len();
        let values = self.read_values(row, reader);
        let has_problems = reader.problems.len() > problems_before;
        let by_name = || {
            let number_and_name = number.clone().zip(name.as_deref().map(name_key))?;
            self.keys.by_name.get(&number_and_name).copied()
        };
        let key = written_key.as_deref().map_or_else(by_name, RowKey::read);
        let Some(key) = key else {
            // A note under the table is no row.
            if written_key.is_some() || has_problems || values != FormValues::default() {
                reader.wrong((row, self.number_column()), &SheetFault::RowWithoutKey);
            }
            return None;
        };
        if (key.fiscal_year, key.round) != (self.keys.head.fiscal_year, self.keys.head.round) {
            reader.wrong((row, self.number_column()), &SheetFault::RowOfOtherRound);
            return None;
        }
        let unreadable = has_problems || self.grid.is_merged(row, filled_in);
        let untouched = !unreadable && self.keys.marks.get(&key.text()) == Some(&values.mark());
        Some(FormRow { row, key, number, name, values, untouched, unreadable })
    }

    fn read_values(&self, row: u32, reader: &mut CellReader<'_>) -> FormValues {
        let cell = |column: Column| ((row, self.column(column).unwrap_or_default()), self.found(row, column));
        let statuses: Vec<_> = ProgressStatus::ALL
            .iter()
            .map(|status| (status.label(), Some(*status)))
            .chain([(labels::AWAITING, None)])
            .collect();
        let reasons: Vec<_> = UnableReason::ALL.iter().map(|reason| (reason.label(), *reason)).collect();
        // The list's own words first: they are what a problem names.
        let truths = [(labels::YES, true), (labels::NO, false), ("Y", true), ("N", false), ("มี", true), ("ไม่มี", false)];
        let (at, found) = cell(Column::Status);
        let status = reader.choice(at, found, &statuses).flatten();
        let (at, found) = cell(Column::Reason);
        let unable_reason = reader.choice(at, found, &reasons);
        let (at, found) = cell(Column::InOrdinance);
        let in_ordinance = reader.choice(at, found, &truths);
        let mut amount = |column: Column| {
            let (at, found) = cell(column);
            reader.amount(at, found)
        };
        let (ordinance_budget, disbursed) = (amount(Column::Ordinance), amount(Column::Disbursed));
        let mut text = |column: Column| {
            let (at, found) = cell(column);
            reader.text(at, found)
        };
        FormValues {
            status,
            unable_reason,
            unable_detail: text(Column::Detail),
            in_ordinance,
            ordinance_budget,
            disbursed,
            result: text(Column::Result),
            problems: text(Column::Problems),
            suggestions: text(Column::Suggestions),
            remark: text(Column::Remark),
        }
    }
}
