//! โครงการ: all that a plan says of a project, the risks it holds down, its reports over the years, its history.

pub mod conformity;

use crate::{
    address,
    plan::span,
    trouble::Trouble,
    visit::{Visit, parameter},
};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};
use sucharit_domain::{
    calendar::{FiscalYear, ReportingRound},
    labels,
    language::Language,
    project::{Comparison, Conformity},
};

mod query {
    crate::operation!("src/project/project.graphql": Project, Conforming, ReviewConformity);
}

use query::project::{
    Measured, ProjectOrganizationPlan, ProjectOrganizationPlanProject, ProjectOrganizationPlanProjectHistoryNodes,
    ProjectOrganizationPlanProjectHistoryNodesFields, ProjectOrganizationPlanProjectProgressHistory,
};

/// What events say for programs: references and versions.
const INTERNAL: [&str; 5] = ["mediaType", "progress", "project", "sha256", "version"];

/// How many events the page shows.
const EVENTS: i64 = 10;

#[derive(Template)]
#[template(path = "project/show.html")]
struct ProjectPage {
    v: Visit,
    code: String,
    organization: String,
    plan: ProjectOrganizationPlan,
    project: ProjectOrganizationPlanProject,
    now: i64,
}

impl ProjectPage {
    fn place(&self) -> String {
        address::project(&self.code, self.plan.start_fiscal_year, self.project.number)
    }

    /// Each year of the plan with what it gives the project; none where it does not run then.
    fn budgets(&self) -> Vec<(i64, Option<&str>)> {
        let project = &self.project;
        let all = [&project.y1, &project.y2, &project.y3, &project.y4, &project.y5];
        let years = self.plan.start_fiscal_year..=self.plan.end_fiscal_year;
        let runs = |year: &i64| project.fiscal_years.contains(year);
        years.zip(all).map(|(year, amount)| (year, Some(amount.as_str()).filter(|_| runs(&year)))).collect()
    }

    /// The mission's name.
    fn mission(&self) -> &str {
        let missions = &self.project.dimension.missions;
        let mission = missions.iter().find(|mission| mission.code == self.project.mission_code);
        mission.map_or("", |mission| mission.name.as_str())
    }

    /// The objectives of the mission that it serves, with their codes.
    fn serves(&self) -> Vec<(&str, &str)> {
        let all = self.project.dimension.missions.iter().flat_map(|mission| &mission.objectives);
        let own = all.filter(|objective| self.project.objective_codes.contains(&objective.code));
        own.map(|objective| (objective.code.as_str(), objective.name.as_str())).collect()
    }

    fn divisions(&self) -> String {
        self.project.divisions.iter().map(|division| division.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// An indicator as a sentence: what, how it is compared, with how much.
    fn measure(&self, indicator: &Measured) -> String {
        let comparison = match (indicator.comparison, &indicator.quantity) {
            // There is nothing to compare with.
            (Comparison::Exists, None) => return String::new(),
            (comparison, _) => self.v.word(&comparison),
        };
        let quantity = indicator.quantity.as_deref().unwrap_or_default();
        let unit = indicator.unit.as_deref().unwrap_or_default();
        self.v.n(format!("{comparison} {quantity} {unit}").trim())
    }

    /// Where a report of it is.
    fn report(&self, progress: &ProjectOrganizationPlanProjectProgressHistory) -> String {
        address::project_progress(&self.code, progress.fiscal_year, progress.round, self.project.number)
    }

    /// The rounds of the years it runs in that are over, and nothing is reported of.
    fn awaiting(&self) -> Vec<(i64, ReportingRound)> {
        let today = self.v.schema().today();
        let is_over = |year: i64, round: ReportingRound| {
            let year = i32::try_from(year).ok().and_then(FiscalYear::new);
            year.is_some_and(|year| round.opens_on(year) <= today)
        };
        let rounds = self.project.fiscal_years.iter().flat_map(|year| ReportingRound::ALL.map(|round| (*year, round)));
        let rounds = rounds.filter(|(year, round)| is_over(*year, *round));
        let reported = |year, round| {
            self.project.progress_history.iter().any(|found| (found.fiscal_year, found.round) == (year, round))
        };
        rounds.filter(|(year, round)| !reported(*year, *round)).collect()
    }

    /// What an event changed that means something to people.
    fn changes(
        event: &ProjectOrganizationPlanProjectHistoryNodes,
    ) -> Vec<&ProjectOrganizationPlanProjectHistoryNodesFields> {
        event.fields.iter().filter(|change| !INTERNAL.contains(&change.field.as_str())).collect()
    }

    /// The name of a field of an event.
    fn field<'a>(&self, change: &'a ProjectOrganizationPlanProjectHistoryNodesFields) -> &'a str {
        match self.v.settings.language {
            Language::Thai => labels::field(&change.field).unwrap_or(&change.field),
            Language::English => &change.field,
        }
    }

    /// A value of a field of an event.
    fn value(&self, field: &str, value: Option<&String>) -> String {
        let Some(value) = value else { return self.v.t("(ไม่มี)", "(nothing)").to_owned() };
        match (field, self.v.settings.language) {
            ("ordinanceBudget" | "disbursed", _) => self.v.money(value),
            (_, Language::Thai) => labels::field_value(field, value).map_or_else(|| value.clone(), str::to_owned),
            (_, Language::English) => value.clone(),
        }
    }

    fn newer(&self) -> String {
        let info = &self.project.history.page_info;
        self.at("before", info.start_cursor.as_deref().filter(|_| info.has_previous_page))
    }

    fn older(&self) -> String {
        let info = &self.project.history.page_info;
        self.at("after", info.end_cursor.as_deref().filter(|_| info.has_next_page))
    }

    fn at(&self, parameter: &str, cursor: Option<&str>) -> String {
        let place = |cursor| format!("{}?{parameter}={}#history", self.place(), address::encoded(cursor));
        cursor.map(place).unwrap_or_default()
    }
}

/// `GET /organization/CODE/plan/YEAR/project/NUMBER[?after=CURSOR|before=CURSOR]`
#[handler]
pub async fn show(request: &Request, Path((code, year, number)): Path<(String, i64, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let (start, end) = span(&v, &code, year).await?;
    let number = i32::try_from(number).map_err(|_| Trouble::not_found())?;
    let now = i64::from(FiscalYear::of(v.schema().today()).get()).clamp(start, end);
    let (after, before) = (parameter(request, "after"), parameter(request, "before"));
    let backwards = before.is_some();
    let variables = query::project::Variables {
        organization: code.clone(),
        year,
        number: number.into(),
        now,
        y1: start,
        y2: start + 1,
        y3: start + 2,
        y4: start + 3,
        y5: start + 4,
        first: (!backwards).then_some(EVENTS),
        last: backwards.then_some(EVENTS),
        after: after.filter(|_| !backwards),
        before,
    };
    let found = v.ask::<query::Project>(variables).await?.organization.ok_or_else(Trouble::not_found)?;
    let mut plan = found.plan.ok_or_else(Trouble::not_found)?;
    let project = plan.project.take().ok_or_else(Trouble::not_found)?;
    let page = ProjectPage { v, code, organization: found.name, plan, project, now };
    Ok(page.v.answer(&page))
}
