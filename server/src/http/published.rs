//! Downloads of what was published, for everybody: as workbooks, and as the very text whose SHA-256 was signed.

use super::{
    App,
    exports::{Parameters, failed, found_or, make},
    language,
    refused::{Problem, respond},
};
use poem::{
    Request, Response, handler,
    http::{StatusCode, header},
    web::Data,
};
use sucharit_domain::{
    calendar::{FiscalYear, ReportingRound},
    language::Language,
    round_report::publication::ended_words,
};

/// `GET /exports/published-report.xlsx?organization=CODE&fiscalYear=2568&round=SIX_MONTH[&numerals=thai]`
#[handler]
pub async fn report_workbook(request: &Request, app: Data<&App>) -> Response {
    let language = language::of(request);
    let mut parameters = Parameters::of(request, &["organization", "fiscalYear", "round", "numerals"]);
    let (organization, fiscal_year) = (parameters.organization(), parameters.fiscal_year());
    let (round, numerals) = (parameters.round(), parameters.numerals());
    let (Some(organization), Some(fiscal_year), Some(round), Some(numerals), []) =
        (organization, fiscal_year, round, numerals, parameters.problems.as_slice())
    else {
        return respond(StatusCode::BAD_REQUEST, &parameters.problems, language);
    };
    let read = app.workflow.read_published_report_book(&organization, fiscal_year, round).await;
    let book = match read {
        Ok(Some(book)) => book,
        Ok(None) => return not_published(&app, &organization, (fiscal_year, round), language).await,
        Err(error) => return failed(&error, language),
    };
    let name = sucharit_exports::round_report::file_name(&book);
    make(name, move || sucharit_exports::round_report::workbook(&book, numerals), language).await
}

/// `GET /exports/published-report.json?organization=CODE&fiscalYear=2568&round=SIX_MONTH`
#[handler]
pub async fn report_text(request: &Request, app: Data<&App>) -> Response {
    let language = language::of(request);
    let mut parameters = Parameters::of(request, &["organization", "fiscalYear", "round"]);
    let (organization, fiscal_year) = (parameters.organization(), parameters.fiscal_year());
    let round = parameters.round();
    let (Some(organization), Some(fiscal_year), Some(round), []) =
        (organization, fiscal_year, round, parameters.problems.as_slice())
    else {
        return respond(StatusCode::BAD_REQUEST, &parameters.problems, language);
    };
    match app.workflow.read_published_report_text(&organization, fiscal_year, round).await {
        Ok(Some(sealed)) => text(sealed.text().to_owned(), sealed.digest()),
        Ok(None) => not_published(&app, &organization, (fiscal_year, round), language).await,
        Err(error) => failed(&error, language),
    }
}

/// `GET /exports/published-plan.xlsx?organization=CODE&fiscalYear=2568[&numerals=thai]`
#[handler]
pub async fn plan_workbook(request: &Request, app: Data<&App>) -> Response {
    let language = language::of(request);
    let mut parameters = Parameters::of(request, &["organization", "fiscalYear", "numerals"]);
    let (organization, fiscal_year) = (parameters.organization(), parameters.fiscal_year());
    let numerals = parameters.numerals();
    let (Some(organization), Some(fiscal_year), Some(numerals), []) =
        (organization, fiscal_year, numerals, parameters.problems.as_slice())
    else {
        return respond(StatusCode::BAD_REQUEST, &parameters.problems, language);
    };
    let read = app.workflow.read_published_plan_book(&organization, fiscal_year).await;
    let book = match found_or(read, missing(), language) {
        Ok(book) => book,
        Err(response) => return *response,
    };
    let name = sucharit_exports::plan::file_name(&book);
    make(name, move || sucharit_exports::plan::workbook(&book, numerals), language).await
}

/// `GET /exports/published-plan.json?organization=CODE&fiscalYear=2568`
#[handler]
pub async fn plan_text(request: &Request, app: Data<&App>) -> Response {
    let language = language::of(request);
    let mut parameters = Parameters::of(request, &["organization", "fiscalYear"]);
    let (organization, fiscal_year) = (parameters.organization(), parameters.fiscal_year());
    let (Some(organization), Some(fiscal_year), []) = (organization, fiscal_year, parameters.problems.as_slice())
    else {
        return respond(StatusCode::BAD_REQUEST, &parameters.problems, language);
    };
    match app.workflow.read_published_plan(&organization, fiscal_year).await {
        Ok(Some(published)) => text(published.publication.document, &published.publication.digest),
        Ok(None) => respond(StatusCode::NOT_FOUND, &[missing()], language),
        Err(error) => failed(&error, language),
    }
}

/// A report that nobody published, or that is not published any more.
async fn not_published(
    app: &App,
    organization: &str,
    (fiscal_year, round): (FiscalYear, ReportingRound),
    language: Language,
) -> Response {
    match app.workflow.publication_ended_at(organization, fiscal_year, round).await {
        Ok(Some(ended_at)) => {
            let (thai, english) = ended_words(ended_at);
            let problem = Problem::at("NO_LONGER_PUBLISHED", "organization", thai, english);
            respond(StatusCode::GONE, &[problem], language)
        }
        Ok(None) => respond(StatusCode::NOT_FOUND, &[missing()], language),
        Err(error) => failed(&error, language),
    }
}

fn missing() -> Problem {
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
