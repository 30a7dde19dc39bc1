//! Downloads of what was published, for everybody: as workbooks, and as the very text whose SHA-256 was signed.

use super::{
    download::{found, workbook},
    parameters::Parameters,
};
use crate::http::{
    App, language,
    refused::{Problem, instead, respond},
};
use poem::{
    Request, Response, Result, handler,
    http::{StatusCode, header},
    web::Data,
};
use sucharit_domain::{
    calendar::{FiscalYear, ReportingRound},
    round_report::publication::ended_words,
};
use sucharit_exports::{plan, round_report};

/// `GET /exports/published-report.xlsx?organization=CODE&fiscalYear=2568&round=SIX_MONTH[&numerals=thai]`
#[handler]
pub async fn report_workbook(request: &Request, app: Data<&App>) -> Result<Response> {
    let mut asked = Parameters::of(request, &["organization", "fiscalYear", "round", "numerals"]);
    let (organization, year) = (asked.organization(), asked.fiscal_year());
    let (round, numerals) = (asked.round(), asked.numerals());
    let ((organization, year), (round, numerals)) = asked.all(organization.zip(year).zip(round.zip(numerals)))?;
    let read = app.workflow.read_published_report_book(&organization, year, round).await;
    if let Ok(None) = read {
        still(request, &app, &organization, year, round).await?;
    }
    let book = found(request, read, not_published)?;
    workbook(request, round_report::file_name(&book), move || round_report::workbook(&book, numerals)).await
}

/// `GET /exports/published-report.json?organization=CODE&fiscalYear=2568&round=SIX_MONTH`
#[handler]
pub async fn report_text(request: &Request, app: Data<&App>) -> Result<Response> {
    let mut asked = Parameters::of(request, &["organization", "fiscalYear", "round"]);
    let (organization, year, round) = (asked.organization(), asked.fiscal_year(), asked.round());
    let ((organization, year), round) = asked.all(organization.zip(year).zip(round))?;
    let read = app.workflow.read_published_report_text(&organization, year, round).await;
    if let Ok(None) = read {
        still(request, &app, &organization, year, round).await?;
    }
    let sealed = found(request, read, not_published)?;
    Ok(text(sealed.text().to_owned(), sealed.digest()))
}

/// `GET /exports/published-plan.xlsx?organization=CODE&fiscalYear=2568[&numerals=thai]`
#[handler]
pub async fn plan_workbook(request: &Request, app: Data<&App>) -> Result<Response> {
    let mut asked = Parameters::of(request, &["organization", "fiscalYear", "numerals"]);
    let (organization, year, numerals) = (asked.organization(), asked.fiscal_year(), asked.numerals());
    let ((organization, year), numerals) = asked.all(organization.zip(year).zip(numerals))?;
    let read = app.workflow.read_published_plan_book(&organization, year).await;
    let book = found(request, read, not_published)?;
    workbook(request, plan::file_name(&book), move || plan::workbook(&book, numerals)).await
}

/// `GET /exports/published-plan.json?organization=CODE&fiscalYear=2568`
#[handler]
pub async fn plan_text(request: &Request, app: Data<&App>) -> Result<Response> {
    let mut asked = Parameters::of(request, &["organization", "fiscalYear"]);
    let (organization, year) = (asked.organization(), asked.fiscal_year());
    let (organization, year) = asked.all(organization.zip(year))?;
    let read = app.workflow.read_published_plan(&organization, year).await;
    let published = found(request, read, not_published)?.publication;
    Ok(text(published.document, &published.digest))
}

/// Refused where a report was published once and was opened for changes since.
async fn still(
    request: &Request,
    app: &App,
    organization: &str,
    year: FiscalYear,
    round: ReportingRound,
) -> Result<()> {
    let ended = app.workflow.publication_ended_at(organization, year, round).await;
    let Ok(Some(ended_at)) = ended else { return found(request, ended.map(|_| Some(())), not_published) };
    let (thai, english) = ended_words(ended_at);
    let problem = Problem::at("NO_LONGER_PUBLISHED", "organization", thai, english);
    Err(instead(respond(StatusCode::GONE, &[problem], language::of(request))))
}

fn not_published() -> Problem {
    let (thai, english) =
        ("ไม่มีการเผยแพร่ของหน่วยงาน ปีงบประมาณ หรือรอบนี้", "Nothing of this organization, year or round is published");
    Problem::at("NOT_FOUND", "organization", thai, english)
}

/// A text with its SHA-256, so that whoever reads it can check it against the signatures.
fn text(text: String, digest: &str) -> Response {
    Response::builder()
        .content_type("application/json; charset=utf-8")
        .header("x-content-type-options", "nosniff")
        .header("sucharit-sha256", digest)
        .header(header::CACHE_CONTROL, "no-cache")
        .body(text)
}
