//! Amending what stands above the projects: the plan's title.

use super::{Draft, typed};
use crate::{
    address,
    form::{Fault, Faults, Form},
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

/// `GET /organization/CODE/plan/YEAR/amend/plan`
#[handler]
pub async fn show(request: &Request, Path((code, year)): Path<(String, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let draft = Draft::of(&v, &code, year).await?;
    let text = |name: &str| draft.document["plan"][name].as_str().unwrap_or_default().to_owned();
    let form = Form::default().with("title", text("title")).with("adoptedByPosition", text("adoptedByPosition"));
    let form = draft.begun(form);
    let page = HeadingPage { v, draft, form, faults: Faults::default() };
    Ok(page.v.answer(&page))
}

/// `POST /organization/CODE/plan/YEAR/amend/plan`
#[handler]
pub async fn save(request: &Request, Path((code, year)): Path<(String, i64)>, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let mut draft = Draft::of(&v, &code, year).await?;
    let start = draft.years.0;
    let plan = draft.document["plan"].as_object_mut().ok_or_else(Trouble::internal)?;
    plan.insert("title".to_owned(), form.text("title").unwrap_or_default().into());
    let position = form.text("adoptedByPosition").map_or(Value::Null, Into::into);
    plan.insert("adoptedByPosition".to_owned(), position);
    let place = |path: &[String]| match path {
        [plan, field, ..] if plan == "plan" && matches!(field.as_str(), "title" | "adoptedByPosition") => {
            Some(field.clone())
        }
        _ => None,
    };
    let faults: Vec<Fault> = match draft.hand_in(&v, &form, place).await? {
        Ok(number) => return Ok(v.go(&format!("{}?done=edited", address::revision(&code, start, number)))),
        Err(faults) => faults,
    };
    let draft = Draft::of(&v, &code, year).await?;
    let form = typed(form, &faults, &draft);
    let page = HeadingPage { v, draft, form, faults: Faults(faults) };
    Ok(page.v.refuse(&page))
}
