//! Files for download, by the same sign-in and rules as GraphQL.
//!
//! # Adding a download
//! A handler that reads its parameters (`parameters.rs`), asks the engine, and hands what was `found` to `workbook` (`download.rs`);
//! its address in [`super::routes`].

mod download;
mod parameters;
pub mod published;

use super::{App, refused::Problem, who};
pub use download::content_disposition;
use download::{found, workbook};
use parameters::Parameters;
use poem::{Request, Response, Result, handler, web::Data};
use sucharit_exports::{audit, plan, progress_form, round_report};

/// `GET /exports/round-report.xlsx?plan=ID&fiscalYear=2568&round=SIX_MONTH[&numerals=thai]`
#[handler]
pub async fn round_report_workbook(request: &Request, app: Data<&App>) -> Result<Response> {
    let actor = who::actor(request)?;
    let mut asked = Parameters::of(request, &["plan", "fiscalYear", "round", "numerals"]);
    let (plan, year, round, numerals) = (asked.plan(), asked.fiscal_year(), asked.round(), asked.numerals());
    let ((plan, year), (round, numerals)) = asked.all(plan.zip(year).zip(round.zip(numerals)))?;
    let read = app.workflow.read_round_report_book(&actor, plan, year, round).await;
    let book = found(request, read, no_plan)?;
    workbook(request, round_report::file_name(&book), move || round_report::workbook(&book, numerals)).await
}

/// `GET /exports/plan.xlsx?plan=ID[&revision=2][&numerals=thai]`: as it stands, or as that revision says.
#[handler]
pub async fn plan_workbook(request: &Request, app: Data<&App>) -> Result<Response> {
    let actor = who::actor(request)?;
    let mut asked = Parameters::of(request, &["plan", "revision", "numerals"]);
    let (plan, revision, numerals) = (asked.plan(), asked.revision(), asked.numerals());
    let (plan, numerals) = asked.all(plan.zip(numerals))?;
    let book = found(request, app.workflow.read_plan_book(&actor, plan, revision).await, no_plan)?;
    workbook(request, plan::file_name(&book), move || plan::workbook(&book, numerals)).await
}

/// `GET /exports/audit.xlsx?organization=CODE[&from=YYYY-MM-DD&to=YYYY-MM-DD][&numerals=thai]`
#[handler]
pub async fn audit_workbook(request: &Request, app: Data<&App>) -> Result<Response> {
    let actor = who::actor(request)?;
    let mut asked = Parameters::of(request, &["organization", "from", "to", "numerals"]);
    let (organization, period, numerals) = (asked.organization(), asked.period(), asked.numerals());
    let ((organization, period), numerals) = asked.all(organization.zip(period).zip(numerals))?;
    let read = app.workflow.read_audit_book(&actor, &organization, period).await;
    let book = found(request, read, no_organization)?;
    workbook(request, audit::file_name(&book), move || audit::workbook(&book, numerals)).await
}

/// `GET /exports/progress-form.xlsx?plan=ID&fiscalYear=2568&round=SIX_MONTH[&division=ID][&numerals=thai]`
#[handler]
pub async fn progress_form_workbook(request: &Request, app: Data<&App>) -> Result<Response> {
    let actor = who::actor(request)?;
    let mut asked = Parameters::of(request, &["plan", "fiscalYear", "round", "division", "numerals"]);
    let (plan, year, round, numerals) = (asked.plan(), asked.fiscal_year(), asked.round(), asked.numerals());
    let division = asked.division();
    let ((plan, year), (round, numerals)) = asked.all(plan.zip(year).zip(round.zip(numerals)))?;
    let read = app.workflow.read_progress_form(&actor, plan, year, round, division).await;
    let form = found(request, read, no_plan)?;
    workbook(request, progress_form::file_name(&form), move || progress_form::workbook(&form, numerals)).await
}

/// `GET /exports/plan-template.xlsx?organization=CODE[&startFiscalYear=2571][&numerals=thai]`
#[handler]
pub async fn plan_template(request: &Request, app: Data<&App>) -> Result<Response> {
    let actor = who::actor(request)?;
    let mut asked = Parameters::of(request, &["organization", "startFiscalYear", "numerals"]);
    let (organization, first, numerals) = (asked.organization(), asked.start_fiscal_year(), asked.numerals());
    let (organization, numerals) = asked.all(organization.zip(numerals))?;
    let read = app.workflow.read_plan_template(&actor, &organization, first).await;
    let book = found(request, read, no_organization)?;
    workbook(request, plan::template_file_name(&book), move || plan::template(&book, numerals)).await
}

fn no_plan() -> Problem {
    Problem::at("NOT_FOUND", "plan", "ไม่พบแผนหรือรอบรายงานนี้", "There is no such plan or round")
}

fn no_organization() -> Problem {
    Problem::at("NOT_FOUND", "organization", "ไม่พบหน่วยงานนี้", "There is no such organization")
}
