//! Evidence files in and out.
//!
//! `POST /evidence` takes `multipart/form-data` with two parts, as a browser's form sends it: `progress`, the id of a progress
//! report, and `file`. It is received chunk by chunk and lasts only when the whole form came. A page's form also says in `next`
//! where the browser goes afterwards.
//! `GET /evidence/ID` hands a file out in a way that no browser takes for a page.

use super::{
    App,
    exports::content_disposition,
    language,
    refused::{Problem, respond},
    who,
};
use multer::{Constraints, Field, Multipart, SizeLimit};
use poem::{
    Body, Request, Response, handler,
    http::{StatusCode, header},
    web::{Data, Path},
};
use serde_json::json;
use std::{error::Error, sync::OnceLock};
use sucharit_domain::{
    access::Actor,
    evidence::Evidence,
    refusal::{Fault, Path as Place, Refusal},
};
use sucharit_schema::{evidence_id, id_of_evidence, progress_id};
use sucharit_store::{ReceiveError, StoreError, causes};
use sucharit_web::{Trouble, address};
use sucharit_workflow::CommandError;

/// How many bytes a form may have beside its file.
const FORM_BYTES: u64 = 64 << 10;

/// How many bytes an id may have, with room to spare.
const ID_BYTES: u64 = 200;

/// How many bytes the path of a page may have.
const NEXT_BYTES: u64 = 1000;

/// Why a request got no file in or out.
pub(super) struct Refused {
    /// HTTP's word for it.
    pub(super) status: StatusCode,
    /// What is wrong.
    pub(super) problems: Vec<Problem>,
}

/// `POST /evidence`
#[handler]
pub async fn add(request: &Request, body: Body, app: Data<&App>) -> Response {
    let language = language::of(request);
    let actor = match who::sender(request) {
        Ok(actor) => actor,
        Err(error) => return error.into_response(),
    };
    let next = OnceLock::new();
    let upload = tokio::time::timeout(app.settings.evidence.upload(), upload(&app, &actor, request, body, &next));
    let added = upload.await.unwrap_or_else(|_| {
        let problem = Problem::new("TIMEOUT", "ใช้เวลานานเกินกำหนด", "The upload took too long");
        Err(Refused::one(StatusCode::REQUEST_TIMEOUT, problem))
    });
    match added {
        // Back to the page with the form.
        Ok(_) if let Some(next) = next.get() => {
            let parted = if next.contains('?') { '&' } else { '?' };
            Response::builder()
                .status(StatusCode::SEE_OTHER)
                .header("location", format!("{}{parted}done=evidence", address::own(next)))
                .finish()
        }
        Ok(evidence) => {
            let id = id_of_evidence(evidence.id);
            let said = json!({
                "id": id,
                "name": evidence.name,
                "mediaType": evidence.kind.media_type(),
                "size": evidence.size,
                "sha256": evidence.sha256,
            });
            Response::builder()
                .status(StatusCode::CREATED)
                .content_type("application/json; charset=utf-8")
                .header("location", format!("/evidence/{id}"))
                .body(said.to_string())
        }
        Err(refused) => {
            let mut response = respond(refused.status, &refused.problems, language);
            if let (Some(next), Some(trouble)) = (next.get(), response.data::<Trouble>().cloned()) {
                response.set_data(trouble.with_back(next));
            }
            response
        }
    }
}

/// `GET /evidence/ID`
#[handler]
pub async fn download(request: &Request, id: Path<String>, app: Data<&App>) -> Response {
    let language = language::of(request);
    let actor = match who::actor(request) {
        Ok(actor) => actor,
        Err(error) => return error.into_response(),
    };
    let found = async {
        let id = evidence_id(&id).ok_or_else(|| refuse("id", Fault::NotFound))?;
        Ok::<_, Refused>(app.workflow.read_evidence(&actor, id).await?)
    };
    match found.await {
        Ok((evidence, bytes)) => {
            let fallback = format!("evidence.{}", evidence.kind.endings()[0]);
            Response::builder()
                .content_type(evidence.kind.media_type())
                .header("content-disposition", content_disposition(&fallback, &evidence.download_name()))
                .header("content-length", evidence.size)
                .header("etag", format!("\"{}\"", evidence.sha256))
                .header("x-content-type-options", "nosniff")
                .header("content-security-policy", "default-src 'none'; sandbox")
                .header("cache-control", "private, no-store")
                .body(Body::from_bytes_stream(bytes))
        }
        Err(refused) => respond(refused.status, &refused.problems, language),
    }
}

