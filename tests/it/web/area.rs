//! พื้นที่

use super::reading::{open, open_with_thai_digits, send};
use reqwest::StatusCode;
use serde_json::json;
use std::sync::Arc;
use sucharit_tests::{Server, SetClock, on_each_database};

/// The province of the reference municipality, in the six-month round of 2568.
const PROVINCE: &str = "/area/TH-44/2568/six-month";
const WINDOW: &str = "/window/2568/six-month";
const EXTENSION: &str = "/extension/organization/wapi-pathum/2568/six-month";
const OF_PROVINCE: &str = "/extension/province/TH-44/2568/six-month";

/// A server in the middle of April, the reporting month, spoken to as NACC of the province.
async fn in_april(database: sucharit_tests::Database) -> (Server, SetClock) {
    let clock = SetClock::at(2025, 4, 15);
    let server = Server::start_at(database, Arc::new(clock.clone())).await;
    (server.by("nacc-province"), clock)
}

/// Where the reference municipality lies.
async fn district(server: &Server) -> String {
    let query = r#"{ organization(code: "wapi-pathum") { district { code } } }"#;
    let code = server.ask(query, json!({})).await["organization"]["district"]["code"].as_str().unwrap().to_owned();
    let encoded: String = code
        .bytes()
        .map(|byte| if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    format!("/area/{encoded}/2568/six-month")
}

on_each_database! {
    async fn from_the_country_down_to_the_organization(database) {
        let (server, _) = in_april(database).await;
        server.by("planner").record(1, 2568, "SIX_MONTH", json!({ "status": "COMPLETED", "inOrdinance": false })).await;
        let central = server.by("nacc-central");
        for (path, texts) in [
            ("/area/TH/2568/six-month", ["/area/R4/2568/six-month", "1/36"]),
            ("/area/R4/2568/six-month", [PROVINCE, "2.78"]),
            (PROVINCE, ["flag-red", "/area/TH-44-"]),
        ] {
            let page = open(&central, path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            page.says(&texts);
            page.assert_nothing_inline();
        }
        let page = open(&server, &district(&server).await).await;
        page.says(&["เทศบาลตำบลวาปีปทุม", "/organization/wapi-pathum/round/2568/six-month", "/organization/wapi-pathum/overview/2568",
            "/organization/wapi-pathum/risk/2568", EXTENSION, "30 เมษายน 2568"]);
        assert_eq!(open(&server, "/area").await.location.as_deref(), Some("/area/TH-44/2568/six-month"));
        let chosen = open(&server, "/area/TH-44?fiscalYear=2567&round=twelve-month").await;
        assert_eq!(chosen.location.as_deref(), Some("/area/TH-44/2567/twelve-month"));
    }

    async fn an_area_is_seen_by_whoever_is_in_charge_of_it(database) {
        let (server, _) = in_april(database).await;
        for (reader, path, status) in [
            ("nacc-province", PROVINCE, StatusCode::OK),
            ("nacc-province", "/area/R4/2568/six-month", StatusCode::NOT_FOUND),
            ("nacc-province", "/area/TH-10/2568/six-month", StatusCode::NOT_FOUND),
            ("nacc-region", "/area/R4/2568/six-month", StatusCode::OK),
            ("nacc-region", "/area/TH/2568/six-month", StatusCode::NOT_FOUND),
            ("nacc-central", "/area/TH-10/2568/six-month", StatusCode::OK),
            ("nacc-central", "/area/TH-99/2568/six-month", StatusCode::NOT_FOUND),
            ("nacc-central", "/area/TH/2568/yearly", StatusCode::NOT_FOUND),
            ("planner", PROVINCE, StatusCode::NOT_FOUND),
            ("planner", EXTENSION, StatusCode::NOT_FOUND),
            ("planner", OF_PROVINCE, StatusCode::NOT_FOUND),
            ("nacc-region", WINDOW, StatusCode::NOT_FOUND),
            ("nacc-central", WINDOW, StatusCode::OK),
            ("nacc-province", "/extension/province/TH-10/2568/six-month", StatusCode::NOT_FOUND),
            ("nacc-province", "/extension/district/TH-44/2568/six-month", StatusCode::NOT_FOUND),
        ] {
            assert_eq!(open(&server.by(reader), path).await.status, status, "{reader} {path}");
        }
        assert_eq!(open(&server.signed_out(), PROVINCE).await.status, StatusCode::SEE_OTHER);
    }

    async fn who_is_late_is_named(database) {
        let (server, clock) = in_april(database).await;
        open(&server, PROVINCE).await.says(&["id=\"late\"", "<strong>0</strong> อปท. เกินกำหนด"]);
        clock.set(2025, 5, 1);
        open(&server, PROVINCE).await.says(&["<strong>1</strong> อปท. เกินกำหนด", "เทศบาลตำบลวาปีปทุม"]);
        open(&server, &district(&server).await).await.says(&["tag-red", "เกินกำหนด"]);
        for path in [EXTENSION, OF_PROVINCE] {
            let done = send(&server, path, &[("dueOn", "15/5/2568"), ("reason", "น้ำท่วม")]).await;
            assert_eq!((done.status, done.location.as_deref()), (StatusCode::SEE_OTHER, Some(&*format!("{path}?done=extended"))));
            open(&server, PROVINCE).await.says(&["<strong>0</strong> อปท. เกินกำหนด"]);
            let page = open(&server, path).await;
            page.says(&["15 พฤษภาคม 2568", "น้ำท่วม"]);
            let id = page.html.split("<option value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            let ended = send(&server, &format!("{path}/end"), &[("extension", &id), ("endReason", "น้ำลดแล้ว")]).await;
            assert_eq!(ended.status, StatusCode::SEE_OTHER);
            open(&server, PROVINCE).await.says(&["<strong>1</strong> อปท. เกินกำหนด"]);
        }
    }

    async fn everyone_who_is_late_is_listed_page_by_page(database) {
        let (server, clock) = in_april(database).await;
        server.add_organizations(51).await;
        clock.set(2025, 5, 1);
        let named = |html: &str| -> Vec<String> {
            let list = html.split("id=\"late\"").nth(1).unwrap();
            list.split("<th scope=\"row\"").skip(1).map(|row| row.split("</a>").next().unwrap().rsplit('>').next().unwrap().to_owned()).collect()
        };
        let link = |html: &str, rel: &str| html.split(&format!("\" rel=\"{rel}\"")).next().unwrap().rsplit("href=\"").next().unwrap().replace("&#38;", "&");
        let first = open(&server, PROVINCE).await;
        first.shows(&["(52)", "rel=\"next\""]);
        first.hides(&["rel=\"prev\""]);
        let rest = open(&server, &format!("{PROVINCE}{}", link(&first.html, "next"))).await;
        rest.shows(&["(52)", "rel=\"prev\""]);
        rest.hides(&["rel=\"next\""]);
        let mut all = [named(&first.html), named(&rest.html)];
        assert_eq!(all.each_ref().map(Vec::len), [50, 2]);
        let back = open(&server, &format!("{PROVINCE}{}", link(&rest.html, "prev"))).await;
        assert_eq!(named(&back.html), all[0]);
        let mut everyone = std::mem::take(&mut all[0]);
        everyone.append(&mut all[1]);
        everyone.sort();
        everyone.dedup();
        assert_eq!(everyone.len(), 52);
        assert_eq!(open(&server, &format!("{PROVINCE}?late-after=nonsense")).await.status, StatusCode::NOT_FOUND);
    }

    async fn refusals_are_said_beside_what_was_typed(database) {
        let (server, _) = in_april(database).await;
        let events = server.event_count().await;
        for (due_on, said) in [("พรุ่งนี้", "วัน/เดือน/ปี"), ("1/1/2560", "id=\"error-summary\""), ("", "href=\"#dueOn\"")] {
            let page = send(&server, EXTENSION, &[("dueOn", due_on), ("reason", "น้ำท่วม")]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{due_on}");
            page.says(&[said, "น้ำท่วม</textarea>"]);
        }
        let without = send(&server, EXTENSION, &[("dueOn", "15/5/2568")]).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        without.says(&["href=\"#reason\"", "value=\"15/5/2568\""]);
        let other = send(&server, &format!("{EXTENSION}/end"), &[("extension", "extension:0"), ("endReason", "x")]).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(server.event_count().await, events);
    }

    async fn the_window_moves_for_the_country(database) {
        let (server, _) = in_april(database).await;
        let central = server.by("nacc-central");
        open(&central, WINDOW).await.says(&["value=\"30/4/2568\"", "name=\"expectedVersion\" value=\"\""]);
        let fields = |due_on, version| [("opensOn", "1/4/2568"), ("dueOn", due_on), ("reason", "วันหยุดยาว"), ("expectedVersion", version)];
        assert_eq!(send(&central, WINDOW, &fields("๙/๕/๒๕๖๘", "")).await.status, StatusCode::SEE_OTHER);
        open(&server, PROVINCE).await.says(&["9 พฤษภาคม 2568"]);
        let stale = send(&central, WINDOW, &fields("20/5/2568", "")).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        stale.says(&["id=\"conflict-title\"", "9 พฤษภาคม 2568", "value=\"20/5/2568\"", "name=\"expectedVersion\" value=\"1\""]);
        let before = send(&central, WINDOW, &[("opensOn", "9/5/2568"), ("dueOn", "1/5/2568"), ("reason", "x"), ("expectedVersion", "1")]).await;
        assert_eq!(before.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(send(&server, WINDOW, &fields("20/5/2568", "1")).await.status, StatusCode::NOT_FOUND, "not a province's");
    }

    async fn tables_go_by_the_column_that_was_chosen(database) {
        let (server, _) = in_april(database).await;
        server.add_organizations(2).await;
        server.by("planner").record(1, 2568, "SIX_MONTH", json!({ "status": "COMPLETED", "inOrdinance": false })).await;
        let path = district(&server).await;
        let order = async |sort: &str| {
            let html = open(&server, &format!("{path}?sort={sort}")).await.html;
            ["เทศบาลตำบลวาปีปทุม</a></th>", "เทศบาลตำบลตัวอย่าง 1</a></th>"].map(|name| html.find(name).unwrap())
        };
        let [reference, other] = order("score-down").await;
        assert!(reference < other);
        let [reference, other] = order("score").await;
        assert!(reference > other);
        open(&server, &format!("{path}?sort=score-down")).await.says(&["aria-sort=\"descending\"", "?sort=score#within"]);
        open_with_thai_digits(&server, &path).await.says(&["Local governments", "๒๕๖๘", "Awaiting report"]);
    }

    async fn the_statements_do_not_grow_with_the_organizations(database) {
        let (server, clock) = in_april(database).await;
        clock.set(2025, 5, 1);
        let district = district(&server).await;
        let paths = [PROVINCE, &district];
        let mut alone = Vec::new();
        for path in paths {
            alone.push(open(&server, path).await.statements);
        }
        server.add_organizations(12).await;
        for (path, alone) in paths.into_iter().zip(alone) {
            let page = open(&server, path).await;
            assert!(alone > 0 && page.html.contains("เทศบาลตำบลตัวอย่าง 12"), "{path}");
            assert_eq!(page.statements, alone, "{path}");
        }
    }
}
