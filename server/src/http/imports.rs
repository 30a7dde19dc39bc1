//! Filled forms in.
//!
//! `POST /imports/progress` takes `multipart/form-data`: `file`, the filled progress form; `apply=true` to record what it says at
//! once; and, to be told when it is another round's form, `plan`, `fiscalYear` and `round`. A page's form also says in `next` where it
//! stands; the browser goes on to the preview. Without `apply` nothing is recorded: the
//! answer says what would change and what is wrong, and its id lets `applyProgressImport` apply it within a day.

use super::{
    App,
    evidence::{self, Refused},
    language,
    refused::{Problem, respond},
    who,
};
use multer::{Constraints, Multipart, SizeLimit};
use poem::{
    Body, Request, Response, handler,
    http::{StatusCode, header},
    web::Data,
};
use serde_json::{Value, json};
use std::sync::OnceLock;
use sucharit_domain::{
    access::Actor,
    calendar::{FiscalYear, ReportingRound},
    id::{PlanId, PlanRevisionId},
    labels,
    language::Language,
    progress::import::{CellChange, FormReading, ImportPreview, PlannedChange, ProgressImport},
    refusal::{Fault, Path, Refusal},
    sha256,
    sheet::{CellPlace, CellProblem, SheetFault},
    text::is_blank,
};
use sucharit_exports::import::{LARGEST_FILE, progress_form};
use sucharit_schema::{id_of_plan, id_of_progress_import, id_of_project, plan_id, plan_revision_id};
use sucharit_store::StoreError;
use sucharit_web::Trouble;
use sucharit_workflow::CommandError;

/// How many bytes a form may have beside its file.
const FORM_BYTES: u64 = 64 << 10;

/// How many bytes a field beside the file may have, with room to spare.
const FIELD_BYTES: u64 = 200;

/// How many bytes the path of a page may have.
const NEXT_BYTES: u64 = 1000;

/// `POST /imports/progress`
#[handler]
pub async fn progress(request: &Request, body: Body, app: Data<&App>) -> Response {
    let language = language::of(request);
    let actor = match who::sender(request) {
        Ok(actor) => actor,
        Err(error) => return error.into_response(),
    };
    let next = OnceLock::new();
    let import = tokio::time::timeout(app.settings.evidence.upload(), import(&app, &actor, request, body, &next));
    let imported = import.await.unwrap_or_else(|_| {
        let problem = Problem::new("TIMEOUT", "ใช้เวลานานเกินกำหนด", "The upload took too long");
        Err(Refused::one(StatusCode::REQUEST_TIMEOUT, problem).into())
    });
    let mut response = match imported {
        // On to the page that shows what the form would change.
        Ok(imported) if next.get().is_some() => {
            let location = format!("/progress-import/{}", id_of_progress_import(imported.import.id));
            return Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, location).finish();
        }
        Ok(imported) => return imported.respond(language),
        Err(NotImported::Refused(refused)) => respond(refused.status, &refused.problems, language),
        Err(NotImported::Cells(problems)) => respond_cells(&problems, language),
    };
    if let (Some(next), Some(trouble)) = (next.get(), response.data::<Trouble>().cloned()) {
        response.set_data(trouble.with_back(next));
    }
    response
}

/// Why nothing came of a request.
pub(super) enum NotImported {
    /// The request is at fault.
    Refused(Refused),
    /// The file is, so that nothing was kept of it.
    Cells(Vec<CellProblem>),
}

impl<T: Into<Refused>> From<T> for NotImported {
    fn from(refused: T) -> Self {
        Self::Refused(refused.into())
    }
}

/// What came of one.
struct Imported {
    import: ProgressImport,
    preview: ImportPreview,
    applied: bool,
    /// Whether it should have been applied, and was not.
    refused: bool,
}

/// The parts of the form.
#[derive(Default)]
struct Form {
    file: Option<(String, Vec<u8>)>,
    apply: Option<String>,
    plan: Option<String>,
    fiscal_year: Option<String>,
    round: Option<String>,
    revision: Option<String>,
    expected_version: Option<String>,
    reason: Option<String>,
}

