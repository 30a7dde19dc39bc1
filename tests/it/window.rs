//! Reporting windows, more time, and six-month figures that wait to be confirmed, through GraphQL.

use calamine::{Reader, Xlsx};
use serde_json::{Value, json};
use std::{io::Cursor, sync::Arc};
use sucharit_tests::{Database, Server, SetClock, on_both_databases, on_each_database};

const MOVE: &str = "mutation($input: MoveReportingWindowInput!) { moveReportingWindow(input: $input) {
    window { opensOn dueOn version }
    userErrors { code path ... on StaleVersion { current { ... on ReportingWindow { dueOn version } } } } } }";

const EXTEND: &str = "mutation($input: ExtendDueDateInput!) { extendDueDate(input: $input) {
    extension { id provinceCode fiscalYear round dueOn reason grantedBy grantedAt endedAt } userErrors { code path } } }";

const END: &str = "mutation($input: EndExtensionInput!) { endExtension(input: $input) {
    extension { id endedAt } userErrors { code path } } }";

const CONFIRM: &str = "mutation($input: ConfirmProgressInput!) { confirmProgress(input: $input) {
    progress { status round disbursed result isCarriedOver version }
    userErrors { code path ... on StaleVersion { current { ... on Progress { round version } } } } } }";

const REOPEN: &str = "mutation($input: ReopenProgressInput!) { reopenProgress(input: $input) {
    progress { status isCarriedOver isReopened version } userErrors { code path } } }";

const REPORT: &str =
    "query($code: String!, $round: ReportingRound!) { organization(code: $code) { plan(fiscalYear: 2568) {
    roundReport(fiscalYear: 2568, round: $round) { id version dueOn isOverdue wasLate whyNot(action: SUBMIT)
        window { opensOn dueOn version } extensions { id dueOn }
        missing { number } unconfirmed { number } } } } }";

async fn report(server: &Server, code: &str, round: &str) -> Value {
    let data = server.ask(REPORT, json!({ "code": code, "round": round })).await;
    data["organization"]["plan"]["roundReport"].clone()
}

async fn due_on(server: &Server, code: &str) -> Value {
    report(server, code, "SIX_MONTH").await["dueOn"].clone()
}

fn codes(payload: &Value) -> Vec<&str> {
    let errors = payload["userErrors"].as_array().expect("errors").iter();
    errors.map(|error| error["code"].as_str().expect("a code")).collect()
}

fn window(due_on: &str) -> Value {
    json!({ "input": { "fiscalYear": 2568, "round": "SIX_MONTH", "opensOn": "2025-04-01", "dueOn": due_on, "reason": "ระบบขัดข้อง" } })
}

fn extension(organization: Option<&str>, province: Option<&str>, due_on: &str) -> Value {
    json!({ "input": { "organizationCode": organization, "provinceCode": province, "fiscalYear": 2568, "round": "SIX_MONTH",
        "dueOn": due_on, "reason": "น้ำท่วม" } })
}

/// A server in April 2568, before the six-month reports are due.
async fn in_april(database: Database) -> (Server, SetClock) {
    let clock = SetClock::at(2025, 4, 10);
    (Server::start_at(database, Arc::new(clock.clone())).await, clock)
}

