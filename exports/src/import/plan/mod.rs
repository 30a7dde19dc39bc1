//! Reading the plan workbook back ([`crate::plan`]), as it was exported or with changes, and the template filled in.
//!
//! The hidden sheet holds the plan as it was exported. What a cell still says as it did then is taken from there, exactly; what
//! somebody changed is read from the cell's words. The rules are those of the JSON form.

mod details;
mod heading;
mod phrases;
mod projects;
mod risks;

use super::{
    cell::Found,
    container,
    grid::{Grid, Headings},
};
use crate::plan::{
    details_sheet, projects_sheet, risks_sheet,
    system_sheet::{FIRST_PIECE, FORM, NAME as SYSTEM, VERSION},
    template_sheet,
};
use calamine::Reader as _;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use sucharit_domain::{
    numeral::Numerals,
    plan::{document::PlanDocument, read_document, write_document},
    progress::form::as_written,
    refusal::{Fault, Path, PathStep, Refusal},
    sheet::{CellPlace, CellProblem, SheetFault},
};

/// A plan that was read, and where its parts stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanReading {
    /// The plan.
    pub document: PlanDocument,
    /// What the plan said when the workbook was exported; none of a template, which says nothing yet.
    pub base: Option<PlanDocument>,
    places: Places,
}

impl PlanReading {
    /// A rule's refusal, by the cell it is about.
    #[must_use]
    pub fn problem(&self, refusal: &Refusal) -> CellProblem {
        CellProblem::of_rule(self.places.of(&refusal.path), &refusal.fault)
    }
}

/// Reads a workbook.
///
/// # Errors
/// Every problem, each with its cell; the file as a whole where it is no plan workbook.
pub fn read(bytes: &[u8]) -> Result<PlanReading, Vec<CellProblem>> {
    container::guarded(|| read_unguarded(bytes))
}

fn read_unguarded(bytes: &[u8]) -> Result<PlanReading, Vec<CellProblem>> {
    let one = |problem: CellProblem| vec![problem];
    let mut workbook = container::open(bytes).map_err(one)?;
    let whole_file = |fault: &SheetFault| CellProblem::of(CellPlace::file(), fault);
    let system = Grid::read(&mut workbook, SYSTEM).map_err(|problem| match problem.code.as_str() {
        "SHEET_MISSING" => one(whole_file(&SheetFault::NotAForm)),
        _ => one(problem),
    })?;
    let exported = Exported::read(&system).map_err(|fault| one(whole_file(&fault)))?;
    let mut reader = Reader { exported: &exported, problems: Vec::new(), places: Places::default() };
    let mut document = exported.document.clone();
    let is_template = workbook.sheet_names().iter().any(|name| name == template_sheet::NAME);
    if is_template {
        let grid = Grid::read(&mut workbook, template_sheet::NAME).map_err(one)?;
        heading::read(&mut reader, &grid, &mut document);
    }
    let mut sheet = |name: &str| Grid::read(&mut workbook, name).map_err(one);
    let (risks, projects, details) =
        (sheet(risks_sheet::NAME)?, sheet(projects_sheet::NAME)?, sheet(details_sheet::NAME)?);
    details::read(&mut reader, &details, &mut document);
    if is_template && document.projects.is_empty() && reader.problems.is_empty() {
        // A template as it was downloaded is no plan.
        reader.problems.push(CellProblem::of_rule(CellPlace::sheet(details_sheet::NAME), &Fault::Required));
    }
    projects::read(&mut reader, &projects, &mut document);
    risks::read(&mut reader, &risks, &mut document);
    let Reader { problems, places, .. } = reader;
    if !problems.is_empty() {
        return Err(problems);
    }
    match read_document::read(&write_document::write(&document).to_string()) {
        Ok(document) => {
            let base = (!is_template).then_some(exported.document);
            Ok(PlanReading { document, base, places })
        }
        Err(refusals) => {
            let problem = |refusal: &Refusal| CellProblem::of_rule(places.of(&refusal.path), &refusal.fault);
            Err(refusals.iter().map(problem).collect())
        }
    }
}

/// The plan as it was exported.
struct Exported {
    document: PlanDocument,
    /// What the column of scores said, by risk area and issue.
    scores: Vec<Vec<Option<String>>>,
    numerals: Numerals,
}

impl Exported {
    fn read(grid: &Grid) -> Result<Self, SheetFault> {
        if grid.text(0, 0) != Some(FORM) {
            return Err(SheetFault::NotAForm);
        }
        let version = match grid.get(0, 1) {
            Some(Found::Text(version)) => version.clone(),
            Some(Found::Number(version)) => version.to_string(),
            _ => String::new(),
        };
        if version != VERSION.to_string() {
            return Err(SheetFault::FormatUnknown);
        }
        let mut whole = String::new();
        for row in grid.rows_from(FIRST_PIECE) {
            let piece = grid.text(row, 0).and_then(|piece| piece.strip_prefix('|')?.strip_suffix('|'));
            whole.push_str(piece.ok_or(SheetFault::NotAForm)?);
        }
        let whole: Value = serde_json::from_str(&whole).map_err(|_| SheetFault::NotAForm)?;
        let document = read_document::read(&whole["plan"].to_string()).map_err(|_| SheetFault::NotAForm)?;
        let scores = serde_json::from_value(whole["scores"].clone()).unwrap_or_default();
        let numerals = if whole["numerals"] == "thai" { Numerals::Thai } else { Numerals::Arabic };
        Ok(Self { document, scores, numerals })
    }
}

