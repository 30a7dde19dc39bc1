//! Changing a plan without writing JSON: forms change the plan's text and hand it in whole (`amendPlan`). The first change of an adopted
//! plan draws up its amendment; the next ones change that draft. A plan that was never adopted is changed in place.
//!
//! # Adding a form
//! Its lists are [`rows::List`]s; its template extends `plan/amend_form.html`; its handlers begin with [`Draft::of`] and hand in with
//! [`Draft::hand_in`]; a link to it stands in `plan/amend.html`.

pub mod goal;
pub mod heading;
pub mod outline;
pub mod project;
mod project_form;
pub mod remove;
pub mod risk;
mod rows;
pub mod workbook;

use super::{
    difference::in_words,
    query::{
        self,
        text::{TextOrganization, TextOrganizationPlanRevisions},
    },
};
use crate::{
    address,
    form::{Fault, Faults, Form},
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};
use rows::{items, shown};
use serde_json::{Map, Value};
use std::borrow::Borrow;
use sucharit_domain::round_report::ApprovalState;

/// What changing a plan is called while its latest revision stands so.
pub fn title(v: &Visit, revision: impl Borrow<i64>, state: impl Borrow<ApprovalState>) -> &str {
    match state.borrow() {
        ApprovalState::Draft if *revision.borrow() == 1 => v.t("แก้ไขร่างแผน", "Change the draft of the plan"),
        ApprovalState::Draft => v.t("แก้ไขร่างฉบับปรับปรุง", "Change the draft of the amendment"),
        _ => v.t("ปรับปรุงแผน", "Amend the plan"),
    }
}

/// The text to be changed, and where it stands.
#[derive(Debug)]
struct Draft {
    code: String,
    organization: String,
    divisions: Vec<String>,
    plan: String,
    /// The plan's first and last year.
    years: (i64, i64),
    revision: TextOrganizationPlanRevisions,
    document: Value,
}

/// A form that was refused: about the text as it stands now, with what was typed and what is wrong.
type Refused = (Draft, Form, Faults);

impl Draft {
    /// The latest revision of the plan that covers a year.
    async fn of(v: &Visit, code: &str, year: i64) -> Result<Self, Trouble> {
        let variables = query::text::Variables { organization: code.to_owned(), year };
        let found: TextOrganization =
            v.ask::<query::Text>(variables).await?.organization.ok_or_else(Trouble::not_found)?;
        let mut plan = found.plan.ok_or_else(Trouble::not_found)?;
        let revision = plan.revisions.pop().ok_or_else(Trouble::not_found)?;
        let document = serde_json::from_str(&revision.document).map_err(|error| {
            tracing::error!(error = %error, "a plan's text is no JSON");
            Trouble::internal()
        })?;
        Ok(Self {
            code: code.to_owned(),
            organization: found.name,
            divisions: found.divisions.into_iter().map(|division| division.name).collect(),
            plan: plan.id,
            years: (plan.start_fiscal_year, plan.end_fiscal_year),
            revision,
            document,
        })
    }

    /// The address of a page of the amendment.
    fn at(&self, rest: &str) -> String {
        format!("{}/amend{rest}", address::plan(&self.code, self.years.0))
    }

    /// Where what comes of it is shown.
    fn back(&self) -> String {
        address::revision(&self.code, self.years.0, self.revision.revision)
    }

