//! All projects of a round in one table, saved row by row.

use super::{
    RoundPlace,
    one::{Conflict, Recorded, record_one},
    query,
    values::Difference,
};
use crate::{
    address,
    form::{Faults, Form},
    progress_values,
    trouble::Trouble,
    visit::{Visit, parameter},
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, http::header, web::Path};
use query::round_table::{RoundTableOrganizationDivisions, RoundTableOrganizationPlanRoundReport};
use serde_json::json;
use sucharit_domain::access::WhyNot;

/// What a row has a field for; the long texts are written on the project's own page and stay as they are.
const LONG: [&str; 3] = ["result", "problems", "suggestions"];

/// What a row shows.
const FIELDS: [&str; 7] =
    ["status", "unableReason", "unableDetail", "inOrdinance", "ordinanceBudget", "disbursed", "remark"];

struct Row {
    id: String,
    number: i64,
    name: String,
    uses_budget: bool,
    why_not: Option<WhyNot>,
    is_reported: bool,
    is_carried: bool,
    form: Form,
    faults: Faults,
    conflict: Option<Vec<Difference>>,
}

#[derive(Template)]
#[template(path = "progress/table.html")]
struct TablePage {
    v: Visit,
    place: RoundPlace,
    organization: String,
    divisions: Vec<RoundTableOrganizationDivisions>,
    division: String,
    report: RoundTableOrganizationPlanRoundReport,
    rows: Vec<Row>,
}

impl TablePage {
    async fn load(v: Visit, place: RoundPlace, division: String) -> Result<Self, Trouble> {
        let variables = query::round_table::Variables {
            organization: place.organization.clone(),
            fiscal_year: place.fiscal_year,
            round: place.round,
            division: Some(division.clone()).filter(|division| !division.is_empty()),
        };
        let found = v.ask::<query::RoundTable>(variables).await?.organization.ok_or_else(Trouble::not_found)?;
        let plan = found.plan.ok_or_else(Trouble::not_found)?;
        let rows = plan.projects.nodes.into_iter().map(|project| {
            let is_reported = project.progress.is_some();
            let is_carried = !is_reported && project.carried_forward.is_some();
            let form = match (project.progress, project.carried_forward) {
                (Some(progress), _) => {
                    let values = progress_values!(progress);
                    values.form().with("expectedVersion", values.version.to_string())
                }
                (None, Some(carried)) => progress_values!(carried.six_month).form(),
                (None, None) => Form::default(),
            };
            Row {
                id: project.id,
                number: project.number,
                name: project.name,
                uses_budget: project.uses_budget,
                why_not: project.why_not,
                is_reported,
                is_carried,
                form,
                faults: Faults::default(),
                conflict: None,
            }
        });
        Ok(Self {
            rows: rows.collect(),
            organization: found.name,
            divisions: found.divisions,
            division,
            report: plan.round_report.ok_or_else(Trouble::not_found)?,
            place,
            v,
        })
    }

    fn address(&self) -> String {
        let division = address::encoded(&self.division);
        format!("{}/table?division={division}", self.place.address())
    }

    fn row_address(&self, row: &Row) -> String {
        let division = address::encoded(&self.division);
        format!("{}/table/{}?division={division}", self.place.address(), row.number)
    }

    fn project(&self, row: &Row) -> String {
        address::project_progress(&self.place.organization, self.place.fiscal_year, self.place.round, row.number)
    }

    fn reported(&self) -> usize {
        self.rows.iter().filter(|row| row.is_reported).count()
    }

    /// The row that was just saved.
    fn is_saved(&self, row: &Row) -> bool {
        self.v.done(&format!("saved-{}", row.number))
    }

    /// What is wrong in any row, for the summary: where, and what.
    fn wrong(&self) -> Vec<(String, String)> {
        let of_row = |row: &Row| {
            let list = row.faults.list(&self.v).into_iter();
            let number = row.number;
            let place = move |field: String| {
                if FIELDS.contains(&field.as_str()) { format!("{field}-{number}") } else { format!("row-{number}") }
            };
            list.map(move |(field, words)| (place(field), format!("{number}. {words}"))).collect::<Vec<_>>()
        };
        self.rows.iter().flat_map(of_row).collect()
    }
}

fn division(request: &Request, v: &Visit) -> String {
    let own = v.viewer.as_ref().and_then(|viewer| viewer.division.clone()).map(|(id, _)| id);
    parameter(request, "division").or(own).unwrap_or_default()
}

/// `GET …/table[?division=ID]`
#[handler]
pub async fn show(request: &Request, path: Path<(String, String, String)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let division = division(request, &v);
    let page = TablePage::load(v, RoundPlace::of(&path)?, division).await?;
    Ok(page.v.answer(&page))
}

/// `POST …/table/NUMBER[?division=ID]`: one row. The page's script takes the outcome as JSON; without it comes the table again.
#[handler]
pub async fn save(request: &Request, body: Body, path: Path<(String, String, String, String)>) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let (organization, year, round, number) = &path.0;
    let place = RoundPlace::read(organization, year, round)?;
    let division = division(request, &v);
    let mut page = TablePage::load(v, place, division).await?;
    let place = page.rows.iter().position(|row| row.number.to_string() == *number).ok_or_else(Trouble::not_found)?;
    let row = &page.rows[place];
    // A row has a field for these only where it is recorded as it was read, else it is stale.
    let form = form.or(&row.form, &LONG);
    let recorded = record_one(&page.v, &page.place, &row.id, row.uses_budget, &form).await?;
    let wants_json = request.headers().get(header::ACCEPT).is_some_and(|accept| accept == "application/json");
    match recorded {
        Recorded::Done { values, warnings } if wants_json => {
            let (version, values) = (values.version, fields_of(&values.form()));
            Ok(json_of(&json!({ "version": version, "values": values, "warnings": warnings })))
        }
        Recorded::Done { .. } => Ok(page.v.go(&format!("{}&done=saved-{number}#row-{number}", page.address()))),
        Recorded::Refused { faults, conflict } if wants_json => {
            let v = &page.v;
            let faults: Vec<_> = faults.list(v).into_iter().map(|(field, words)| json!([field, words])).collect();
            let conflict = conflict.map(|Conflict { current, differences }| {
                json!({ "version": current.version, "values": fields_of(&current.form()), "differences": differences })
            });
            Ok(json_of(&json!({ "faults": faults, "conflict": conflict })))
        }
        Recorded::Refused { faults, conflict } => {
            let row = &mut page.rows[place];
            row.form = form;
            row.faults = faults;
            if let Some(Conflict { current, differences }) = conflict {
                row.form = row.form.clone().with("expectedVersion", current.version.to_string());
                row.conflict = Some(differences);
            }
            Ok(page.v.refuse(&page))
        }
    }
}

/// A row's fields as the script puts them in.
fn fields_of(form: &Form) -> serde_json::Map<String, serde_json::Value> {
    FIELDS.iter().map(|field| ((*field).to_owned(), form.get(field).into())).collect()
}

fn json_of(value: &serde_json::Value) -> Response {
    Response::builder()
        .content_type("application/json; charset=utf-8")
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .body(value.to_string())
}
