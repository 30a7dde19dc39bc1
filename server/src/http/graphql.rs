//! The GraphQL door, by the GraphQL-over-HTTP specification.
//!
//! POST takes `application/json` alone and GET runs queries alone, so that a page of another site can neither send a form that
//! changes something nor have an image's address do so. Answers are `application/graphql-response+json` where the client accepts
//! it, else `application/json`.

use super::{
    App, graphiql, language,
    refused::{Problem, respond},
    request_log::Outcome,
};
use async_graphql::{Response as Answer, Value, parser::types::OperationType};
use poem::{
    Endpoint, Request, RequestBody, Response, Result,
    error::ReadBodyError,
    http::{Method, StatusCode, header},
};
use serde::Serialize;
use serde_json::json;
use sucharit_domain::{access::Actor, language::Language};
use sucharit_schema::RequestContext;

const RESPONSE_TYPE: &str = "application/graphql-response+json";
const JSON: &str = "application/json";

/// `/graphql`
#[derive(Debug, Clone, Copy)]
pub struct GraphQl;

/// Why a request did not get through the door.
struct Closed {
    status: StatusCode,
    problem: Problem,
}

impl Closed {
    fn new(status: StatusCode, code: &'static str, thai: impl Into<String>, english: impl Into<String>) -> Self {
        Self { status, problem: Problem::new(code, thai, english) }
    }

    fn bad_request(code: &'static str, thai: impl Into<String>, english: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, thai, english)
    }
}

impl Endpoint for GraphQl {
    type Output = Response;

    async fn call(&self, mut request: Request) -> Result<Response> {
        let app = request.data::<App>().cloned().expect("the routes carry the application");
        let language = language::of(&request);
        if app.demo && wants_graphiql(&request) {
            return Ok(graphiql::page());
        }
        let Some(media_type) = answer_type(&request) else {
            let problem = Problem::new(
                "NOT_ACCEPTABLE",
                format!("ตอบได้เฉพาะ {RESPONSE_TYPE} หรือ {JSON}"),
                format!("Answers come as {RESPONSE_TYPE} or {JSON}"),
            );
            return Ok(respond(StatusCode::NOT_ACCEPTABLE, &[problem], language));
        };
        let body = request.take_body();
        match read(&request, RequestBody::new(body), &app).await {
            Ok(graphql) => Ok(execute(&app, graphql, media_type, language).await),
            Err(closed) => {
                let mut response = respond(closed.status, &[closed.problem], language);
                if closed.status == StatusCode::METHOD_NOT_ALLOWED {
                    let allowed = if request.method() == Method::GET { "POST" } else { "GET, POST" };
                    response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static(allowed));
                }
                Ok(response)
            }
        }
    }
}

fn wants_graphiql(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    request.method() == Method::GET && request.uri().query().is_none() && accept.contains("text/html")
}

/// The answer's media type: the accepted one the client prefers; `application/json` where it accepts anything.
fn answer_type(request: &Request) -> Option<&'static str> {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("*/*");
    let mut best: Option<(f32, &'static str)> = None;
    for entry in accept.split(',') {
        let mut parts = entry.split(';').map(str::trim);
        let offered = match parts.next() {
            Some(RESPONSE_TYPE) => RESPONSE_TYPE,
            Some(JSON | "*/*" | "application/*" | "") => JSON,
            _ => continue,
        };
        let quality = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
        if quality > 0.0 && best.is_none_or(|(best, _)| quality > best) {
            best = Some((quality, offered));
        }
    }
    best.map(|(_, media_type)| media_type)
}

async fn read(request: &Request, body: RequestBody, app: &App) -> Result<async_graphql::Request, Closed> {
    let graphql = match *request.method() {
        Method::GET => read_query(request)?,
        Method::POST => {
            check_content_type(request)?;
            read_body(body, app.settings.http.body_bytes).await?
        }
        _ => {
            return Err(Closed::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "METHOD_NOT_ALLOWED",
                "ใช้ GET หรือ POST เท่านั้น",
                "Use GET or POST",
            ));
        }
    };
    if graphql.query.trim().is_empty() {
        return Err(Closed::bad_request("NO_QUERY", "ไม่มีพารามิเตอร์ query", "The parameter query is missing"));
    }
    check_nesting(&graphql.query)?;
    Ok(graphql)
}

fn read_query(request: &Request) -> Result<async_graphql::Request, Closed> {
    let query = request.uri().query().unwrap_or_default();
    let mut graphql = async_graphql::http::parse_query_string(query).map_err(|_| {
        Closed::bad_request("BAD_PARAMETERS", "พารามิเตอร์ใน URL อ่านไม่ได้", "The URL's parameters cannot be read")
    })?;
    let name = graphql.operation_name.clone();
    // A document that does not parse is refused where every document is.
    if let Ok(document) = graphql.parsed_query() {
        let mut operations = document.operations.iter();
        let only_queries = operations.all(|(operation_name, operation)| {
            let other = name.is_some() && operation_name.map(async_graphql::Name::as_str) != name.as_deref();
            other || operation.node.ty == OperationType::Query
        });
        if !only_queries {
            return Err(Closed::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "MUTATION_BY_GET",
                "GET ใช้อ่านข้อมูลเท่านั้น การแก้ไขต้องใช้ POST",
                "GET only reads; changes go by POST",
            ));
        }
    }
    Ok(graphql)
}

