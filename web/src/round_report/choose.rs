//! To the report one most likely wants.

use super::query;
use crate::{
    address,
    visit::{Visit, parameter},
};
use askama::Template;
use poem::{Request, Response, Result, handler};
use query::organizations::OrganizationsOrganizations;
use sucharit_domain::calendar::ReportingRound;

/// How many organizations a page has.
const ORGANIZATIONS: i64 = 20;

#[derive(Template)]
#[template(path = "round_report/choose.html")]
struct ChoosePage {
    v: Visit,
    organizations: OrganizationsOrganizations,
    name: String,
    fiscal_year: i64,
    round: ReportingRound,
}

impl ChoosePage {
    fn place(&self, code: &str) -> String {
        address::round(code, self.fiscal_year, self.round)
    }
}

/// `GET /round-report[?name=TEXT][&after=CURSOR|before=CURSOR]`
#[handler]
pub async fn choose(request: &Request) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let (fiscal_year, round) = address::current_round(v.schema().today());
    if let Some((code, _)) = v.viewer.as_ref().and_then(|viewer| viewer.organization.clone()) {
        return Ok(v.go(&address::round(&code, fiscal_year, round)));
    }
    let name = parameter(request, "name").unwrap_or_default();
    let (after, before) = (parameter(request, "after"), parameter(request, "before"));
    let backwards = before.is_some();
    let variables = query::organizations::Variables {
        first: (!backwards).then_some(ORGANIZATIONS),
        last: backwards.then_some(ORGANIZATIONS),
        after: after.filter(|_| !backwards),
        before,
        name: Some(name.trim().to_owned()).filter(|name| !name.is_empty()),
    };
    let organizations = v.ask::<query::Organizations>(variables).await?.organizations;
    let page = ChoosePage { v, organizations, name, fiscal_year, round };
    Ok(page.v.answer(&page))
}
