//! A plan as a workbook: the template to fill in, and bringing it. Files come by `POST /imports/plan`.

use super::{
    amend,
    query::{self, workbook::WorkbookOrganizationPlans},
};
use crate::{address, trouble::Trouble, visit::Visit};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};
use sucharit_domain::round_report::ApprovalState;

#[derive(Template)]
#[template(path = "plan/workbook.html")]
struct WorkbookPage {
    v: Visit,
    code: String,
    organization: String,
    may_import: bool,
    plans: Vec<WorkbookOrganizationPlans>,
}

impl WorkbookPage {
    /// The first year of the plan after the latest one.
    fn next_year(&self) -> Option<i64> {
        self.plans.first().map(|plan| plan.end_fiscal_year + 1)
    }

    /// Each plan with the state of its latest revision, and what changing it is called now, where one may.
    fn standing(&self) -> Vec<(&WorkbookOrganizationPlans, ApprovalState, Option<&str>)> {
        let of = |plan: &'_ WorkbookOrganizationPlans| {
            let latest = plan.revisions.last()?;
            let title = latest.viewer_can_amend.then(|| amend::title(&self.v, latest.revision, latest.state));
            Some((latest.state, title))
        };
        self.plans.iter().filter_map(|plan| of(plan).map(|(state, title)| (plan, state, title))).collect()
    }

    fn amend_at(&self, plan: &WorkbookOrganizationPlans) -> String {
        format!("{}/amend", address::plan(&self.code, plan.start_fiscal_year))
    }
}

/// `GET /organization/CODE/plan/workbook`
#[handler]
pub async fn show(request: &Request, Path(code): Path<String>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let variables = query::workbook::Variables { organization: code.clone() };
    let found = v.ask::<query::Workbook>(variables).await?.organization.ok_or_else(Trouble::not_found)?;
    let (organization, may_import, plans) = (found.name, found.viewer_can_import_plan, found.plans);
    let page = WorkbookPage { v, code, organization, may_import, plans };
    Ok(page.v.answer(&page))
}