fn check_content_type(request: &Request) -> Result<(), Closed> {
    let mut parts = request.content_type().unwrap_or_default().split(';').map(|part| part.trim().to_ascii_lowercase());
    let is_json = parts.next().as_deref() == Some(JSON);
    let is_utf8 = parts.all(|part| match part.strip_prefix("charset=") {
        Some(charset) => charset.trim_matches('"') == "utf-8",
        None => true,
    });
    if is_json && is_utf8 {
        return Ok(());
    }
    Err(Closed::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "UNSUPPORTED_MEDIA_TYPE",
        "ต้องส่งเป็น application/json (UTF-8)",
        "Send application/json in UTF-8",
    ))
}

async fn read_body(mut body: RequestBody, limit: usize) -> Result<async_graphql::Request, Closed> {
    let broken_off = || Closed::bad_request("BAD_BODY", "อ่านเนื้อหาคำขอไม่ได้", "The request's body cannot be read");
    let body = body.take().map_err(|_| broken_off())?;
    let bytes = body.into_bytes_limit(limit).await.map_err(|error| match error {
        ReadBodyError::PayloadTooLarge => Closed::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "BODY_TOO_LARGE",
            format!("คำขอใหญ่เกิน {limit} ไบต์"),
            format!("The body has more than {limit} bytes"),
        ),
        _ => broken_off(),
    })?;
    let body: serde_json::Value = serde_json::from_slice(&bytes).map_err(|error| {
        Closed::bad_request("BAD_JSON", format!("ไม่ใช่ JSON ที่ถูกต้อง: {error}"), format!("Not valid JSON: {error}"))
    })?;
    if body.is_array() {
        let (thai, english) = ("ส่งได้ครั้งละหนึ่งคำขอ", "Send one request at a time");
        return Err(Closed::bad_request("BATCH_NOT_SUPPORTED", thai, english));
    }
    let shape = |error: &dyn std::fmt::Display| {
        Closed::bad_request(
            "BAD_PARAMETERS",
            format!("พารามิเตอร์ของคำขอไม่ถูกต้อง: {error}"),
            format!("The request's parameters are not right: {error}"),
        )
    };
    if !body.is_object() {
        return Err(shape(&"a JSON object is expected"));
    }
    if !matches!(body.get("variables"), None | Some(serde_json::Value::Null | serde_json::Value::Object(_))) {
        return Err(shape(&"variables must be an object"));
    }
    serde_json::from_value(body).map_err(|error| shape(&error))
}

/// Refuses a document that nests so deep that reading it would be the attack; what is left is for the schema's limits.
fn check_nesting(document: &str) -> Result<(), Closed> {
    const DEEPEST: usize = 200;
    let mut depth = 0_usize;
    let mut deepest = 0;
    for byte in document.bytes() {
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        deepest = deepest.max(depth);
    }
    if deepest > DEEPEST {
        return Err(Closed::bad_request("TOO_DEEP", "คำขอซ้อนกันลึกเกินไป", "The query is nested too deep"));
    }
    Ok(())
}

async fn execute(app: &App, request: async_graphql::Request, media_type: &str, language: Language) -> Response {
    let operation = request.operation_name.clone();
    let context = RequestContext::new(app.workflow.clone(), Actor::operator(), language);
    let running = app.schema.execute(request.data(context));
    let Ok(answer) = tokio::time::timeout(app.settings.http.timeout(), running).await else {
        let problem = Problem::new("TIMEOUT", "ใช้เวลานานเกินกำหนด", "The request took too long");
        return respond(StatusCode::SERVICE_UNAVAILABLE, &[problem], language);
    };
    let executed = answer.errors.iter().all(|error| !error.path.is_empty());
    let status = if executed || media_type == JSON { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let outcome = Outcome { outcome: outcome(&answer), operation };
    let body = Body { data: executed.then_some(&answer.data), errors: answer.errors.iter().map(with_code).collect() };
    let mut response = match serde_json::to_vec(&body) {
        Ok(body) => Response::builder().status(status).content_type(format!("{media_type}; charset=utf-8")).body(body),
        Err(error) => {
            tracing::error!(error = %error, "an answer cannot be written as JSON");
            let problem = Problem::new("INTERNAL", "เกิดข้อผิดพลาดภายในระบบ", "An internal error occurred");
            respond(StatusCode::INTERNAL_SERVER_ERROR, &[problem], language)
        }
    };
    response.set_data(outcome);
    response
}

/// An answer as the specification orders it: no `data` where nothing was executed, fields in the order they were asked for.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<serde_json::Value>,
}

/// Every error has a code; the library's own refusals get theirs here.
fn with_code(error: &async_graphql::ServerError) -> serde_json::Value {
    let mut json = serde_json::to_value(error).unwrap_or_else(|_| json!({ "message": error.message }));
    if json["extensions"]["code"].is_null() {
        let code = match error.message.as_str() {
            "Query is too complex." => "TOO_COMPLEX",
            message if message.contains("too deep") || message.contains("recursion") => "TOO_DEEP",
            _ if error.path.is_empty() => "BAD_QUERY",
            _ => "BAD_VALUE",
        };
        json["extensions"]["code"] = code.into();
    }
    json
}

/// A payload with `userErrors` was refused, whatever HTTP says.
fn outcome(answer: &Answer) -> &'static str {
    let internal = |error: &async_graphql::ServerError| {
        error.extensions.as_ref().and_then(|extensions| extensions.get("code")) == Some(&Value::from("INTERNAL"))
    };
    if answer.errors.iter().any(internal) {
        return "failed";
    }
    let user_errors = |payload: &Value| match payload {
        Value::Object(fields) => matches!(fields.get("userErrors"), Some(Value::List(errors)) if !errors.is_empty()),
        _ => false,
    };
    let refused = match &answer.data {
        Value::Object(fields) => fields.values().any(user_errors),
        _ => false,
    };
    if refused || !answer.errors.is_empty() { "refused" } else { "ok" }
}
