//! A filled progress form against what is recorded: what it would change, and what is wrong with it. The rules are those of
//! [`super::record`]; nothing is decided here that they decide.

use super::{
    Progress, ProgressValues,
    form::{FormHead, FormValues, RowKey, as_written},
    record::{self, ProgressInput, Situation},
};
use crate::{
    access::WhyNot,
    event::{Change, EventKind, fields::FieldChange},
    id::{AccountId, OrganizationId, PlanId, ProgressImportId, ProjectId},
    labels,
    money::{Baht, grouped},
    patch::Patch,
    project::Project,
    refusal::{Fault, PathStep, Refusal, Warning},
    sheet::{CellPlace, CellProblem, SheetFault},
    text,
};
use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// What a row says that is filled in, by the names that inputs and the audit trail have for it, in the form's order.
pub const FIELDS: [&str; 10] = [
    "ordinanceBudget",
    "disbursed",
    "inOrdinance",
    "status",
    "unableReason",
    "unableDetail",
    "result",
    "problems",
    "suggestions",
    "remark",
];

/// The column of ลำดับที่, where a problem of a whole row stands.
pub const NUMBER: &str = "number";

/// A form as it was read: its rows, and every problem that reading found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FormReading {
    /// What it belongs to.
    pub head: FormHead,
    /// The name of the sheet with the rows.
    pub sheet: String,
    /// Where each field stands, counted from 0.
    pub columns: BTreeMap<String, u32>,
    /// Its rows that could be told apart, in the sheet's order.
    pub rows: Vec<FormRow>,
    /// What could not be read.
    pub problems: Vec<CellProblem>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FormRow {
    /// Its place in the sheet, counted from 0.
    pub row: u32,
    /// Which project it is about, and what was read of it.
    pub key: RowKey,
    /// ลำดับที่ as the row has it; none where that cell is blank.
    pub number: Option<String>,
    /// The name as the row has it.
    pub name: Option<String>,
    /// What it says.
    pub values: FormValues,
    /// Whether it says what it said when the form was made.
    pub untouched: bool,
    /// Whether a cell of it could not be read, so that nothing can be said of the row as a whole.
    pub unreadable: bool,
}

impl FormReading {
    /// Where a field of a row stands; the number's cell for anything without a column of its own.
    #[must_use]
    pub fn place(&self, row: &FormRow, field: &str) -> CellPlace {
        let column = self.columns.get(field).or_else(|| self.columns.get(NUMBER)).copied().unwrap_or_default();
        CellPlace::cell(&self.sheet, row.row, column)
    }
}

/// An uploaded form that waits to be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressImport {
    /// Identity.
    pub id: ProgressImportId,
    /// Whose account uploaded it: the only one to see and apply it.
    pub account: AccountId,
    /// The organization.
    pub organization_id: OrganizationId,
    /// The plan.
    pub plan_id: PlanId,
    /// The file's name as it was given.
    pub file_name: String,
    /// SHA-256 of the file, 64 hexadecimal digits.
    pub sha256: String,
    /// What was read.
    pub reading: FormReading,
    /// When it was uploaded, UTC.
    pub created_at: DateTime<Utc>,
    /// When it was applied, if it was.
    pub applied_at: Option<DateTime<Utc>>,
}

impl ProgressImport {
    /// How long an upload waits.
    pub const WAITS: TimeDelta = TimeDelta::days(1);

    /// When it stops waiting.
    #[must_use]
    pub fn expires_at(&self) -> DateTime<Utc> {
        self.created_at + Self::WAITS
    }
}

/// What applying a form would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportPreview {
    /// Each project whose report changes, in the sheet's order.
    pub changes: Vec<PlannedChange>,
    /// How many rows say what is recorded.
    pub unchanged: usize,
    /// How many rows report nothing yet.
    pub awaiting: usize,
    /// Everything that is wrong: with any of it, nothing is applied.
    pub problems: Vec<CellProblem>,
    /// What is allowed but worth a second look.
    pub warnings: Vec<CellProblem>,
}

