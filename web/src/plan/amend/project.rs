//! Changing one project, or adding one.

use super::{
    Draft,
    project_form::{GROUPS, OUTCOMES, OUTPUTS, changed, filled, place_of},
    rows::{items, next_number, shown, within_item},
};
use crate::{
    address,
    form::{Faults, Form},
    trouble::Trouble,
    visit::{Visit, parameter},
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, web::Path};
use serde_json::{Value, json};
use sucharit_domain::project::{Comparison, ProjectKind, TargetGroupCategory};

#[derive(Template)]
#[template(path = "plan/amend_project.html")]
struct ProjectPage {
    v: Visit,
    draft: Draft,
    number: i64,
    is_new: bool,
    /// The code of the mission it serves.
    mission: String,
    form: Form,
    faults: Faults,
}

/// Where a project is added: the missions that it may serve.
#[derive(Template)]
#[template(path = "plan/amend_mission.html")]
struct MissionPage {
    v: Visit,
    draft: Draft,
}

impl MissionPage {
    /// Code and name of each mission of a dimension.
    fn missions(&self, dimension: i64) -> Vec<(String, String)> {
        let dimensions = self.draft.list("dimensions").iter().filter(|found| found["number"] == dimension);
        let missions = dimensions.flat_map(|dimension| items(&dimension["missions"]));
        missions.map(|mission| (shown(&mission["code"]), shown(&mission["name"]))).collect()
    }

    fn place(&self, mission: &str) -> String {
        self.draft.at(&format!("/project/new?mission={}", address::encoded(mission)))
    }
}

impl ProjectPage {
    fn heading(&self) -> String {
        let words = if self.is_new {
            self.v.t("เพิ่มโครงการลำดับที่", "Add project")
        } else {
            self.v.t("แก้ไขโครงการลำดับที่", "Change project")
        };
        self.v.numbered(words, self.number)
    }

    /// The mission's name.
    fn mission_name(&self) -> String {
        mission(&self.draft, &self.mission).map(|mission| shown(&mission["name"])).unwrap_or_default()
    }

    /// Code and name of each objective of the mission.
    fn mission_objectives(&self) -> Vec<(String, String)> {
        let mission = mission(&self.draft, &self.mission);
        let objectives = mission.map(|mission| items(&mission["objectives"])).unwrap_or_default();
        objectives.iter().map(|objective| (shown(&objective["code"]), shown(&objective["name"]))).collect()
    }

    fn serves(&self, objective: &str) -> bool {
        self.form.all("objectiveCodes").iter().any(|code| code == objective)
    }

    /// Each year with the names of its two fields.
    fn years(&self) -> Vec<(i64, String, String)> {
        let years = self.draft.fiscal_years().into_iter();
        years.map(|year| (year, format!("runs-{year}"), format!("budget-{year}"))).collect()
    }

    /// The lists of indicators with their headings, each with the names of its rows' fields.
    fn lists(&self) -> Vec<(&str, Vec<[String; 4]>)> {
        let rows = |list: &super::rows::List| list.rows(&self.form, "", ["text", "comparison", "quantity", "unit"]);
        vec![(self.v.t("ตัวชี้วัดผลผลิต", "Outputs"), rows(&OUTPUTS)), (self.v.t("ตัวชี้วัดผลลัพธ์", "Outcomes"), rows(&OUTCOMES))]
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
        GROUPS.rows(&self.form, "", ["description", "category", "count"])
    }
}

/// The mission of the text with this code.
fn mission<'a>(draft: &'a Draft, code: &str) -> Option<&'a Value> {
    draft.list("dimensions").iter().flat_map(|dimension| items(&dimension["missions"])).find(|it| it["code"] == code)
}

/// `GET /organization/CODE/plan/YEAR/amend/project/NUMBER`
#[handler]
pub async fn show(request: &Request, Path((code, year, number)): Path<(String, i64, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let draft = Draft::of(&v, &code, year).await?;
    let project = &draft.list("projects")[draft.index_of("projects", "number", number)?];
    let (form, mission) = (draft.begun(filled(project)), shown(&project["missionCode"]));
    let page = ProjectPage { v, draft, number, is_new: false, mission, form, faults: Faults::default() };
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
    let draft = Draft::of(&v, &code, year).await?;
    let index = draft.index_of("projects", "number", number)?;
    hand_in(v, draft, form, (index, number), false).await
}

/// `GET /organization/CODE/plan/YEAR/amend/project/new[?mission=CODE]`: the missions to choose from, or the form.
#[handler]
pub async fn begin(request: &Request, Path((code, year)): Path<(String, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let draft = Draft::of(&v, &code, year).await?;
    let Some(code) = parameter(request, "mission") else {
        let page = MissionPage { v, draft };
        return Ok(page.v.answer(&page));
    };
    mission(&draft, &code).ok_or_else(Trouble::not_found)?;
    // Most projects run in every year.
    let empty = filled(&json!({ "kind": ProjectKind::Project.code(), "fiscalYears": draft.fiscal_years() }));
    let form = draft.begun(empty);
    let number = next_number(draft.list("projects"), "number");
    let page = ProjectPage { v, draft, number, is_new: true, mission: code, form, faults: Faults::default() };
    Ok(page.v.answer(&page))
}

/// `POST /organization/CODE/plan/YEAR/amend/project/new?mission=CODE`
#[handler]
pub async fn add(request: &Request, Path((code, year)): Path<(String, i64)>, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let mut draft = Draft::of(&v, &code, year).await?;
    let mission = parameter(request, "mission").ok_or_else(Trouble::not_found)?;
    let number = next_number(draft.list("projects"), "number");
    let index = draft.add("projects", json!({ "number": number, "missionCode": mission }))?;
    hand_in(v, draft, form, (index, number), true).await
}

/// Lets a project of the text say what the form says.
async fn hand_in(
    v: Visit,
    mut draft: Draft,
    form: Form,
    (index, number): (usize, i64),
    is_new: bool,
) -> Result<Response> {
    let years = draft.fiscal_years();
    let project = draft.item("projects", index)?;
    let kept = changed(project, &form, &years);
    let mission = project.get("missionCode").map(shown).unwrap_or_default();
    let place = |path: &[String], form: &Form| place_of(within_item(path, "projects", index)?, form, &kept);
    let (draft, form, faults) = match draft.hand_in(&v, form, place).await? {
        Ok(response) => return Ok(response),
        Err(refused) => refused,
    };
    let page = ProjectPage { v, draft, number, is_new, mission, form, faults };
    Ok(page.v.refuse(&page))
}
