//! Recording progress, through GraphQL.

use serde_json::{Value, json};
use sucharit_tests::{Server, on_both_databases};

/// Codes with their places, as a refused payload lists them.
fn faults(payload: &Value) -> Vec<(String, String)> {
    assert_eq!(payload["progress"], Value::Null, "a refused payload has no result");
    let place = |error: &Value| {
        let path = error["path"].as_array().expect("a path").iter().map(|step| step.as_str().expect("a word"));
        path.collect::<Vec<_>>().join(".")
    };
    let errors = payload["userErrors"].as_array().expect("errors").iter();
    let mut faults: Vec<_> =
        errors.map(|error| (error["code"].as_str().expect("a code").to_owned(), place(error))).collect();
    faults.sort();
    faults
}

fn fault(code: &str, place: &str) -> (String, String) {
    (code.to_owned(), place.to_owned())
}

/// What is recorded for a project's round, and how many events there are.
async fn recorded(server: &Server, project: i32, round: &str) -> (Value, i64) {
    let query = "query($project: Int!, $round: ReportingRound!) { organization(code: \"wapi-pathum\") { plan(fiscalYear: 2568) {
        project(number: $project) { progress(fiscalYear: 2568, round: $round) { status unableReason unableDetail inOrdinance
            ordinanceBudget disbursed result problems suggestions remark isCarriedOver version } } } } }";
    let data = server.ask(query, json!({ "project": project, "round": round })).await;
    (data["organization"]["plan"]["project"]["progress"].clone(), server.event_count().await)
}

