//! The round report's steps by forms alone.

use super::{Browser, Page};
use crate::sample::report_all;
use reqwest::StatusCode;
use serde_json::json;
use sucharit_tests::on_both_databases;

const ROUND: &str = "/organization/wapi-pathum/round/2568/six-month";

/// Opens the page of a step and sends its form, with these fields.
async fn take(browser: &mut Browser, step: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.open(&format!("{ROUND}/{step}")).await;
    assert!(page.text.contains("<form method=\"post\" action=\"/organization"), "{step} can be taken");
    let version = page.value("expectedVersion").to_owned();
    let mut all = vec![("expectedVersion", version.as_str())];
    all.extend(fields);
    browser.send(&format!("{ROUND}/{step}"), &all).await
}

#[track_caller]
fn assert_taken(page: &Page, step: &str) {
    assert_eq!(
        (page.status, page.location()),
        (StatusCode::SEE_OTHER, format!("{ROUND}?done={step}").as_str()),
        "{}",
        page.text
    );
}

on_both_databases! {
    async fn who_has_not_reported_is_listed_and_keeps_it_from_being_submitted(server) {
        server.record(1, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        let mut planner = Browser::signed_in(&server, "planner").await;
        let page = planner.open(ROUND).await;
        assert!(page.text.contains("(35)") && page.text.contains("กองสวัสดิการสังคม"), "by division");
        let events = server.event_count().await;
        let page = planner.open(&format!("{ROUND}/submit")).await;
        assert!(page.text.contains("ยังเสนอไม่ได้") && !page.text.contains("<button class=\"primary\">"), "nothing to press");
        let page = planner.send(&format!("{ROUND}/submit"), &[("expectedVersion", "1")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("error-summary") && page.text.contains("/project/36\""));
        assert_eq!(server.event_count().await, events, "nothing happened");
    }

    async fn the_chain_goes_up_and_back_by_forms(server) {
        report_all(&server, 2568, "SIX_MONTH").await;
        let mut planner = Browser::signed_in(&server, "planner").await;
        let mut clerk = Browser::signed_in(&server, "clerk").await;
        let mut executive = Browser::signed_in(&server, "executive").await;
        let mut nacc = Browser::signed_in(&server, "nacc-province").await;
        assert_taken(&take(&mut planner, "submit", &[]).await, "submit");
        assert_taken(&take(&mut planner, "withdraw", &[]).await, "withdraw");
        assert_taken(&take(&mut planner, "submit", &[]).await, "submit");
        let page = take(&mut clerk, "return", &[("reason", "  ")]).await;
        assert!(page.status == StatusCode::UNPROCESSABLE_ENTITY && page.text.contains("href=\"#reason\">เหตุผล: "), "{}", page.text);
        assert_taken(&take(&mut clerk, "return", &[("reason", "ขอแก้ยอดเบิกจ่าย")]).await, "return");
        assert!(planner.open(ROUND).await.text.contains("ขอแก้ยอดเบิกจ่าย"));
        assert_taken(&take(&mut planner, "submit", &[]).await, "submit");
        assert_taken(&take(&mut clerk, "endorse", &[("opinion", "ถูกต้อง")]).await, "endorse");
        let page = planner.open(&format!("{ROUND}/approve")).await;
        assert!(page.text.contains("ทำขั้นตอนนี้ไม่ได้") && page.text.contains("บทบาทของท่านไม่ได้ทำขั้นตอนนี้"), "and why");
        assert_taken(&take(&mut executive, "approve", &[("opinion", "อนุมัติ")]).await, "approve");
        let page = executive.open(ROUND).await;
        assert!(page.text.contains("ตรงกับที่ลงชื่อไว้") && page.text.contains("รหัสตรวจสอบ"), "the seal");
        assert!(nacc.open("/round-report").await.text.contains(r#"href="/organization/wapi-pathum/round/"#));
        assert_taken(&take(&mut nacc, "reopen", &[("reason", "ยอดไม่ตรง")]).await, "reopen");
        let page = nacc.open(ROUND).await.text;
        let steps: Vec<&str> = page.split("id=\"chain\"").nth(1).unwrap().split("<li").skip(1).collect();
        for step in steps {
            // Submitted, endorsed and approved count no more; what undid them is in force.
            let is_undoing = ["ป.ป.ช. เปิดให้แก้ไข", "ส่งคืนให้แก้ไข", "ถอนเรื่อง"].iter().any(|word| step.contains(word));
            assert_eq!(step.contains("ไม่มีผลแล้ว"), step.contains("<h3>") && !is_undoing, "{step}");
        }
    }

    async fn whoever_acts_on_an_old_page_is_shown_how_it_stands(server) {
        report_all(&server, 2568, "SIX_MONTH").await;
        let mut planner = Browser::signed_in(&server, "planner").await;
        let page = planner.open(&format!("{ROUND}/submit")).await;
        let old = page.value("expectedVersion").to_owned();
        assert_taken(&take(&mut planner, "submit", &[]).await, "submit");
        assert_taken(&take(&mut planner, "withdraw", &[]).await, "withdraw");
        let events = server.event_count().await;
        let page = planner.send(&format!("{ROUND}/submit"), &[("expectedVersion", &old)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_ne!(page.value("expectedVersion"), old);
        assert_eq!(server.event_count().await, events);
        let page = planner.send(&format!("{ROUND}/endorse"), &[("expectedVersion", "1"), ("opinion", "x")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody takes another's step");
        assert_eq!(server.event_count().await, events);
    }

    async fn another_round_is_chosen_by_a_form(server) {
        let mut planner = Browser::signed_in(&server, "planner").await;
        let page = planner.open(&format!("{ROUND}?fiscalYear=2567&round=twelve-month")).await;
        assert_eq!(page.location(), "/organization/wapi-pathum/round/2567/twelve-month");
        let page = planner.open(&format!("{ROUND}/progress?fiscalYear=2570&round=six-month")).await;
        assert_eq!(page.location(), "/organization/wapi-pathum/round/2570/six-month/progress");
        assert_eq!(planner.open(&format!("{ROUND}?fiscalYear=x&round=y")).await.status, StatusCode::OK);
    }

    async fn what_was_changed_past_the_program_is_shouted_out(server) {
        report_all(&server, 2568, "SIX_MONTH").await;
        let mut planner = Browser::signed_in(&server, "planner").await;
        assert_taken(&take(&mut planner, "submit", &[]).await, "submit");
        server.database.execute("UPDATE progress SET result = 'เปลี่ยนลับหลัง' WHERE round = 6 AND fiscal_year = 2568").await;
        let page = planner.open(ROUND).await;
        assert!(page.text.contains("ข้อมูลไม่ตรงกับที่ลงชื่อไว้") && page.text.contains("เปลี่ยนลับหลัง"));
    }
}
