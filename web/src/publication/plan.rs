//! A published plan, as it stood then.

use super::query::{
    self,
    published_plan::{PublishedPlanPlanPublication, PublishedPlanPlanPublicationProjects},
};
use crate::{address, trouble::Trouble, visit::Visit};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};

#[derive(Template)]
#[template(path = "publication/plan.html")]
struct PlanPage {
    v: Visit,
    code: String,
    fiscal_year: i64,
    plan: PublishedPlanPlanPublication,
}

impl PlanPage {
    fn years(&self) -> Vec<i64> {
        (self.plan.start_fiscal_year..=self.plan.end_fiscal_year).collect()
    }

    /// The dimensions, each with its projects.
    fn dimensions(&self) -> Vec<(String, &str, Vec<&PublishedPlanPlanPublicationProjects>)> {
        let of = |number: i64| -> Vec<&PublishedPlanPlanPublicationProjects> {
            self.plan.projects.iter().filter(|project| project.dimension_number == number).collect()
        };
        let dimensions = self.plan.dimensions.iter();
        let labelled = dimensions
            .map(|dimension| (self.v.dimension(dimension.number), dimension.name.as_str(), of(dimension.number)));
        labelled.collect()
    }

    /// What the plan gives a project in a year; none where it does not run then.
    fn budget(project: &PublishedPlanPlanPublicationProjects, year: i64) -> Option<&str> {
        let budget = project.budgets.iter().find(|budget| budget.fiscal_year == year);
        budget.map(|budget| budget.planned_budget.as_str())
    }

    /// Where to download it, in this form.
    fn download(&self, form: &str) -> String {
        let organization = address::encoded(&self.code);
        format!("/exports/published-plan.{form}?organization={organization}&fiscalYear={}", self.fiscal_year)
    }
}

/// `GET /public/CODE/plan/YEAR`
#[handler]
pub async fn show(request: &Request, Path((code, year)): Path<(String, i64)>) -> Result<Response> {
    let v = Visit::begin(request).await?;
    let variables = query::of_organization::Variables { organization: code.clone() };
    let published = v.ask::<query::OfOrganization>(variables).await?.plan_publications;
    let covers = |plan: &query::of_organization::OfOrganizationPlanPublications| {
        (plan.start_fiscal_year..=plan.end_fiscal_year).contains(&year)
    };
    let id = published.into_iter().find(covers).ok_or_else(Trouble::not_found)?.id;
    let plan = v.ask::<query::PublishedPlan>(query::published_plan::Variables { id }).await?.plan_publication;
    let plan = plan.ok_or_else(Trouble::not_found)?;
    let page = PlanPage { v, code, fiscal_year: year, plan };
    Ok(page.v.answer(&page))
}
