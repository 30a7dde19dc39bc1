//! The progress form: out as a workbook, filled in, and back.

mod applying;
mod files;
mod form;
pub mod round_trip;
mod rows;

pub use form::{Form, Put, row};
use reqwest::{StatusCode, header::CONTENT_TYPE};
use serde_json::{Value, json};
use sucharit_tests::Server;

/// Downloads the form of a round.
pub async fn download(server: &Server, fiscal_year: i32, round: &str) -> Form {
    Form::open(&download_bytes(server, fiscal_year, round, "").await)
}

pub async fn download_bytes(server: &Server, fiscal_year: i32, round: &str, rest: &str) -> Vec<u8> {
    let plan = server.plan_id().await;
    let path = format!("/exports/progress-form.xlsx?plan={plan}&fiscalYear={fiscal_year}&round={round}{rest}");
    let response = server.client.get(server.url(&path)).send().await.expect("the server answers");
    assert_eq!(response.status(), StatusCode::OK);
    response.bytes().await.expect("a workbook").to_vec()
}

/// Uploads a file with further fields; gives the status and the answer.
pub async fn upload_with(server: &Server, bytes: Vec<u8>, fields: &[(&str, &str)]) -> (StatusCode, Value) {
    let mut body = Vec::new();
    for (name, value) in fields {
        let field = format!("--form\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(field.into_bytes());
    }
    let head = "--form\r\nContent-Disposition: form-data; name=\"file\"; filename=\"แบบ.xlsx\"\r\n\r\n";
    body.extend(head.bytes().chain(bytes).chain(*b"\r\n--form--\r\n"));
    let request = server.client.post(server.url("/imports/progress"));
    let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=form").body(body);
    let response = request.send().await.expect("the server answers");
    (response.status(), response.json().await.expect("JSON"))
}

/// Uploads a file, which must be read; gives its preview.
pub async fn upload(server: &Server, form: &Form) -> Value {
    let (status, preview) = upload_with(server, form.bytes(), &[]).await;
    assert_eq!(status, StatusCode::CREATED, "{preview:#}");
    preview
}

/// The problems of a preview: `รายงานโครงการ!G34 NOT_AN_AMOUNT`.
pub fn problems(preview: &Value) -> Vec<String> {
    let problems = preview["problems"].as_array().expect("a list").iter();
    problems.map(|it| format!("{} {}", it["cell"].as_str().unwrap(), it["code"].as_str().unwrap())).collect()
}

/// The changes of a preview: `28 disbursed null → 1.00`.
pub fn changes(preview: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for change in preview["changes"].as_array().expect("a list") {
        for field in change["fields"].as_array().expect("a list") {
            let value = |name: &str| field[name].as_str().unwrap_or("–").to_owned();
            lines.push(format!("{} {} {} → {}", change["number"], value("field"), value("before"), value("after")));
        }
    }
    lines
}

/// Applies an upload; gives the payload.
pub async fn apply(server: &Server, preview: &Value) -> Value {
    let mutation = "mutation($input: ApplyProgressImportInput!) { applyProgressImport(input: $input) {
        progress { project { number } status disbursed version } userErrors { __typename code message path } } }";
    server.change(mutation, json!({ "input": { "importId": preview["id"] } })).await
}

/// The codes and places of a payload's errors.
pub fn faults(payload: &Value) -> Vec<String> {
    let errors = payload["userErrors"].as_array().expect("a list").iter();
    let last = |error: &Value| error["path"].as_array().unwrap().last().unwrap().as_str().unwrap().to_owned();
    errors.map(|error| format!("{} {}", last(error), error["code"].as_str().unwrap())).collect()
}

/// How much is recorded: reports, events.
pub async fn traces(server: &Server) -> (i64, i64) {
    (server.database.count("SELECT COUNT(*) FROM progress").await, server.event_count().await)
}
