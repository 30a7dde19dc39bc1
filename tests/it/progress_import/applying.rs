//! Applying an upload: everything at once, or nothing.

use super::{Form, Put, apply, changes, download, download_bytes, faults, problems, row, traces, upload, upload_with};
use chrono::TimeDelta;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::sync::Arc;
use sucharit_domain::access::Role;
use sucharit_tests::{Server, SetClock, on_both_databases, on_each_database};

const IN_PROGRESS: Put<'_> = Put::Text("อยู่ระหว่างดำเนินการ");
const COMPLETED: Put<'_> = Put::Text("ดำเนินการแล้วเสร็จ");

/// A form of the six-month round with so many projects in progress, from the first on.
async fn filled(server: &Server, projects: u32) -> Form {
    let mut form = download(server, 2568, "SIX_MONTH").await;
    for project in 1..=projects {
        form.set(&format!("J{}", row(project)), IN_PROGRESS).set(&format!("M{}", row(project)), Put::Text("ทำแล้ว"));
    }
    form
}

const IMPORT: &str = "query($id: ID!) { progressImport(id: $id) { id fiscalYear round fileName fileSha256 createdAt expiresAt appliedAt
    plan { title } changes { isFirst project { number name } fields { field label cell before after beforeWords afterWords } }
    unchangedCount awaitingCount problems { code cell message } warnings { code cell message } canApply } }";

async fn read(server: &Server, preview: &Value) -> Value {
    server.ask(IMPORT, json!({ "id": preview["id"] })).await["progressImport"].take()
}