/// What reading a sheet needs and finds.
struct Reader<'a> {
    exported: &'a Exported,
    problems: Vec<CellProblem>,
    places: Places,
}

impl Reader<'_> {
    fn wrong(&mut self, place: CellPlace, fault: &SheetFault) {
        self.problems.push(CellProblem::of(place, fault));
    }

    /// The headings of a sheet; a missing one is noted.
    fn headings(&mut self, sheet: &str, grid: &Grid, of: &str, known: &[&'static str]) -> Option<Headings> {
        let headings = grid.headings(of, known);
        let missing = |heading: &&&'static str| {
            headings.as_ref().is_none_or(|headings| !headings.columns.contains_key(**heading))
        };
        let missing: Vec<&str> = known.iter().filter(missing).copied().collect();
        for heading in &missing {
            let fault = SheetFault::ColumnMissing { heading: (*heading).to_owned() };
            self.wrong(CellPlace::sheet(sheet), &fault);
        }
        headings.filter(|_| missing.is_empty())
    }

    /// A cell's text; an error or a formula without its value is noted.
    fn text(&mut self, place: &CellPlace, found: Option<&Found>) -> Option<String> {
        match found? {
            Found::Text(text) => return Some(text.clone()),
            Found::Number(number) => return Some(super::amount::of_number(*number)?.to_string()),
            Found::Error(error) => self.wrong(place.clone(), &SheetFault::FormulaError { error: error.clone() }),
            Found::Uncalculated => self.wrong(place.clone(), &SheetFault::FormulaWithoutValue),
            Found::Day(day) => return Some(day.to_string()),
            Found::Truth(_) | Found::TooLong(_) => {
                self.wrong(place.clone(), &SheetFault::NotUnderstood { example: "ข้อความ" });
            }
        }
        None
    }
}

/// Whether a cell says what was exported into it.
fn says(found: Option<&str>, exported: &str) -> bool {
    found.map(str::to_owned) == as_written(exported)
}

/// Where the parts of the plan stand in the workbook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Places {
    /// The row of each project in the sheet of details, in the plan's order.
    projects: Vec<u32>,
    /// The column of each heading there.
    columns: BTreeMap<&'static str, u32>,
    /// The cell of each project's remark.
    remarks: HashMap<usize, CellPlace>,
    /// The row of each risk area, and of each of its issues.
    areas: Vec<(u32, Vec<u32>)>,
}

impl Places {
    /// The cell that a place of the JSON form stands in.
    fn of(&self, path: &Path) -> CellPlace {
        let field = |step: usize| match path.0.get(step) {
            Some(PathStep::Field(name)) => name.as_str(),
            _ => "",
        };
        let index = |step: usize| match path.0.get(step) {
            Some(PathStep::Index(index)) => Some(*index),
            _ => None,
        };
        match (field(0), index(1)) {
            ("projects", Some(project)) if field(2) == "remark" => {
                self.remarks.get(&project).cloned().unwrap_or_else(|| CellPlace::sheet(projects_sheet::NAME))
            }
            ("projects", Some(project)) => match self.projects.get(project) {
                Some(row) => CellPlace::cell(details_sheet::NAME, *row, self.column(field(2))),
                None => CellPlace::sheet(details_sheet::NAME),
            },
            ("projects", None) => CellPlace::sheet(details_sheet::NAME),
            ("riskAreas", Some(area)) => match self.areas.get(area) {
                Some((row, issues)) => {
                    let issue = index(3).filter(|_| field(2) == "issues").and_then(|issue| issues.get(issue));
                    let column = match (field(2), field(4)) {
                        ("issues", "level") => 3,
                        ("issues", _) => 2,
                        ("controlMeasures", _) => 4,
                        ("operation", _) => 1,
                        _ => 0,
                    };
                    CellPlace::cell(risks_sheet::NAME, *issue.unwrap_or(row), column)
                }
                None => CellPlace::sheet(risks_sheet::NAME),
            },
            ("riskAreas", None) => CellPlace::sheet(risks_sheet::NAME),
            _ => CellPlace::file(),
        }
    }

    fn column(&self, field: &str) -> u32 {
        let heading = match field {
            "name" => 1,
            "kind" | "kindInferred" => 2,
            "missionCode" | "objectiveCodes" => 3,
            "objectives" => 4,
            "targetGroups" => 5,
            "steps" => 6,
            "fiscalYears" | "usesBudget" | "budgetBahtPerYear" | "budgetReconstructed" | "quarter" => 7,
            "responsibleUnits" => 8,
            "outputs" | "outcomes" => 9,
            _ => 0,
        };
        self.columns.get(details_sheet::HEADINGS[heading]).copied().unwrap_or_default()
    }
}
