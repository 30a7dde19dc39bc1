//! The GraphQL door, by the GraphQL-over-HTTP specification.
//!
//! POST takes `application/json` alone and GET runs queries alone, so that a page of another site can neither send a form that
//! changes something nor have an image's address do so. Answers are `application/graphql-response+json` where the client accepts
//! it, else `application/json`.

use super::{
    App, document_size, graphiql, language,
    refused::{Problem, respond},
    request_log::Outcome,
    who,
};
use async_graphql::{Response as Answer, Value, parser::types::OperationType};
use poem::{
    Endpoint, Request, RequestBody, Response, Result,
    error::ReadBodyError,
    http::{HeaderValue, Method, StatusCode, header},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use sucharit_domain::language::Language;
use sucharit_schema::{Caller, ENGLISH, RequestContext};

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
        let answered = async {
            let graphql = read(&request, RequestBody::new(body), &app).await?;
            Ok::<_, Closed>(execute(&app, graphql, media_type, who::caller(&request), language).await)
        };
        let Ok(answered) = tokio::time::timeout(app.settings.http.timeout(), answered).await else {
            let problem = Problem::new("TIMEOUT", "ใช้เวลานานเกินกำหนด", "The request took too long");
            return Ok(respond(StatusCode::SERVICE_UNAVAILABLE, &[problem], language));
        };
        match answered {
            Ok(response) => Ok(response),
            Err(closed) => {
                let mut response = respond(closed.status, &[closed.problem], language);
                if closed.status == StatusCode::METHOD_NOT_ALLOWED {
                    let allowed = if request.method() == Method::GET { "POST" } else { "GET, POST" };
                    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(allowed));
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

/// The answer's media type: the one the client prefers, each by the most exact entry that it matches (RFC 9110 §12.5.1).
fn answer_type(request: &Request) -> Option<&'static str> {
    let headers = request.headers().get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let accept = headers.collect::<Vec<_>>().join(",").to_ascii_lowercase();
    if accept.trim().is_empty() {
        return Some(JSON);
    }
    let (json, response) = (Preference::of(&accept, JSON), Preference::of(&accept, RESPONSE_TYPE));
    // What every client reads, unless the other one is asked for by name.
    let better = response.quality > json.quality || (response.quality >= json.quality && response.exactness == 3);
    let (best, media_type) = if better { (response, RESPONSE_TYPE) } else { (json, JSON) };
    (best.quality > 0.0).then_some(media_type)
}

/// How much a client wants a media type.
#[derive(Default)]
struct Preference {
    exactness: u8,
    quality: f32,
}

impl Preference {
    fn of(accept: &str, media_type: &str) -> Self {
        let mut found = Self::default();
        for entry in accept.split(',') {
            let mut parts = entry.split(';').map(str::trim);
            let exactness = match parts.next() {
                Some(range) if range == media_type => 3,
                Some("application/*") => 2,
                Some("*/*") => 1,
                _ => continue,
            };
            if exactness > found.exactness {
                let quality = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
                found = Self { exactness, quality };
            }
        }
        found
    }
}

async fn read(request: &Request, body: RequestBody, app: &App) -> Result<async_graphql::Request, Closed> {
    let mut graphql = match *request.method() {
        Method::GET => read_parameters(request)?,
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
    if request.method() == Method::GET {
        check_only_reads(&mut graphql)?;
    }
    Ok(graphql)
}

/// What a URL may carry; `variables` and `extensions` are JSON.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parameters {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
    extensions: Option<String>,
}

fn read_parameters(request: &Request) -> Result<async_graphql::Request, Closed> {
    let unreadable =
        |_| Closed::bad_request("BAD_PARAMETERS", "พารามิเตอร์ใน URL อ่านไม่ได้", "The URL's parameters cannot be read");
    let parameters: Parameters = request.params().map_err(unreadable)?;
    let json = |text: Option<String>| text.map_or(Ok(Json::Null), |text| serde_json::from_str(&text)).map_err(bad_json);
    from_json(json!({
        "query": parameters.query,
        "operationName": parameters.operation_name,
        "variables": json(parameters.variables)?,
        "extensions": json(parameters.extensions)?,
    }))
}

fn check_only_reads(graphql: &mut async_graphql::Request) -> Result<(), Closed> {
    let name = graphql.operation_name.clone();
    // A document that does not parse is refused where every document is.
    let Ok(document) = graphql.parsed_query() else { return Ok(()) };
    let mut operations = document.operations.iter();
    let only_queries = operations.all(|(operation_name, operation)| {
        let other = name.is_some() && operation_name.map(async_graphql::Name::as_str) != name.as_deref();
        other || operation.node.ty == OperationType::Query
    });
    if only_queries {
        return Ok(());
    }
    Err(Closed::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "MUTATION_BY_GET",
        "GET ใช้อ่านข้อมูลเท่านั้น การแก้ไขต้องใช้ POST",
        "GET only reads; changes go by POST",
    ))
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
    from_json(serde_json::from_slice(&bytes).map_err(bad_json)?)
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn bad_json(error: serde_json::Error) -> Closed {
    Closed::bad_request("BAD_JSON", format!("ไม่ใช่ JSON ที่ถูกต้อง: {error}"), format!("Not valid JSON: {error}"))
}

/// A request's parameters, wherever they came from, with a document that is small enough to be read.
fn from_json(mut parameters: Json) -> Result<async_graphql::Request, Closed> {
    if parameters.is_array() {
        let (thai, english) = ("ส่งได้ครั้งละหนึ่งคำขอ", "Send one request at a time");
        return Err(Closed::bad_request("BATCH_NOT_SUPPORTED", thai, english));
    }
    let Some(object) = parameters.as_object_mut() else {
        return Err(bad_parameters("ต้องเป็น JSON object", "a JSON object is expected"));
    };
    for (name, thai, english) in [
        ("variables", "variables ต้องเป็น object", "variables must be an object"),
        ("extensions", "extensions ต้องเป็น object", "extensions must be an object"),
    ] {
        match object.get(name) {
            None | Some(Json::Object(_)) => {}
            Some(Json::Null) => drop(object.remove(name)),
            Some(_) => return Err(bad_parameters(thai, english)),
        }
    }
    match object.get("query") {
        None | Some(Json::Null) => {
            return Err(Closed::bad_request("NO_QUERY", "ไม่มีพารามิเตอร์ query", "The parameter query is missing"));
        }
        Some(Json::String(document)) => document_size::check(document).map_err(too_large)?,
        Some(_) => return Err(bad_parameters("query ต้องเป็นข้อความ", "query must be a string")),
    }
    serde_json::from_value(parameters).map_err(|error| {
        let error = error.to_string();
        bad_parameters(&error, &error)
    })
}

fn bad_parameters(thai: &str, english: &str) -> Closed {
    Closed::bad_request(
        "BAD_PARAMETERS",
        format!("พารามิเตอร์ของคำขอไม่ถูกต้อง: {thai}"),
        format!("The request's parameters are not right: {english}"),
    )
}

fn too_large(fault: document_size::Fault) -> Closed {
    match fault {
        document_size::Fault::TooDeep => {
            Closed::bad_request("TOO_DEEP", "คำขอซ้อนกันลึกเกินไป", "The query is nested too deep")
        }
        document_size::Fault::TooLong => {
            Closed::bad_request("TOO_COMPLEX", "คำขอมีคำมากเกินไป", "The query has too many words")
        }
        document_size::Fault::OpenString => {
            Closed::bad_request("BAD_QUERY", "ข้อความในคำขอไม่มีเครื่องหมายปิด", "A string in the query is not closed")
        }
    }
}

async fn execute(
    app: &App,
    request: async_graphql::Request,
    media_type: &str,
    caller: Caller,
    language: Language,
) -> Response {
    // For the log, where nobody reads on for ever.
    let operation = request.operation_name.as_ref().map(|name| name.chars().take(100).collect());
    let context = RequestContext::new(app.workflow.clone(), caller, language);
    let answer = app.schema.execute(request.data(context.clone())).await;
    let executed = answer.errors.iter().all(|error| !error.path.is_empty());
    let status = if executed || media_type == JSON { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let outcome = Outcome { outcome: outcome(&answer), operation };
    let body = Body {
        data: executed.then_some(&answer.data),
        errors: answer.errors.iter().map(|error| to_json(error, language)).collect(),
    };
    let mut response = match serde_json::to_vec(&body) {
        Ok(body) => Response::builder().status(status).content_type(format!("{media_type}; charset=utf-8")).body(body),
        Err(error) => {
            tracing::error!(error = %error, "an answer cannot be written as JSON");
            let problem = Problem::new("INTERNAL", "เกิดข้อผิดพลาดภายในระบบ", "An internal error occurred");
            respond(StatusCode::INTERNAL_SERVER_ERROR, &[problem], language)
        }
    };
    if let Some(change) = context.session_change()
        && let Ok(cookie) = HeaderValue::from_str(&who::set_cookie(&change, &app.settings.http))
    {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.set_data(outcome);
    response
}

/// An answer as the specification orders it: no `data` where nothing was executed, fields in the order they were asked for.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Json>,
}

/// An error in the client's language, with a code; the library's own get theirs here.
fn to_json(error: &async_graphql::ServerError, language: Language) -> Json {
    let mut json = serde_json::to_value(error).unwrap_or_else(|_| json!({ "message": error.message }));
    let english = json["extensions"].as_object_mut().and_then(|extensions| extensions.remove(ENGLISH));
    if json["extensions"]["code"].is_null() {
        let (code, thai) = match error.message.as_str() {
            "Query is too complex." => ("TOO_COMPLEX", "คำขอซับซ้อนเกินไป"),
            message if message.contains("recursion") => ("TOO_DEEP", "คำขอซ้อนกันลึกเกินไป"),
            _ if error.path.is_empty() => ("BAD_QUERY", "คำขอไม่ถูกต้อง"),
            _ => ("BAD_VALUE", "ค่าที่ส่งมาไม่ถูกต้อง"),
        };
        json["extensions"]["code"] = code.into();
        if language == Language::Thai {
            json["message"] = format!("{thai}: {}", error.message).into();
        }
    }
    if let (Some(english), Language::English) = (english, language) {
        json["message"] = english;
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
