//! Evidence files: in over HTTP, out over HTTP, kept once, never lost and never left behind.

mod files;
mod refusals;

use reqwest::{StatusCode, header::CONTENT_TYPE};
use serde_json::{Value, json};
use std::{
    fs,
    io::{Cursor, Write},
    path::PathBuf,
};
use sucharit_tests::{Server, on_both_databases};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A small PDF, different for each number, with bytes that no text has.
pub fn pdf(number: u32) -> Vec<u8> {
    let mut bytes = format!("%PDF-1.7\n% {number}\n").into_bytes();
    bytes.extend(0..=255);
    bytes.extend(b"\r\n--boundary\r\n%%EOF\n");
    bytes
}

/// A ZIP archive of these entries.
pub fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A spreadsheet, or one that carries a program.
pub fn office_document(with_macros: bool) -> Vec<u8> {
    let types = "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
    let mut entries: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", types.as_bytes()), ("xl/workbook.xml", b"<x/>")];
    if with_macros {
        entries.push(("xl/vbaProject.bin", b"program"));
    }
    archive(&entries)
}

/// A progress report of a project to attach to.
pub async fn report(server: &Server, project: i32) -> String {
    let payload = server.record(project, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
    payload["progress"]["id"].as_str().expect("the report is recorded").to_owned()
}

/// A form as browsers send it.
pub fn form(progress: &str, name: &str, content: &[u8]) -> Vec<u8> {
    let mut body = format!(
        "--form\r\nContent-Disposition: form-data; name=\"progress\"\r\n\r\n{progress}\r\n--form\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"
    )
    .into_bytes();
    body.extend(content);
    body.extend(b"\r\n--form--\r\n");
    body
}

/// Sends a form as it is.
pub async fn post(server: &Server, body: Vec<u8>) -> (StatusCode, Value) {
    let request =
        server.client.post(server.url("/evidence")).header(CONTENT_TYPE, "multipart/form-data; boundary=form");
    let response = request.body(body).send().await.expect("the server answers");
    (response.status(), response.json().await.expect("JSON"))
}

/// Adds a file, which must be taken; answers with its id.
pub async fn add(server: &Server, progress: &str, name: &str, content: &[u8]) -> String {
    let (status, said) = post(server, form(progress, name, content)).await;
    assert_eq!(status, StatusCode::CREATED, "{said}");
    said["id"].as_str().expect("an id").to_owned()
}

/// The codes and places of a refusal.
pub fn faults(said: &Value) -> Vec<String> {
    let errors = said["errors"].as_array().expect("errors").iter();
    let fault = |error: &Value| {
        let path = error["extensions"]["path"].as_array().expect("a path").iter().map(|step| step.as_str().unwrap());
        format!("{} {}", path.collect::<Vec<_>>().join("."), error["extensions"]["code"].as_str().unwrap())
    };
    errors.map(fault).collect()
}

/// Every file in the evidence folder, whatever its name.
pub fn kept(server: &Server) -> Vec<PathBuf> {
    let inner = |folder: PathBuf| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let top = inner(server.database.evidence.path().to_owned());
    let mut files: Vec<PathBuf> = top.iter().filter(|path| path.is_file()).cloned().collect();
    files.extend(top.into_iter().filter(|path| path.is_dir()).flat_map(inner));
    files
}

/// What is there: kept files, rows, events.
pub async fn traces(server: &Server) -> (usize, i64, i64) {
    (kept(server).len(), server.database.count("SELECT COUNT(*) FROM evidence").await, server.event_count().await)
}

const EVIDENCE: &str = "query($id: ID!, $removed: Boolean) { node(id: $id) { ... on Progress { version
    evidence(includeRemoved: $removed) { id name mediaType sizeBytes sha256 addedAt addedBy downloadPath
        removal { removedAt removedBy reason } } } } }";

/// A report's evidence, as GraphQL shows it.
async fn evidence(server: &Server, progress: &str, removed: bool) -> Vec<Value> {
    let data = server.ask(EVIDENCE, json!({ "id": progress, "removed": removed })).await;
    data["node"]["evidence"].as_array().expect("a list").clone()
}

/// Removes a file, and takes the payload.
async fn remove(server: &Server, id: &str, reason: &str) -> Value {
    let mutation = "mutation($input: RemoveEvidenceInput!) { removeEvidence(input: $input) {
        evidence { id removal { reason removedBy } } userErrors { code path } } }";
    server.change(mutation, json!({ "input": { "evidenceId": id, "reason": reason } })).await
}

