//! Bringing a plan as a workbook by its pages.

use super::{Browser, Page, plan::PLAN, reading::open};
use crate::{
    plan_chain::make_draft,
    plan_import::{DETAILS, TEMPLATE_DETAILS, download, fill, multipart, template},
    progress_import::Put,
};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sucharit_tests::{Server, on_both_databases};

const BRING: &str = "/organization/wapi-pathum/plan/workbook";
const AMEND: &str = "/organization/wapi-pathum/plan/2566/amend/workbook";

/// Sends a file by the form of a page, with the fields that the page holds and these typed ones.
async fn send(browser: &mut Browser, page: &str, bytes: Vec<u8>, typed: &[(&str, &str)]) -> Page {
    let shown = browser.open(page).await;
    let form =
        shown.text.split("action=\"/imports/plan\"").nth(1).unwrap_or_else(|| panic!("no form in {}", shown.text));
    let form = form.split("</form>").next().unwrap();
    let hidden = form.split("<input type=\"hidden\" name=\"").skip(1).map(|field| {
        let (name, rest) = field.split_once('"').unwrap();
        (name, rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap())
    });
    let fields: Vec<(&str, &str)> = hidden.chain(typed.iter().copied()).collect();
    let request = browser.request(Method::POST, "/imports/plan");
    let request = request
        .header("content-type", "multipart/form-data; boundary=form")
        .header("sec-fetch-site", "same-origin")
        .body(multipart(bytes, &fields));
    browser.fetch(request).await
}

/// The latest revision of a plan.
async fn latest(server: &Server) -> Value {
    let query =
        r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { revisions { revision state reason } } } }"#;
    server.ask(query, json!({})).await["organization"]["plan"]["revisions"].as_array_mut().unwrap().pop().unwrap()
}

fn says(page: &Page, texts: &[&str]) {
    for text in texts {
        assert!(page.text.contains(text), "“{text}” is missing in\n{}", page.text);
    }
}

