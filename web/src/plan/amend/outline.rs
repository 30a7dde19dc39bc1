//! Changing a dimension's outline: its missions and their objectives.

use super::{
    Draft,
    rows::{Kept, List, Part, items, next_code, shown, within_item},
};
use crate::{
    form::{Faults, Form},
    visit::Visit,
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, web::Path};
use serde_json::{Map, Value, json};

const MISSIONS: List = List { name: "missions", parts: &[("name", Part::Text), ("code", Part::Key)], empty: 1 };
const OBJECTIVES: List = List { name: "objectives", parts: &[("name", Part::Text), ("code", Part::Key)], empty: 2 };

#[derive(Template)]
#[template(path = "plan/amend_dimension.html")]
struct DimensionPage {
    v: Visit,
    draft: Draft,
    number: i64,
    form: Form,
    faults: Faults,
}

impl DimensionPage {
    fn heading(&self) -> String {
        self.v.numbered(self.v.t("แก้ไขภารกิจและวัตถุประสงค์ มิติที่", "Change the outline of dimension"), self.number)
    }

    /// The names of the fields of each mission, and those of each of its objectives.
    fn missions(&self) -> Vec<([String; 2], Vec<[String; 2]>)> {
        let missions = MISSIONS.rows(&self.form, "", ["name", "code"]);
        let objectives = |row| OBJECTIVES.rows(&self.form, &within(row), ["name", "code"]);
        missions.into_iter().enumerate().map(|(row, mission)| (mission, objectives(row))).collect()
    }
}

/// How the names of the fields of a mission's objectives begin.
fn within(mission: usize) -> String {
    format!("missions-{mission}-")
}

fn filled(dimension: &Value) -> Form {
    let mut form = MISSIONS.filled(Form::default().with("name", shown(&dimension["name"])), "", dimension);
    let missions = items(&dimension["missions"]);
    let empty = std::iter::repeat_n(&Value::Null, MISSIONS.empty);
    for (row, mission) in missions.iter().chain(empty).enumerate() {
        form = OBJECTIVES.filled(form, &within(row), mission);
    }
    form
}

/// Puts what a form says into a dimension. What is added goes by the next code; what is there keeps its own.
fn change(dimension: &mut Map<String, Value>, number: i64, form: &Form) -> Kept {
    let mut kept = Kept::default();
    dimension.insert("name".to_owned(), form.text("name").unwrap_or_default().into());
    let mut missions = dimension.get("missions").map(items).unwrap_or_default().to_vec();
    MISSIONS.put(dimension, form, "", &mut kept, |row, mission, kept| {
        let code = mission.entry("code").or_insert_with(|| next_code(missions.iter(), &format!("{number}.")).into());
        let prefix = format!("{}.", shown(code));
        let mut objectives = mission.get("objectives").map(items).unwrap_or_default().to_vec();
        OBJECTIVES.put(mission, form, &within(row), kept, |_, objective, _| {
            let code = objective.entry("code").or_insert_with(|| next_code(objectives.iter(), &prefix).into());
            objectives.push(json!({ "code": code }));
        });
        missions.push(json!({ "code": mission["code"] }));
    });
    kept
}

/// `GET /organization/CODE/plan/YEAR/amend/dimension/NUMBER`
#[handler]
pub async fn show(request: &Request, Path((code, year, number)): Path<(String, i64, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let draft = Draft::of(&v, &code, year).await?;
    let index = draft.index_of("dimensions", "number", number)?;
    let form = draft.begun(filled(&draft.document["dimensions"][index]));
    let page = DimensionPage { v, draft, number, form, faults: Faults::default() };
    Ok(page.v.answer(&page))
}

/// `POST /organization/CODE/plan/YEAR/amend/dimension/NUMBER`
#[handler]
pub async fn save(
    request: &Request,
    Path((code, year, number)): Path<(String, i64, i64)>,
    body: Body,
) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let mut draft = Draft::of(&v, &code, year).await?;
    let index = draft.index_of("dimensions", "number", number)?;
    let kept = change(draft.item("dimensions", index)?, number, &form);
    let place = |path: &[String], form: &Form| kept.field(within_item(path, "dimensions", index)?, form, &[]);
    let (draft, form, faults) = match draft.hand_in(&v, form, place).await? {
        Ok(response) => return Ok(response),
        Err(refused) => refused,
    };
    let page = DimensionPage { v, draft, number, form, faults };
    Ok(page.v.refuse(&page))
}

#[cfg(test)]
mod tests {
    use super::{change, filled};
    use serde_json::{Value, json};

    fn dimension() -> Value {
        json!({ "number": 1, "name": "สุจริต", "missions": [
            { "code": "1.1", "name": "หนึ่ง", "objectives": [{ "code": "1.1.1", "name": "ก" }, { "code": "1.1.2", "name": "ข" }] },
            { "code": "1.2", "name": "สอง", "objectives": [] },
        ] })
    }

    #[test]
    fn a_form_sent_as_it_was_changes_nothing() {
        let mut same = dimension();
        change(same.as_object_mut().unwrap(), 1, &filled(&dimension()));
        assert_eq!(same, dimension());
    }

    #[test]
    fn codes_stay_with_their_names_and_new_ones_follow() {
        let form = filled(&dimension())
            .with("missions-0-objectives-0-name", "")
            .with("missions-0-objectives-2-name", "ค")
            .with("missions-0-objectives-3-name", "ง")
            .with("missions-1-name", "สองใหม่")
            .with("missions-2-name", "สาม")
            .with("missions-2-objectives-0-name", "จ");
        let mut changed = dimension();
        change(changed.as_object_mut().unwrap(), 1, &form);
        assert_eq!(
            changed["missions"],
            json!([
                { "code": "1.1", "name": "หนึ่ง", "objectives": [
                    { "code": "1.1.2", "name": "ข" }, { "code": "1.1.3", "name": "ค" }, { "code": "1.1.4", "name": "ง" },
                ] },
                { "code": "1.2", "name": "สองใหม่", "objectives": [] },
                { "code": "1.3", "name": "สาม", "objectives": [{ "code": "1.3.1", "name": "จ" }] },
            ])
        );
    }
}
