//! The projects of a round with where their reports stand.

use super::{RoundPlace, query};
use crate::{
    address,
    trouble::Trouble,
    visit::{Visit, parameter},
};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};
use query::round_progress::{
    RoundProgressOrganizationDivisions, RoundProgressOrganizationPlanProjectsNodes,
    RoundProgressOrganizationPlanRoundReport,
};
use sucharit_domain::{calendar::ReportingRound, progress::standing::ProgressAction};

#[derive(Template)]
#[template(path = "progress/list.html")]
struct ListPage {
    v: Visit,
    place: RoundPlace,
    organization: String,
    divisions: Vec<RoundProgressOrganizationDivisions>,
    division: String,
    years: Vec<i64>,
    report: RoundProgressOrganizationPlanRoundReport,
    projects: Vec<RoundProgressOrganizationPlanProjectsNodes>,
}

impl ListPage {
    fn reported(&self) -> usize {
        self.projects.iter().filter(|project| project.progress.is_some()).count()
    }

    fn form(&self, number: i64) -> String {
        address::project_progress(&self.place.organization, self.place.fiscal_year, self.place.round, number)
    }

    fn can_record(project: &RoundProgressOrganizationPlanProjectsNodes) -> bool {
        project.viewer_can.contains(&ProgressAction::Record)
    }

    fn can_record_any(&self) -> bool {
        self.projects.iter().any(Self::can_record)
    }

    fn waits_to_be_confirmed(&self, project: &RoundProgressOrganizationPlanProjectsNodes) -> bool {
        self.place.round == ReportingRound::TwelveMonth && project.carried_forward.is_some()
    }
}

/// `GET …/progress[?division=ID][&fiscalYear=2569&round=six-month]`
#[handler]
pub async fn show(request: &Request, path: Path<(String, String, String)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let place = RoundPlace::of(&path)?;
    if let Some(chosen) = chosen(request, &place) {
        return Ok(v.go(&format!("{}/progress", chosen.address())));
    }
    let own = v.viewer.as_ref().and_then(|viewer| viewer.division.clone()).map(|(id, _)| id);
    // Left out: the own division's; empty: all.
    let division = parameter(request, "division").or(own).unwrap_or_default();
    let variables = query::round_progress::Variables {
        organization: place.organization.clone(),
        fiscal_year: place.fiscal_year,
        round: place.round,
        division: Some(division.clone()).filter(|division| !division.is_empty()),
    };
    let organization = v.ask::<query::RoundProgress>(variables).await?.organization.ok_or_else(Trouble::not_found)?;
    let plan = organization.plan.ok_or_else(Trouble::not_found)?;
    let page = ListPage {
        organization: organization.name,
        divisions: organization.divisions,
        division,
        years: (plan.start_fiscal_year..=plan.end_fiscal_year).collect(),
        report: plan.round_report.ok_or_else(Trouble::not_found)?,
        projects: plan.projects.nodes,
        place,
        v,
    };
    Ok(page.v.answer(&page))
}

/// Another round, where the page's form for choosing one was sent.
pub fn chosen(request: &Request, place: &RoundPlace) -> Option<RoundPlace> {
    let (year, round) = (parameter(request, "fiscalYear")?, parameter(request, "round")?);
    RoundPlace::read(&place.organization, &year, &round).ok()
}
