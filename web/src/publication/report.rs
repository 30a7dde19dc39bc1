//! A published round report, as it was signed.

use super::query::{
    self,
    report::{ReportPublication, ReportPublicationProjects},
};
use crate::{address, trouble::Trouble, visit::Visit};
use askama::Template;
use poem::{Request, Response, Result, handler, http::StatusCode, web::Path};
use sucharit_domain::{calendar::ReportingRound, progress::ProgressStatus, round_report::publication::ended_words};

#[derive(Template)]
#[template(path = "publication/report.html")]
struct ReportPage {
    v: Visit,
    code: String,
    fiscal_year: i64,
    round: ReportingRound,
    report: ReportPublication,
}

impl ReportPage {
    /// How many projects nothing was reported of.
    fn awaiting(&self) -> i64 {
        let summary = &self.report.summary;
        summary.project_count - summary.in_progress - summary.completed - summary.unable
    }

    /// The dimensions that have projects, each with its own.
    fn dimensions(&self) -> Vec<(String, Vec<&ReportPublicationProjects>)> {
        let of = |number: i16| -> Vec<&ReportPublicationProjects> {
            self.report.projects.iter().filter(|project| project.dimension_number == i64::from(number)).collect()
        };
        let all = (1..=4).map(|number| (self.v.dimension(i64::from(number)), of(number)));
        all.filter(|(_, projects)| !projects.is_empty()).collect()
    }

    /// Where to download it, in this form.
    fn download(&self, form: &str) -> String {
        let round = match self.round {
            ReportingRound::SixMonth => "SIX_MONTH",
            ReportingRound::TwelveMonth => "TWELVE_MONTH",
        };
        let organization = address::encoded(&self.code);
        let year = self.fiscal_year;
        format!("/exports/published-report.{form}?organization={organization}&fiscalYear={year}&round={round}")
    }
}

/// Why a report cannot be read: it was opened for changes, or was never published.
async fn no_longer(v: &Visit, code: &str, wanted: (i64, ReportingRound)) -> Result<Trouble, Trouble> {
    let ended = super::ended(v, code).await?.into_iter().find(|found| (found.fiscal_year, found.round) == wanted);
    Ok(ended.map_or_else(Trouble::not_found, |ended| {
        let (thai, english) = ended_words(ended.ended_at);
        let words = (v.n(thai), v.n(english));
        Trouble::new(StatusCode::GONE, vec![words]).with_back(&address::public_organization(code))
    }))
}

/// `GET /public/CODE/YEAR/ROUND`
#[handler]
pub async fn show(request: &Request, Path((code, year, round)): Path<(String, i64, String)>) -> Result<Response> {
    let v = Visit::begin(request).await?;
    let round = address::read_round(&round).ok_or_else(Trouble::not_found)?;
    let variables = query::of_organization::Variables { organization: code.clone() };
    let published = v.ask::<query::OfOrganization>(variables).await?.publications;
    let wanted = published.into_iter().find(|found| (found.fiscal_year, found.round) == (year, round));
    let id = match wanted {
        Some(wanted) => wanted.id,
        None => return Err(no_longer(&v, &code, (year, round)).await?.into()),
    };
    let report = v.ask::<query::Report>(query::report::Variables { id }).await?.publication;
    let report = report.ok_or_else(Trouble::not_found)?;
    let page = ReportPage { v, code, fiscal_year: year, round, report };
    Ok(page.v.answer(&page))
}