/// What the request asks for.
pub(super) struct Wanted {
    apply: bool,
    expected: Expected,
    file_name: String,
    /// The file.
    pub(super) bytes: Vec<u8>,
    /// Of a plan's workbook: the revision that it amends, with the version that was read.
    pub(super) amends: Option<(PlanRevisionId, i32)>,
    /// Why.
    pub(super) reason: Option<String>,
}

/// What the form should belong to, as far as the request says.
#[derive(Default)]
struct Expected {
    plan: Option<PlanId>,
    fiscal_year: Option<FiscalYear>,
    round: Option<ReportingRound>,
}

async fn import(
    app: &App,
    actor: &Actor,
    request: &Request,
    body: Body,
    next: &OnceLock<String>,
) -> Result<Imported, NotImported> {
    let Wanted { apply, expected, file_name, bytes, .. } = received(request, body, next).await?;
    let sha256 = sha256::of(&bytes);
    let reading = tokio::task::spawn_blocking(move || progress_form::read(&bytes)).await.map_err(StoreError::file)?;
    let reading = reading.map_err(NotImported::Cells)?;
    if let Some(fault) = expected.fault(&reading) {
        // Whose form it is comes before which one.
        let preview = app.workflow.preview_progress_form(actor, &reading).await.map_err(not_kept)?;
        let problem = CellProblem::of(CellPlace::file(), &fault);
        let others = SheetFault::FormOfOtherOrganization.code();
        let of_other = preview.problems.into_iter().find(|found| found.code == others);
        return Err(NotImported::Cells(vec![of_other.unwrap_or(problem)]));
    }
    let (import, preview) =
        app.workflow.upload_progress_form(actor, file_name, sha256, reading).await.map_err(not_kept)?;
    if !apply {
        return Ok(Imported { import, preview, applied: false, refused: false });
    }
    match app.workflow.apply_progress_import(actor, import.id).await {
        Ok(applied) => Ok(Imported { import, preview: applied.preview, applied: true, refused: false }),
        Err(CommandError::Refused { current: Some(preview), .. }) => {
            Ok(Imported { import, preview: *preview, applied: false, refused: true })
        }
        Err(error) => Err(not_kept(error)),
    }
}

/// Reads the form and its file. What a refused client still sends is read and dropped, so that the answer reaches it.
pub(super) async fn received(request: &Request, body: Body, next: &OnceLock<String>) -> Result<Wanted, NotImported> {
    let boundary = request.content_type().and_then(|media_type| multer::parse_boundary(media_type).ok());
    let Some(boundary) = boundary else {
        let (thai, english) = ("ต้องส่งเป็น multipart/form-data", "Send multipart/form-data");
        let problem = Problem::new("UNSUPPORTED_MEDIA_TYPE", thai, english);
        return Err(Refused::one(StatusCode::UNSUPPORTED_MEDIA_TYPE, problem).into());
    };
    let limit = SizeLimit::new().whole_stream(2 * LARGEST_FILE + FORM_BYTES);
    let limit = ["apply", "plan", "fiscalYear", "round", "revision", "expectedVersion"]
        .into_iter()
        .fold(limit, |limit, field| limit.for_field(field, FIELD_BYTES))
        .for_field("next", NEXT_BYTES)
        .for_field("reason", FORM_BYTES);
    let constraints = Constraints::new().size_limit(limit);
    let mut parts = Multipart::with_constraints(body.into_bytes_stream(), boundary, constraints);
    let form = match read_form(&mut parts, next).await {
        Ok(form) => form,
        Err(refused) => {
            while let Ok(Some(_)) = parts.next_field().await {}
            return Err(refused);
        }
    };
    form.settle()
}

fn not_kept(error: CommandError<ImportPreview>) -> NotImported {
    match error {
        CommandError::Refused { current: Some(preview), .. } => NotImported::Cells(preview.problems),
        CommandError::Refused { refusals, current: None } => refusals.into(),
        CommandError::Failed(error) => error.into(),
    }
}

