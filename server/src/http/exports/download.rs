//! What every download answers with: a file with its name, or why there is none.

use crate::http::{
    language,
    refused::{Problem, instead, respond},
};
use poem::{Error, Request, Response, Result, http::StatusCode};
use sucharit_exports::ExportError;
use sucharit_store::causes;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What was read, or the answer that it is `missing` or cannot be read.
///
/// # Errors
/// That answer.
pub fn found<T, E: std::error::Error>(
    request: &Request,
    read: Result<Option<T>, E>,
    missing: impl FnOnce() -> Problem,
) -> Result<T> {
    match read {
        Ok(Some(found)) => Ok(found),
        Ok(None) => Err(instead(respond(StatusCode::NOT_FOUND, &[missing()], language::of(request)))),
        Err(error) => Err(failed(request, &error)),
    }
}

/// Makes a workbook off the threads that answer requests.
///
/// # Errors
/// Where it cannot be made.
pub async fn workbook(
    request: &Request,
    name: String,
    make: impl FnOnce() -> Result<Vec<u8>, ExportError> + Send + 'static,
) -> Result<Response> {
    let answered = tokio::task::spawn_blocking(make).await.map_err(|error| failed(request, &error))?;
    let bytes = answered.map_err(|error| failed(request, &error))?;
    Ok(Response::builder()
        .content_type(XLSX)
        .header("content-disposition", content_disposition("sucharit.xlsx", &name))
        .header("x-content-type-options", "nosniff")
        .header("cache-control", "no-store")
        .body(bytes))
}

fn failed(request: &Request, error: &dyn std::error::Error) -> Error {
    tracing::error!(error = causes(error), "an export failed");
    let problem = Problem::new("INTERNAL", "เกิดข้อผิดพลาดภายในระบบ", "An internal error occurred");
    instead(respond(StatusCode::INTERNAL_SERVER_ERROR, &[problem], language::of(request)))
}

/// A file name for every client: a plain one for old ones, in UTF-8 (RFC 5987) for the rest.
#[must_use]
pub fn content_disposition(plain: &str, name: &str) -> String {
    use std::fmt::Write;
    let encoded = name.bytes().fold(String::new(), |mut encoded, byte| {
        let _ = match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => write!(encoded, "{}", byte as char),
            _ => write!(encoded, "%{byte:02X}"),
        };
        encoded
    });
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::content_disposition;

    #[test]
    fn thai_file_names() {
        assert_eq!(
            content_disposition("sucharit.xlsx", "แผน-1.xlsx"),
            "attachment; filename=\"sucharit.xlsx\"; filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99-1.xlsx"
        );
    }
}
