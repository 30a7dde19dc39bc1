//! What everybody may read.

use super::reading::{change, open, open_in_english, publish_plan, publish_report, sign_and_publish};
use reqwest::StatusCode;
use serde_json::json;
use sucharit_tests::on_both_databases;

const REPORT: &str = "/public/wapi-pathum/2568/six-month";

const RECENT: &str = "query($first: Int, $last: Int, $after: String, $before: String, $name: String) {
    recentPublications(first: $first, last: $last, after: $after, before: $before, organizationNameContains: $name) {
        totalCount nodes { id organizationCode fiscalYear endFiscalYear round } edges { cursor }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }";

on_both_databases! {
    async fn nothing_is_shown_before_it_is_published(server) {
        let anyone = server.signed_out();
        open(&anyone, "/public").await.shows(&["ข้อมูลที่เผยแพร่ต่อสาธารณะ", "ยังไม่มีหน่วยงานใดเผยแพร่ข้อมูล"]);
        for path in ["/public/wapi-pathum", REPORT, "/public/wapi-pathum/plan/2568", "/public/nobody", "/public/%00", "/public/wapi-pathum/2568/x"] {
            let page = open(&anyone, path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            page.says(&["ไม่พบหน้าที่ท่านเปิด"]);
        }
    }

    async fn a_published_report_is_read_by_everybody(server) {
        let digest = publish_report(&server).await;
        let anyone = server.signed_out();
        open(&anyone, "/public").await.shows(&[REPORT, "/public/wapi-pathum", "เทศบาลตำบลวาปีปทุม", "ปีงบประมาณ พ.ศ. 2568 รอบ 6 เดือน"]);
        open(&anyone, "/public/wapi-pathum").await.shows(&[REPORT, "ยังไม่ได้เผยแพร่แผน", "flag-green", "เขียว"]);
        let page = open(&anyone, REPORT).await;
        page.shows(&[
            "เทศบาลตำบลวาปีปทุม", "flag-green", "เขียว", "ผู้ทดสอบ clerk", "ตำแหน่ง นายก", "ความเห็นปลัด", "อนุมัติ",
            "ดำเนินการข้อ 36 แล้ว", "ไม่สามารถดำเนินการได้", "18,000.50", "12,345.67", &digest,
            "/exports/published-report.xlsx?organization=wapi-pathum&#38;fiscalYear=2568&#38;round=SIX_MONTH",
        ]);
        page.shows(&["เห็นชอบ &#60;b&#62;ตามเสนอ"]);
        assert_eq!(page.html.matches("ดำเนินการข้อ").count(), 36);
        open_in_english(&anyone, REPORT).await.shows(&["Progress report on the anti-corruption action plan", "Green", "Unable to carry out"]);
        for path in ["/public/wapi-pathum/2569/six-month", "/public/wapi-pathum/2568/twelve-month"] {
            assert_eq!(open(&anyone, path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn what_was_opened_again_says_so_at_its_address(server) {
        publish_report(&server).await;
        let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { roundReport(fiscalYear: 2568, round: SIX_MONTH) { id version } } } }"#;
        let report = server.ask(query, json!({})).await["organization"]["plan"]["roundReport"].take();
        let input = json!({ "reportId": report["id"], "expectedVersion": report["version"], "reason": "ยอดไม่ตรง" });
        change(&server.by("nacc-province"), "reopenRoundReport", "roundReport", input).await;
        let anyone = server.signed_out();
        let page = open(&anyone, REPORT).await;
        assert_eq!(page.status, StatusCode::GONE);
        page.says(&["รายงานนี้เคยเผยแพร่ และถูกเปิดให้แก้ไขเมื่อ", "href=\"/public/wapi-pathum\""]);
        open(&anyone, "/public/wapi-pathum").await.shows(&["เทศบาลตำบลวาปีปทุม", "ยังไม่ได้เผยแพร่รายงาน"]);
        for form in ["xlsx", "json"] {
            let path = format!("/exports/published-report.{form}?organization=wapi-pathum&fiscalYear=2568&round=SIX_MONTH");
            let answer = anyone.client.get(anyone.url(&path)).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::GONE, "{form}");
            assert!(answer.text().await.unwrap().contains("NO_LONGER_PUBLISHED"), "{form}");
        }
        assert_eq!(open(&anyone, "/public/wapi-pathum/2568/twelve-month").await.status, StatusCode::NOT_FOUND, "never published");
        sign_and_publish(&server).await;
        assert_eq!(open(&anyone, REPORT).await.status, StatusCode::OK, "and is back where it was");
        let ended = anyone.ask(r#"{ endedPublications(organizationCode: "wapi-pathum") { fiscalYear } }"#, json!({})).await;
        assert_eq!(ended["endedPublications"], json!([]));
    }

    async fn a_published_plan_is_read_by_everybody(server) {
        publish_plan(&server).await;
        let anyone = server.signed_out();
        open(&anyone, "/public?name=%E0%B8%A7%E0%B8%B2%E0%B8%9B%E0%B8%B5").await.shows(&["/public/wapi-pathum/plan/2566", "2566–2570"]);
        open(&anyone, "/public?name=xyz").await.shows(&["ไม่พบหน่วยงานที่เผยแพร่ข้อมูล"]);
        for year in ["2566", "2570"] {
            open(&anyone, &format!("/public/wapi-pathum/plan/{year}")).await.shows(&[
                "มิติที่ 1", "มิติที่ 4", "โครงการจัดเวทีประชาคม", "20,000.00", "วัตถุประสงค์", "ประกาศใช้ก่อนนำเข้าระบบ",
                &format!("/exports/published-plan.xlsx?organization=wapi-pathum&#38;fiscalYear={year}"),
            ]);
        }
        assert_eq!(open(&anyone, "/public/wapi-pathum/plan/2571").await.status, StatusCode::NOT_FOUND);
    }

    async fn the_list_of_what_was_published_has_pages(server) {
        publish_plan(&server).await;
        publish_report(&server).await;
        let anyone = server.signed_out();
        let all = anyone.ask(RECENT, json!({ "first": 5 })).await["recentPublications"].take();
        assert_eq!((&all["totalCount"], all["nodes"].as_array().unwrap().len()), (&json!(2), 2));
        assert_eq!((&all["nodes"][0]["round"], &all["nodes"][1]["endFiscalYear"]), (&json!("SIX_MONTH"), &json!(2570)), "newest first");
        let cursor = |place: usize| all["edges"][place]["cursor"].clone();
        for (variables, expected, previous, next) in [
            (json!({ "first": 1 }), Some(0), false, true),
            (json!({ "first": 1, "after": cursor(0) }), Some(1), true, false),
            (json!({ "last": 1 }), Some(1), true, false),
            (json!({ "last": 1, "before": cursor(1) }), Some(0), false, true),
            (json!({ "first": 1, "after": cursor(1) }), None, true, false),
            (json!({ "first": 1, "name": "วาปี" }), Some(0), false, true),
            (json!({ "first": 1, "name": "%" }), None, false, false),
        ] {
            let page = anyone.ask(RECENT, variables.clone()).await["recentPublications"].take();
            let found = page["nodes"].as_array().unwrap();
            assert_eq!(found.first(), expected.map(|place: usize| &all["nodes"][place]), "{variables}");
            let info = &page["pageInfo"];
            assert_eq!((&info["hasPreviousPage"], &info["hasNextPage"]), (&json!(previous), &json!(next)), "{variables}");
        }
        assert_eq!(anyone.send(RECENT, json!({ "first": 1, "after": "x" })).await.codes(), ["BAD_CURSOR"]);
        assert_eq!(open(&anyone, "/public?after=x").await.status, StatusCode::NOT_FOUND);
    }

    async fn public_pages_take_the_same_statements_for_few_and_for_many(server) {
        publish_plan(&server).await;
        let anyone = server.signed_out();
        let one = open(&anyone, "/public").await.statements;
        let of_one = open(&anyone, "/public/wapi-pathum").await.statements;
        publish_report(&server).await;
        assert_eq!((open(&anyone, "/public").await.statements, one), (6, 6));
        assert_eq!((open(&anyone, "/public/wapi-pathum").await.statements, of_one), (6, 6));
        assert_eq!(open(&anyone, REPORT).await.statements, 9);
    }
}