async fn read_form(parts: &mut Multipart<'_>, next: &OnceLock<String>) -> Result<Form, NotImported> {
    let (mut form, mut problems) = (Form::default(), Vec::new());
    while let Some(mut part) = parts.next_field().await? {
        let name = part.name().unwrap_or_default().to_owned();
        let field = match name.as_str() {
            "file" if form.file.is_none() => {
                let name = evidence::file_name(&part);
                let mut bytes = Vec::new();
                while let Some(chunk) = part.chunk().await? {
                    bytes.extend_from_slice(&chunk);
                    if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST_FILE) {
                        return Err(vec![refusal("file", Fault::FileTooLarge { largest: LARGEST_FILE })].into());
                    }
                }
                form.file = Some((name, bytes));
                continue;
            }
            "next" if next.get().is_none() => {
                let path = part.text().await?;
                next.get_or_init(|| path);
                continue;
            }
            "apply" => &mut form.apply,
            "plan" => &mut form.plan,
            "fiscalYear" => &mut form.fiscal_year,
            "round" => &mut form.round,
            "revision" => &mut form.revision,
            "expectedVersion" => &mut form.expected_version,
            "reason" => &mut form.reason,
            "file" | "next" => {
                problems.push(refusal(&name, Fault::Duplicate));
                continue;
            }
            other => {
                problems.push(refusal(other, Fault::UnknownField));
                continue;
            }
        };
        if field.is_some() {
            problems.push(refusal(&name, Fault::Duplicate));
        } else {
            *field = Some(part.text().await?);
        }
    }
    if form.file.is_none() {
        problems.push(refusal("file", Fault::Required));
    }
    if problems.is_empty() { Ok(form) } else { Err(bad_request(problems)) }
}

impl Form {
    /// What the parts ask for.
    fn settle(self) -> Result<Wanted, NotImported> {
        let mut problems = Vec::new();
        let apply = match self.apply.as_deref() {
            None | Some("" | "false") => false,
            Some("true") => true,
            Some(_) => {
                problems.push(refusal("apply", Fault::UnknownCode { allowed: vec!["true", "false"] }));
                false
            }
        };
        let plan = self.plan.as_deref().map(plan_id);
        if plan == Some(None) {
            problems.push(refusal("plan", Fault::NotFound));
        }
        let fiscal_year = self.fiscal_year.map(|year| year.parse().ok().and_then(FiscalYear::new));
        if fiscal_year == Some(None) {
            problems.push(refusal("fiscalYear", Fault::NotAFiscalYear));
        }
        let round = self.round.as_deref().map(ReportingRound::from_code);
        if round == Some(None) {
            problems.push(refusal("round", Fault::UnknownCode { allowed: vec!["SIX_MONTH", "TWELVE_MONTH"] }));
        }
        let revision = self.revision.as_deref().map(plan_revision_id);
        if revision == Some(None) {
            problems.push(refusal("revision", Fault::NotFound));
        }
        let version = self.expected_version.as_deref().and_then(|version| version.parse().ok());
        if revision.is_some() && version.is_none() {
            problems.push(refusal("expectedVersion", Fault::Required));
        }
        // Browsers end lines in forms with CR LF, and send a field that is left empty.
        let reason = self.reason.map(|reason| reason.replace("\r\n", "\n")).filter(|reason| !is_blank(reason));
        let Some((file_name, bytes)) = self.file.filter(|_| problems.is_empty()) else {
            return Err(bad_request(problems));
        };
        let expected = Expected { plan: plan.flatten(), fiscal_year: fiscal_year.flatten(), round: round.flatten() };
        Ok(Wanted { apply, expected, file_name, bytes, amends: revision.flatten().zip(version), reason })
    }
}

impl Expected {
    /// What a form of another plan, year or round is at fault for.
    fn fault(&self, reading: &FormReading) -> Option<SheetFault> {
        let head = &reading.head;
        let differs = self.plan.is_some_and(|plan| plan != head.plan)
            || self.fiscal_year.is_some_and(|year| year != head.fiscal_year)
            || self.round.is_some_and(|round| round != head.round);
        let (fiscal_year, months) = (head.fiscal_year.get(), head.round.months());
        differs.then_some(SheetFault::FormOfOtherRound { fiscal_year, months })
    }
}

