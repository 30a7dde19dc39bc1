//! `POST /imports/plan` takes `multipart/form-data` with `file`: a plan as a workbook, the one that `/exports/plan.xlsx` gives or
//! `/exports/plan-template.xlsx` filled in. All of it is imported as a draft or, with any problem, nothing.
//!
//! With `revision` and `expectedVersion` the workbook says what that revision is to say, as `amendPlan` takes it, with a `reason`
//! where that needs one. A page's form also says in `next` where it stands; the browser goes on to the plan.

use super::{
    App,
    imports::{NotImported, Wanted, json_response, received, respond_cells},
    language,
    refused::{Problem, respond},
    who,
};
use poem::{
    Body, Request, Response, handler,
    http::{StatusCode, header},
    web::Data,
};
use serde_json::json;
use std::sync::OnceLock;
use sucharit_domain::{
    access::Actor,
    id::PlanRevisionId,
    plan::{revision::PlanRevision, write_document},
    refusal::{Path, PathStep, Refusal},
    sheet::CellProblem,
};
use sucharit_exports::import::plan::PlanReading;
use sucharit_schema::{id_of_plan, id_of_plan_revision};
use sucharit_store::StoreError;
use sucharit_web::{Trouble, address};
use sucharit_workflow::{CommandError, ImportedPlan};

/// What the page's form says beside its file.
#[derive(Debug, Default)]
struct Typed {
    next: OnceLock<String>,
    reason: OnceLock<String>,
}

/// What came of a workbook.
enum Taken {
    Imported(ImportedPlan),
    Amended(PlanRevision),
}

/// `POST /imports/plan`
#[handler]
pub async fn plan(request: &Request, body: Body, app: Data<&App>) -> Response {
    let language = language::of(request);
    let actor = match who::sender(request) {
        Ok(actor) => actor,
        Err(error) => return error.into_response(),
    };
    let typed = Typed::default();
    let take = tokio::time::timeout(app.settings.evidence.upload(), take(&app, &actor, request, body, &typed));
    let mut response = match take.await {
        Ok(Ok((taken, place))) if typed.next.get().is_some() => {
            let location = taken.shown_at(&place);
            return Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, location).finish();
        }
        Ok(Ok((taken, _))) => return taken.respond(),
        Ok(Err(NotImported::Refused(refused))) => respond(refused.status, &refused.problems, language),
        Ok(Err(NotImported::Cells(problems))) => respond_cells(&problems, language),
        Err(_) => {
            let problem = Problem::new("TIMEOUT", "ใช้เวลานานเกินกำหนด", "The upload took too long");
            respond(StatusCode::REQUEST_TIMEOUT, &[problem], language)
        }
    };
    if let (Some(back), Some(trouble)) = (typed.back(), response.data::<Trouble>().cloned()) {
        response.set_data(trouble.with_back(&back));
    }
    response
}

/// Takes the workbook; answers with the organization's code and the plan's first year, too.
async fn take(
    app: &App,
    actor: &Actor,
    request: &Request,
    body: Body,
    typed: &Typed,
) -> Result<(Taken, (String, i64)), NotImported> {
    let Wanted { bytes, amends, reason, .. } = received(request, body, &typed.next).await?;
    if let Some(reason) = &reason {
        typed.reason.get_or_init(|| reason.clone());
    }
    let reading = tokio::task::spawn_blocking(move || sucharit_exports::import::plan::read(&bytes));
    let reading = reading.await.map_err(StoreError::file)?.map_err(NotImported::Cells)?;
    let document = &reading.document;
    let place = (document.organization.code.clone(), document.heading.start_fiscal_year.get().into());
    let taken = match amends {
        Some(revision) => Taken::Amended(amend(app, actor, revision, &reading, reason).await?),
        None => Taken::Imported(import(app, actor, &reading).await?),
    };
    Ok((taken, place))
}

async fn import(app: &App, actor: &Actor, reading: &PlanReading) -> Result<ImportedPlan, NotImported> {
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

async fn amend(
    app: &App,
    actor: &Actor,
    (revision, version): (PlanRevisionId, i32),
    reading: &PlanReading,
    reason: Option<String>,
) -> Result<PlanRevision, NotImported> {
    let document = write_document::write(&reading.document).to_string();
    match app.workflow.amend_plan(actor, revision, version, &document, reading.base.as_ref(), reason).await {
        Ok(revision) => Ok(revision),
        Err(CommandError::Refused { refusals, .. }) => {
            let of_file = refusals.iter().filter_map(in_document);
            let problems: Vec<CellProblem> = of_file.map(|refusal| reading.problem(&refusal)).collect();
            // What is wrong with the request comes first: the file may be right.
            if problems.len() < refusals.len() { Err(refusals.into()) } else { Err(NotImported::Cells(problems)) }
        }
        Err(CommandError::Failed(error)) => Err(error.into()),
    }
}

/// A refusal of the text, at its place there.
fn in_document(refusal: &Refusal) -> Option<Refusal> {
    let within = refusal.path.0.get(2..).filter(|_| refusal.path.0[1] == PathStep::Field("document".to_owned()))?;
    Some(Refusal::new(Path(within.to_vec()), refusal.fault.clone()))
}

impl Typed {
    /// The page with the form, with the reason that was typed there, as far as an address holds it.
    fn back(&self) -> Option<String> {
        const LONGEST: usize = 3000;
        let next = self.next.get()?;
        let reason = self.reason.get().map(|reason| address::encoded(reason)).filter(|reason| reason.len() < LONGEST);
        Some(reason.map_or_else(|| next.clone(), |reason| format!("{next}?reason={reason}")))
    }
}

impl Taken {
    /// The page that shows it.
    fn shown_at(&self, (organization, year): &(String, i64)) -> String {
        let (page, done) = match self {
            Self::Imported(ImportedPlan::Added(_)) => (address::plan(organization, year), "added"),
            Self::Imported(ImportedPlan::Replaced(_)) => (address::plan(organization, year), "replaced"),
            Self::Imported(ImportedPlan::Unchanged(_)) => (address::plan(organization, year), "unchanged"),
            Self::Amended(revision) => (address::revision(organization, year, i64::from(revision.number)), "edited"),
        };
        format!("{page}?done={done}")
    }

    fn respond(&self) -> Response {
        let (status, outcome, imported) = match self {
            Self::Imported(ImportedPlan::Added(added)) => (StatusCode::CREATED, "ADDED", added),
            Self::Imported(ImportedPlan::Replaced(replaced)) => (StatusCode::OK, "REPLACED", replaced),
            Self::Imported(ImportedPlan::Unchanged(found)) => (StatusCode::OK, "UNCHANGED", found),
            Self::Amended(revision) => {
                let said = json!({
                    "outcome": "AMENDED",
                    "plan": id_of_plan(revision.plan_id),
                    "planRevision": id_of_plan_revision(revision.id),
                    "revision": revision.number,
                    "version": revision.version,
                });
                return json_response(StatusCode::OK, &said);
            }
        };
        json_response(status, &json!({ "outcome": outcome, "plan": id_of_plan(imported.id), "title": imported.title }))
    }
}
