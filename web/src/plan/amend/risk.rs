//! Changing one area of the risk table, or adding one.

use super::{
    Draft,
    rows::{Kept, List, Part, next_number, shown, within_item},
};
use crate::{
    form::{Faults, Form},
    visit::Visit,
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, web::Path};
use serde_json::{Map, Value, json};
use sucharit_domain::risk::RiskLevel;

const ISSUES: List = List { name: "issues", parts: &[("text", Part::Text), ("level", Part::Text)], empty: 2 };
const MEASURES: List =
    List { name: "controlMeasures", parts: &[("name", Part::Text), ("projectNumber", Part::Number)], empty: 2 };

#[derive(Template)]
#[template(path = "plan/amend_risk.html")]
struct RiskPage {
    v: Visit,
    draft: Draft,
    number: i64,
    is_new: bool,
    form: Form,
    faults: Faults,
}

impl RiskPage {
    fn heading(&self) -> String {
        let words = if self.is_new {
            self.v.t("เพิ่มความเสี่ยง หัวข้อที่", "Add risk area")
        } else {
            self.v.t("แก้ไขความเสี่ยง หัวข้อที่", "Change risk area")
        };
        self.v.numbered(words, self.number)
    }

    /// The names of the fields of each issue.
    fn issues(&self) -> Vec<[String; 2]> {
        ISSUES.rows(&self.form, "", ["text", "level"])
    }

    /// The names of the fields of each control measure.
    fn measures(&self) -> Vec<[String; 2]> {
        MEASURES.rows(&self.form, "", ["name", "projectNumber"])
    }

    fn levels(&self) -> Vec<(&'static str, &'static str)> {
        RiskLevel::ALL.iter().map(|level| (level.code(), self.v.word(level))).collect()
    }
}

fn filled(area: &Value) -> Form {
    let form = Form::default().with("operation", shown(&area["operation"]));
    MEASURES.filled(ISSUES.filled(form, "", area), "", area)
}

/// Puts what a form says into an area.
fn change(area: &mut Map<String, Value>, form: &Form) -> Kept {
    let mut kept = Kept::default();
    area.insert("operation".to_owned(), form.text("operation").unwrap_or_default().into());
    for list in [ISSUES, MEASURES] {
        list.put(area, form, "", &mut kept, |_, _, _| ());
    }
    kept
}

/// `GET /organization/CODE/plan/YEAR/amend/risk-area/NUMBER`
#[handler]
pub async fn show(request: &Request, Path((code, year, number)): Path<(String, i64, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let draft = Draft::of(&v, &code, year).await?;
    let index = draft.index_of("riskAreas", "sequence", number)?;
    let form = draft.begun(filled(&draft.list("riskAreas")[index]));
    let page = RiskPage { v, draft, number, is_new: false, form, faults: Faults::default() };
    Ok(page.v.answer(&page))
}

/// `POST /organization/CODE/plan/YEAR/amend/risk-area/NUMBER`
#[handler]
pub async fn save(
    request: &Request,
    Path((code, year, number)): Path<(String, i64, i64)>,
    body: Body,
) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let draft = Draft::of(&v, &code, year).await?;
    let index = draft.index_of("riskAreas", "sequence", number)?;
    hand_in(v, draft, form, (index, number), false).await
}

/// `GET /organization/CODE/plan/YEAR/amend/risk-area/new`
#[handler]
pub async fn begin(request: &Request, Path((code, year)): Path<(String, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let draft = Draft::of(&v, &code, year).await?;
    let (number, form) = (next_number(draft.list("riskAreas"), "sequence"), draft.begun(filled(&Value::Null)));
    let page = RiskPage { v, draft, number, is_new: true, form, faults: Faults::default() };
    Ok(page.v.answer(&page))
}

/// `POST /organization/CODE/plan/YEAR/amend/risk-area/new`
#[handler]
pub async fn add(request: &Request, Path((code, year)): Path<(String, i64)>, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let mut draft = Draft::of(&v, &code, year).await?;
    let number = next_number(draft.list("riskAreas"), "sequence");
    let index = draft.add("riskAreas", json!({ "sequence": number }))?;
    hand_in(v, draft, form, (index, number), true).await
}

/// Lets an area of the text say what the form says.
async fn hand_in(
    v: Visit,
    mut draft: Draft,
    form: Form,
    (index, number): (usize, i64),
    is_new: bool,
) -> Result<Response> {
    let kept = change(draft.item("riskAreas", index)?, &form);
    let place = |path: &[String], form: &Form| kept.field(within_item(path, "riskAreas", index)?, form, &[]);
    let (draft, form, faults) = match draft.hand_in(&v, form, place).await? {
        Ok(response) => return Ok(response),
        Err(refused) => refused,
    };
    let page = RiskPage { v, draft, number, is_new, form, faults };
    Ok(page.v.refuse(&page))
}