fn refusal(place: &str, fault: Fault) -> Refusal {
    Refusal::new(Path::default().field(place), fault)
}

fn bad_request(problems: Vec<Refusal>) -> NotImported {
    Refused { status: StatusCode::BAD_REQUEST, ..problems.into() }.into()
}

/// A file of which nothing was kept.
pub(super) fn respond_cells(problems: &[CellProblem], language: Language) -> Response {
    let status = match problems.first().map(|problem| problem.code.as_str()) {
        Some("FILE_TOO_LARGE" | "WORKBOOK_TOO_LARGE") => StatusCode::PAYLOAD_TOO_LARGE,
        Some("NOT_FOUND") => StatusCode::NOT_FOUND,
        Some("NOT_A_WORKBOOK" | "FILE_HAS_MACROS") => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let error = |problem: &CellProblem| {
        let place = problem.place.to_string();
        let path = std::iter::once("file".to_owned()).chain((!place.is_empty()).then_some(place));
        json!({
            "message": problem.message(language),
            "extensions": { "code": problem.code, "path": path.collect::<Vec<_>>() },
        })
    };
    let errors: Vec<Value> = problems.iter().map(error).collect();
    let mut response = json_response(status, &json!({ "errors": errors }));
    let words = |problem: &CellProblem, language| match problem.place.to_string() {
        place if place.is_empty() => problem.message(language).to_owned(),
        place => format!("{place}: {}", problem.message(language)),
    };
    let both = |problem: &CellProblem| (words(problem, Language::Thai), words(problem, Language::English));
    response.set_data(Trouble::new(status, problems.iter().map(both).collect()));
    response
}

impl Imported {
    fn respond(&self, language: Language) -> Response {
        let (head, preview) = (&self.import.reading.head, &self.preview);
        let problems = |problems: &[CellProblem]| -> Vec<Value> {
            let problem = |it: &CellProblem| json!({ "code": it.code, "cell": it.place.to_string(), "message": it.message(language) });
            problems.iter().map(problem).collect()
        };
        let mut said = json!({
            "id": id_of_progress_import(self.import.id),
            "plan": id_of_plan(self.import.plan_id),
            "fiscalYear": head.fiscal_year,
            "round": head.round.code(),
            "fileName": self.import.file_name,
            "fileSha256": self.import.sha256,
            "expiresAt": self.import.expires_at(),
            "changes": preview.changes.iter().map(change).collect::<Vec<_>>(),
            "unchangedCount": preview.unchanged,
            "awaitingCount": preview.awaiting,
            "problems": problems(&preview.problems),
            "warnings": problems(&preview.warnings),
            "canApply": !self.applied && preview.can_apply(),
            "applied": self.applied,
        });
        if self.refused {
            let fault = Fault::ImportHasProblems { count: preview.problems.len() };
            said["errors"] = json!([Problem::of(&refusal("file", fault)).to_json(language)]);
            return json_response(StatusCode::UNPROCESSABLE_ENTITY, &said);
        }
        json_response(if self.applied { StatusCode::OK } else { StatusCode::CREATED }, &said)
    }
}

fn change(change: &PlannedChange) -> Value {
    let field = |CellChange { place, change }: &CellChange| {
        let words = |value: &Option<String>| {
            value.as_deref().map(|value| labels::field_value(&change.field, value).unwrap_or(value).to_owned())
        };
        json!({
            "field": change.field,
            "label": labels::field(&change.field),
            "cell": place.to_string(),
            "before": change.before,
            "after": change.after,
            "beforeWords": words(&change.before),
            "afterWords": words(&change.after),
        })
    };
    json!({
        "project": id_of_project(change.project),
        "number": change.number,
        "name": change.name,
        "isFirst": change.is_first,
        "fields": change.fields.iter().map(field).collect::<Vec<_>>(),
    })
}

pub(super) fn json_response(status: StatusCode, said: &Value) -> Response {
    Response::builder()
        .status(status)
        .content_type("application/json; charset=utf-8")
        .header("cache-control", "no-store")
        .body(said.to_string())
}
