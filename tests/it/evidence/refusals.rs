//! What is not taken, from whom, and that it leaves nothing.

use super::{add, archive, evidence, faults, form, kept, office_document, pdf, post, remove, report, traces};
use reqwest::{StatusCode, header::CONTENT_TYPE};
use serde_json::{Value, json};
use std::{
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    sync::Arc,
};
use sucharit_domain::clock::SystemClock;
use sucharit_tests::{Database, Server, on_both_databases};

/// A request by hand, as its bytes; answers with the status line.
fn send_raw(server: &Server, headers: &str, parts: &[&[u8]]) -> String {
    let address = server.url("").trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).unwrap();
    let token = &server.database.tokens["planner"];
    let head = format!(
        "POST /evidence HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\
         Content-Type: multipart/form-data; boundary=form\r\n{headers}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    for part in parts {
        stream.write_all(part).unwrap();
    }
    stream.shutdown(Shutdown::Write).unwrap();
    let mut answer = Vec::new();
    // A server may hang up on whoever broke off, without a word.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
}

on_both_databases! {
    async fn what_is_no_evidence_is_refused_and_leaves_nothing(server) {
        let progress = report(&server, 28).await;
        let before = traces(&server).await;
        let unsupported = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        for (name, content, status, expected) in [
            ("รายงาน.pdf", &b"MZ\x90\0renamed"[..], unsupported, &["file FILE_TYPE_NOT_ALLOWED"][..]),
            ("page.html", b"<script>alert(1)</script>", unsupported, &["file FILE_TYPE_NOT_ALLOWED"]),
            ("a.zip", &archive(&[("a.txt", b"x")]), unsupported, &["file FILE_TYPE_NOT_ALLOWED"]),
            ("a.xlsx", &office_document(true), unsupported, &["file FILE_HAS_MACROS"]),
            ("a.pdf", b"", StatusCode::BAD_REQUEST, &["file FILE_EMPTY"]),
            ("../../a.pdf", &pdf(1), StatusCode::BAD_REQUEST, &["file BAD_FILE_NAME"]),
            ("", b"x", StatusCode::BAD_REQUEST, &["file REQUIRED", "file FILE_TYPE_NOT_ALLOWED"]),
        ] {
            let (answered, said) = post(&server, form(&progress, name, content)).await;
            assert_eq!((answered, faults(&said)), (status, expected.iter().map(|fault| (*fault).to_owned()).collect()), "{name}");
            assert_eq!(traces(&server).await, before, "{name}");
        }
        for name in ["ตาราง.xlsx", "no ending"] {
            add(&server, &progress, name, &office_document(false)).await;
            let id = evidence(&server, &progress, false).await[0]["id"].as_str().unwrap().to_owned();
            remove(&server, &id, "ทดสอบ").await;
        }
    }

    async fn a_form_must_be_whole_and_know_its_parts(server) {
        let progress = report(&server, 28).await;
        let before = traces(&server).await;
        let text = |name: &str, value: &str| format!("--form\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        let whole = String::from_utf8_lossy(&form(&progress, "a.pdf", b"%PDF-1.7\n")).into_owned();
        let of = |faults: &[&str]| faults.iter().map(|fault| (*fault).to_owned()).collect::<Vec<_>>();
        for (body, status, expected) in [
            ("--form--\r\n".to_owned(), StatusCode::BAD_REQUEST, of(&["progress REQUIRED", "file REQUIRED"])),
            (text("progress", &progress) + "--form--\r\n", StatusCode::BAD_REQUEST, of(&["file REQUIRED"])),
            (text("other", "1") + &whole, StatusCode::BAD_REQUEST, of(&["other UNKNOWN_FIELD"])),
            (text("progress", &progress) + &whole, StatusCode::BAD_REQUEST, of(&["progress DUPLICATE"])),
            (whole.replace(&progress, "progress:0"), StatusCode::NOT_FOUND, of(&["progress NOT_FOUND"])),
            (whole.replace(&progress, &server.plan_id().await), StatusCode::NOT_FOUND, of(&["progress NOT_FOUND"])),
            (whole.replace("--form--", ""), StatusCode::BAD_REQUEST, of(&[" BAD_BODY"])),
            ("no form".to_owned(), StatusCode::BAD_REQUEST, of(&[" BAD_BODY"])),
        ] {
            let (answered, said) = post(&server, body.clone().into_bytes()).await;
            assert_eq!((answered, faults(&said)), (status, expected), "{body}");
        }
        for media_type in ["application/json", "multipart/mixed; boundary=form", "multipart/form-data"] {
            let request = server.client.post(server.url("/evidence")).header(CONTENT_TYPE, media_type);
            let response = request.body(whole.clone()).send().await.unwrap();
            assert_eq!(response.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "{media_type}");
        }
        let got = server.client.get(server.url("/evidence")).send().await.unwrap();
        assert_eq!((got.status(), &got.headers()["allow"]), (StatusCode::METHOD_NOT_ALLOWED, &"POST".parse().unwrap()));
        assert_eq!(traces(&server).await, before);
    }

    async fn names_come_as_programs_send_them(server) {
        let progress = report(&server, 28).await;
        for (parameter, content, expected) in [
            ("filename*=UTF-8''%E0%B8%81%20%E0%B9%91.pdf", pdf(1), "ก ๑.pdf"),
            ("filename=\"a \\\"b\\\".pdf\"", pdf(2), "a \"b\".pdf"),
        ] {
            let body = String::from_utf8_lossy(&form(&progress, "NAME", b"BYTES")).replace("filename=\"NAME\"", parameter);
            let (start, end) = body.split_once("BYTES").unwrap();
            let (status, said) = post(&server, [start.as_bytes(), &content, end.as_bytes()].concat()).await;
            assert_eq!((status, &said["name"]), (StatusCode::CREATED, &json!(expected)), "{said}");
        }
    }

    async fn an_upload_that_breaks_off_leaves_nothing(server) {
        let progress = report(&server, 28).await;
        let before = traces(&server).await;
        let body = form(&progress, "a.pdf", &pdf(1).repeat(1000));
        let length = format!("Content-Length: {}", body.len());
        // The last of these cuts into the mark that ends the form.
        for sent in [100, body.len() / 2, body.len() - 5] {
            let answer = send_raw(&server, &length, &[&body[..sent]]);
            assert!(answer.is_empty() || answer.contains("400"), "{answer}");
            assert_eq!(traces(&server).await, before, "after {sent} bytes");
        }
        let chunk = format!("{:x}\r\n", body.len());
        let answer = send_raw(&server, "Transfer-Encoding: chunked", &[chunk.as_bytes(), &body[..body.len() / 2]]);
        assert!(answer.is_empty() || answer.contains("400"), "{answer}");
        assert_eq!(traces(&server).await, before);
        assert!(send_raw(&server, &length, &[&body]).contains("201"), "whole, it is taken");
    }

    async fn nobody_adds_where_they_may_not(server) {
        let progress = report(&server, 28).await;
        let id = add(&server, &progress, "a.pdf", &pdf(1)).await;
        let other = server.by_another_municipality().await;
        let before = traces(&server).await;
        for (who, status, code, reads) in [
            (server.by("clerk"), StatusCode::FORBIDDEN, "WRONG_ROLE", StatusCode::OK),
            (server.by("nacc-province"), StatusCode::FORBIDDEN, "WRONG_ROLE", StatusCode::OK),
            (server.by("officer"), StatusCode::FORBIDDEN, "OTHER_DIVISION", StatusCode::OK),
            (other.clone(), StatusCode::NOT_FOUND, "NOT_FOUND", StatusCode::NOT_FOUND),
            (server.signed_out(), StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", StatusCode::UNAUTHORIZED),
        ] {
            let (answered, said) = post(&who, form(&progress, "b.pdf", &pdf(2))).await;
            assert_eq!((answered, &said["errors"][0]["extensions"]["code"]), (status, &json!(code)), "{said}");
            let read = who.client.get(who.url(&format!("/evidence/{id}"))).send().await.unwrap();
            assert_eq!(read.status(), reads, "{code}");
        }
        let node = other.ask("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
        assert_eq!(node["node"], Value::Null);
        for (who, code) in [(server.by("clerk"), "WRONG_ROLE"), (server.by("officer"), "OTHER_DIVISION"), (other, "NOT_FOUND")] {
            let payload = remove(&who, &id, "ลองดู").await;
            assert_eq!((&payload["evidence"], &payload["userErrors"][0]["code"]), (&Value::Null, &json!(code)));
        }
        assert_eq!(traces(&server).await, before);
    }

    async fn what_is_no_draft_is_closed(server) {
        let progress = report(&server, 28).await;
        let id = add(&server, &progress, "a.pdf", &pdf(1)).await;
        server.record(5, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        let carried = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { project(number: 5) { progress(fiscalYear: 2568, round: TWELVE_MONTH) { id } } } } }"#;
        let carried = server.ask(carried, json!({})).await["organization"]["plan"]["project"]["progress"]["id"].as_str().unwrap().to_owned();
        server.database.execute("UPDATE round_report SET state = 'SUBMITTED' WHERE fiscal_year = 2568 AND round = 6").await;
        let before = traces(&server).await;
        for (progress, expected) in [(&progress, "progress REPORT_NOT_DRAFT"), (&carried, "progress CARRIED_OVER")] {
            let (status, said) = post(&server, form(progress, "b.pdf", &pdf(2))).await;
            assert_eq!((status, faults(&said)), (StatusCode::CONFLICT, vec![expected.to_owned()]));
        }
        assert_eq!(remove(&server, &id, "แนบผิด").await["userErrors"][0]["code"], "REPORT_NOT_DRAFT");
        assert_eq!(traces(&server).await, before);
    }

    async fn a_report_has_only_so_many_files(server) {
        let progress = report(&server, 28).await;
        for number in 0..20 {
            add(&server, &progress, "a.pdf", &pdf(number)).await;
        }
        let (status, said) = post(&server, form(&progress, "a.pdf", &pdf(20))).await;
        assert_eq!((status, faults(&said)), (StatusCode::CONFLICT, vec!["progress TOO_MANY_FILES".to_owned()]));
        assert_eq!(kept(&server).len(), 20);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_may_be_so_large_and_not_a_byte_more() {
    const LARGEST: usize = 1 << 20;
    for database in [Database::Sqlite, Database::Postgres] {
        let small = |settings: &mut sucharit_server::config::Settings| settings.evidence.file_bytes = LARGEST as u64;
        let server = Server::start_with(database, Arc::new(SystemClock), small).await;
        let progress = report(&server, 28).await;
        let mut content = pdf(1);
        content.resize(LARGEST + 1, b'x');
        let before = traces(&server).await;
        let (status, said) = post(&server, form(&progress, "a.pdf", &content)).await;
        assert_eq!((status, faults(&said)), (StatusCode::PAYLOAD_TOO_LARGE, vec!["file FILE_TOO_LARGE".to_owned()]));
        assert!(said["errors"][0]["message"].as_str().unwrap().contains("1 MiB"), "{said}");
        // Nobody tells beforehand how much is to come.
        let body = form(&progress, "a.pdf", &content);
        let chunk = format!("{:x}\r\n", body.len());
        let answer = send_raw(&server, "Transfer-Encoding: chunked", &[chunk.as_bytes(), &body, b"\r\n0\r\n\r\n"]);
        assert!(answer.contains("413"), "{answer}");
        assert_eq!(traces(&server).await, before);
        add(&server, &progress, "a.pdf", &content[..LARGEST]).await;
        let id = evidence(&server, &progress, false).await[0]["downloadPath"].as_str().unwrap().to_owned();
        let response = server.client.get(server.url(&id)).send().await.unwrap();
        assert_eq!(response.bytes().await.unwrap(), content[..LARGEST]);
    }
}