/// Reads the form and adds its file. What a refused client still sends is read and dropped, so that the answer reaches it.
async fn upload(
    app: &App,
    actor: &Actor,
    request: &Request,
    body: Body,
    next: &OnceLock<String>,
) -> Result<Evidence, Refused> {
    let boundary = request.content_type().and_then(|media_type| multer::parse_boundary(media_type).ok());
    let Some(boundary) = boundary else {
        let (thai, english) = ("ต้องส่งเป็น multipart/form-data", "Send multipart/form-data");
        let problem = Problem::new("UNSUPPORTED_MEDIA_TYPE", thai, english);
        return Err(Refused::one(StatusCode::UNSUPPORTED_MEDIA_TYPE, problem));
    };
    let largest = app.workflow.files()?.largest();
    // As much again as a file may have is dropped of one that is too large, before the connection is.
    let limit = SizeLimit::new()
        .whole_stream(2 * largest + FORM_BYTES)
        .for_field("progress", ID_BYTES)
        .for_field("next", NEXT_BYTES);
    let constraints = Constraints::new().size_limit(limit);
    let mut form = Multipart::with_constraints(body.into_bytes_stream(), boundary, constraints);
    let added = add_from(app, actor, &mut form, next).await;
    if added.is_err() {
        while let Ok(Some(_)) = form.next_field().await {}
    }
    added
}

async fn add_from(
    app: &App,
    actor: &Actor,
    form: &mut Multipart<'_>,
    next: &OnceLock<String>,
) -> Result<Evidence, Refused> {
    let files = app.workflow.files()?;
    let (mut progress, mut file, mut problems) = (None, None, Vec::new());
    while let Some(part) = form.next_field().await? {
        match part.name() {
            Some("progress") if progress.is_none() => progress = Some(part.text().await?),
            Some("file") if file.is_none() => {
                let name = file_name(&part);
                let incoming = files.receive(part).await?;
                if incoming.size > files.largest() {
                    return Err(refuse("file", Fault::FileTooLarge { largest: files.largest() }));
                }
                file = Some((name, incoming));
            }
            Some("next") if next.get().is_none() => {
                let path = part.text().await?;
                next.get_or_init(|| path);
            }
            Some(name @ ("progress" | "file" | "next")) => problems.push(refusal(name, Fault::Duplicate)),
            name => problems.push(refusal(name.unwrap_or_default(), Fault::UnknownField)),
        }
    }
    for (name, is_there) in [("progress", progress.is_some()), ("file", file.is_some())] {
        if !is_there {
            problems.push(refusal(name, Fault::Required));
        }
    }
    let (Some(progress), Some((name, incoming)), []) = (progress, file, problems.as_slice()) else {
        return Err(Refused { status: StatusCode::BAD_REQUEST, ..problems.into() });
    };
    let progress = progress_id(&progress).ok_or_else(|| refuse("progress", Fault::NotFound))?;
    Ok(app.workflow.add_evidence(actor, progress, name, incoming).await?)
}

/// The name a file was sent with: `filename`, or `filename*` (RFC 5987), which some programs send instead; empty without one.
pub(super) fn file_name(part: &Field<'_>) -> String {
    if let Some(name) = part.file_name() {
        return name.to_owned();
    }
    let disposition = part.headers().get(header::CONTENT_DISPOSITION).and_then(|value| value.to_str().ok());
    let encoded = disposition.and_then(|disposition| {
        let mut parameters = disposition.split(';').map(str::trim);
        let value = parameters.find_map(|parameter| parameter.strip_prefix("filename*="))?;
        let (charset, rest) = value.split_once('\'')?;
        charset.eq_ignore_ascii_case("utf-8").then_some(rest.split_once('\'')?.1)
    });
    encoded.and_then(percent_decoded).unwrap_or_default()
}

