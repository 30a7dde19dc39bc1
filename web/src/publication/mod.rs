//! สาธารณะ: what organizations have published, for everybody, at addresses that stay.

pub mod plan;
pub mod report;

use crate::{
    address,
    trouble::Trouble,
    visit::{Visit, parameter},
};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};

mod query {
    crate::operation!("src/publication/publication.graphql": Recent, OfOrganization, Ended, Report, PublishedPlan);
}

use query::{
    ended::EndedEndedPublications,
    of_organization::{OfOrganizationPlanPublications, OfOrganizationPublications},
    recent::{RecentRecentPublications, RecentRecentPublicationsNodes},
};

/// How many publications a page of the list has.
const AT_ONCE: i64 = 20;

#[derive(Template)]
#[template(path = "publication/list.html")]
struct ListPage {
    v: Visit,
    name: String,
    found: RecentRecentPublications,
}

impl ListPage {
    /// Where it is read.
    fn place(found: &RecentRecentPublicationsNodes) -> String {
        match found.round {
            Some(round) => address::public_round(&found.organization_code, found.fiscal_year, round),
            None => address::public_plan(&found.organization_code, found.fiscal_year),
        }
    }

    /// Where what is newer is listed; empty where nothing is.
    fn newer(&self) -> String {
        let info = &self.found.page_info;
        self.at("before", info.start_cursor.as_deref().filter(|_| info.has_previous_page))
    }

    /// Where what is older is listed; empty where nothing is.
    fn older(&self) -> String {
        let info = &self.found.page_info;
        self.at("after", info.end_cursor.as_deref().filter(|_| info.has_next_page))
    }

    fn at(&self, parameter: &str, cursor: Option<&str>) -> String {
        let place =
            |cursor| format!("/public?name={}&{parameter}={}", address::encoded(&self.name), address::encoded(cursor));
        cursor.map(place).unwrap_or_default()
    }
}

/// `GET /public[?name=PART][&after=CURSOR|before=CURSOR]`
#[handler]
pub async fn list(request: &Request) -> Result<Response> {
    let v = Visit::begin(request).await?;
    let name = parameter(request, "name").map(|name| name.trim().to_owned()).unwrap_or_default();
    let (after, before) = (parameter(request, "after"), parameter(request, "before"));
    let backwards = before.is_some();
    let variables = query::recent::Variables {
        name: (!name.is_empty()).then(|| name.clone()),
        first: (!backwards).then_some(AT_ONCE),
        last: backwards.then_some(AT_ONCE),
        after: after.filter(|_| !backwards),
        before,
    };
    let found = v.ask::<query::Recent>(variables).await?.recent_publications;
    let page = ListPage { v, name, found };
    Ok(page.v.answer(&page))
}

/// What an organization published once and does not any more.
async fn ended(v: &Visit, code: &str) -> Result<Vec<EndedEndedPublications>, Trouble> {
    let variables = query::ended::Variables { organization: code.to_owned() };
    Ok(v.ask::<query::Ended>(variables).await?.ended_publications)
}

#[derive(Template)]
#[template(path = "publication/organization.html")]
struct OrganizationPage {
    v: Visit,
    code: String,
    name: String,
    reports: Vec<OfOrganizationPublications>,
    plans: Vec<OfOrganizationPlanPublications>,
}

/// `GET /public/CODE`
#[handler]
pub async fn organization(request: &Request, Path(code): Path<String>) -> Result<Response> {
    let v = Visit::begin(request).await?;
    let variables = query::of_organization::Variables { organization: code.clone() };
    let found = v.ask::<query::OfOrganization>(variables).await?;
    let (reports, plans) = (found.publications, found.plan_publications);
    let of_report = reports.first().map(|report| report.organization_name.clone());
    // Who never published anything is told apart from who does not exist nowhere.
    let name = of_report.or_else(|| plans.first().map(|plan| plan.organization_name.clone()));
    let name = match name {
        Some(name) => name,
        None => ended(&v, &code).await?.into_iter().next().ok_or_else(Trouble::not_found)?.organization_name,
    };
    let page = OrganizationPage { v, code, name, reports, plans };
    Ok(page.v.answer(&page))
}