impl ImportPreview {
    /// Whether applying it would write something.
    #[must_use]
    pub fn can_apply(&self) -> bool {
        self.problems.is_empty() && !self.changes.is_empty()
    }
}

/// What would change of one project's report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedChange {
    /// The project.
    pub project: ProjectId,
    /// ลำดับที่
    pub number: i16,
    /// The project's name.
    pub name: String,
    /// Whether it is the first report.
    pub is_first: bool,
    /// What changes, in the form's order.
    pub fields: Vec<CellChange>,
    /// The report as it would be.
    pub values: ProgressValues,
}

/// One field that would change, with its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// Where it stands.
    pub place: CellPlace,
    /// The field, before and after.
    pub change: FieldChange,
}

/// What comes of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowOutcome {
    /// It says what is recorded, or what it said when the form was made.
    Unchanged,
    /// It reports nothing, and nothing is reported.
    Awaiting,
    /// The report changes.
    Change(Box<PlannedChange>, Vec<CellProblem>),
    /// Something is wrong.
    Wrong(Vec<CellProblem>),
}

/// Whether number and name of a row, as far as it has them, are the project's. Spaces, line breaks and encodings do not count.
#[must_use]
pub fn is_about(row: &FormRow, project: &Project) -> bool {
    let number = row.number.as_ref().is_none_or(|number| *number == project.number.to_string());
    number && row.name.as_ref().is_none_or(|name| name_key(name) == name_key(&project.name))
}

/// A name as names are compared.
#[must_use]
pub fn name_key(name: &str) -> String {
    text::search_key(name).chars().filter(|character| !character.is_whitespace()).collect()
}

/// What would come of a row, as things stand; `carried` is the six-month report that the form shows where the round has none of
/// its own, `allowed` whether whoever imports may report on the project.
#[must_use]
pub fn judge(
    reading: &FormReading,
    row: &FormRow,
    situation: &Situation<'_>,
    carried: Option<&Progress>,
    allowed: Result<(), WhyNot>,
) -> RowOutcome {
    let current = situation.current.map(|progress| &progress.values);
    let shown = match (current, carried) {
        (Some(current), _) => FormValues::of(current),
        (None, Some(carried)) => FormValues::carried_forward(carried),
        (None, None) => FormValues::default(),
    };
    let says_nothing_new =
        row.values.says_as(&shown) || (current.is_none() && row.values.says_as(&FormValues::default()));
    if row.untouched || says_nothing_new {
        return if row.values.status.is_some() { RowOutcome::Unchanged } else { RowOutcome::Awaiting };
    }
    let at = |field: &str| reading.place(row, field);
    if let Err(why) = allowed {
        return RowOutcome::Wrong(vec![CellProblem::of_rule(at(NUMBER), &why.into())]);
    }
    let Some(input) = input(row, current) else {
        return RowOutcome::Wrong(vec![CellProblem::of(at("status"), &SheetFault::StatusRequired)]);
    };
    match record::check(input, situation) {
        Err(refusals) => {
            let problem = |refusal: &Refusal| match refusal.fault {
                Fault::StaleVersion { .. } => CellProblem::of(
                    at(NUMBER),
                    &SheetFault::RowIsStale { differences: differences(&shown, &row.values) },
                ),
                _ => CellProblem::of_rule(at(last_field(&refusal.path.0)), &refusal.fault),
            };
            RowOutcome::Wrong(refusals.iter().map(problem).collect())
        }
        Ok((values, warnings)) => {
            let warning = |it: &Warning| CellProblem::of_warning(at(last_field(&it.path.0)), it.kind);
            let warnings = warnings.iter().map(warning).collect();
            let project = situation.project;
            let change = PlannedChange {
                project: project.id,
                number: project.number,
                name: project.name.clone(),
                is_first: current.is_none(),
                fields: changed_fields(current, &values, at),
                values,
            };
            RowOutcome::Change(Box::new(change), warnings)
        }
    }
}