/// Percent-encoded UTF-8; none where it is not.
fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            bytes.push(digit(rest.next())? << 4 | digit(rest.next())?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn refusal(place: &str, fault: Fault) -> Refusal {
    Refusal::new(Place::default().field(place), fault)
}

fn refuse(place: &str, fault: Fault) -> Refused {
    vec![refusal(place, fault)].into()
}

impl Refused {
    /// For one reason.
    pub(super) fn one(status: StatusCode, problem: Problem) -> Self {
        Self { status, problems: vec![problem] }
    }
}

impl From<Vec<Refusal>> for Refused {
    fn from(refusals: Vec<Refusal>) -> Self {
        let status = refusals.first().map_or(StatusCode::BAD_REQUEST, |refusal| status(&refusal.fault));
        Self { status, problems: refusals.iter().map(Problem::of).collect() }
    }
}

impl From<CommandError<Evidence>> for Refused {
    fn from(error: CommandError<Evidence>) -> Self {
        match error {
            CommandError::Refused { refusals, .. } => refusals.into(),
            CommandError::Failed(error) => error.into(),
        }
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = causes(&error), "evidence failed");
        if error.is_full() {
            let (thai, english) = ("พื้นที่จัดเก็บเต็ม โปรดแจ้งผู้ดูแลระบบ", "The storage is full; tell who runs it");
            return Self::one(StatusCode::INSUFFICIENT_STORAGE, Problem::new("STORAGE_FULL", thai, english));
        }
        let problem = Problem::new("INTERNAL", "เกิดข้อผิดพลาดภายในระบบ", "An internal error occurred");
        Self::one(StatusCode::INTERNAL_SERVER_ERROR, problem)
    }
}

impl From<ReceiveError> for Refused {
    fn from(error: ReceiveError) -> Self {
        match error {
            ReceiveError::BrokenOff(error) => broken_off(error.as_ref()),
            ReceiveError::Failed(error) => error.into(),
        }
    }
}

impl From<multer::Error> for Refused {
    fn from(error: multer::Error) -> Self {
        broken_off(&error)
    }
}

fn broken_off(error: &dyn Error) -> Refused {
    tracing::debug!(error = causes(error), "a form cannot be read");
    let (thai, english) = ("อ่านเนื้อหาคำขอไม่ได้", "The request's body cannot be read");
    Refused::one(StatusCode::BAD_REQUEST, Problem::new("BAD_BODY", thai, english))
}

/// HTTP's word for a fault.
fn status(fault: &Fault) -> StatusCode {
    match fault {
        Fault::NotFound => StatusCode::NOT_FOUND,
        Fault::WrongRole | Fault::ReadOnlyToken | Fault::OtherDivision => StatusCode::FORBIDDEN,
        Fault::ReportNotDraft { .. } | Fault::CarriedOver | Fault::TooManyFiles { .. } | Fault::Duplicate => {
            StatusCode::CONFLICT
        }
        Fault::FileTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Fault::FileTypeNotAllowed | Fault::FileHasMacros => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        _ => StatusCode::BAD_REQUEST,
    }
}

#[cfg(test)]
mod tests {
    use super::percent_decoded;

    #[test]
    fn names_in_percent() {
        assert_eq!(percent_decoded("%E0%B8%81-1.pdf").as_deref(), Some("ก-1.pdf"));
        assert_eq!(percent_decoded("%e0%b8%81").as_deref(), Some("ก"));
        for malformed in ["%", "%4", "%zz", "%E0", "%+1"] {
            assert_eq!(percent_decoded(malformed), None, "{malformed}");
        }
    }
}