on_both_databases! {
    async fn is_recorded_and_read_back(server) {
        let input = json!({
            "status": "IN_PROGRESS", "inOrdinance": true, "ordinanceBudget": "18000.50", "disbursed": "9000.25",
            "result": "จัดเวทีแล้ว 2 ครั้ง", "problems": "ฝนตกหนัก", "suggestions": "เลื่อนไปฤดูแล้ง", "remark": "-",
        });
        let payload = server.record(28, 2568, "SIX_MONTH", input.clone()).await;
        assert_eq!((&payload["userErrors"], &payload["warnings"]), (&json!([]), &json!([])));
        let progress = &payload["progress"];
        for (key, value) in input.as_object().unwrap() {
            assert_eq!(&progress[key], value, "{key}");
        }
        assert_eq!((&progress["plannedBudget"], &progress["version"]), (&json!("20000.00"), &json!(1)));
        assert_eq!((&progress["project"]["number"], &progress["isCarriedOver"]), (&json!(28), &json!(false)));
        let (again, events) = recorded(&server, 28, "SIX_MONTH").await;
        assert_eq!((&again["disbursed"], &again["result"]), (&input["disbursed"], &input["result"]));
        assert_eq!(events, 2, "the import and the report");
    }

    async fn a_first_report_may_say_the_status_alone(server) {
        let payload = server.record(1, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        let progress = &payload["progress"];
        assert_eq!((&progress["inOrdinance"], &progress["disbursed"]), (&json!(false), &json!("0.00")));
        assert_eq!((&progress["result"], &progress["unableReason"]), (&Value::Null, &Value::Null));
    }

    async fn left_out_keeps_and_null_empties(server) {
        let first = json!({ "status": "UNABLE", "unableReason": "OTHER", "unableDetail": "รอระเบียบใหม่", "result": "ก", "remark": "ข" });
        server.record(28, 2568, "SIX_MONTH", first).await;
        let second = json!({ "status": "UNABLE", "remark": null, "expectedVersion": 1 });
        let progress = server.record(28, 2568, "SIX_MONTH", second).await["progress"].take();
        assert_eq!((&progress["result"], &progress["remark"]), (&json!("ก"), &Value::Null));
        assert_eq!((&progress["unableReason"], &progress["unableDetail"]), (&json!("OTHER"), &json!("รอระเบียบใหม่")));
        let third = json!({ "status": "IN_PROGRESS", "disbursed": null, "inOrdinance": null, "expectedVersion": 2 });
        let refused = server.record(28, 2568, "SIX_MONTH", third).await;
        assert_eq!(faults(&refused), [fault("REQUIRED", "input.disbursed"), fault("REQUIRED", "input.inOrdinance")]);
        let fourth = json!({ "status": "IN_PROGRESS", "expectedVersion": 2 });
        let progress = server.record(28, 2568, "SIX_MONTH", fourth).await["progress"].take();
        assert_eq!((&progress["unableReason"], &progress["unableDetail"]), (&Value::Null, &Value::Null), "no reason stays behind");
        assert_eq!((&progress["result"], &progress["version"]), (&json!("ก"), &json!(3)));
    }

    async fn all_faults_are_reported_at_once_and_nothing_is_left(server) {
        let before = recorded(&server, 1, "SIX_MONTH").await;
        let input = json!({
            "status": "UNABLE", "unableReason": "OTHER", "unableDetail": " ", "ordinanceBudget": "100.00", "disbursed": "-1.00",
            "remark": "ก".repeat(10_001), "result": "a\u{0}b", "expectedVersion": 7,
        });
        let refused = server.record(1, 2568, "SIX_MONTH", input).await;
        assert_eq!(faults(&refused), [
            fault("AMOUNT_WITHOUT_BUDGET", "input.ordinanceBudget"),
            fault("DETAIL_REQUIRED", "input.unableDetail"),
            fault("NEGATIVE_AMOUNT", "input.disbursed"),
            fault("NUL_IN_TEXT", "input.result"),
            fault("STALE_VERSION", "input.expectedVersion"),
            fault("TEXT_TOO_LONG", "input.remark"),
        ]);
        assert_eq!(recorded(&server, 1, "SIX_MONTH").await, before);
    }

    async fn each_rule_is_refused_with_its_code(server) {
        let events = server.event_count().await;
        for (project, year, input, expected) in [
            (1, 2568, json!({ "status": "UNABLE" }), fault("REASON_REQUIRED", "input.unableReason")),
            (1, 2568, json!({ "status": "UNABLE", "unableReason": "OTHER" }), fault("DETAIL_REQUIRED", "input.unableDetail")),
            (1, 2568, json!({ "status": "COMPLETED", "unableReason": "NO_BUDGET" }), fault("ONLY_WITH_UNABLE", "input.unableReason")),
            (1, 2568, json!({ "status": "COMPLETED", "disbursed": "0.01" }), fault("AMOUNT_WITHOUT_BUDGET", "input.disbursed")),
            (28, 2568, json!({ "status": "COMPLETED", "disbursed": "0.001" }), fault("TOO_MANY_DECIMALS", "input.disbursed")),
            (28, 2568, json!({ "status": "COMPLETED", "ordinanceBudget": "1000000000000000" }), fault("AMOUNT_TOO_LARGE", "input.ordinanceBudget")),
            (28, 2571, json!({ "status": "COMPLETED" }), fault("OUTSIDE_PROJECT_YEARS", "input.fiscalYear")),
            (28, 2025, json!({ "status": "COMPLETED" }), fault("OUTSIDE_PROJECT_YEARS", "input.fiscalYear")),
            (28, 2568, json!({ "status": "COMPLETED", "expectedVersion": 1 }), fault("STALE_VERSION", "input.expectedVersion")),
        ] {
            let refused = server.record(project, year, "SIX_MONTH", input.clone()).await;
            assert_eq!(faults(&refused), [expected], "{input}");
        }
        assert_eq!(server.event_count().await, events, "a refusal writes no event");
    }

    async fn a_project_is_refused_outside_its_own_years(server) {
        server.database.execute("DELETE FROM project_year WHERE fiscal_year = 2568").await;
        let refused = server.record(28, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        assert_eq!(faults(&refused), [fault("OUTSIDE_PROJECT_YEARS", "input.fiscalYear")]);
        let message = refused["userErrors"][0]["message"].as_str().unwrap();
        assert!(message.contains("2566, 2567, 2569, 2570"), "{message}");
    }

    async fn a_stale_version_comes_with_the_current_values(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "disbursed": "5.00", "ordinanceBudget": "5.00" })).await;
        for expected in [Value::Null, json!(2)] {
            let input = json!({ "status": "UNABLE", "unableReason": "NO_BUDGET", "expectedVersion": expected });
            let refused = server.record(28, 2568, "SIX_MONTH", input).await;
            let error = &refused["userErrors"][0];
            assert_eq!(error["__typename"], "StaleVersion");
            assert_eq!(error["current"], json!({ "version": 1, "status": "IN_PROGRESS", "disbursed": "5.00" }));
        }
    }

    async fn spending_above_the_ordinance_is_warned_about(server) {
        let input = json!({ "status": "IN_PROGRESS", "inOrdinance": true, "ordinanceBudget": "100.00", "disbursed": "100.01" });
        let payload = server.record(28, 2568, "SIX_MONTH", input).await;
        assert_eq!(payload["progress"]["disbursed"], "100.01", "a warning is no error");
        assert_eq!(payload["warnings"][0]["code"], "DISBURSED_EXCEEDS_ORDINANCE");
        assert_eq!(payload["warnings"][0]["path"], json!(["input", "disbursed"]));
        let input = json!({ "status": "IN_PROGRESS", "disbursed": "100.00", "inOrdinance": false, "expectedVersion": 1 });
        let payload = server.record(28, 2568, "SIX_MONTH", input).await;
        assert_eq!(payload["warnings"].as_array().unwrap().len(), 1);
        assert_eq!(payload["warnings"][0]["code"], "BUDGET_OUTSIDE_ORDINANCE");
    }

    async fn completion_after_six_months_carries_over_and_locks(server) {
        let input = json!({ "status": "COMPLETED", "inOrdinance": true, "ordinanceBudget": "20000.00", "disbursed": "19999.99", "result": "เสร็จ" });
        server.record(28, 2568, "SIX_MONTH", input).await;
        let (carried, _) = recorded(&server, 28, "TWELVE_MONTH").await;
        let (six_month, _) = recorded(&server, 28, "SIX_MONTH").await;
        for key in ["status", "inOrdinance", "ordinanceBudget", "disbursed", "result"] {
            assert_eq!(carried[key], six_month[key], "{key}");
        }
        assert_eq!((&carried["isCarriedOver"], &six_month["isCarriedOver"]), (&json!(true), &json!(false)));
        let refused = server.record(28, 2568, "TWELVE_MONTH", json!({ "status": "IN_PROGRESS", "expectedVersion": 1 })).await;
        assert_eq!(faults(&refused), [fault("CARRIED_OVER", "input.round")]);
        // The six-month report put right takes the carried one along.
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "COMPLETED", "disbursed": "1.00", "expectedVersion": 1 })).await;
        let (carried, _) = recorded(&server, 28, "TWELVE_MONTH").await;
        assert_eq!((&carried["disbursed"], &carried["version"]), (&json!("1.00"), &json!(2)));
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "expectedVersion": 2 })).await;
        let (withdrawn, events) = recorded(&server, 28, "TWELVE_MONTH").await;
        assert_eq!(withdrawn, Value::Null, "nothing is reported for the twelve-month round again");
        assert_eq!(events, 1 + 6, "each of the three changes wrote its event and the carried report's");
        let own = server.record(28, 2568, "TWELVE_MONTH", json!({ "status": "COMPLETED" })).await;
        assert_eq!(own["progress"]["isCarriedOver"], false);
    }

    async fn a_six_month_completion_cannot_contradict_the_twelve_month_report(server) {
        server.record(5, 2568, "TWELVE_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        let refused = server.record(5, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        assert_eq!(faults(&refused), [fault("CONTRADICTS_TWELVE_MONTH", "input.status")]);
        server.record(5, 2568, "TWELVE_MONTH", json!({ "status": "COMPLETED", "result": "ทั้งปี", "expectedVersion": 1 })).await;
        let agreed = server.record(5, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        assert_eq!(agreed["userErrors"], json!([]));
        let (own, _) = recorded(&server, 5, "TWELVE_MONTH").await;
        assert_eq!((&own["result"], &own["isCarriedOver"]), (&json!("ทั้งปี"), &json!(false)), "its own words are kept");
        let put_right = json!({ "status": "COMPLETED", "result": "ทั้งปี ครบถ้วน", "expectedVersion": 2 });
        assert_eq!(server.record(5, 2568, "TWELVE_MONTH", put_right).await["userErrors"], json!([]));
        let refused = server.record(5, 2568, "TWELVE_MONTH", json!({ "status": "IN_PROGRESS", "expectedVersion": 3 })).await;
        assert_eq!(faults(&refused), [fault("CARRIED_OVER", "input.status")]);
    }

    async fn a_version_is_never_given_twice(server) {
        server.record(5, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        server.record(5, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "expectedVersion": 1 })).await;
        let own = server.record(5, 2568, "TWELVE_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        assert_eq!(own["progress"]["version"], 2, "version 1 was the carried report");
        let stale = server.record(5, 2568, "TWELVE_MONTH", json!({ "status": "COMPLETED", "expectedVersion": 1 })).await;
        assert_eq!(faults(&stale), [fault("STALE_VERSION", "input.expectedVersion")]);
        let other_year = server.record(5, 2569, "TWELVE_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        assert_eq!(other_year["progress"]["version"], 1);
    }

    async fn is_read_only_once_its_report_is_submitted(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        for state in ["SUBMITTED", "ENDORSED", "APPROVED"] {
            let sql = format!("UPDATE round_report SET state = '{state}' WHERE fiscal_year = 2568 AND round = 12");
            server.database.execute(&sql).await;
            let before = recorded(&server, 28, "SIX_MONTH").await;
            let refused = server.record(28, 2568, "TWELVE_MONTH", json!({ "status": "IN_PROGRESS" })).await;
            assert_eq!(faults(&refused), [fault("REPORT_NOT_DRAFT", "input.round")]);
            let refused = server.record(28, 2568, "SIX_MONTH", json!({ "status": "COMPLETED", "expectedVersion": 1 })).await;
            assert_eq!(faults(&refused), [fault("REPORT_NOT_DRAFT", "input.status")], "it would carry into a sealed report");
            assert_eq!(recorded(&server, 28, "SIX_MONTH").await, before);
        }
    }

    async fn history_lists_every_report_in_order(server) {
        for (year, round) in [(2568, "TWELVE_MONTH"), (2566, "SIX_MONTH"), (2568, "SIX_MONTH")] {
            server.record(7, year, round, json!({ "status": "IN_PROGRESS" })).await;
        }
        let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { project(number: 7) { progressHistory { fiscalYear round } } } } }"#;
        let history = server.ask(query, json!({})).await["organization"]["plan"]["project"]["progressHistory"].take();
        assert_eq!(history, json!([
            { "fiscalYear": 2566, "round": "SIX_MONTH" },
            { "fiscalYear": 2568, "round": "SIX_MONTH" },
            { "fiscalYear": 2568, "round": "TWELVE_MONTH" },
        ]));
    }

    async fn the_database_itself_refuses_what_no_rule_may_let_through(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        for change in [
            "UPDATE progress SET status = 'DONE'",
            "UPDATE progress SET status = 'UNABLE'",
            "UPDATE progress SET disbursed_satang = -1",
            "UPDATE progress SET carried_over = TRUE",
            "UPDATE progress SET round = 9",
            "UPDATE progress SET fiscal_year = 2571",
            "INSERT INTO progress SELECT * FROM progress",
            "DELETE FROM project",
        ] {
            assert!(server.database.try_execute(change).await.is_err(), "{change}");
        }
    }
}
