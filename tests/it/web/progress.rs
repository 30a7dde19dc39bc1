//! Reporting progress by forms alone.

use super::{Browser, Page};
use reqwest::{Method, StatusCode};
use serde_json::json;
use sucharit_tests::{Server, on_both_databases};

const PROJECT: &str = "/organization/wapi-pathum/round/2568/six-month/project/28";
const TABLE: &str = "/organization/wapi-pathum/round/2568/six-month/table";

/// A form of project 28, which uses a budget, filled in.
fn filled<'a>(version: &'a str, status: &'a str, disbursed: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("expectedVersion", version),
        ("status", status),
        ("inOrdinance", "yes"),
        ("ordinanceBudget", "๒๐,๐๐๐.๐๐ บาท"),
        ("disbursed", disbursed),
        ("result", "จัดประชุมแล้ว"),
        ("remark", "<b>หมายเหตุ</b>"),
    ]
}

async fn recorded(server: &Server) -> serde_json::Value {
    let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { project(number: 28) {
        progress(fiscalYear: 2568, round: SIX_MONTH) { status ordinanceBudget disbursed result remark version } } } } }"#;
    server.ask(query, json!({})).await["organization"]["plan"]["project"]["progress"].take()
}

fn assert_done(page: &Page) {
    assert_eq!(
        (page.status, page.location()),
        (StatusCode::SEE_OTHER, format!("{PROJECT}?done=saved").as_str()),
        "{}",
        page.text
    );
}