/// What is recorded and what a row says, where they differ, in words.
fn differences(recorded: &FormValues, said: &FormValues) -> Vec<(&'static str, String, String)> {
    let json = |values: &FormValues| serde_json::to_value(values.settled()).ok();
    let change = Change {
        kind: EventKind::ProgressRecorded,
        subject: String::new(),
        project: None,
        before: json(recorded),
        after: json(said),
        reason: None,
    };
    let words = |field: &str, value: Option<String>| match value {
        None => "–".to_owned(),
        Some(amount) if matches!(field, "ordinanceBudget" | "disbursed") => grouped(&amount),
        Some(value) => labels::field_value(field, &value).map_or(value, str::to_owned),
    };
    let difference = |FieldChange { field, before, after }: FieldChange| {
        Some((labels::field(&field)?, words(&field, before), words(&field, after)))
    };
    change.fields().into_iter().filter_map(difference).collect()
}

/// Every field that differs, in the form's order.
fn changed_fields(
    before: Option<&ProgressValues>,
    after: &ProgressValues,
    at: impl Fn(&str) -> CellPlace,
) -> Vec<CellChange> {
    let change = Change {
        kind: EventKind::ProgressRecorded,
        subject: String::new(),
        project: None,
        before: before.map(ProgressValues::to_json),
        after: Some(after.to_json()),
        reason: None,
    };
    let mut fields: HashMap<String, FieldChange> =
        change.fields().into_iter().map(|change| (change.field.clone(), change)).collect();
    let changed = |field: &&str| Some(CellChange { place: at(field), change: fields.remove(*field)? });
    FIELDS.iter().filter_map(changed).collect()
}

/// A row as an input of the rules; none without a status. What a cell says is meant, so every text is stated, as it is recorded
/// where only its line ends differ.
fn input(row: &FormRow, current: Option<&ProgressValues>) -> Option<ProgressInput> {
    let values = &row.values;
    let text = |said: &Option<String>, recorded: fn(&ProgressValues) -> &Option<String>| {
        let recorded = current.and_then(|values| recorded(values).as_ref());
        match said {
            None if recorded.is_none() => Patch::Keep,
            None => Patch::Clear,
            Some(said) => {
                let same = recorded.filter(|text| as_written(text).as_ref() == Some(said));
                Patch::Set(same.unwrap_or(said).clone())
            }
        }
    };
    let amount = |said: Option<Decimal>, recorded: fn(&ProgressValues) -> Baht| match said {
        Some(said) => Patch::Set(said),
        None if current.is_some_and(|values| !recorded(values).is_zero()) => Patch::Clear,
        None => Patch::Keep,
    };
    Some(ProgressInput {
        status: values.status?,
        unable_reason: match values.unable_reason {
            Some(reason) => Patch::Set(reason),
            None if current.is_some_and(|values| values.unable_reason.is_some()) => Patch::Clear,
            None => Patch::Keep,
        },
        unable_detail: text(&values.unable_detail, |values| &values.unable_detail),
        in_ordinance: match values.in_ordinance {
            Some(said) => Patch::Set(said),
            None if current.is_some_and(|values| values.in_ordinance) => Patch::Clear,
            None => Patch::Keep,
        },
        ordinance_budget: amount(values.ordinance_budget, |values| values.ordinance_budget),
        disbursed: amount(values.disbursed, |values| values.disbursed),
        result: text(&values.result, |values| &values.result),
        problems: text(&values.problems, |values| &values.problems),
        suggestions: text(&values.suggestions, |values| &values.suggestions),
        remark: text(&values.remark, |values| &values.remark),
        expected_version: row.key.version,
    })
}

fn last_field(steps: &[PathStep]) -> &str {
    match steps.last() {
        Some(PathStep::Field(name)) => name,
        _ => NUMBER,
    }
}

#[cfg(test)]
#[path = "import_tests.rs"]
mod tests;
