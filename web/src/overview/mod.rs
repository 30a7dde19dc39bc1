//! ภาพรวม: how far a plan has come, over its years; each chart with the same figures as a table, and to take along as SVG and PNG.

mod charts;

use crate::{
    address,
    chart::{self, Chart},
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use charts::Figure;
use poem::{Request, Response, Result, handler, web::Path};
use query::overview::{OverviewOrganizationPlan as Plan, OverviewOrganizationPlanSummariesLatest as Latest};
use sucharit_domain::{calendar::FiscalYear, progress::ProgressStatus};

mod query {
    crate::operation!("src/overview/overview.graphql": Overview);
}

#[derive(Template)]
#[template(path = "overview/show.html")]
struct OverviewPage {
    v: Visit,
    code: String,
    organization: String,
    fiscal_year: i64,
    plan: Option<Plan>,
    drawn: Vec<(Figure, Option<String>)>,
}

impl OverviewPage {
    /// The year that the page is about.
    fn latest(&self) -> Option<&Latest> {
        self.plan.as_ref()?.summaries.iter().find(|year| year.fiscal_year == self.fiscal_year).map(|year| &year.latest)
    }

    fn words(&self) -> Words {
        Words {
            completed: self.v.word(&ProgressStatus::Completed),
            in_progress: self.v.word(&ProgressStatus::InProgress),
            unable: self.v.word(&ProgressStatus::Unable),
        }
    }

    fn address(&self, fiscal_year: i64) -> String {
        address::overview(&self.code, fiscal_year)
    }
}

/// The statuses in words.
struct Words {
    completed: &'static str,
    in_progress: &'static str,
    unable: &'static str,
}

/// `GET /overview`: of one's own organization, in the year that is reported now.
#[handler]
pub async fn now(request: &Request) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let organization = v.viewer.as_ref().and_then(|viewer| viewer.organization.clone());
    let Some((organization, _)) = organization else { return Ok(v.go("/")) };
    let (fiscal_year, _) = address::current_round(v.schema().today());
    Ok(v.go(&address::overview(&organization, fiscal_year)))
}

/// `GET /organization/:organization/overview/:year`
#[handler]
pub async fn show(request: &Request, Path((code, year)): Path<(String, String)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let (organization, plan, fiscal_year) = read(&v, &code, &year).await?;
    let drawn = match &plan {
        Some(plan) => Figure::ALL.map(|figure| (figure, chart(&v, figure, plan, fiscal_year).svg(&v))).into(),
        None => Vec::new(),
    };
    let page = OverviewPage { v, code, organization, fiscal_year, plan, drawn };
    Ok(page.v.answer(&page))
}

/// `GET /organization/:organization/overview/:year/chart/:file`: one chart, to take along.
#[handler]
pub async fn download(request: &Request, Path((code, year, file)): Path<(String, String, String)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let (name, ending) = file.split_once('.').ok_or_else(Trouble::not_found)?;
    let figure = Figure::ALL.into_iter().find(|figure| figure.name() == name).ok_or_else(Trouble::not_found)?;
    let (_, plan, fiscal_year) = read(&v, &code, &year).await?;
    let plan = plan.ok_or_else(Trouble::not_found)?;
    let chart = chart(&v, figure, &plan, fiscal_year);
    Ok(chart::taken_along(&v, &chart, &format!("{code}-{fiscal_year}-{name}"), ending)?)
}

async fn read(v: &Visit, code: &str, year: &str) -> Result<(String, Option<Plan>, i64), Trouble> {
    let fiscal_year = year.parse().ok().and_then(FiscalYear::new).ok_or_else(Trouble::not_found)?;
    let fiscal_year = i64::from(fiscal_year.get());
    let variables = query::overview::Variables { organization: code.to_owned(), year: fiscal_year };
    let organization = v.ask::<query::Overview>(variables).await?.organization.ok_or_else(Trouble::not_found)?;
    Ok((organization.name, organization.plan, fiscal_year))
}

fn chart(v: &Visit, figure: Figure, plan: &Plan, fiscal_year: i64) -> Chart {
    charts::of(v, figure, plan, fiscal_year)
}
