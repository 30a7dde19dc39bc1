//! Taking a project or a risk area out of a plan, once it is confirmed.

use super::Draft;
use crate::{
    form::{Faults, Form},
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, web::Path};
use serde_json::Value;

/// What is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Project(i64),
    RiskArea(i64),
}

#[derive(Template)]
#[template(path = "plan/amend_remove.html")]
struct RemovePage {
    v: Visit,
    draft: Draft,
    thing: Thing,
    /// Its name.
    name: String,
    /// The risk areas whose control measures it carries out.
    controls: Vec<i64>,
    form: Form,
    faults: Faults,
}

impl RemovePage {
    fn heading(&self) -> String {
        let (words, number) = match self.thing {
            Thing::Project(number) => (self.v.t("ตัดโครงการออกจากแผน ลำดับที่", "Take out project"), number),
            Thing::RiskArea(number) => (self.v.t("ตัดความเสี่ยงออกจากแผน หัวข้อที่", "Take out risk area"), number),
        };
        self.v.numbered(words, number)
    }

    fn is_project(&self) -> bool {
        matches!(self.thing, Thing::Project(_))
    }
}

impl Thing {
    /// Its list in the text, the field with its number, the field with its name, its number.
    fn place(self) -> (&'static str, &'static str, &'static str, i64) {
        match self {
            Self::Project(number) => ("projects", "number", "name", number),
            Self::RiskArea(number) => ("riskAreas", "sequence", "operation", number),
        }
    }
}

impl Draft {
    fn index(&self, thing: Thing) -> Result<usize, Trouble> {
        let (list, field, _, number) = thing.place();
        self.index_of(list, field, number)
    }

    fn name(&self, thing: Thing) -> Result<String, Trouble> {
        let (list, _, name, _) = thing.place();
        Ok(super::shown(&self.list(list)[self.index(thing)?][name]))
    }

    /// The risk areas with a control measure that a project carries out.
    fn controlled_by(&self, thing: Thing) -> Vec<i64> {
        let Thing::Project(number) = thing else { return Vec::new() };
        let is_its = |measure: &Value| measure["projectNumber"] == number;
        let areas = self.list("riskAreas").iter();
        let areas = areas.filter(|area| super::items(&area["controlMeasures"]).iter().any(is_its));
        areas.filter_map(|area| area["sequence"].as_i64()).collect()
    }

    /// Takes it out; control measures that it carries out keep their names alone.
    fn remove(&mut self, thing: Thing) -> Result<(), Trouble> {
        let (index, (list, ..)) = (self.index(thing)?, thing.place());
        self.document[list].as_array_mut().ok_or_else(Trouble::internal)?.remove(index);
        if let Thing::Project(number) = thing {
            let areas = self.document["riskAreas"].as_array_mut().into_iter().flatten();
            let measures = areas.filter_map(|area| area["controlMeasures"].as_array_mut()).flatten();
            for measure in measures.filter(|measure| measure["projectNumber"] == number) {
                measure["projectNumber"] = Value::Null;
            }
        }
        Ok(())
    }
}

async fn show(request: &Request, (code, year): (String, i64), thing: Thing) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let draft = Draft::of(&v, &code, year).await?;
    let (name, controls, form) = (draft.name(thing)?, draft.controlled_by(thing), draft.begun(Form::default()));
    let page = RemovePage { v, draft, thing, name, controls, form, faults: Faults::default() };
    Ok(page.v.answer(&page))
}

async fn remove(request: &Request, (code, year): (String, i64), thing: Thing, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let mut draft = Draft::of(&v, &code, year).await?;
    let (name, controls) = (draft.name(thing)?, draft.controlled_by(thing));
    draft.remove(thing)?;
    // No field of this form belongs to a place in the text.
    let (draft, form, faults) = match draft.hand_in(&v, form, |_, _| None).await? {
        Ok(response) => return Ok(response),
        Err(refused) => refused,
    };
    let page = RemovePage { v, draft, thing, name, controls, form, faults };
    Ok(page.v.refuse(&page))
}

/// `GET /organization/CODE/plan/YEAR/amend/project/NUMBER/remove`
#[handler]
pub async fn show_project(request: &Request, Path((code, year, number)): Path<(String, i64, i64)>) -> Result<Response> {
    show(request, (code, year), Thing::Project(number)).await
}

/// `POST /organization/CODE/plan/YEAR/amend/project/NUMBER/remove`
#[handler]
pub async fn remove_project(
    request: &Request,
    Path((code, year, number)): Path<(String, i64, i64)>,
    body: Body,
) -> Result<Response> {
    remove(request, (code, year), Thing::Project(number), body).await
}

/// `GET /organization/CODE/plan/YEAR/amend/risk-area/NUMBER/remove`
#[handler]
pub async fn show_risk(request: &Request, Path((code, year, number)): Path<(String, i64, i64)>) -> Result<Response> {
    show(request, (code, year), Thing::RiskArea(number)).await
}

/// `POST /organization/CODE/plan/YEAR/amend/risk-area/NUMBER/remove`
#[handler]
pub async fn remove_risk(
    request: &Request,
    Path((code, year, number)): Path<(String, i64, i64)>,
    body: Body,
) -> Result<Response> {
    remove(request, (code, year), Thing::RiskArea(number), body).await
}
