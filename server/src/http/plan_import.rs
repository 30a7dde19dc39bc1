//! `POST /imports/plan` takes `multipart/form-data` with `file`: a plan as a workbook, the one that `/exports/plan.xlsx` gives or
//! `/exports/plan-template.xlsx` filled in. All of it is imported as a draft or, with any problem, nothing.

use super::{
    App,
    imports::{NotImported, json_response, received, respond_cells},
    language,
    refused::{Problem, respond},
    who,
};
use poem::{Body, Request, Response, handler, http::StatusCode, web::Data};
use serde_json::json;
use std::sync::OnceLock;
use sucharit_domain::{access::Actor, sheet::CellProblem};
use sucharit_schema::id_of_plan;
use sucharit_store::StoreError;
use sucharit_workflow::{CommandError, ImportedPlan};

/// `POST /imports/plan`
#[handler]
pub async fn plan(request: &Request, body: Body, app: Data<&App>) -> Response {
    let language = language::of(request);
    let actor = match who::sender(request) {
        Ok(actor) => actor,
        Err(error) => return error.into_response(),
    };
    let import = tokio::time::timeout(app.settings.evidence.upload(), import(&app, &actor, request, body));
    match import.await {
        Ok(Ok(imported)) => {
            let (status, outcome, plan) = match &imported {
                ImportedPlan::Added(plan) => (StatusCode::CREATED, "ADDED", plan),
                ImportedPlan::Replaced(plan) => (StatusCode::OK, "REPLACED", plan),
                ImportedPlan::Unchanged(plan) => (StatusCode::OK, "UNCHANGED", plan),
            };
            json_response(status, &json!({ "outcome": outcome, "plan": id_of_plan(plan.id), "title": plan.title }))
        }
        Ok(Err(NotImported::Refused(refused))) => respond(refused.status, &refused.problems, language),
        Ok(Err(NotImported::Cells(problems))) => respond_cells(&problems, language),
        Err(_) => {
            let problem = Problem::new("TIMEOUT", "ใช้เวลานานเกินกำหนด", "The upload took too long");
            respond(StatusCode::REQUEST_TIMEOUT, &[problem], language)
        }
    }
}

async fn import(app: &App, actor: &Actor, request: &Request, body: Body) -> Result<ImportedPlan, NotImported> {
    let bytes = received(request, body, &OnceLock::new()).await?.bytes;
    let reading = tokio::task::spawn_blocking(move || sucharit_exports::import::plan::read(&bytes));
    let reading = reading.await.map_err(StoreError::file)?.map_err(NotImported::Cells)?;
    match app.workflow.import_plan(actor, &reading.document).await {
        Ok(imported) => Ok(imported),
        Err(CommandError::Refused { refusals, .. }) if refusals.iter().all(|it| it.path.0.len() < 2) => {
            // About who asks, not about the file.
            Err(refusals.into())
        }
        Err(CommandError::Refused { refusals, .. }) => {
            let problems: Vec<CellProblem> = refusals.iter().map(|refusal| reading.problem(refusal)).collect();
            Err(NotImported::Cells(problems))
        }
        Err(CommandError::Failed(error)) => Err(error.into()),
    }
}
