//! A filled form sent from a page, looked at, recorded.

use super::{Browser, Page};
use crate::progress_import::{Form, Put, download};
use reqwest::{Method, StatusCode};
use serde_json::json;
use sucharit_tests::{Server, on_both_databases};

const PLACE: &str = "/organization/wapi-pathum/round/2568/six-month/spreadsheet";

/// Sends a file with the page's own fields.
async fn send(browser: &mut Browser, page: &Page, bytes: Vec<u8>) -> Page {
    let mut body = Vec::new();
    for name in ["next", "plan", "fiscalYear", "round"] {
        // The page's last form is the one that sends.
        let form = page.text.rsplit("<form").next().expect("split gives a part");
        let value = form.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("the field is there");
        let value = value.split('"').next().expect("split gives a part");
        let field = format!("--form\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(field.into_bytes());
    }
    let head = "--form\r\nContent-Disposition: form-data; name=\"file\"; filename=\"แบบ.xlsx\"\r\n\r\n";
    body.extend(head.bytes().chain(bytes).chain(*b"\r\n--form--\r\n"));
    let request = browser.request(Method::POST, "/imports/progress");
    let request =
        request.header("content-type", "multipart/form-data; boundary=form").header("sec-fetch-site", "same-origin");
    browser.fetch(request.body(body)).await
}

async fn filled(server: &Server, status: &str) -> Form {
    let mut form = download(server, 2568, "SIX_MONTH").await;
    form.set("J7", Put::Text("อยู่ระหว่างดำเนินการ")).set("J8", Put::Text(status));
    form
}

on_both_databases! {
    async fn a_filled_form_is_looked_at_and_recorded(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        let choose = browser.open(PLACE).await;
        assert_eq!(choose.status, StatusCode::OK);
        let form = filled(&server, "ดำเนินการแล้วเสร็จ").await;
        let events = server.event_count().await;
        let sent = send(&mut browser, &choose, form.bytes()).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let preview = sent.location().to_owned();
        let page = browser.open(&preview).await;
        assert!(page.text.contains("แบบ.xlsx") && page.text.contains("รายงานโครงการ!J8"), "{}", page.text);
        assert!(page.text.contains("ดำเนินการแล้วเสร็จ") && page.text.contains("ยืนยันและบันทึก"));
        assert_eq!(server.event_count().await, events, "nothing is recorded yet");
        // It is the uploader's alone.
        let mut clerk = Browser::signed_in(&server, "clerk").await;
        assert_eq!(clerk.open(&preview).await.status, StatusCode::NOT_FOUND);
        let applied = browser.send(&preview, &[]).await;
        let after = format!("{}?done=applied", preview.replace("progressImport:", "progressImport%3A"));
        assert_eq!((applied.status, applied.location()), (StatusCode::SEE_OTHER, after.as_str()), "{}", applied.text);
        let after = browser.open(applied.location()).await.text;
        assert!(after.contains("บันทึกผลจากไฟล์แล้วทั้งหมด") && !after.contains("ยืนยันและบันทึก"), "{after}");
        let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { summary(fiscalYear: 2568, round: SIX_MONTH) { inProgress completed } } } }"#;
        let summary = server.ask(query, json!({})).await["organization"]["plan"]["summary"].take();
        assert_eq!(summary, json!({ "inProgress": 1, "completed": 1 }));
        let again = browser.send(&preview, &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    }

    async fn what_is_wrong_is_shown_by_cell_and_nothing_is_recorded(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        let choose = browser.open(PLACE).await;
        let sent = send(&mut browser, &choose, filled(&server, "ไม่แน่ใจ").await.bytes()).await;
        let page = browser.open(sent.location()).await;
        assert!(page.text.contains("รายงานโครงการ!J8") && page.text.contains("ต้องแก้ในไฟล์ก่อน"), "{}", page.text);
        assert!(!page.text.contains("ยืนยันและบันทึก"));
        let events = server.event_count().await;
        let refused = browser.send(sent.location(), &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(server.event_count().await, events);
        // A file that is none of ours: a page that says so and leads back.
        let refused = send(&mut browser, &choose, b"%PDF-1.7".to_vec()).await;
        assert_eq!(refused.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert!(refused.header("content-type").starts_with("text/html") && refused.text.contains(PLACE), "{}", refused.text);
        // Another round's form.
        let other = download(&server, 2568, "TWELVE_MONTH").await;
        let refused = send(&mut browser, &choose, other.bytes()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