on_both_databases! {
    async fn everything_is_recorded_as_if_one_by_one(server) {
        server.record(2, 2568, "SIX_MONTH", json!({ "status": "COMPLETED", "result": "เดิม" })).await;
        let before = traces(&server).await;
        let mut form = download(&server, 2568, "SIX_MONTH").await;
        form.set("J7", IN_PROGRESS).set("J34", COMPLETED).set("J8", IN_PROGRESS);
        let preview = upload(&server, &form).await;
        assert_eq!(traces(&server).await, before);
        let payload = apply(&server, &preview).await;
        assert_eq!(faults(&payload), Vec::<String>::new());
        let short = |it: &Value| format!("{} {} {}", it["project"]["number"], it["status"].as_str().unwrap(), it["version"]);
        let recorded: Vec<String> = payload["progress"].as_array().unwrap().iter().map(short).collect();
        assert_eq!(recorded, ["1 IN_PROGRESS 1", "2 IN_PROGRESS 2", "28 COMPLETED 1"]);
        // One event for each changed report, and what recordProgress writes beside: 28 is carried over, 2 no longer is.
        let query = r#"{ organization(code: "wapi-pathum") { events(first: 5) { nodes { kind actor } } } }"#;
        let events = server.ask(query, json!({})).await["organization"]["events"]["nodes"].take();
        let kinds: Vec<&str> = events.as_array().unwrap().iter().rev().map(|event| event["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["PROGRESS_RECORDED", "PROGRESS_RECORDED", "PROGRESS_CARRY_WITHDRAWN", "PROGRESS_RECORDED", "PROGRESS_CARRIED_OVER"]);
        assert!(events.as_array().unwrap().iter().all(|event| event["actor"] == "planner"));
        let again = upload(&server, &download(&server, 2568, "SIX_MONTH").await).await;
        assert_eq!((changes(&again), &again["unchangedCount"]), (vec![], &json!(3)));
        // What was withdrawn comes back with a version that was never given before.
        let mut form = download(&server, 2568, "SIX_MONTH").await;
        form.set("J8", COMPLETED);
        let preview = upload(&server, &form).await;
        assert_eq!(faults(&apply(&server, &preview).await), Vec::<String>::new());
        let versions = server.database.rows("SELECT p.version FROM progress p JOIN project j ON j.id = p.project_id WHERE j.number = 2 AND p.round = 12").await;
        assert_eq!(versions, [json!({ "version": 2 })]);
    }

    async fn a_report_that_changed_meanwhile_keeps_everything_from_being_recorded(server) {
        let preview = upload(&server, &filled(&server, 3).await).await;
        assert_eq!(preview["canApply"], true);
        server.record(2, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        let before = traces(&server).await;
        let payload = apply(&server, &preview).await;
        assert_eq!((faults(&payload), &payload["progress"]), (vec!["รายงานโครงการ!A8 STALE_VERSION".to_owned()], &Value::Null));
        assert_eq!(payload["userErrors"][0]["__typename"], "StaleVersion");
        assert_eq!(traces(&server).await, before);
        let now = read(&server, &preview).await;
        assert_eq!((&now["problems"][0]["cell"], &now["canApply"], &now["appliedAt"]), (&json!("รายงานโครงการ!A8"), &json!(false), &Value::Null));
        assert_eq!(now["changes"].as_array().unwrap().len(), 2);
    }

    async fn a_row_that_nobody_touched_is_no_conflict(server) {
        server.record(2, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        let mut form = download(&server, 2568, "SIX_MONTH").await;
        form.set("J7", IN_PROGRESS);
        server.record(2, 2568, "SIX_MONTH", json!({ "status": "COMPLETED", "expectedVersion": 1 })).await;
        let preview = upload(&server, &form).await;
        assert_eq!((problems(&preview), changes(&preview).iter().filter(|line| line.contains("status")).count()), (vec![], 1));
        assert_eq!(faults(&apply(&server, &preview).await), Vec::<String>::new());
        assert_eq!(server.database.count("SELECT COUNT(*) FROM progress WHERE status = 'COMPLETED'").await, 2, "its six-month report and the carried one");
    }

    async fn an_outdated_form_that_was_filled_in_is_refused_by_the_row(server) {
        let mut form = filled(&server, 1).await;
        server.record(1, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        let preview = upload(&server, &form).await;
        assert_eq!(problems(&preview), ["รายงานโครงการ!A7 STALE_VERSION"]);
        // What says the same by now is no conflict.
        form.set("J7", COMPLETED).set("M7", Put::Nothing);
        let preview = upload(&server, &form).await;
        assert_eq!((problems(&preview), &preview["unchangedCount"]), (vec![], &json!(1)));
    }

    async fn one_wrong_cell_keeps_everything_from_being_recorded(server) {
        let mut form = filled(&server, 36).await;
        form.set("G34", Put::Text("มาก"));
        let before = traces(&server).await;
        let preview = upload(&server, &form).await;
        assert_eq!((preview["changes"].as_array().unwrap().len(), problems(&preview)), (35, vec!["รายงานโครงการ!G34 NOT_AN_AMOUNT".to_owned()]));
        assert_eq!(faults(&apply(&server, &preview).await), ["รายงานโครงการ!G34 NOT_AN_AMOUNT"]);
        let (status, said) = upload_with(&server, form.bytes(), &[("apply", "true")]).await;
        assert_eq!((status, &said["errors"][0]["extensions"]["code"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("IMPORT_HAS_PROBLEMS")));
        assert_eq!((&said["applied"], problems(&said)), (&json!(false), vec!["รายงานโครงการ!G34 NOT_AN_AMOUNT".to_owned()]));
        assert_eq!(traces(&server).await, before);
    }

    async fn one_request_may_upload_and_apply(server) {
        let form = filled(&server, 36).await;
        let (status, said) = upload_with(&server, form.bytes(), &[("apply", "true")]).await;
        assert_eq!((status, &said["applied"], said["changes"].as_array().unwrap().len()), (StatusCode::OK, &json!(true), 36), "{said:#}");
        assert_eq!(server.database.count("SELECT COUNT(*) FROM progress").await, 36);
        let (status, said) = upload_with(&server, form.bytes(), &[("apply", "true")]).await;
        assert_eq!((status, &said["changes"], &said["unchangedCount"]), (StatusCode::OK, &json!([]), &json!(36)), "twice is once");
    }

    async fn an_upload_is_its_uploaders_alone(server) {
        let preview = upload(&server, &filled(&server, 1).await).await;
        let before = traces(&server).await;
        let another = server.with_token(&server.add_account("planner-2", Role::Planner, Some("wapi-pathum")).await);
        let other = server.by_another_municipality().await;
        for (who, somebody) in [("a colleague", &another), ("an officer", &server.by("officer")), ("another municipality", &other)] {
            assert_eq!(read(somebody, &preview).await, Value::Null, "{who}");
            assert_eq!(faults(&apply(somebody, &preview).await), ["importId NOT_FOUND"], "{who}");
        }
        assert_eq!(faults(&apply(&server.by("clerk"), &preview).await), ["input WRONG_ROLE"]);
        assert_eq!(traces(&another).await.0, before.0);
        let node = server.ask("query($id: ID!) { node(id: $id) { id } }", json!({ "id": preview["id"] })).await;
        assert_eq!(node["node"], Value::Null);
        assert_eq!(read(&server, &preview).await["canApply"], true);
    }

    async fn an_upload_is_applied_once(server) {
        let preview = upload(&server, &filled(&server, 2).await).await;
        assert_eq!(faults(&apply(&server, &preview).await), Vec::<String>::new());
        let before = traces(&server).await;
        assert_eq!(faults(&apply(&server, &preview).await), ["importId WRONG_STATE"]);
        assert_eq!(traces(&server).await, before);
        let after = read(&server, &preview).await;
        assert!(after["appliedAt"].is_string() && after["canApply"] == false, "{after:#}");
    }

    async fn graphql_shows_what_the_upload_answered(server) {
        let mut form = filled(&server, 1).await;
        form.set("H34", Put::Number("5")).set("J34", IN_PROGRESS).set("K35", Put::Text("อะไร"));
        let answered = upload(&server, &form).await;
        let shown = read(&server, &answered).await;
        for field in ["id", "fiscalYear", "round", "fileName", "fileSha256", "unchangedCount", "awaitingCount", "problems", "warnings", "canApply"] {
            assert_eq!(shown[field], answered[field], "{field}");
        }
        assert_eq!((&shown["changes"][0]["fields"], &shown["changes"][0]["isFirst"]), (&answered["changes"][0]["fields"], &json!(true)));
        assert_eq!(shown["changes"][1]["project"], json!({ "number": 28, "name": answered["changes"][1]["name"] }));
    }

    async fn an_officer_changes_the_own_divisions_projects(server) {
        let officer = server.by("officer");
        let everything = download(&server, 2568, "SIX_MONTH").await;
        let own = Form::open(&download_bytes(&officer, 2568, "SIX_MONTH", "").await);
        let own_number: u32 = own.text("A7").parse().unwrap();
        let foreign = (1..=36).find(|number| (7..43).all(|line| own_row(&own, line) != Some(*number))).unwrap();
        let mut form = everything.clone();
        form.set(&format!("J{}", row(own_number)), IN_PROGRESS);
        let preview = upload(&officer, &form).await;
        assert_eq!(problems(&preview), Vec::<String>::new());
        assert_eq!(faults(&apply(&officer, &preview).await), Vec::<String>::new());
        form.set(&format!("J{}", row(foreign)), IN_PROGRESS);
        let preview = upload(&officer, &form).await;
        assert_eq!(problems(&preview), [format!("รายงานโครงการ!A{} OTHER_DIVISION", row(foreign))]);
        assert_eq!(faults(&apply(&officer, &preview).await), [format!("รายงานโครงการ!A{} OTHER_DIVISION", row(foreign))]);
        assert_eq!(server.database.count("SELECT COUNT(*) FROM progress").await, 1);
    }

    async fn a_submitted_report_is_read_only(server) {
        let form = filled(&server, 1).await;
        server.database.execute("UPDATE round_report SET state = 'SUBMITTED' WHERE fiscal_year = 2568 AND round = 6").await;
        let preview = upload(&server, &form).await;
        assert_eq!(problems(&preview), [" REPORT_NOT_DRAFT"]);
        let closed = download(&server, 2568, "SIX_MONTH").await;
        assert_eq!(closed.text("Q7"), "เสนอรายงานรอบนี้แล้ว แก้ไขไม่ได้");
    }

    async fn statements_do_not_grow_with_the_rows(server) {
        let mut counts = Vec::new();
        for (projects, round) in [(1, "SIX_MONTH"), (36, "TWELVE_MONTH")] {
            let mut form = download(&server, 2568, round).await;
            for project in 1..=projects {
                form.set(&format!("J{}", row(project)), COMPLETED);
            }
            let (_, preview) = upload_with(&server, form.bytes(), &[]).await;
            assert_eq!(problems(&preview), Vec::<String>::new());
            let query = "query($id: ID!) { progressImport(id: $id) { changes { project { number } } } }";
            let read = server.send(query, json!({ "id": preview["id"] })).await.statements;
            let mutation = "mutation($id: ID!) { applyProgressImport(input: { importId: $id }) { progress { id } userErrors { code } } }";
            let applied = server.send(mutation, json!({ "id": preview["id"] })).await;
            counts.push((read, applied.statements));
            assert_eq!(applied.data()["applyProgressImport"]["userErrors"], json!([]), "{projects}");
            server.database.execute("DELETE FROM progress").await;
        }
        assert!(counts[0].0 > 0);
        assert_eq!(counts[0], counts[1]);
    }
}

fn own_row(form: &Form, line: u32) -> Option<u32> {
    form.text(&format!("A{line}")).parse().ok()
}

on_each_database! {
    async fn an_upload_waits_for_a_day(database) {
        let clock = SetClock::at(2025, 4, 10);
        let server = Server::start_at(database, Arc::new(clock.clone())).await;
        let preview = upload(&server, &filled(&server, 1).await).await;
        assert_eq!(preview["expiresAt"], "2025-04-11T03:00:00Z");
        clock.pass(TimeDelta::hours(24));
        assert_eq!(read(&server, &preview).await, Value::Null);
        assert_eq!(faults(&apply(&server, &preview).await), ["importId NOT_FOUND"]);
        upload(&server, &filled(&server, 2).await).await;
        assert_eq!(server.database.count("SELECT COUNT(*) FROM progress_import").await, 1, "what no longer waits is taken away");
    }
}