    fn title<'a>(&self, v: &'a Visit) -> &'a str {
        title(v, self.revision.revision, self.revision.state)
    }

    /// Whether the plan was never adopted, so that its text itself is changed.
    fn is_first(&self) -> bool {
        self.is_drawn_up() && self.revision.revision == 1
    }

    /// Whether there is a draft already.
    fn is_drawn_up(&self) -> bool {
        self.revision.state == ApprovalState::Draft
    }

    fn may(&self) -> bool {
        self.revision.viewer_can_amend
    }

    /// The reason that the draft has.
    fn reason(&self) -> String {
        self.revision.reason.clone().filter(|_| self.is_drawn_up()).unwrap_or_default()
    }

    /// A form with what every form of an amendment has.
    fn begun(&self, form: Form) -> Form {
        form.with("version", self.revision.version.to_string()).with("reason", self.reason())
    }

    fn fiscal_years(&self) -> Vec<i64> {
        (self.years.0..=self.years.1).collect()
    }

    /// The items of a list of the text.
    fn list(&self, name: &str) -> &[Value] {
        items(&self.document[name])
    }

    /// Where the item of a list stands whose field says this number.
    fn index_of(&self, list: &str, field: &str, number: i64) -> Result<usize, Trouble> {
        self.list(list).iter().position(|item| item[field] == number).ok_or_else(Trouble::not_found)
    }

    /// An item of a list, to be changed.
    fn item(&mut self, list: &str, index: usize) -> Result<&mut Map<String, Value>, Trouble> {
        self.document[list].get_mut(index).and_then(Value::as_object_mut).ok_or_else(Trouble::internal)
    }

    /// Adds an empty item to a list; answers with its place.
    fn add(&mut self, list: &str, item: Value) -> Result<usize, Trouble> {
        let list = self.document[list].as_array_mut().ok_or_else(Trouble::internal)?;
        list.push(item);
        Ok(list.len() - 1)
    }

    /// The number and a text of every item of a list.
    fn entries(&self, list: &str, number: &str, text: &str) -> Vec<(i64, &str)> {
        let items = self.list(list).iter();
        items.filter_map(|item| Some((item[number].as_i64()?, item[text].as_str()?))).collect()
    }

    fn projects(&self) -> Vec<(i64, &str)> {
        self.entries("projects", "number", "name")
    }

    fn dimensions(&self) -> Vec<(i64, &str)> {
        self.entries("dimensions", "number", "name")
    }

    fn risk_areas(&self) -> Vec<(i64, &str)> {
        self.entries("riskAreas", "sequence", "operation")
    }

    /// Hands the text in: on to the revision that says it now, or every fault, each at the field that `place` finds for its place in
    /// the text.
    async fn hand_in(
        self,
        v: &Visit,
        form: Form,
        place: impl Fn(&[String], &Form) -> Option<String>,
    ) -> Result<std::result::Result<Response, Refused>, Trouble> {
        let input = query::amend_plan::AmendPlanInput {
            document: self.document.to_string(),
            expected_version: form.whole("version").unwrap_or_default(),
            reason: form.text("reason"),
            revision_id: self.revision.id.clone(),
        };
        let payload = v.ask::<query::AmendPlan>(query::amend_plan::Variables { input }).await?.amend_plan;
        if let Some(revision) = payload.plan_revision {
            let page = address::revision(&self.code, self.years.0, revision.revision);
            return Ok(Ok(v.go(&format!("{page}?done=edited"))));
        }
        let fault = |error: query::amend_plan::AmendPlanAmendPlanUserErrors| {
            let path: Vec<String> = error.path.iter().filter(|step| *step != "input").cloned().collect();
            match path.split_first() {
                Some((first, rest)) if first == "document" => {
                    let found = place(rest, &form);
                    // What lies elsewhere in the text is named by its place there; of a whole list its own words say enough.
                    let message = if found.is_some() || rest.len() < 2 {
                        error.message
                    } else {
                        format!("{}: {}", self.in_words(v, rest), error.message)
                    };
                    Fault::of(error.code, message, &found.into_iter().collect::<Vec<_>>())
                }
                _ => Fault::of(error.code, error.message, &path),
            }
        };
        let faults: Vec<Fault> = payload.user_errors.into_iter().map(fault).collect();
        let now = Self::of(v, &self.code, self.years.0).await?;
        // About the version that stands now: what changed meanwhile is said.
        let is_stale = faults.iter().any(|fault| fault.code == "STALE_VERSION");
        let form = if is_stale { form.with("version", now.revision.version.to_string()) } else { form };
        Ok(Err((now, form, Faults(faults))))
    }

    /// A place in the text in words: `โครงการลำดับที่ 28 › ภารกิจตามมิติ`.
    fn in_words(&self, v: &Visit, path: &[String]) -> String {
        let (mut here, mut words): (_, Vec<String>) = (&self.document, Vec::new());
        for step in path {
            match step.parse::<usize>() {
                Ok(index) if here.is_array() => {
                    here = &here[index];
                    let own = ["number", "sequence", "code"].iter().map(|key| shown(&here[key]));
                    let name = own.into_iter().find(|own| !own.is_empty()).unwrap_or_else(|| (index + 1).to_string());
                    if let Some(last) = words.last_mut() {
                        *last = format!("{last} {name}");
                    }
                }
                _ => {
                    here = &here[step.as_str()];
                    words.push(in_words(step, v.settings.language));
                }
            }
        }
        v.n(words.join(" › "))
    }
}

#[derive(Template)]
#[template(path = "plan/amend.html")]
struct AmendPage {
    v: Visit,
    draft: Draft,
}

/// `GET /organization/CODE/plan/YEAR/amend`
#[handler]
pub async fn show(request: &Request, Path((code, year)): Path<(String, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let draft = Draft::of(&v, &code, year).await?;
    let page = AmendPage { v, draft };
    Ok(page.v.answer(&page))
}
