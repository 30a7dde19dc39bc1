//! Refusals outside GraphQL: one JSON form for all, with codes, in Thai and English.

use super::language;
use poem::{
    Endpoint, Error, Request, Response, Result,
    error::ParsePathError,
    http::{StatusCode, header},
};
use serde_json::{Value, json};
use std::sync::Arc;
use sucharit_domain::{
    language::Language,
    refusal::{Path, Refusal},
};
use sucharit_web::Trouble;

/// Something wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The stable code.
    pub code: &'static str,
    /// Where.
    pub path: Path,
    /// Thai and English.
    pub message: (String, String),
}

impl Problem {
    /// A problem with the request as a whole.
    #[must_use]
    pub fn new(code: &'static str, thai: impl Into<String>, english: impl Into<String>) -> Self {
        Self { code, path: Path::default(), message: (thai.into(), english.into()) }
    }

    /// A problem with a parameter.
    #[must_use]
    pub fn at(code: &'static str, parameter: &str, thai: impl Into<String>, english: impl Into<String>) -> Self {
        Self { path: Path::default().field(parameter), ..Self::new(code, thai, english) }
    }

    /// A rule's refusal.
    #[must_use]
    pub fn of(refusal: &Refusal) -> Self {
        let fault = &refusal.fault;
        let message = (fault.message(Language::Thai), fault.message(Language::English));
        Self { code: fault.code(), path: refusal.path.clone(), message }
    }

    /// As a GraphQL error.
    #[must_use]
    pub fn to_json(&self, language: Language) -> Value {
        let message = match language {
            Language::Thai => &self.message.0,
            Language::English => &self.message.1,
        };
        json!({ "message": message, "extensions": { "code": self.code, "path": self.path.words() } })
    }
}

/// A response that lists problems, for programs and for people.
#[must_use]
pub fn respond(status: StatusCode, problems: &[Problem], language: Language) -> Response {
    let errors: Vec<Value> = problems.iter().map(|problem| problem.to_json(language)).collect();
    let mut response = Response::builder()
        .status(status)
        .content_type("application/json; charset=utf-8")
        .body(json!({ "errors": errors }).to_string());
    // For people, `sucharit_web::dress` makes a page of it.
    response.set_data(Trouble::new(status, problems.iter().map(|problem| problem.message.clone()).collect()));
    response
}

/// A response that lists problems, in place of what a handler would answer with.
#[must_use]
pub fn instead(response: Response) -> Error {
    // An error's response has the error's data, so what a page is made of goes over.
    let trouble = response.data::<Trouble>().cloned();
    let mut error = Error::from_response(response);
    if let Some(trouble) = trouble {
        error.set_data(trouble);
    }
    error
}

/// Answers what no handler answered: an unknown address, a wrong method.
pub async fn answer<E: Endpoint<Output = Response>>(endpoint: Arc<E>, request: Request) -> Result<Response> {
    let language = language::of(&request);
    let error = match endpoint.call(request).await {
        Ok(response) => return Ok(response),
        // A page's own trouble.
        Err(error) if error.is_from_response() => return Ok(error.into_response()),
        Err(error) => error,
    };
    // An address with a part that cannot be read names nothing.
    let status = if error.is::<ParsePathError>() { StatusCode::NOT_FOUND } else { error.status() };
    let problem = match status {
        StatusCode::NOT_FOUND => Problem::new("NOT_FOUND", "ไม่พบหน้าที่เรียก", "There is nothing at this address"),
        StatusCode::METHOD_NOT_ALLOWED => {
            Problem::new("METHOD_NOT_ALLOWED", "ใช้วิธีเรียก (method) นี้ไม่ได้", "This method is not allowed here")
        }
        _ => {
            tracing::error!(error = %error, "a handler failed");
            Problem::new("INTERNAL", "เกิดข้อผิดพลาดภายในระบบ", "An internal error occurred")
        }
    };
    let mut response = respond(status, &[problem], language);
    if status == StatusCode::METHOD_NOT_ALLOWED {
        // Whatever has no handler of its own for its methods is only read.
        response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
    }
    Ok(response)
}
