//! Changing what stands above the projects: the plan's title, and who adopts it.

use super::{Draft, rows::shown};
use crate::{
    form::{Faults, Form},
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, web::Path};
use serde_json::Value;

#[derive(Template)]
#[template(path = "plan/amend_heading.html")]
struct HeadingPage {
    v: Visit,
    draft: Draft,
    form: Form,
    faults: Faults,
}

impl HeadingPage {
    fn heading(&self) -> &str {
        self.v.t("แก้ไขข้อมูลแผน", "Change the plan itself")
    }
}

/// `GET /organization/CODE/plan/YEAR/amend/plan`
#[handler]
pub async fn show(request: &Request, Path((code, year)): Path<(String, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let draft = Draft::of(&v, &code, year).await?;
    let plan = &draft.document["plan"];
    let form = Form::default()
        .with("title", shown(&plan["title"]))
        .with("adoptedByPosition", shown(&plan["adoptedByPosition"]));
    let form = draft.begun(form);
    let page = HeadingPage { v, draft, form, faults: Faults::default() };
    Ok(page.v.answer(&page))
}

/// `POST /organization/CODE/plan/YEAR/amend/plan`
#[handler]
pub async fn save(request: &Request, Path((code, year)): Path<(String, i64)>, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let mut draft = Draft::of(&v, &code, year).await?;
    let plan = draft.document["plan"].as_object_mut().ok_or_else(Trouble::internal)?;
    plan.insert("title".to_owned(), form.text("title").unwrap_or_default().into());
    let position = form.text("adoptedByPosition").map_or(Value::Null, Into::into);
    plan.insert("adoptedByPosition".to_owned(), position);
    let place = |path: &[String], form: &Form| match path {
        [plan, field] if plan == "plan" && form.has(field) => Some(field.clone()),
        _ => None,
    };
    let (draft, form, faults) = match draft.hand_in(&v, form, place).await? {
        Ok(response) => return Ok(response),
        Err(refused) => refused,
    };
    let page = HeadingPage { v, draft, form, faults };
    Ok(page.v.refuse(&page))
}
