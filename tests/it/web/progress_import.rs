//! A filled form sent from a page, looked at, recorded.

use super::{Browser, Page, reading::publish_report};
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
        let after = format!("{}?done=applied&count=2", preview.replace("progressImport:", "progressImport%3A"));
        assert_eq!((applied.status, applied.location()), (StatusCode::SEE_OTHER, after.as_str()), "{}", applied.text);
        let after = browser.open(applied.location()).await.text;
        assert!(after.contains("บันทึกผลจากไฟล์แล้ว 2 โครงการ") && !after.contains("ยืนยันและบันทึก"), "{after}");
        let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { summary(fiscalYear: 2568, round: SIX_MONTH) { inProgress completed } } } }"#;
        let summary = server.ask(query, json!({})).await["organization"]["plan"]["summary"].take();
        assert_eq!(summary, json!({ "inProgress": 1, "completed": 1 }));
        let events = server.event_count().await;
        let again = browser.send(&preview, &[]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "it is recorded, and not again");
        assert!(browser.open(again.location()).await.text.contains("tag-green"));
        assert_eq!(server.event_count().await, events);
    }

    async fn another_municipalitys_form_is_called_that(server) {
        let form = download(&server, 2568, "SIX_MONTH").await;
        server.by_another_municipality().await;
        let mut browser = Browser::signed_in(&server, "other-planner").await;
        let choose = browser.open(&PLACE.replace("wapi-pathum", "more-1")).await;
        let refused = send(&mut browser, &choose, form.bytes()).await;
        assert!(refused.text.contains("แบบนี้อาจเป็นของหน่วยงานอื่น") && !refused.text.contains("ไม่ใช่แผน ปี"), "{}", refused.text);
    }

    async fn a_report_past_its_draft_refuses_the_file_as_a_whole(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        let choose = browser.open(PLACE).await;
        let form = filled(&server, "ดำเนินการแล้วเสร็จ").await;
        publish_report(&server).await;
        let sent = send(&mut browser, &choose, form.bytes()).await;
        let page = browser.open(sent.location()).await;
        assert!(page.text.contains("รายงานรอบนี้อยู่ในสถานะ “นายกอนุมัติ”") && page.text.contains("บันทึกจากไฟล์นี้ไม่ได้"), "{}", page.text);
        assert!(!page.text.contains("ต้องแก้ในไฟล์ก่อน") && !page.text.contains("รายงานโครงการ!"), "{}", page.text);
    }

    async fn a_row_that_somebody_else_recorded_meanwhile_says_what_to_do(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        let choose = browser.open(PLACE).await;
        let form = filled(&server, "ดำเนินการแล้วเสร็จ").await;
        let sent = send(&mut browser, &choose, form.bytes()).await;
        server.record(2, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "remark": "จากอีกคน" })).await;
        for page in [browser.open(sent.location()).await, browser.send(sent.location(), &[]).await] {
            for text in ["มีผู้บันทึกผลของโครงการนี้หลังจากดาวน์โหลดแบบ", "ลบแถวนี้ออกจากไฟล์", "หมายเหตุ: บันทึกไว้ “จากอีกคน” ในไฟล์ “–”",
                "สถานะการดำเนินงาน: บันทึกไว้ “อยู่ระหว่างดำเนินการ” ในไฟล์ “ดำเนินการแล้วเสร็จ”"] {
                assert!(page.text.contains(text), "{text}: {}", page.text);
            }
        }
        let page = browser.send(sent.location(), &[]).await;
        assert!(page.text.contains("<li>รายงานโครงการ!A8: มีผู้บันทึก"), "the cell stands before it: {}", page.text);
    }

    async fn every_fault_is_named_in_the_order_of_the_sheet(server) {
        let mut form = filled(&server, "ดำเนินการแล้วเสร็จ").await;
        // Project 28 uses a budget: one cell cannot be read, another says what no report may.
        form.set("J34", Put::Text("ไม่สามารถดำเนินการได้")).set("G34", Put::Text("ยี่สิบ")).set("H34", Put::Text("-5"));
        form.set("J9", Put::Text("ไม่แน่ใจ"));
        let mut browser = Browser::signed_in(&server, "planner").await;
        let choose = browser.open(PLACE).await;
        let sent = send(&mut browser, &choose, form.bytes()).await;
        let page = browser.open(sent.location()).await;
        let problems = page.text.split_once("aria-labelledby=\"problems\"").unwrap().1.split("</section>").next().unwrap();
        let places: Vec<usize> = ["!J9<", "!G34<", "!H34<", "!K34<"].iter().map(|cell| problems.find(cell).unwrap_or_else(|| panic!("{cell}: {problems}"))).collect();
        assert!(places.is_sorted(), "{problems}");
        form.set("J34", Put::Text("อยู่ระหว่างดำเนินการ")).set("G34", Put::Text("20000")).set("H34", Put::Text("5000"));
        form.set("J9", Put::Text("อยู่ระหว่างดำเนินการ"));
        let sent = send(&mut browser, &choose, form.bytes()).await;
        let page = browser.open(sent.location()).await;
        assert!(page.text.contains("20,000.00") && page.text.contains("5,000.00"), "{}", page.text);
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
