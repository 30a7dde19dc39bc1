//! Amending one project.

use super::{
    Draft,
    project_form::{changed, filled, group_names, indicator_names, place_of},
    typed,
};
use crate::{
    address,
    form::{Fault, Faults, Form},
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, web::Path};
use serde_json::Value;
use sucharit_domain::project::{Comparison, ProjectKind, TargetGroupCategory};

#[derive(Template)]
#[template(path = "plan/amend_project.html")]
struct ProjectPage {
    v: Visit,
    draft: Draft,
    number: i64,
    form: Form,
    faults: Faults,
}

impl ProjectPage {
    /// Each year with the names of its two fields.
    fn years(&self) -> Vec<(i64, String, String)> {
        let years = self.draft.years.0..=self.draft.years.1;
        years.map(|year| (year, format!("runs-{year}"), format!("budget-{year}"))).collect()
    }

    /// The lists of indicators with their headings.
    fn lists(&self) -> Vec<(&'static str, &'static str)> {
        vec![("outputs", self.v.t("ตัวชี้วัดผลผลิต", "Outputs")), ("outcomes", self.v.t("ตัวชี้วัดผลลัพธ์", "Outcomes"))]
    }

    fn kinds(&self) -> Vec<(&'static str, &'static str)> {
        ProjectKind::ALL.iter().map(|kind| (kind.code(), self.v.word(kind))).collect()
    }

    fn categories(&self) -> Vec<(&'static str, &'static str)> {
        TargetGroupCategory::ALL.iter().map(|category| (category.code(), self.v.word(category))).collect()
    }

    fn comparisons(&self) -> Vec<(&'static str, &'static str)> {
        Comparison::ALL.iter().map(|comparison| (comparison.code(), self.v.word(comparison))).collect()
    }

    fn quarters(&self) -> Vec<(String, String)> {
        (1..=4).map(|quarter: i64| (quarter.to_string(), self.v.n(quarter))).collect()
    }

    fn yes_or_no(&self) -> Vec<(&'static str, &'static str)> {
        vec![("yes", self.v.t("ใช้งบประมาณ", "Yes")), ("no", self.v.t("ไม่ใช้งบประมาณ", "No"))]
    }

    /// The names of the fields of each target group.
    fn groups(&self) -> Vec<[String; 3]> {
        group_names(&self.form)
    }

    /// The names of the fields of each indicator.
    fn indicators(&self, list: &str) -> Vec<[String; 4]> {
        indicator_names(&self.form, list)
    }
}

/// Where a project stands in the text.
fn index_of(document: &Value, number: i64) -> Result<usize, Trouble> {
    let projects = document["projects"].as_array().map(Vec::as_slice).unwrap_or_default();
    projects.iter().position(|project| project["number"] == number).ok_or_else(Trouble::not_found)
}

/// `GET /organization/CODE/plan/YEAR/amend/project/NUMBER`
#[handler]
pub async fn show(request: &Request, Path((code, year, number)): Path<(String, i64, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let draft = Draft::of(&v, &code, year).await?;
    let project = &draft.document["projects"][index_of(&draft.document, number)?];
    let form = draft.begun(filled(project));
    let page = ProjectPage { v, draft, number, form, faults: Faults::default() };
    Ok(page.v.answer(&page))
}

/// `POST /organization/CODE/plan/YEAR/amend/project/NUMBER`
#[handler]
pub async fn save(
    request: &Request,
    Path((code, year, number)): Path<(String, i64, i64)>,
    body: Body,
) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let mut draft = Draft::of(&v, &code, year).await?;
    let index = index_of(&draft.document, number)?;
    let start = draft.years.0;
    let years: Vec<i64> = (draft.years.0..=draft.years.1).collect();
    let project = draft.document["projects"][index].as_object_mut().ok_or_else(Trouble::internal)?;
    let rows = changed(project, &form, &years);
    let place = |path: &[String]| match path {
        [projects, place, rest @ ..] if projects == "projects" && *place == index.to_string() => place_of(rest, &rows),
        _ => None,
    };
    let faults: Vec<Fault> = match draft.hand_in(&v, &form, place).await? {
        Ok(number) => return Ok(v.go(&format!("{}?done=edited", address::revision(&code, start, number)))),
        Err(faults) => faults,
    };
    let draft = Draft::of(&v, &code, year).await?;
    let form = typed(form, &faults, &draft);
    let page = ProjectPage { v, draft, number, form, faults: Faults(faults) };
    Ok(page.v.refuse(&page))
}