on_each_database! {
    async fn a_window_is_moved_by_nacc_central_alone(database) {
        let (server, _) = in_april(database).await;
        let query = "{ reportingWindow(fiscalYear: 2568, round: SIX_MONTH) { fiscalYear round opensOn dueOn version } }";
        let by_default = json!({ "fiscalYear": 2568, "round": "SIX_MONTH", "opensOn": "2025-04-01", "dueOn": "2025-04-30", "version": null });
        assert_eq!(server.ask(query, json!({})).await["reportingWindow"], by_default);
        let before = server.event_count().await;
        for username in ["planner", "clerk", "nacc-province", "nacc-region", "admin"] {
            let refused = server.by(username).change(MOVE, window("2025-05-31")).await;
            assert_eq!(codes(&refused), ["WRONG_ROLE"], "{username}");
        }
        let central = server.by("nacc-central");
        let mut wrong = window("2026-05-01");
        wrong["input"]["reason"] = json!(" ");
        wrong["input"]["expectedVersion"] = json!(4);
        let refused = central.change(MOVE, wrong).await;
        assert_eq!(codes(&refused), ["OUTSIDE_WINDOW_RANGE", "REQUIRED", "STALE_VERSION"]);
        assert_eq!(server.ask(query, json!({})).await["reportingWindow"], by_default, "a refusal changes nothing");
        assert_eq!(server.event_count().await, before);
        let moved = central.change(MOVE, window("2025-05-31")).await;
        assert_eq!(moved["window"], json!({ "opensOn": "2025-04-01", "dueOn": "2025-05-31", "version": 1 }));
        let system = "SELECT COUNT(*) FROM event WHERE organization_id IS NULL AND kind = 'WINDOW_MOVED'";
        assert_eq!(server.database.count(system).await, 1);
        let stale = central.change(MOVE, window("2025-06-30")).await;
        assert_eq!(stale["userErrors"][0]["current"], json!({ "dueOn": "2025-05-31", "version": 1 }));
        let mut again = window("2025-06-30");
        again["input"]["expectedVersion"] = json!(1);
        assert_eq!(central.change(MOVE, again).await["window"]["version"], 2);
        let report = report(&server, "wapi-pathum", "SIX_MONTH").await;
        assert_eq!((&report["dueOn"], &report["window"]["version"]), (&json!("2025-06-30"), &json!(2)));
        assert_eq!(server.signed_out().send(query, json!({})).await.codes(), ["UNAUTHENTICATED"]);
    }

    async fn more_time_is_given_within_the_own_area(database) {
        let (server, clock) = in_april(database).await;
        server.add_organizations(1).await;
        server.add_organizations_in(&["TH-40"]).await;
        let (province, region, central) = (server.by("nacc-province"), server.by("nacc-region"), server.by("nacc-central"));
        let before = server.event_count().await;
        for (organization, area, code) in
            [(Some("in-TH-40"), None, "NOT_FOUND"), (None, Some("TH-40"), "NOT_FOUND"), (None, Some("R4"), "NOT_FOUND"),
             (Some("nowhere"), None, "NOT_FOUND"), (None, None, "ORGANIZATION_OR_PROVINCE")]
        {
            let refused = province.change(EXTEND, extension(organization, area, "2025-05-15")).await;
            assert_eq!(codes(&refused), [code], "{organization:?} {area:?}");
        }
        let refused = server.change(EXTEND, extension(Some("wapi-pathum"), None, "2025-05-15")).await;
        assert_eq!(codes(&refused), ["WRONG_ROLE"]);
        assert_eq!(codes(&server.change(EXTEND, extension(None, Some("TH-44"), "2025-05-15")).await), ["NOT_FOUND"]);
        assert_eq!(codes(&province.change(EXTEND, extension(Some("wapi-pathum"), None, "2025-04-30")).await), ["DUE_NOT_LATER"]);
        assert_eq!((due_on(&server, "wapi-pathum").await, server.event_count().await), (json!("2025-04-30"), before));

        let given = province.change(EXTEND, extension(Some("wapi-pathum"), None, "2025-05-15")).await;
        assert_eq!(given["extension"]["grantedBy"], "nacc-province");
        assert_eq!(due_on(&central, "wapi-pathum").await, "2025-05-15");
        assert_eq!(due_on(&central, "more-1").await, "2025-04-30", "another organization's stays");
        let whole = region.change(EXTEND, extension(None, Some("TH-44"), "2025-05-31")).await;
        assert_eq!(whole["extension"]["provinceCode"], "TH-44");
        for (code, expected) in [("wapi-pathum", "2025-05-31"), ("more-1", "2025-05-31"), ("in-TH-40", "2025-04-30")] {
            assert_eq!(due_on(&central, code).await, expected, "{code}");
        }
        let kinds = |place: &str| format!("SELECT COUNT(*) FROM event WHERE kind = 'DUE_DATE_EXTENDED' AND organization_id IS {place}");
        assert_eq!(server.database.count(&kinds("NULL")).await, 1, "a province's is the system's");
        assert_eq!(server.database.count(&kinds("NOT NULL")).await, 1);

        clock.set(2025, 5, 31);
        assert_eq!(report(&server, "wapi-pathum", "SIX_MONTH").await["isOverdue"], false, "the last day is in time");
        assert_eq!(report(&central, "in-TH-40", "SIX_MONTH").await["isOverdue"], true);
        clock.set(2025, 6, 1);
        assert_eq!(report(&server, "wapi-pathum", "SIX_MONTH").await["isOverdue"], true);

        let end = |id: &Value, reason: &str| json!({ "input": { "extensionId": id, "reason": reason } });
        let id = &whole["extension"]["id"];
        assert_eq!(codes(&server.change(END, end(id, "ก")).await), ["NOT_FOUND"], "a province is not an organization's");
        assert_eq!(codes(&province.change(END, end(id, " ")).await), ["REQUIRED"]);
        assert_eq!(codes(&server.change(END, end(&given["extension"]["id"], "ก")).await), ["WRONG_ROLE"]);
        assert_eq!(province.change(END, end(id, "น้ำลดแล้ว")).await["userErrors"], json!([]));
        assert_eq!(codes(&province.change(END, end(id, "อีกครั้ง")).await), ["WRONG_STATE"]);
        assert_eq!(due_on(&central, "wapi-pathum").await, "2025-05-15", "its own runs on");
        assert_eq!(due_on(&central, "more-1").await, "2025-04-30");
        let listed = report(&server, "wapi-pathum", "SIX_MONTH").await["extensions"].clone();
        assert_eq!(listed, json!([{ "id": given["extension"]["id"], "dueOn": "2025-05-15" }]));

        let path = format!("/exports/round-report.xlsx?plan={}&fiscalYear=2568&round=SIX_MONTH", server.plan_id().await);
        let workbook = server.client.get(server.url(&path)).send().await.unwrap().bytes().await.unwrap().to_vec();
        let sheet = Xlsx::new(Cursor::new(workbook)).unwrap().worksheet_range("ข้อมูลหน่วยงาน").unwrap();
        let due = sheet.rows().find(|row| row[0] == "วันครบกำหนดรายงาน").expect("the row");
        assert_eq!(due[1].to_string(), "15 พฤษภาคม 2568");
    }

    async fn nothing_is_submitted_before_its_window_opens(database) {
        let clock = SetClock::at(2025, 3, 31);
        let server = Server::start_at(database, Arc::new(clock.clone())).await;
        let submit = "mutation($input: SubmitRoundReportInput!) { submitRoundReport(input: $input) { roundReport { state } userErrors { code } } }";
        let before = report(&server, "wapi-pathum", "SIX_MONTH").await;
        assert_eq!(before["whyNot"], "WINDOW_CLOSED");
        let input = json!({ "input": { "reportId": before["id"], "expectedVersion": before["version"] } });
        let events = server.event_count().await;
        let refused = server.change(submit, input.clone()).await;
        assert!(codes(&refused).contains(&"WINDOW_CLOSED"), "{refused}");
        assert_eq!(server.event_count().await, events);
        clock.set(2025, 4, 1);
        assert_eq!(report(&server, "wapi-pathum", "SIX_MONTH").await["whyNot"], Value::Null);
        assert_eq!(codes(&server.change(submit, input.clone()).await), ["PROJECTS_NOT_REPORTED"]);
        for number in 1..=36 {
            let payload = server.record(number, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
            assert_eq!(payload["userErrors"], json!([]));
        }
        assert_eq!(report(&server, "wapi-pathum", "SIX_MONTH").await["wasLate"], Value::Null);
        clock.set(2025, 5, 1);
        assert_eq!(server.change(submit, input).await["roundReport"]["state"], "SUBMITTED", "late is a flag, not a state");
        assert_eq!(report(&server, "wapi-pathum", "SIX_MONTH").await["wasLate"], true);
    }
}

on_both_databases! {
    async fn due_dates_cost_the_same_for_one_and_for_many(server) {
        let query = "{ organizations(first: 20) { nodes { plan(fiscalYear: 2568) { roundReport(fiscalYear: 2568, round: SIX_MONTH) {
            dueOn isOverdue window { dueOn } extensions { id } } } } } }";
        let central = server.by("nacc-central");
        let with_1 = central.send(query, json!({})).await.statements;
        server.add_organizations(5).await;
        assert_eq!(central.send(query, json!({})).await.statements, with_1);
    }

    async fn six_month_figures_wait_to_be_confirmed(server) {
        let carried = "query($number: Int!) { organization(code: \"wapi-pathum\") { plan(fiscalYear: 2568) { project(number: $number) {
            carriedForward(fiscalYear: 2568) { isConfirmed sixMonth { disbursed result version } }
            progress(fiscalYear: 2568, round: TWELVE_MONTH) { version } } } } }";
        let project = async |server: &Server, number: i32| {
            let data = server.ask(carried, json!({ "number": number })).await;
            data["organization"]["plan"]["project"].clone()
        };
        assert_eq!(project(&server, 28).await["carriedForward"], Value::Null);
        let input = json!({ "status": "IN_PROGRESS", "inOrdinance": true, "ordinanceBudget": "500.00", "disbursed": "5.00", "result": "ครึ่งทาง" });
        server.record(28, 2568, "SIX_MONTH", input).await;
        server.record(1, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        let waiting = project(&server, 28).await;
        assert_eq!(waiting["carriedForward"], json!({ "isConfirmed": false, "sixMonth": { "disbursed": "5.00", "result": "ครึ่งทาง", "version": 1 } }));
        assert_eq!(waiting["progress"], Value::Null, "nothing is reported until somebody confirms it");
        assert_eq!(project(&server, 1).await["carriedForward"], Value::Null, "a completion needs no confirmation");
        let twelve_month = report(&server, "wapi-pathum", "TWELVE_MONTH").await;
        assert_eq!(twelve_month["unconfirmed"], json!([{ "number": 28 }]));
        assert!(twelve_month["missing"].as_array().unwrap().contains(&json!({ "number": 28 })));
        assert_eq!(report(&server, "wapi-pathum", "SIX_MONTH").await["unconfirmed"], json!([]));

        let confirm = |id: &str, version: i32| json!({ "input": { "projectId": id, "fiscalYear": 2568, "expectedVersion": version } });
        let id = server.project_id(28).await;
        let events = server.event_count().await;
        let stale = server.change(CONFIRM, confirm(&id, 7)).await;
        assert_eq!(stale["userErrors"][0]["current"], json!({ "round": "SIX_MONTH", "version": 1 }));
        assert_eq!(codes(&server.by("clerk").change(CONFIRM, confirm(&id, 1)).await), ["WRONG_ROLE"]);
        let other = server.by_another_municipality().await;
        let imported = server.event_count().await;
        assert_eq!(codes(&other.change(CONFIRM, confirm(&id, 1)).await), ["NOT_FOUND"]);
        assert_eq!(codes(&server.change(CONFIRM, confirm(&server.project_id(2).await, 1)).await), ["NOTHING_TO_CONFIRM"]);
        assert_eq!(codes(&server.change(CONFIRM, confirm("project:x", 1)).await), ["NOT_FOUND"]);
        assert!(project(&server, 28).await["progress"].is_null());
        assert_eq!(server.event_count().await, imported, "a refusal writes no event");
        assert!(imported > events);
        let confirmed = server.change(CONFIRM, confirm(&id, 1)).await;
        assert_eq!(confirmed["progress"], json!({ "status": "IN_PROGRESS", "round": "TWELVE_MONTH", "disbursed": "5.00", "result": "ครึ่งทาง",
            "isCarriedOver": false, "version": 1 }));
        assert_eq!(server.database.count("SELECT COUNT(*) FROM event WHERE kind = 'PROGRESS_CONFIRMED'").await, 1);
        assert_eq!(codes(&server.change(CONFIRM, confirm(&id, 1)).await), ["NOTHING_TO_CONFIRM"]);
        assert_eq!(report(&server, "wapi-pathum", "TWELVE_MONTH").await["unconfirmed"], json!([]));
        // Recording other figures in their place confirms as well.
        server.record(3, 2568, "SIX_MONTH", json!({ "status": "UNABLE", "unableReason": "NO_BUDGET" })).await;
        server.record(3, 2568, "TWELVE_MONTH", json!({ "status": "COMPLETED" })).await;
        assert_eq!(project(&server, 3).await["carriedForward"], Value::Null);
    }

    async fn figures_are_not_confirmed_in_a_submitted_report(server) {
        server.record(28, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        server.database.execute("UPDATE round_report SET state = 'SUBMITTED' WHERE fiscal_year = 2568 AND round = 12").await;
        let input = json!({ "input": { "projectId": server.project_id(28).await, "fiscalYear": 2568, "expectedVersion": 1 } });
        assert_eq!(codes(&server.change(CONFIRM, input).await), ["REPORT_NOT_DRAFT"]);
    }

    async fn a_carried_completion_is_opened_with_a_reason(server) {
        server.record(5, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        let id = server.project_id(5).await;
        let reopen = |reason: &str, version: i32| json!({ "input": { "projectId": id, "fiscalYear": 2568, "reason": reason, "expectedVersion": version } });
        let events = server.event_count().await;
        assert_eq!(codes(&server.by("officer").change(REOPEN, reopen("ก", 1)).await), ["WRONG_ROLE"]);
        assert_eq!(codes(&server.change(REOPEN, reopen(" ", 2)).await), ["REQUIRED", "STALE_VERSION"]);
        let other = json!({ "input": { "projectId": server.project_id(6).await, "fiscalYear": 2568, "reason": "ก", "expectedVersion": 1 } });
        assert_eq!(codes(&server.change(REOPEN, other).await), ["WRONG_STATE"]);
        assert_eq!(server.event_count().await, events, "a refusal writes no event");
        let opened = server.change(REOPEN, reopen("ตัวเลขคลาดเคลื่อน", 1)).await;
        assert_eq!(opened["progress"], json!({ "status": "COMPLETED", "isCarriedOver": false, "isReopened": true, "version": 2 }));
        let reason = server.database.count("SELECT COUNT(*) FROM event WHERE kind = 'PROGRESS_REOPENED' AND reason = 'ตัวเลขคลาดเคลื่อน'").await;
        assert_eq!(reason, 1);
        let changed = server.record(5, 2568, "TWELVE_MONTH", json!({ "status": "IN_PROGRESS", "expectedVersion": 2 })).await;
        assert_eq!(changed["userErrors"], json!([]), "it has a life of its own now");
        let six_month = server.record(5, 2568, "SIX_MONTH", json!({ "status": "COMPLETED", "result": "ก", "expectedVersion": 1 })).await;
        assert_eq!(six_month["userErrors"], json!([]));
        let progress = "SELECT COUNT(*) FROM progress WHERE round = 12 AND status = 'IN_PROGRESS' AND version = 3 AND reopened";
        assert_eq!(server.database.count(progress).await, 1, "the six-month one no longer reaches it");
        assert_eq!(codes(&server.change(REOPEN, reopen("อีกครั้ง", 3)).await), ["WRONG_STATE"]);
    }
}
