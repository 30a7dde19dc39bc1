//! แผน: its dimensions and projects at a glance, its revisions, the steps of its chain, what an amendment changes.

pub mod amend;
pub mod difference;
pub mod overview;
pub mod revision;
pub mod step;
pub mod workbook;

use crate::{address, trouble::Trouble, visit::Visit};
use poem::{Request, Response, Result, handler, web::Path};
use sucharit_domain::calendar::FiscalYear;

mod query {
    crate::operation!(
        "src/plan/plan.graphql": Plans, Workbook, Overview, Revisions, Difference, SubmitPlan, WithdrawPlan, EndorsePlan, ApprovePlan,
        ReturnPlan, PublishPlan, Text, AmendPlan
    );
}

use query::revisions::{RevisionsOrganizationPlan, RevisionsOrganizationPlanRevisions};

/// `GET /plan`: the plan of one's own organization.
#[handler]
pub async fn own(request: &Request) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let organization = v.viewer.as_ref().and_then(|viewer| viewer.organization.clone());
    let (code, _) = organization.ok_or_else(Trouble::not_found)?;
    Ok(v.go(&address::plans(&code)))
}

/// `GET /organization/CODE/plan`: the plan of the present fiscal year, or else the latest one; without any, where one is brought.
#[handler]
pub async fn latest(request: &Request, Path(code): Path<String>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let found = v.ask::<query::Plans>(query::plans::Variables { organization: code.clone() }).await?.organization;
    let plans = found.ok_or_else(Trouble::not_found)?.plans;
    let year = i64::from(FiscalYear::of(v.schema().today()).get());
    let now = plans.iter().find(|plan| (plan.start_fiscal_year..=plan.end_fiscal_year).contains(&year));
    let plan = now.or_else(|| plans.first());
    Ok(v.go(&plan.map_or_else(|| address::plan_workbook(&code), |plan| address::plan(&code, plan.start_fiscal_year))))
}

/// The first and the last fiscal year of the plan that covers a year.
pub async fn span(v: &Visit, code: &str, year: i64) -> Result<(i64, i64), Trouble> {
    let variables = query::plans::Variables { organization: code.to_owned() };
    let plans = v.ask::<query::Plans>(variables).await?.organization.ok_or_else(Trouble::not_found)?.plans;
    let mut spans = plans.into_iter().map(|plan| (plan.start_fiscal_year, plan.end_fiscal_year));
    spans.find(|(start, end)| (*start..=*end).contains(&year)).ok_or_else(Trouble::not_found)
}

/// A plan with its revisions, and the organization's name.
async fn revisions(v: &Visit, code: &str, year: i64) -> Result<(String, RevisionsOrganizationPlan), Trouble> {
    let variables = query::revisions::Variables { organization: code.to_owned(), year };
    let found = v.ask::<query::Revisions>(variables).await?.organization.ok_or_else(Trouble::not_found)?;
    Ok((found.name, found.plan.ok_or_else(Trouble::not_found)?))
}

/// The revision with this number.
fn numbered(plan: &RevisionsOrganizationPlan, number: i64) -> Result<RevisionsOrganizationPlanRevisions, Trouble> {
    plan.revisions.iter().find(|revision| revision.revision == number).cloned().ok_or_else(Trouble::not_found)
}
