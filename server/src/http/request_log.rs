//! One line for each request, and the id that ties its errors to it.

use super::who::Who;
use poem::{Endpoint, Request, Response, Result, http::HeaderValue};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use sucharit_domain::clock::{Clock, SystemClock};
use sucharit_store::counted;
use sucharit_web::RequestId;
use tracing::Instrument;

/// The header that names the request.
const REQUEST_ID: &str = "x-request-id";

/// How a GraphQL request ended, for the log; HTTP's status alone does not tell.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// `ok`, `refused` or `failed`.
    pub outcome: &'static str,
    /// The operation's name, as the client gave it.
    pub operation: Option<String>,
}

/// Runs the endpoint and logs its one line; `server_timing` tells the client, too, how many statements it took.
pub async fn log<E: Endpoint<Output = Response>>(
    endpoint: Arc<E>,
    mut request: Request,
    server_timing: bool,
) -> Result<Response> {
    let id = SystemClock.new_uuid().simple().to_string();
    let span = tracing::info_span!("request", request.id = %id);
    request.set_data(RequestId(id.clone()));
    let started = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let (response, statements) = counted(endpoint.call(request).instrument(span.clone())).await;
    let mut response = response?;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    if server_timing
        && let Ok(value) =
            HeaderValue::from_str(&format!("sql;desc={};dur={}", statements.count, milliseconds(statements.time)))
    {
        response.headers_mut().insert("server-timing", value);
    }
    let status = response.status();
    let by_status = if status.is_server_error() {
        "failed"
    } else if status.is_client_error() {
        "refused"
    } else {
        "ok"
    };
    let outcome = response.data::<Outcome>();
    span.in_scope(|| {
        tracing::info!(
            http.method = %method,
            http.path = path,
            http.status = status.as_u16(),
            outcome = outcome.map_or(by_status, |outcome| outcome.outcome),
            actor = response.data::<Who>().and_then(|who| who.0).map(|id| id.simple().to_string()),
            operation = outcome.and_then(|outcome| outcome.operation.as_deref()),
            sql.count = statements.count,
            sql.ms = milliseconds(statements.time),
            duration_ms = milliseconds(started.elapsed()),
            "answered a request"
        );
    });
    Ok(response)
}

/// Whole microseconds are exact enough to read.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1_000_000.0).round() / 1000.0
}
