//! Whether the server serves.

use super::App;
use poem::{Response, handler, http::StatusCode, web::Data};

/// 200 when the database answers, 503 when it does not.
#[handler]
pub async fn health(app: Data<&App>) -> Response {
    let (status, body) = match app.workflow.store().ping().await {
        Ok(()) => (StatusCode::OK, r#"{"status":"ok"}"#),
        Err(error) => {
            tracing::error!(error = sucharit_store::causes(&error), "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, r#"{"status":"database unavailable"}"#)
        }
    };
    Response::builder().status(status).content_type("application/json; charset=utf-8").body(body)
}
