//! งานของฉัน: what there is to do, and what others did.

use super::Browser;
use serde_json::json;
use sucharit_domain::access::Role;
use sucharit_tests::on_both_databases;

on_both_databases! {
    async fn what_changed_names_its_projects_and_leaves_accounts_out(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        let mut browser = Browser::signed_in(&server, "planner").await;
        browser.send("/account/tokens", &[("name", "แดชบอร์ด"), ("days", "30"), ("access", "read")]).await;
        assert_eq!(server.database.count("SELECT COUNT(*) FROM event WHERE kind = 'TOKEN_CREATED'").await, 1);
        let page = browser.open("/").await;
        let changed = page.text.split("id=\"since\"").nth(1).unwrap();
        assert!(changed.contains("/organization/wapi-pathum/plan/2566/project/28\">28. โครงการจัดเวทีประชาคม"), "{changed}");
        assert!(!changed.contains("โทเคน"), "{changed}");
        for number in [1, 2] {
            server.record(number, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        }
        let page = browser.open("/").await;
        let changed = page.text.split("id=\"since\"").nth(1).unwrap();
        assert!(changed.contains("บันทึกผลการดำเนินงาน 3 โครงการ โดย planner"), "{changed}");
        assert_eq!(changed.matches("โดย planner").count(), 2, "one line for each kind: {changed}");
    }

    async fn events_are_chosen_by_what_they_are_about(server) {
        server.record(1, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        let mut browser = Browser::signed_in(&server, "planner").await;
        browser.send("/account/tokens", &[("name", "แดชบอร์ด"), ("days", "30"), ("access", "read")]).await;
        let kinds = async |of_accounts: bool| {
            let query = r#"query($of: Boolean!) { organization(code: "wapi-pathum") { events(first: 9, filter: { ofAccounts: $of }) {
                totalCount nodes { kind project { number } } } } }"#;
            server.ask(query, json!({ "of": of_accounts })).await["organization"]["events"].take()
        };
        assert_eq!(kinds(true).await, json!({ "totalCount": 1, "nodes": [{ "kind": "TOKEN_CREATED", "project": null }] }));
        let work = kinds(false).await;
        assert_eq!(work["nodes"][0], json!({ "kind": "PROGRESS_RECORDED", "project": { "number": 1 } }), "{work}");
        assert!(work["nodes"].as_array().unwrap().iter().all(|event| event["kind"] != "TOKEN_CREATED"));
    }

    async fn what_is_said_comes_in_the_language_and_the_digits_that_were_chosen(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        let mut browser = Browser::signed_in(&server, "planner").await;
        browser.send("/settings", &[("language", "en"), ("numerals", "thai"), ("textSize", "normal")]).await;
        let page = browser.open("/").await;
        assert!(page.text.contains("Progress recorded") && page.text.contains("Six-month report carried into the ๑๒ months"), "{}", page.text);
        assert!(!page.text.contains("บันทึกผลการดำเนินงาน"), "{}", page.text);
        browser.send("/settings", &[("language", "th"), ("numerals", "thai"), ("textSize", "normal")]).await;
        let page = browser.open("/").await;
        assert!(page.text.contains("ยกผลรอบ ๖ เดือนไปรอบ ๑๒ เดือน"), "{}", page.text);
        assert!(browser.open("/account/tokens").await.text.contains("ไม่เกิน ๓๖๖ วัน"));
    }

    async fn a_round_with_nothing_reported_has_no_score_anywhere(server) {
        server.database.execute("DELETE FROM progress").await;
        let mut browser = Browser::signed_in(&server, "planner").await;
        for path in ["/", "/organization/wapi-pathum/round/2568/six-month", "/organization/wapi-pathum/round/2568/six-month/submit"] {
            let page = browser.open(path).await;
            assert!(page.text.contains("ยังไม่มีรายงาน") && !page.text.contains("flag-red"), "{path}: {}", page.text);
        }
    }

    async fn names_are_taken_in_capitals_too(server) {
        let mut browser = Browser::new(&server);
        let page = browser.send("/sign-in", &[("username", "PLANNER"), ("password", sucharit_tests::actors::PASSWORD)]).await;
        assert_eq!(page.location(), "/", "{}", page.text);
        server.add_account("planner-2", Role::Planner, Some("wapi-pathum")).await;
        Browser::signed_in(&server, "Planner-2").await;
    }
}
