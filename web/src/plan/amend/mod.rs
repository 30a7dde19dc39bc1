//! Amending a plan without writing JSON: forms change the plan's text and hand it in whole (`amendPlan`). The first change of an adopted
//! plan draws up its amendment; the next ones change that draft.

pub mod heading;
pub mod project;
mod project_form;

use super::query::{
    self,
    text::{TextOrganization, TextOrganizationPlanRevisions},
};
use crate::{
    address,
    form::{Fault, Form},
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};
use serde_json::Value;
use sucharit_domain::round_report::ApprovalState;

/// The text to be changed, and where it stands.
#[derive(Debug)]
struct Draft {
    code: String,
    organization: String,
    divisions: Vec<String>,
    /// The plan's first and last year.
    years: (i64, i64),
    revision: TextOrganizationPlanRevisions,
    document: Value,
}

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

    /// Whether an amendment is drawn up already.
    fn is_drawn_up(&self) -> bool {
        self.revision.state == ApprovalState::Draft
    }

    fn may(&self) -> bool {
        self.revision.viewer_can_amend
    }

    /// A form with what every form of an amendment has.
    fn begun(&self, form: Form) -> Form {
        let reason = self.revision.reason.clone().filter(|_| self.is_drawn_up()).unwrap_or_default();
        form.with("version", self.revision.version.to_string()).with("reason", reason)
    }

    /// The number and name of every project.
    fn projects(&self) -> Vec<(i64, &str)> {
        let projects = self.document["projects"].as_array().map(Vec::as_slice).unwrap_or_default();
        let read = |project: &'_ Value| project["number"].as_i64();
        projects.iter().filter_map(|project| Some((read(project)?, project["name"].as_str()?))).collect()
    }

    /// Hands the text in: the number of the revision that says it now, or every fault, each at the field that `place` finds for its
    /// place in the text.
    async fn hand_in(
        self,
        v: &Visit,
        form: &Form,
        place: impl Fn(&[String]) -> Option<String>,
    ) -> Result<std::result::Result<i64, Vec<Fault>>, Trouble> {
        let input = query::amend_plan::AmendPlanInput {
            document: self.document.to_string(),
            expected_version: form.whole("version").unwrap_or_default(),
            reason: form.text("reason").unwrap_or_default(),
            revision_id: self.revision.id.clone(),
        };
        let payload = v.ask::<query::AmendPlan>(query::amend_plan::Variables { input }).await?.amend_plan;
        if let Some(revision) = payload.plan_revision {
            return Ok(Ok(revision.revision));
        }
        let fault = |error: query::amend_plan::AmendPlanAmendPlanUserErrors| {
            let path: Vec<String> = error.path.iter().filter(|step| *step != "input").cloned().collect();
            match path.split_first() {
                Some((first, rest)) if first == "document" => {
                    let found = place(rest);
                    // What lies elsewhere in the text is named by its place there.
                    let message = if found.is_some() || rest.is_empty() {
                        error.message
                    } else {
                        format!("{} ({})", error.message, rest.join("."))
                    };
                    Fault::of(error.code, message, &found.into_iter().collect::<Vec<_>>())
                }
                _ => Fault::of(error.code, error.message, &path),
            }
        };
        Ok(Err(payload.user_errors.into_iter().map(fault).collect()))
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

/// The form as it was typed, about the version that stands now where it was stale: what changed meanwhile is said.
fn typed(form: Form, faults: &[Fault], draft: &Draft) -> Form {
    let is_stale = faults.iter().any(|fault| fault.code == "STALE_VERSION");
    if is_stale { form.with("version", draft.revision.version.to_string()) } else { form }
}
