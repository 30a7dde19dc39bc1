//! Changing the plan's goals, all on one page.

use super::{
    Draft,
    rows::{Kept, List, Part, items, next_code, number, shown},
};
use crate::{
    form::{Faults, Form},
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, web::Path};
use serde_json::{Map, Value};
use sucharit_domain::plan::GoalDirection;

/// The names of a goal's fields, and each year with that of its target.
type Goal = ([String; 5], Vec<(i64, String)>);

const GOALS: List = List {
    name: "goals",
    parts: &[
        ("name", Part::Text),
        ("code", Part::Key),
        ("direction", Part::Text),
        ("unit", Part::Text),
        ("baselineFiscalYear", Part::Number),
    ],
    empty: 1,
};

/// What the codes of goals that are added begin with.
const CODE: &str = "GOAL_";

#[derive(Template)]
#[template(path = "plan/amend_goals.html")]
struct GoalsPage {
    v: Visit,
    draft: Draft,
    form: Form,
    faults: Faults,
}

impl GoalsPage {
    fn heading(&self) -> &str {
        self.v.t("แก้ไขเป้าหมายของแผน", "Change the plan's goals")
    }

    fn goals(&self) -> Vec<Goal> {
        let goals = GOALS.rows(&self.form, "", ["name", "code", "direction", "unit", "baselineFiscalYear"]);
        let targets = |row| self.draft.fiscal_years().into_iter().map(|year| (year, target(row, year))).collect();
        goals.into_iter().enumerate().map(|(row, goal)| (goal, targets(row))).collect()
    }

    fn directions(&self) -> Vec<(&'static str, &'static str)> {
        GoalDirection::ALL.iter().map(|direction| (direction.code(), self.v.word(direction))).collect()
    }
}

/// The name of a target's field.
fn target(row: usize, year: i64) -> String {
    format!("goals-{row}-targets-{year}")
}

fn filled(draft: &Draft) -> Form {
    let mut form = GOALS.filled(Form::default(), "", &draft.document);
    for (row, goal) in draft.list("goals").iter().enumerate() {
        for year in draft.fiscal_years() {
            form = form.with(&target(row, year), shown(&goal["targets"][year.to_string()]));
        }
    }
    form
}

/// Puts what a form says into a plan's text.
fn change(document: &mut Map<String, Value>, form: &Form, years: &[i64]) -> Kept {
    let mut kept = Kept::default();
    let mut codes = items(&document["goals"]).to_vec();
    GOALS.put(document, form, "", &mut kept, |row, goal, _| {
        let typed = |year: &i64| Some((year.to_string(), number(&form.text(&target(row, *year))?)));
        goal.insert("targets".to_owned(), Value::Object(years.iter().filter_map(typed).collect()));
        goal.entry("code").or_insert_with(|| next_code(codes.iter(), CODE).into());
        codes.push(Value::Object(goal.clone()));
    });
    kept
}

/// `GET /organization/CODE/plan/YEAR/amend/goals`
#[handler]
pub async fn show(request: &Request, Path((code, year)): Path<(String, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let draft = Draft::of(&v, &code, year).await?;
    let form = draft.begun(filled(&draft));
    let page = GoalsPage { v, draft, form, faults: Faults::default() };
    Ok(page.v.answer(&page))
}

/// `POST /organization/CODE/plan/YEAR/amend/goals`
#[handler]
pub async fn save(request: &Request, Path((code, year)): Path<(String, i64)>, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let mut draft = Draft::of(&v, &code, year).await?;
    let years = draft.fiscal_years();
    let kept = change(draft.document.as_object_mut().ok_or_else(Trouble::internal)?, &form, &years);
    let place = |path: &[String], form: &Form| match path.first() {
        Some(list) if list == "goals" => kept.field(path, form, &[]),
        _ => None,
    };
    let (draft, form, faults) = match draft.hand_in(&v, form, place).await? {
        Ok(response) => return Ok(response),
        Err(refused) => refused,
    };
    let page = GoalsPage { v, draft, form, faults };
    Ok(page.v.refuse(&page))
}
