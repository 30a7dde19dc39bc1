//! Taking the form of a round, and sending it back filled in.

use super::query;
use crate::{progress::RoundPlace, trouble::Trouble, visit::Visit};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};
use query::round_form::{RoundFormOrganizationDivisions, RoundFormOrganizationPlanRoundReport};
use sucharit_domain::approval::ApprovalState;

#[derive(Template)]
#[template(path = "progress_import/choose.html")]
struct ChoosePage {
    v: Visit,
    place: RoundPlace,
    organization: String,
    own_division: Option<String>,
    divisions: Vec<RoundFormOrganizationDivisions>,
    plan: String,
    report: RoundFormOrganizationPlanRoundReport,
}

impl ChoosePage {
    fn is_open(&self) -> bool {
        self.report.state == ApprovalState::Draft
    }

    fn round(&self) -> &'static str {
        self.place.round.code()
    }
}

/// `GET …/spreadsheet`
#[handler]
pub async fn show(request: &Request, path: Path<(String, String, String)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let place = RoundPlace::of(&path)?;
    let variables = query::round_form::Variables {
        organization: place.organization.clone(),
        fiscal_year: place.fiscal_year,
        round: place.round,
    };
    let organization = v.ask::<query::RoundForm>(variables).await?.organization.ok_or_else(Trouble::not_found)?;
    let plan = organization.plan.ok_or_else(Trouble::not_found)?;
    let page = ChoosePage {
        organization: organization.name,
        own_division: v.viewer.as_ref().and_then(|viewer| viewer.division.clone()).map(|(id, _)| id),
        divisions: organization.divisions,
        plan: plan.id,
        report: plan.round_report.ok_or_else(Trouble::not_found)?,
        place,
        v,
    };
    Ok(page.v.answer(&page))
}
