//! ความเสี่ยง

use super::reading::{assert_closed, open, open_with_thai_digits, send};
use reqwest::StatusCode;
use sucharit_tests::on_both_databases;

const PAGE: &str = "/organization/wapi-pathum/risk/2568";
const INHERENT: &str = "/organization/wapi-pathum/risk/2568/issue/1.1/inherent";
const RESIDUAL: &str = "/organization/wapi-pathum/risk/2568/issue/1.1/residual";

fn score<'a>(likelihood: &'a str, impact: &'a str, version: &'a str) -> [(&'a str, &'a str); 4] {
    [("likelihood", likelihood), ("impact", impact), ("rationale", "ผลตรวจสอบภายใน"), ("expectedVersion", version)]
}

on_both_databases! {
    async fn a_score_is_recorded_and_shown(server) {
        let form = open(&server, INHERENT).await;
        assert_eq!(form.status, StatusCode::OK);
        form.says(&["name=\"expectedVersion\" value=\"\"", "ก่อนมีมาตรการควบคุม"]);
        let done = send(&server, INHERENT, &score("5", "4", "")).await;
        assert_eq!((done.status, done.location.as_deref()), (StatusCode::SEE_OTHER, Some(&*format!("{PAGE}?done=assessed"))));
        let page = open(&server, &format!("{PAGE}?done=assessed")).await;
        page.says(&["บันทึกผลการประเมินความเสี่ยงแล้ว", "20 สูงมาก", "ผลตรวจสอบภายใน", "ข้อ 1.1", "tag-red"]);
        page.assert_nothing_inline();
        let form = open(&server, INHERENT).await;
        form.says(&["name=\"expectedVersion\" value=\"1\"", "id=\"likelihood-5\" name=\"likelihood\" value=\"5\" checked", "ผลตรวจสอบภายใน</textarea>"]);
        assert_eq!(send(&server, INHERENT, &score("๔", "4", "1")).await.status, StatusCode::SEE_OTHER, "Thai digits, too");
    }

    async fn refusals_are_said_beside_what_was_typed(server) {
        assert_eq!(send(&server, INHERENT, &score("2", "3", "")).await.status, StatusCode::SEE_OTHER);
        let events = server.event_count().await;
        let above = send(&server, RESIDUAL, &score("5", "5", "")).await;
        assert_eq!(above.status, StatusCode::UNPROCESSABLE_ENTITY);
        above.says(&["id=\"error-summary\"",
            "คะแนนหลังมีมาตรการควบคุม (25) ต้องไม่สูงกว่าคะแนนก่อนมีมาตรการ (6)", "href=\"#likelihood\"", "id=\"likelihood-5\" name=\"likelihood\" value=\"5\" checked", "data-draft=\"changed\""]);
        let nothing = send(&server, RESIDUAL, &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        nothing.says(&["เลือกโอกาส 1 ถึง 5", "เลือกผลกระทบ 1 ถึง 5"]);
        assert_eq!(send(&server, RESIDUAL, &score("9", "1", "")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(server.event_count().await, events, "nothing was recorded");
    }

    async fn what_others_wrote_meanwhile_stands_beside(server) {
        send(&server, INHERENT, &score("2", "3", "")).await;
        let stale = send(&server, INHERENT, &[("likelihood", "4"), ("impact", "4"), ("rationale", "ของฉัน"), ("expectedVersion", "")]).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        stale.says(&["id=\"conflict-title\"", "ผลตรวจสอบภายใน", "ของฉัน", "name=\"expectedVersion\" value=\"1\""]);
        assert_eq!(send(&server, INHERENT, &score("4", "4", "1")).await.status, StatusCode::SEE_OTHER, "sent again, it is kept");
    }

    async fn levels_of_the_plan_show_where_nothing_is_scored(server) {
        let page = open(&server, PAGE).await;
        page.says(&["ตามแผนหรือปีก่อน ยังไม่ให้คะแนนปีนี้", "ยังไม่ประเมิน", "ดำเนินการในปีนี้", "ไม่มีโครงการในแผนรองรับ"]);
        assert_eq!(page.html.matches("<table class=\"matrix\">").count(), 2);
        assert_eq!(page.html.matches("class=\"cell cell-").count(), 50);
    }

    async fn the_trend_stands_in_a_chart_and_in_a_table(server) {
        const CHART: &str = "/organization/wapi-pathum/risk/2568/chart/trend";
        for (path, likelihood) in [(INHERENT, "5"), (RESIDUAL, "2")] {
            assert_eq!(send(&server, path, &score(likelihood, "4", "")).await.status, StatusCode::SEE_OTHER);
        }
        let issues = server.database.count("SELECT COUNT(*) FROM risk_issue").await;
        let page = open(&server, PAGE).await;
        assert_eq!(page.html.matches("<svg class=\"chart\" role=\"img\"").count(), 1);
        let counts = |first: &str| {
            let row = page.html.split("id=\"trend\"").nth(1).unwrap().split(first).nth(1).unwrap().split("</tr>").next().unwrap();
            row.split("<td class=\"number\">").skip(1).map(|cell| cell.split('<').next().unwrap().parse().unwrap()).collect::<Vec<i64>>()
        };
        // Extreme, high, medium, low, not assessed.
        assert_eq!(counts("rowspan=\"2\">2568</th>"), [1, 0, 0, 0, issues - 1]);
        assert_eq!(counts("rowspan=\"2\">2567</th>"), [0, 0, 0, 0, issues]);
        assert_eq!(counts("rowspan=\"2\">2566</th>").iter().sum::<i64>(), issues);
        let after = page.html.split("rowspan=\"2\">2568</th>").nth(1).unwrap().split("<tr>").nth(1).unwrap();
        assert!(after.contains("<td class=\"number\">0</td><td class=\"number\">0</td><td class=\"number\">1</td>"), "8 is medium: {after}");
        page.says(&[&format!("href=\"{CHART}.svg\""), &format!("href=\"{CHART}.png\"")]);
        page.assert_nothing_inline();
        for (ending, media_type, start) in [("svg", "image/svg+xml", &b"<svg "[..]), ("png", "image/png", &b"\x89PNG"[..])] {
            let response = server.client.get(server.url(&format!("{CHART}.{ending}"))).send().await.unwrap();
            assert_eq!(response.headers()["content-type"], media_type);
            assert!(response.bytes().await.unwrap().starts_with(start), "{ending}");
        }
        assert_eq!(open(&server.signed_out(), &format!("{CHART}.png")).await.status, StatusCode::SEE_OTHER);
        for none in [format!("{CHART}.gif"), PAGE.to_owned() + "/chart/other.svg", CHART.replace("2568", "2571") + ".svg"] {
            assert_eq!(open(&server, &none).await.status, StatusCode::NOT_FOUND, "{none}");
        }
    }

    async fn a_measure_leads_to_its_project(server) {
        let page = open(&server, PAGE).await;
        let link = page.html.split("<a href=\"/organization/wapi-pathum/plan/2568/project/").nth(1).expect("a measure has a link");
        let number = link.split('"').next().unwrap();
        let project = open(&server, &format!("/organization/wapi-pathum/plan/2568/project/{number}")).await;
        project.shows(&["ความเสี่ยงการทุจริตที่โครงการนี้ควบคุม"]);
        project.hides(&["แผนไม่ได้ใช้โครงการนี้เป็นมาตรการควบคุมความเสี่ยงใด"]);
    }

    async fn what_nothing_holds_down_is_named_first(server) {
        server.database.execute("UPDATE control_measure SET project_id = NULL").await;
        let page = open(&server, PAGE).await;
        page.says(&["notice grave", "ยังไม่มีมาตรการควบคุม"]);
    }

    async fn only_who_may_score_gets_the_form(server) {
        assert_closed(&server, PAGE).await;
        for reader in ["officer", "clerk", "executive", "nacc-province"] {
            let reader = server.by(reader);
            let page = open(&reader, PAGE).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.html.contains("/issue/1.1/inherent"));
            assert_eq!(open(&reader, INHERENT).await.status, StatusCode::NOT_FOUND);
            assert_eq!(send(&reader, INHERENT, &score("2", "3", "")).await.status, StatusCode::NOT_FOUND);
        }
        for path in ["9.9/inherent", "1.1/other", "x/residual"] {
            assert_eq!(open(&server, &format!("{PAGE}/issue/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let signed_out = send(&server.signed_out(), INHERENT, &score("2", "3", "")).await;
        assert_eq!(signed_out.status, StatusCode::UNAUTHORIZED);
        signed_out.says(&["ผลตรวจสอบภายใน"]);
    }

    async fn both_languages_and_digits(server) {
        open_with_thai_digits(&server, PAGE).await.says(&["Corruption risks", "Before controls", "๒๕๖๘"]);
        open_with_thai_digits(&server, INHERENT).await.says(&["Likelihood", "Rationale", "๕ most"]);
    }

    async fn the_statements_do_not_grow_with_the_issues(server) {
        let with_all = open(&server, PAGE).await.statements;
        assert!(with_all > 0);
        server.database.execute("DELETE FROM risk_issue WHERE sequence > 1").await;
        assert_eq!(open(&server, PAGE).await.statements, with_all);
    }
}