on_both_databases! {
    async fn a_new_plan_comes_by_the_page(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        says(&browser.open(PLAN).await, &[BRING]);
        says(&browser.open(BRING).await, &["/exports/plan-template.xlsx?organization=wapi-pathum", "พ.ศ. 2571", "ต้องจัดทำฉบับปรับปรุง", AMEND]);
        let mut form = template(&server).await;
        fill(&mut form);
        // Every problem with its cell, and the way back.
        let mut wrong = template(&server).await;
        fill(&mut wrong);
        wrong.set_in(TEMPLATE_DETAILS, "C6", Put::Text("งาน")).set_in(TEMPLATE_DETAILS, "H7", Put::Text("ทุกปี"));
        let events = server.event_count().await;
        let refused = send(&mut browser, BRING, wrong.bytes(), &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.header("content-type").starts_with("text/html"));
        says(&refused, &["รายละเอียด!C6: ", "รายละเอียด!H7: ", &format!("href=\"{BRING}\"")]);
        assert_eq!(send(&mut browser, BRING, b"%PDF-1.7".to_vec(), &[]).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(server.event_count().await, events);
        let next = "/organization/wapi-pathum/plan/2571";
        let mut locations = Vec::new();
        for name in ["โครงการอบรม", "โครงการอบรม", "โครงการอบรมใหม่"] {
            form.set_in(TEMPLATE_DETAILS, "B6", Put::Text(name));
            form.set_in("xl/worksheets/sheet3.xml", "C7", Put::Text(name));
            let sent = send(&mut browser, BRING, form.bytes(), &[]).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
            locations.push(sent.location().to_owned());
        }
        assert_eq!(locations, ["added", "unchanged", "replaced"].map(|done| format!("{next}?done={done}")));
        for (location, words) in locations.iter().zip(["นำเข้าแผนใหม่เป็นร่างแล้ว", "ไม่มีสิ่งใดเปลี่ยน", "แทนร่างแผนเดิมแล้ว"]) {
            says(&browser.open(location).await, &[words, "โครงการอบรมใหม่", "แก้ไขร่างแผน"]);
        }
        says(&browser.open(BRING).await, &["แก้ไขร่างแผน ด้วยไฟล์ Excel", "ปรับปรุงแผน ด้วยไฟล์ Excel"]);
    }

    async fn a_plan_is_amended_by_its_own_workbook(server) {
        let mut browser = Browser::signed_in(&server, "planner").await;
        let plan = server.plan_id().await.replace(':', "%3A");
        says(&browser.open(AMEND).await, &["เปลี่ยนได้โดยการปรับปรุงแผนเท่านั้น", &format!("/exports/plan.xlsx?plan={plan}&amp;revision=1")]);
        let mut form = download(&server, &format!("/exports/plan.xlsx?plan={plan}&revision=1")).await;
        form.set_in(DETAILS, "B6", Put::Text("ชื่อใหม่")).set_in(DETAILS, "C7", Put::Text("งาน"));
        let refused = send(&mut browser, AMEND, form.bytes(), &[("reason", "ปรับชื่อ & ประเภท")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        says(&refused, &["รายละเอียด!C7: "]);
        // The way back keeps the reason.
        let back = refused.text.split(&format!("href=\"{AMEND}")).nth(1).unwrap().split('"').next().unwrap();
        says(&browser.open(&format!("{AMEND}{back}")).await, &["ปรับชื่อ &#38; ประเภท</textarea>"]);
        assert_eq!(latest(&server).await["revision"], 1);
        let mut form = download(&server, &format!("/exports/plan.xlsx?plan={plan}")).await;
        form.set_in(DETAILS, "B6", Put::Text("ชื่อใหม่"));
        let sent = send(&mut browser, AMEND, form.bytes(), &[("reason", "ปรับชื่อ")]).await;
        assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, "/organization/wapi-pathum/plan/2566/revision/2?done=edited"), "{}", sent.text);
        assert_eq!(latest(&server).await, json!({ "revision": 2, "state": "DRAFT", "reason": "ปรับชื่อ" }));
        // As a new plan the same file is refused: this one is adopted.
        let refused = send(&mut browser, BRING, form.bytes(), &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        says(&refused, &["รายละเอียด!B6: แผนนี้ประกาศใช้แล้ว"]);
    }

    async fn a_first_draft_needs_no_reason(server) {
        make_draft(&server).await;
        let mut browser = Browser::signed_in(&server, "planner").await;
        let page = browser.open(AMEND).await;
        assert!(!page.text.contains("name=\"reason\"") && !page.text.contains("เปลี่ยนได้โดยการปรับปรุงแผนเท่านั้น"), "{}", page.text);
        let mut form = download(&server, &format!("/exports/plan.xlsx?plan={}", server.plan_id().await)).await;
        form.set_in(DETAILS, "B6", Put::Text("ชื่อในร่าง"));
        let sent = send(&mut browser, AMEND, form.bytes(), &[]).await;
        assert_eq!(sent.location(), "/organization/wapi-pathum/plan/2566/revision/1?done=edited", "{}", sent.text);
        says(&browser.open(PLAN).await, &["ชื่อในร่าง"]);
    }

    async fn only_the_planning_division_brings_plans(server) {
        for account in ["officer", "clerk", "executive", "nacc-province"] {
            let mut browser = Browser::signed_in(&server, account).await;
            for (page, words) in [(BRING, "งานแผนของหน่วยงานเป็นผู้นำเข้าแผน"), (AMEND, "ท่านแก้ไขแผนไม่ได้ในขณะนี้")] {
                let page = browser.open(page).await;
                assert!(page.status == StatusCode::OK && page.text.contains(words) && !page.text.contains("/imports/plan"), "{account}");
            }
            assert!(!browser.open(PLAN).await.text.contains(BRING), "{account}");
        }
        let other = server.by_another_municipality().await;
        for page in [BRING, AMEND] {
            assert_eq!(open(&other, page).await.status, StatusCode::NOT_FOUND);
        }
    }

    async fn a_municipality_without_a_plan_gets_to_the_page(server) {
        server.database.execute("DELETE FROM plan").await;
        let mut browser = Browser::signed_in(&server, "planner").await;
        assert_eq!(browser.open("/organization/wapi-pathum/plan").await.location(), BRING);
        says(&browser.open(BRING).await, &["ยังไม่มีแผนของหน่วยงานนี้", "action=\"/imports/plan\""]);
    }
}