on_both_databases! {
    async fn a_file_comes_back_byte_for_byte(server) {
        const NAME: &str = "ภาพกิจกรรม ครั้งที่ ๑ (แก้ไข).pdf";
        let progress = report(&server, 28).await;
        let content = pdf(1);
        let (status, said) = post(&server, form(&progress, NAME, &content)).await;
        assert_eq!(status, StatusCode::CREATED, "{said}");
        assert_eq!((&said["name"], &said["mediaType"], &said["size"]), (&json!(NAME), &json!("application/pdf"), &json!(content.len())));
        let shown = evidence(&server, &progress, false).await;
        let [file] = shown.as_slice() else { panic!("{shown:?}") };
        assert_eq!((&file["id"], &file["name"], &file["sha256"]), (&said["id"], &said["name"], &said["sha256"]));
        assert_eq!((&file["sizeBytes"], &file["addedBy"], &file["removal"]), (&said["size"], &json!("planner"), &Value::Null));
        let path = file["downloadPath"].as_str().unwrap();
        let response = server.client.get(server.url(path)).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        for (name, expected) in [
            ("content-type", "application/pdf"),
            ("content-disposition", "attachment; filename=\"evidence.pdf\"; filename*=UTF-8''%E0%B8%A0%E0%B8%B2%E0%B8%9E%E0%B8%81%E0%B8%B4%E0%B8%88%E0%B8%81%E0%B8%A3%E0%B8%A3%E0%B8%A1%20%E0%B8%84%E0%B8%A3%E0%B8%B1%E0%B9%89%E0%B8%87%E0%B8%97%E0%B8%B5%E0%B9%88%20%E0%B9%91%20%28%E0%B9%81%E0%B8%81%E0%B9%89%E0%B9%84%E0%B8%82%29.pdf"),
            ("content-length", &content.len().to_string()),
            ("etag", &format!("\"{}\"", said["sha256"].as_str().unwrap())),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "default-src 'none'; sandbox"),
            ("cache-control", "private, no-store"),
        ] {
            assert_eq!(response.headers()[name], expected);
        }
        assert_eq!(response.bytes().await.unwrap(), content);
        let head = server.client.head(server.url(path)).send().await.unwrap();
        assert_eq!((head.status(), &head.headers()["content-length"]), (StatusCode::OK, &content.len().to_string().parse().unwrap()));
        assert_eq!(head.bytes().await.unwrap().len(), 0);
        let node = server.ask("query($id: ID!) { node(id: $id) { ... on Evidence { name } } }", json!({ "id": said["id"] })).await;
        assert_eq!(node["node"]["name"], NAME);
    }

    async fn what_is_added_shows_in_the_history_and_leaves_the_report_alone(server) {
        let progress = report(&server, 28).await;
        let id = add(&server, &progress, "ก.pdf", &pdf(1)).await;
        let history = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { project(number: 28) {
            history(first: 1) { nodes { kind label actor subjectId fields { field after } } } progressHistory { version } } } } }"#;
        let project = server.ask(history, json!({})).await["organization"]["plan"]["project"].take();
        let event = &project["history"]["nodes"][0];
        assert_eq!((&event["kind"], &event["label"], &event["actor"]), (&json!("EVIDENCE_ADDED"), &json!("แนบเอกสารหลักฐาน"), &json!("planner")));
        assert_eq!(event["subjectId"], id);
        let after = |field: &str| event["fields"].as_array().unwrap().iter().find(|change| change["field"] == field).unwrap()["after"].clone();
        assert_eq!((after("name"), after("mediaType"), after("size")), (json!("ก.pdf"), json!("application/pdf"), json!(pdf(1).len().to_string())));
        assert_eq!(after("sha256"), evidence(&server, &progress, false).await[0]["sha256"]);
        assert_eq!(project["progressHistory"][0]["version"], 1);
    }

    async fn identical_content_is_kept_once(server) {
        let (one, two) = (report(&server, 28).await, report(&server, 5).await);
        add(&server, &one, "ก.pdf", &pdf(1)).await;
        add(&server, &two, "ข.pdf", &pdf(1)).await;
        let before = traces(&server).await;
        assert_eq!((before.0, before.1), (1, 2));
        let (status, said) = post(&server, form(&one, "ค.pdf", &pdf(1))).await;
        assert_eq!((status, faults(&said)), (StatusCode::CONFLICT, vec!["file DUPLICATE".to_owned()]));
        assert_eq!(traces(&server).await, before);
    }

    async fn what_is_removed_stays_in_the_history(server) {
        let progress = report(&server, 28).await;
        let (kept_on, id) = (add(&server, &progress, "ก.pdf", &pdf(1)).await, add(&server, &progress, "ข.pdf", &pdf(2)).await);
        let refused = remove(&server, &id, " ").await;
        assert_eq!(refused["userErrors"], json!([{ "code": "REQUIRED", "path": ["input", "reason"] }]));
        let removed = remove(&server, &id, "แนบผิดโครงการ").await;
        assert_eq!(removed["evidence"]["removal"], json!({ "reason": "แนบผิดโครงการ", "removedBy": "planner" }), "{removed}");
        let ids = |files: Vec<Value>| files.iter().map(|file| file["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(ids(evidence(&server, &progress, false).await), [kept_on.as_str()]);
        assert_eq!(ids(evidence(&server, &progress, true).await), [kept_on.as_str(), id.as_str()]);
        let response = server.client.get(server.url(&format!("/evidence/{id}"))).send().await.unwrap();
        assert_eq!(response.bytes().await.unwrap(), pdf(2), "what was removed can still be read");
        let events = r#"{ organization(code: "wapi-pathum") { events(first: 1) { nodes { kind reason subjectId } } } }"#;
        let event = server.ask(events, json!({})).await["organization"]["events"]["nodes"][0].take();
        assert_eq!(event, json!({ "kind": "EVIDENCE_REMOVED", "reason": "แนบผิดโครงการ", "subjectId": id }));
        let before = traces(&server).await;
        assert_eq!(remove(&server, &id, "อีกครั้ง").await["userErrors"], json!([{ "code": "WRONG_STATE", "path": ["input", "evidenceId"] }]));
        assert_eq!(remove(&server, &progress, "อีกครั้ง").await["userErrors"][0]["code"], "NOT_FOUND");
        assert_eq!(traces(&server).await, before);
        add(&server, &progress, "ข.pdf", &pdf(2)).await;
        assert_eq!(evidence(&server, &progress, true).await.len(), 3, "what was removed may be added again");
    }

    async fn a_seal_and_a_backup_are_told_what_is_there(server) {
        let (one, two) = (report(&server, 28).await, report(&server, 5).await);
        for number in [3, 1, 2] {
            add(&server, &one, &format!("{number}.pdf"), &pdf(number)).await;
        }
        let gone = add(&server, &two, "4.pdf", &pdf(4)).await;
        remove(&server, &gone, "แนบผิด").await;
        let read = server.database.store.read();
        let everything = sucharit_domain::access::Scope::Everything;
        let plans = read.organization(&everything, "wapi-pathum").await.unwrap().unwrap();
        let plans: Vec<_> = read.plans_of(&[plans.id]).await.unwrap().into_values().flatten().map(|plan| plan.id).collect();
        let hashes: Vec<Vec<String>> = read.evidence_hashes(&plans).await.unwrap().into_values().collect();
        let [of_one] = hashes.as_slice() else { panic!("{hashes:?}") };
        assert!(of_one.len() == 3 && of_one.is_sorted(), "{of_one:?}");
        let addresses = read.evidence_addresses().await.unwrap();
        assert!(addresses.len() == 4 && addresses.is_sorted(), "what was removed is kept, too");
        for address in addresses {
            assert!(server.database.evidence.path().join(&address[..2]).join(&address).is_file());
        }
    }

    async fn a_signature_seals_the_evidence_as_well(server) {
        const REPORT: &str = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { roundReport(fiscalYear: 2568, round: SIX_MONTH) {
            id version seal { isIntact differences { projectNumber field sealed current } } } } } }"#;
        let report_now = async || server.ask(REPORT, json!({})).await["organization"]["plan"]["roundReport"].take();
        server.database.execute("DELETE FROM project WHERE number <> 28").await;
        let progress = report(&server, 28).await;
        add(&server, &progress, "1.pdf", &pdf(1)).await;
        let sha256 = evidence(&server, &progress, false).await[0]["sha256"].take();
        let now = report_now().await;
        let input = json!({ "reportId": now["id"], "expectedVersion": now["version"] });
        let submit = "mutation($input: SubmitRoundReportInput!) { submitRoundReport(input: $input) { userErrors { code } } }";
        assert_eq!(server.change(submit, json!({ "input": input })).await["userErrors"], json!([]));
        assert_eq!(report_now().await["seal"], json!({ "isIntact": true, "differences": [] }));
        server.database.execute("UPDATE evidence SET removed_at = added_at, removed_by = 'x', removal_reason = 'x'").await;
        let difference = json!({ "projectNumber": 28, "field": "evidence", "sealed": sha256, "current": null });
        assert_eq!(report_now().await["seal"], json!({ "isIntact": false, "differences": [difference] }));
    }

    async fn evidence_of_many_reports_takes_one_statement(server) {
        let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { projects(first: 36) { nodes {
            progress(fiscalYear: 2568, round: SIX_MONTH) { evidence { id } } } } } } }"#;
        let without = query.replace(" { evidence { id } }", " { id }");
        let one = report(&server, 28).await;
        add(&server, &one, "1.pdf", &pdf(1)).await;
        let with_one = server.send(query, json!({})).await.statements;
        assert_eq!(with_one, server.send(&without, json!({})).await.statements + 1);
        for project in 1..=8 {
            let progress = report(&server, project).await;
            add(&server, &progress, "1.pdf", &pdf(1)).await;
            add(&server, &progress, "2.pdf", &pdf(2)).await;
        }
        assert_eq!(server.send(query, json!({})).await.statements, with_one);
    }
}
