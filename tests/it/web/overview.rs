//! ภาพรวม

use super::reading::{assert_closed, open, open_with_thai_digits};
use reqwest::{StatusCode, header};
use serde_json::json;
use sucharit_tests::on_both_databases;

const PAGE: &str = "/organization/wapi-pathum/overview/2568";

on_both_databases! {
    async fn figures_stand_in_charts_and_in_tables(server) {
        server.record(1, 2568, "SIX_MONTH", json!({ "status": "COMPLETED", "inOrdinance": false })).await;
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "inOrdinance": true, "ordinanceBudget": "18000.00",
            "disbursed": "1234.50" })).await;
        let page = open(&server, PAGE).await;
        assert_eq!(page.status, StatusCode::OK);
        // 100 × 1.5 / 36
        page.says(&["4.17", "flag-red", "แดง", "2/36", "18,000.00", "1,234.50", "ยังไม่มีการบันทึกผลจริงในระบบ", "aria-current=\"page\">2568"]);
        assert_eq!(page.html.matches("<svg class=\"chart\" role=\"img\"").count(), 4);
        assert_eq!(page.html.matches("<table>").count(), 4);
        page.assert_nothing_inline();
        assert_eq!(open(&server, "/overview").await.status, StatusCode::SEE_OTHER);
    }

    async fn nothing_reported_is_no_score_of_nought(server) {
        let page = open(&server, PAGE).await;
        page.says(&["ยังไม่มีรายงาน", "0/36", "รอรายงานผล"]);
        assert!(!page.html.contains("flag-red") && !page.html.contains("0.00</td><td><span class=\"flag"), "no flag");
    }

    async fn charts_are_taken_along_as_svg_and_png(server) {
        for figure in ["status", "score", "budget", "goal"] {
            for (ending, media_type, start) in
                [("svg", "image/svg+xml", &b"<svg "[..]), ("png", "image/png", &b"\x89PNG\r\n\x1a\n"[..])]
            {
                let path = format!("{PAGE}/chart/{figure}.{ending}");
                let response = server.client.get(server.url(&path)).send().await.unwrap();
                assert_eq!(response.status(), StatusCode::OK, "{path}");
                assert_eq!(response.headers()[header::CONTENT_TYPE], media_type);
                let disposition = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().to_owned();
                assert!(disposition.contains(&format!("wapi-pathum-2568-{figure}.{ending}")), "{disposition}");
                let content = response.bytes().await.unwrap();
                assert!(content.starts_with(start) && content.len() > 2_000, "{path}: {} bytes", content.len());
            }
            assert_closed_once(&server, figure).await;
        }
        for path in ["status.gif", "other.svg", "status"] {
            assert_eq!(open(&server, &format!("{PAGE}/chart/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn both_languages_and_digits(server) {
        let page = open_with_thai_digits(&server, PAGE).await;
        page.says(&["The plan at a glance", "Implementation score", "๒๕๖๘", "๓๖", "Dimension ๑"]);
    }

    async fn a_year_without_a_plan_says_so(server) {
        let page = open(&server, "/organization/wapi-pathum/overview/2571").await;
        assert_eq!(page.status, StatusCode::OK);
        page.says(&["ไม่มีแผนที่ครอบคลุมปีงบประมาณ"]);
        for path in ["/organization/wapi-pathum/overview/2568x", "/organization/nowhere/overview/2568"] {
            assert_eq!(open(&server, path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn only_who_may_see_the_municipality(server) {
        assert_closed(&server, PAGE).await;
        for reader in ["officer", "clerk", "executive", "nacc-province", "nacc-central"] {
            assert_eq!(open(&server.by(reader), PAGE).await.status, StatusCode::OK, "{reader}");
        }
    }

    async fn the_statements_do_not_grow_with_the_projects(server) {
        crate::sample::report_all(&server, 2568, "SIX_MONTH").await;
        let with_36 = open(&server, PAGE).await.statements;
        assert!(with_36 > 0);
        server.database.execute("DELETE FROM progress WHERE project_id NOT IN (SELECT id FROM project WHERE number = 1)").await;
        server.database.execute("DELETE FROM project WHERE number > 1").await;
        assert_eq!(open(&server, PAGE).await.statements, with_36);
    }
}

async fn assert_closed_once(server: &sucharit_tests::Server, figure: &str) {
    let path = format!("{PAGE}/chart/{figure}.png");
    assert_eq!(open(&server.signed_out(), &path).await.status, StatusCode::SEE_OTHER, "{path}");
}