on_both_databases! {
    async fn a_form_is_recorded_and_shown(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        assert!(browser.open(PROJECT).await.text.contains("id=\"disbursed\""), "amounts are asked for");
        assert_done(&browser.send(PROJECT, &filled("", "IN_PROGRESS", "5,000")).await);
        let expected = json!({ "status": "IN_PROGRESS", "ordinanceBudget": "20000.00", "disbursed": "5000.00",
            "result": "จัดประชุมแล้ว", "remark": "<b>หมายเหตุ</b>", "version": 1 });
        assert_eq!(recorded(&server).await, expected);
        let page = browser.open(PROJECT).await;
        assert_eq!((page.value("expectedVersion"), page.value("disbursed")), ("1", "5,000.00"));
        assert!(!page.text.contains("<b>หมายเหตุ"), "texts are no markup");
        // An emptied field is emptied.
        let mut fields = filled("1", "COMPLETED", "20000");
        fields.retain(|(name, _)| *name != "remark");
        fields.push(("remark", " "));
        assert_done(&browser.send(PROJECT, &fields).await);
        assert_eq!(recorded(&server).await["remark"], json!(null));
    }

    async fn a_refused_form_keeps_everything_and_changes_nothing(server) {
        let events = server.event_count().await;
        let mut browser = Browser::signed_in(&server, "planner").await;
        let page = browser.send(PROJECT, &filled("", "UNABLE", "ห้าพัน")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("href=\"#disbursed\"") && page.text.contains("href=\"#unableReason\""), "every fault, at its field");
        assert_eq!(page.value("disbursed"), "ห้าพัน");
        assert!(page.text.contains("จัดประชุมแล้ว") && page.text.contains("&#60;b&#62;"), "what was typed is there");
        let page = browser.send(PROJECT, &filled("", "", "1")).await;
        assert!(page.text.contains("เลือกสถานะการดำเนินงาน"));
        let page = browser.send(PROJECT, &filled("", "COMPLETED", "-1")).await;
        assert!(page.text.contains("href=\"#disbursed\""), "the rules' refusals, too");
        assert_eq!(recorded(&server).await, json!(null));
        assert_eq!(server.event_count().await, events);
    }

    async fn a_stale_form_shows_both_and_overwrites_only_when_sent_again(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        assert_done(&browser.send(PROJECT, &filled("", "IN_PROGRESS", "5000")).await);
        assert_done(&browser.send(PROJECT, &filled("1", "IN_PROGRESS", "7000")).await);
        let page = browser.send(PROJECT, &filled("1", "COMPLETED", "6000")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("6,000.00") && page.text.contains("7,000.00"), "side by side");
        assert_eq!(page.value("expectedVersion"), "2");
        assert_eq!(recorded(&server).await["disbursed"], "7000.00");
        assert_done(&browser.send(PROJECT, &filled(page.value("expectedVersion"), "COMPLETED", "6000")).await);
        assert_eq!(recorded(&server).await["disbursed"], "6000.00");
    }

    async fn the_same_form_sent_twice_is_recorded_once(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        // A reason that the status hides, and a box that is not ticked, say nothing.
        let mut fields = filled("", "IN_PROGRESS", "5000");
        fields.retain(|(name, _)| *name != "inOrdinance");
        fields.push(("unableReason", "OTHER"));
        assert_done(&browser.send(PROJECT, &fields).await);
        let events = server.event_count().await;
        assert_done(&browser.send(PROJECT, &fields).await);
        let row = format!("{TABLE}/28?division=");
        let page = browser.send(&row, &fields).await;
        assert_eq!(page.location(), format!("{TABLE}?division=&done=saved-28#row-28"), "{}", page.text);
        assert_eq!((server.event_count().await, &recorded(&server).await["version"]), (events, &json!(1)));
        let fields: Vec<_> = fields.into_iter().filter(|(name, _)| *name != "remark").chain([("remark", "อื่น")]).collect();
        let page = browser.send(&row, &fields).await;
        assert!(page.text.contains("conflict-row") && !page.text.contains("<th scope=\"row\">บรรจุไว้"), "only what differs: {}", page.text);
    }

    async fn what_was_complete_after_six_months_says_why_it_is_locked(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        let mut browser = Browser::signed_in(&server, "planner").await;
        let twelve = PROJECT.replace("six-month", "twelve-month");
        for path in [twelve, TABLE.replace("six-month", "twelve-month") + "?division="] {
            let page = browser.open(&path).await;
            assert!(page.text.contains("แล้วเสร็จตั้งแต่รอบ 6 เดือน จึงล็อกไว้"), "{path}: {}", page.text);
        }
        let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { project(number: 28) {
            whyNot(fiscalYear: 2568, round: TWELVE_MONTH, action: RECORD) } } } }"#;
        let answer = server.ask(query, json!({})).await;
        assert_eq!(answer["organization"]["plan"]["project"]["whyNot"], "CARRIED_OVER");
    }

    async fn after_one_project_comes_the_next(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        assert_done(&browser.send(PROJECT, &filled("", "IN_PROGRESS", "5000")).await);
        let page = browser.open(&format!("{PROJECT}?done=saved")).await;
        assert!(page.text.contains(&PROJECT.replace("/28", "/29")) && page.text.contains("<h1>28. "), "{}", page.text);
        let mut officer = Browser::signed_in(&server, "officer").await;
        let page = officer.open(PROJECT).await;
        assert!(page.text.contains("มิได้มอบหมายให้สำนัก/กองของท่านโดยตรง"), "{}", page.text);
        assert!(officer.open(&format!("{TABLE}?division=")).await.text.contains("<option value=\"\">แสดงทั้งหมด"));
    }

    async fn an_ended_session_loses_nothing_that_was_typed(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        browser.forget();
        let page = browser.send(PROJECT, &filled("", "IN_PROGRESS", "5000")).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        assert!(page.text.contains("name=\"result\" value=\"จัดประชุมแล้ว\"") && page.text.contains("ส่งอีกครั้ง"));
        assert!(page.text.contains(&format!("action=\"{PROJECT}\"")));
        assert_eq!(recorded(&server).await, json!(null));
        let page = browser.send("/account/password", &[("oldPassword", "secret-one"), ("newPassword", "secret-two")]).await;
        assert!(!page.text.contains("secret-"), "passwords are never sent back");
    }

    async fn six_month_figures_are_confirmed_by_a_button(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        assert_done(&browser.send(PROJECT, &filled("", "IN_PROGRESS", "5000")).await);
        let twelve = PROJECT.replace("six-month", "twelve-month");
        let page = browser.open(&twelve).await;
        assert!(page.text.contains("ยกมาจากรอบ 6 เดือน") && page.text.contains("จัดประชุมแล้ว"));
        let page = browser.send(&format!("{twelve}/confirm"), &[("expectedVersion", "9")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "a version that was not read");
        let page = browser.send(&format!("{twelve}/confirm"), &[("expectedVersion", "1")]).await;
        assert_eq!(page.location(), format!("{twelve}?done=confirmed"));
        assert!(!browser.open(&twelve).await.text.contains("/confirm\""));
    }

    async fn who_may_not_record_reads_and_is_told_why(server) {
        let mut browser = Browser::signed_in(&server, "clerk").await;
        let page = browser.open(PROJECT).await;
        assert!(page.text.contains("ท่านบันทึกผลของโครงการนี้ไม่ได้") && !page.text.contains("progress-form"));
        let page = browser.send(PROJECT, &filled("", "IN_PROGRESS", "5000")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(recorded(&server).await, json!(null));
        let page = browser.open(&format!("{TABLE}?division=")).await;
        assert!(!page.text.contains("data-row") && page.text.contains("บันทึกไม่ได้"));
    }

    async fn files_come_and_go_by_forms(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        assert_done(&browser.send(PROJECT, &filled("", "IN_PROGRESS", "5000")).await);
        let progress = browser.open(PROJECT).await.value("progress").to_owned();
        let site = server.url("");
        let upload = |browser: &Browser, next: &str, content: &str| {
            let body = format!("--b\r\ncontent-disposition: form-data; name=\"progress\"\r\n\r\n{progress}\r\n\
                --b\r\ncontent-disposition: form-data; name=\"next\"\r\n\r\n{next}\r\n\
                --b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n{content}\r\n--b--\r\n");
            let request = browser.request(Method::POST, "/evidence").header("content-type", "multipart/form-data; boundary=b");
            request.header("origin", &site).body(body)
        };
        let pdf = "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n";
        let request = upload(&browser, PROJECT, pdf);
        let page = browser.fetch(request).await;
        assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, format!("{PROJECT}?done=evidence").as_str()), "{}", page.text);
        let request = upload(&browser, PROJECT, "no document");
        let page = browser.fetch(request).await;
        assert_eq!(page.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert!(page.header("content-type").starts_with("text/html") && page.text.contains(&format!("href=\"{PROJECT}\"")));
        let request = upload(&browser, "//evil.example", &pdf.replace("obj<<>>", "obj<< >>"));
        let page = browser.fetch(request).await;
        assert!(page.location().starts_with("/?"), "only back to this site: {}", page.location());
        let page = browser.open(PROJECT).await;
        let remove = page.text.split("href=\"").find(|link| link.contains("remove-evidence")).unwrap();
        let remove = remove.split('"').next().unwrap().replace("&#38;", "&");
        let page = browser.open(&remove).await;
        let id = page.value("evidenceId").to_owned();
        let address = format!("{PROJECT}/remove-evidence");
        let page = browser.send(&address, &[("evidenceId", &id), ("reason", "")]).await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.text.contains("href=\"#reason\""));
        let page = browser.send(&address, &[("evidenceId", &id), ("reason", "แนบผิดไฟล์")]).await;
        assert_eq!(page.location(), format!("{PROJECT}?done=removed"));
    }

    async fn rows_of_the_table_are_saved_one_by_one_without_scripts(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        assert_done(&browser.send(PROJECT, &filled("", "IN_PROGRESS", "5000")).await);
        let row = format!("{TABLE}/28?division=");
        let fields = |version, disbursed| vec![("expectedVersion", version), ("status", "COMPLETED"), ("inOrdinance", "yes"),
            ("ordinanceBudget", "20000"), ("disbursed", disbursed), ("remark", "แถว")];
        let page = browser.send(&row, &fields("1", "20000")).await;
        assert_eq!(page.location(), format!("{TABLE}?division=&done=saved-28#row-28"));
        let saved = recorded(&server).await;
        assert_eq!((&saved["disbursed"], &saved["result"]), (&json!("20000.00"), &json!("จัดประชุมแล้ว")), "long texts stay");
        let page = browser.send(&row, &fields("1", "3")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("conflict-row") && page.text.contains("id=\"disbursed-28\""), "side by side");
        let page = browser.send(&row, &fields("2", "x")).await;
        assert!(page.text.contains("href=\"#disbursed-28\"") && page.text.contains("value=\"x\""), "the draft is kept");
        assert_eq!(recorded(&server).await["version"], 2);
        let script = browser.request(Method::POST, &row).header("content-type", "application/x-www-form-urlencoded");
        let session = format!("sucharit-session={}", browser.cookie("sucharit-session").unwrap());
        let script = script.header("accept", "application/json").header("cookie", session);
        let answer = script.body("expectedVersion=2&status=COMPLETED&disbursed=1&ordinanceBudget=1").send().await.unwrap();
        let answer: serde_json::Value = answer.json().await.unwrap();
        assert_eq!(answer["values"]["disbursed"], "1.00", "as it is recorded");
        assert_eq!((&answer["version"], answer["warnings"].as_array().map(Vec::len)), (&json!(3), Some(1)), "{answer}");
    }
}
