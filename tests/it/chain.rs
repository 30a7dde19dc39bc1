//! The chain of a round report, as the people who take its steps.

use crate::sample::report_all;
use calamine::{Data, Reader, Xlsx};
use chrono::TimeDelta;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::io::Cursor;
use sucharit_domain::{
    access::{Role, Scope},
    event::chain,
};
use sucharit_tests::{Server, on_both_databases};

/// What is asked of a report everywhere here.
const REPORT: &str = "id state version viewerCan publishedAt filing { filedOn referenceNumber }
    signatures { step name position opinion digest } steps { step run name words digest isVoid }
    seal { digest isIntact differences { projectNumber field sealed current } }";

/// The six-month report of 2568 as it stands.
async fn report(server: &Server) -> Value {
    let query = format!(
        "{{ organization(code: \"wapi-pathum\") {{ plan(fiscalYear: 2568) {{ roundReport(fiscalYear: 2568, round: SIX_MONTH) {{ {REPORT} }} }} }} }}"
    );
    server.ask(&query, json!({})).await["organization"]["plan"]["roundReport"].take()
}

/// Sends a mutation about that report; `rest` of the input may state another id or version.
async fn send(server: &Server, mutation: &str, id: &Value, version: &Value, rest: &Value) -> Value {
    let mut input = json!({ "reportId": id, "expectedVersion": version });
    for (key, value) in rest.as_object().expect("an object") {
        input[key] = value.clone();
    }
    let input_type = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ roundReport {{ {REPORT} }} userErrors {{ __typename code message path
            ... on StaleVersion {{ current {{ ... on RoundReport {{ state version }} }} }}
            ... on ProjectsNotReported {{ projects {{ number name }} }} }} }} }}"
    );
    server.change(&query, json!({ "input": input })).await
}

/// The same with the id and version that the report has.
async fn act(server: &Server, mutation: &str, rest: Value) -> Value {
    let now = report(&server.by("planner")).await;
    send(server, mutation, &now["id"], &now["version"], &rest).await
}

/// A mutation that must succeed: the report after it.
async fn done(server: &Server, mutation: &str, rest: Value) -> Value {
    let payload = act(server, mutation, rest).await;
    assert_eq!(payload["userErrors"], json!([]), "{mutation}");
    payload["roundReport"].clone()
}

/// A mutation that must be refused: codes with their places, and nothing has changed.
async fn refused(server: &Server, mutation: &str, rest: Value) -> Vec<String> {
    let planner = server.by("planner");
    let before = (report(&planner).await, server.event_count().await);
    let payload = act(server, mutation, rest).await;
    assert_eq!(payload["roundReport"], Value::Null, "{mutation}");
    assert_eq!((report(&planner).await, server.event_count().await), before, "{mutation}: nothing is left behind");
    codes(&payload)
}

fn codes(payload: &Value) -> Vec<String> {
    let code = |error: &Value| {
        let path = error["path"].as_array().unwrap().iter().map(|step| step.as_str().unwrap());
        format!("{} {}", path.collect::<Vec<_>>().join("."), error["code"].as_str().unwrap())
    };
    payload["userErrors"].as_array().unwrap().iter().map(code).collect()
}

/// Leaves two projects, 1 and 28, and reports on both.
async fn report_two(server: &Server) {
    server.database.execute("DELETE FROM project WHERE number NOT IN (1, 28)").await;
    let budget = json!({ "status": "COMPLETED", "inOrdinance": true, "ordinanceBudget": "20000.00", "disbursed": "19999.99", "result": "จัดแล้ว" });
    for (number, input) in [(1, json!({ "status": "IN_PROGRESS", "result": "=1+1" })), (28, budget)] {
        assert_eq!(server.record(number, 2568, "SIX_MONTH", input).await["userErrors"], json!([]));
    }
}

/// Takes the report of two projects to its approval.
async fn approve_two(server: &Server) -> Value {
    report_two(server).await;
    done(server, "submitRoundReport", json!({})).await;
    done(&server.by("clerk"), "endorseRoundReport", json!({ "opinion": "เห็นชอบ" })).await;
    done(&server.by("executive"), "approveRoundReport", json!({ "opinion": "อนุมัติ" })).await
}

const PUBLICATIONS: &str = r#"{ publications(organizationCode: "wapi-pathum") { id organizationName planTitle fiscalYear round digest publishedOn
    signatures { step name position opinion digest } summary { projectCount completed inProgress disbursed score flag } } }"#;

/// Where everybody gets the workbook that these tests publish.
const PUBLIC_WORKBOOK: &str = "/exports/published-report.xlsx?organization=wapi-pathum&fiscalYear=2568&round=SIX_MONTH";

const PUBLICATION: &str =
    "query($id: ID!) { publication(id: $id) { digest projects { number name kind dimensionNumber plannedBudget status
    unableReason inOrdinance ordinanceBudget disbursed result evidence } } }";

/// Whether the reference organization's chain of events holds.
async fn trail_holds(server: &Server) -> bool {
    let read = server.database.store.read();
    let organization =
        read.organization(&Scope::Everything, "wapi-pathum").await.unwrap().expect("the organization is there").id;
    let (events, head) =
        (read.events(Some(organization)).await.unwrap(), read.event_head(Some(organization)).await.unwrap());
    chain::first_broken_link(&events, head.as_ref()).is_none()
}

on_both_databases! {
    async fn four_accounts_take_a_report_of_36_projects_to_its_publication(server) {
        let (clerk, executive) = (server.by("clerk"), server.by("executive"));
        report_all(&server, 2568, "SIX_MONTH").await;
        let draft = report(&server).await;
        assert_eq!((&draft["state"], &draft["viewerCan"], &draft["seal"]), (&json!("DRAFT"), &json!(["SUBMIT"]), &Value::Null));

        let submitted = done(&server, "submitRoundReport", json!({})).await;
        assert_eq!((&submitted["state"], &submitted["version"], &submitted["viewerCan"]), (&json!("SUBMITTED"), &json!(2), &json!(["WITHDRAW"])));
        let digest = &submitted["seal"]["digest"];
        assert_eq!(digest.as_str().map(str::len), Some(64));
        assert_eq!(report(&clerk).await["viewerCan"], json!(["ENDORSE", "RETURN"]));
        assert_eq!(report(&executive).await["viewerCan"], json!([]));
        let locked = server.record(1, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "expectedVersion": 1 })).await;
        assert_eq!(locked["userErrors"][0]["code"], "REPORT_NOT_DRAFT");

        done(&clerk, "endorseRoundReport", json!({ "opinion": "ถูกต้องครบถ้วน\nเห็นควรอนุมัติ" })).await;
        assert_eq!(report(&executive).await["viewerCan"], json!(["APPROVE", "RETURN"]));
        let approved = done(&executive, "approveRoundReport", json!({ "opinion": "=อนุมัติ" })).await;
        assert_eq!(approved["state"], "APPROVED");
        assert_eq!(approved["signatures"], json!([
            { "step": "SUBMIT", "name": "ผู้ทดสอบ planner", "position": "ตำแหน่ง งานแผน", "opinion": null, "digest": digest },
            { "step": "ENDORSE", "name": "ผู้ทดสอบ clerk", "position": "ตำแหน่ง ปลัด", "opinion": "ถูกต้องครบถ้วน\nเห็นควรอนุมัติ", "digest": digest },
            { "step": "APPROVE", "name": "ผู้ทดสอบ executive", "position": "ตำแหน่ง นายก", "opinion": "=อนุมัติ", "digest": digest },
        ]), "all sign the same");
        assert_eq!(approved["seal"], json!({ "digest": digest, "isIntact": true, "differences": [] }));
        for nacc in ["nacc-province", "nacc-region", "nacc-central"] {
            assert_eq!(report(&server.by(nacc)).await["viewerCan"], json!(["REOPEN"]), "{nacc}");
        }

        let today = server.workflow.clock().today().to_string();
        let filed = done(&server, "recordFiling", json!({ "filedOn": today, "referenceNumber": "มค 1/2568" })).await;
        assert_eq!(filed["filing"], json!({ "filedOn": today, "referenceNumber": "มค 1/2568" }));
        let published = done(&server, "publishRoundReport", json!({})).await;
        assert_ne!(published["publishedAt"], Value::Null);
        assert_eq!(published["viewerCan"], json!(["RECORD_FILING"]), "it is published already");

        let events = r#"{ organization(code: "wapi-pathum") { events(first: 5) { nodes { kind actor reason fields { field before after } } } } }"#;
        let events = server.ask(events, json!({})).await["organization"]["events"]["nodes"].take();
        let said: Vec<_> = events.as_array().unwrap().iter().map(|event| (event["kind"].as_str().unwrap(), event["actor"].as_str().unwrap())).collect();
        assert_eq!(said, [
            ("ROUND_REPORT_PUBLISHED", "planner"), ("ROUND_REPORT_FILED", "planner"), ("ROUND_REPORT_APPROVED", "executive"),
            ("ROUND_REPORT_ENDORSED", "clerk"), ("ROUND_REPORT_SUBMITTED", "planner"),
        ]);
        let fields = events[2]["fields"].as_array().unwrap();
        for field in [
            json!({ "field": "state", "before": "ENDORSED", "after": "APPROVED" }),
            json!({ "field": "opinion", "before": null, "after": "=อนุมัติ" }),
            json!({ "field": "digest", "before": null, "after": digest }),
        ] {
            assert!(fields.contains(&field), "{field} in {fields:?}");
        }

        let path = format!("/exports/round-report.xlsx?plan={}&fiscalYear=2568&round=SIX_MONTH", server.plan_id().await);
        let bytes = server.client.get(server.url(&path)).send().await.unwrap().bytes().await.unwrap().to_vec();
        let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("calamine opens it");
        let anyone = server.signed_out();
        let public = anyone.client.get(anyone.url(PUBLIC_WORKBOOK)).send().await.unwrap();
        assert_eq!(public.status(), StatusCode::OK);
        let mut public = Xlsx::new(Cursor::new(public.bytes().await.unwrap().to_vec())).expect("calamine opens it");
        for sheet in workbook.sheet_names() {
            let (mine, everybodys) = (workbook.worksheet_range(&sheet).unwrap(), public.worksheet_range(&sheet).unwrap());
            assert!(mine.cells().eq(everybodys.cells()), "{sheet}: everybody reads what was signed");
        }
        let sealed = anyone.client.get(anyone.url(&PUBLIC_WORKBOOK.replace("xlsx", "json"))).send().await.unwrap();
        assert_eq!(sealed.headers()["sucharit-sha256"], digest.as_str().unwrap());
        assert_eq!(sucharit_domain::sha256::of(sealed.text().await.unwrap()), digest.as_str().unwrap(), "anyone can check what they read");
        let texts = |workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str| {
            let range = workbook.worksheet_range(sheet).expect("the sheet is there");
            range.used_cells().filter_map(|(_, _, cell)| if let Data::String(text) = cell { Some(text.clone()) } else { None }).collect::<Vec<_>>()
        };
        let digest = digest.as_str().unwrap().to_owned();
        let office = texts(&mut workbook, "ข้อมูลหน่วยงาน");
        for wanted in ["นายกอนุมัติ", "ผู้ทดสอบ clerk (ตำแหน่ง ปลัด)", "ถูกต้องครบถ้วน\nเห็นควรอนุมัติ", "=อนุมัติ", "มค 1/2568", digest.as_str()] {
            assert!(office.iter().any(|text| text == wanted), "{wanted} in {office:?}");
        }
        for sheet in ["รายงานโครงการ", "สรุปสถานะ"] {
            let texts = texts(&mut workbook, sheet);
            let digest = format!("รหัสตรวจสอบ (SHA-256): {digest}");
            for wanted in ["(ผู้ทดสอบ planner)", "(ผู้ทดสอบ clerk)", "ตำแหน่ง ตำแหน่ง นายก", "=อนุมัติ", digest.as_str()] {
                assert!(texts.iter().any(|text| text == wanted), "{wanted} in {sheet}");
            }
        }

        let published = server.signed_out().ask(PUBLICATIONS, json!({})).await["publications"][0].take();
        assert_eq!(published["digest"], json!(digest));
        assert_eq!(published["signatures"], approved["signatures"]);
        let content = server.signed_out().ask(PUBLICATION, json!({ "id": published["id"] })).await["publication"].take();
        assert_eq!(content["projects"].as_array().unwrap().len(), 36);
        assert_eq!(content["projects"][0]["result"], "ดำเนินการข้อ 1 แล้ว\nรวม ๒ ครั้ง");
        assert!(trail_holds(&server).await);
        let summary = server.ask(r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { summary(fiscalYear: 2568, round: SIX_MONTH) {
            projectCount completed inProgress disbursed score flag } } } }"#, json!({})).await;
        assert_eq!(published["summary"], summary["organization"]["plan"]["summary"]);
    }

    async fn only_what_is_published_and_intact_is_downloaded_by_everybody(server) {
        let anyone = server.signed_out();
        let status = async |path: &str| anyone.client.get(anyone.url(path)).send().await.unwrap().status();
        assert_eq!(status(PUBLIC_WORKBOOK).await, StatusCode::NOT_FOUND);
        assert_eq!(status("/exports/published-report.xlsx?organization=wapi-pathum").await, StatusCode::BAD_REQUEST);
        report_two(&server).await;
        done(&server, "submitRoundReport", json!({})).await;
        done(&server.by("clerk"), "endorseRoundReport", json!({ "opinion": "เห็นชอบ" })).await;
        done(&server.by("executive"), "approveRoundReport", json!({ "opinion": "อนุมัติ" })).await;
        assert_eq!(status(PUBLIC_WORKBOOK).await, StatusCode::NOT_FOUND, "approved is not published");
        done(&server, "publishRoundReport", json!({})).await;
        assert_eq!(status(PUBLIC_WORKBOOK).await, StatusCode::OK);
        for elsewhere in ["organization=nowhere", "organization=a%00b"] {
            let path = PUBLIC_WORKBOOK.replace("organization=wapi-pathum", elsewhere);
            assert_eq!(status(&path).await, StatusCode::NOT_FOUND, "{elsewhere}");
        }
        server.database.execute("UPDATE progress SET remark = 'อื่น'").await;
        assert_eq!(status(PUBLIC_WORKBOOK).await, StatusCode::INTERNAL_SERVER_ERROR, "nothing else goes out under the signatures");
    }

    async fn a_report_with_unreported_projects_is_not_submitted(server) {
        server.database.execute("DELETE FROM project WHERE number > 4").await;
        server.record(2, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        server.database.execute("UPDATE project SET conformity = 'NON_CONFORMING' WHERE number = 4").await;
        assert_eq!(refused(&server, "submitRoundReport", json!({})).await, ["input.reportId PROJECTS_NOT_REPORTED"]);
        let error = act(&server, "submitRoundReport", json!({})).await["userErrors"][0].take();
        assert_eq!(error["__typename"], "ProjectsNotReported");
        let numbers: Vec<_> = error["projects"].as_array().unwrap().iter().map(|project| project["number"].as_i64().unwrap()).collect();
        assert_eq!(numbers, [1, 3], "a project that does not conform needs no report");
        assert!(error["message"].as_str().unwrap().contains("2 โครงการ (ลำดับที่ 1, 3)"));
        for number in [1, 3] {
            server.record(number, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        }
        assert_eq!(done(&server, "submitRoundReport", json!({})).await["state"], "SUBMITTED");
    }

    async fn everybody_keeps_to_their_steps(server) {
        report_two(&server).await;
        let everybody = ["officer", "planner", "clerk", "executive", "nacc-province", "nacc-region", "nacc-central", "admin"];
        let mutations = [
            ("submitRoundReport", "SUBMIT", json!({})), ("withdrawRoundReport", "WITHDRAW", json!({})),
            ("endorseRoundReport", "ENDORSE", json!({ "opinion": "ก" })), ("approveRoundReport", "APPROVE", json!({ "opinion": "ก" })),
            ("returnRoundReport", "RETURN", json!({ "reason": "ก" })), ("reopenRoundReport", "REOPEN", json!({ "reason": "ก" })),
            ("recordFiling", "RECORD_FILING", json!({ "filedOn": "2026-01-01", "referenceNumber": "ก" })), ("publishRoundReport", "PUBLISH", json!({})),
        ];
        let query = |action: &str| format!("{{ organization(code: \"wapi-pathum\") {{ plan(fiscalYear: 2568) {{ roundReport(fiscalYear: 2568, round: SIX_MONTH) {{ viewerCan whyNot(action: {action}) }} }} }} }}");
        for (state, next) in [("DRAFT", Some(("planner", 0))), ("SUBMITTED", Some(("clerk", 2))), ("ENDORSED", Some(("executive", 3))), ("APPROVED", None)] {
            for account in everybody {
                let by = server.by(account);
                for (mutation, action, input) in &mutations {
                    let shown = by.ask(&query(action), json!({})).await["organization"]["plan"]["roundReport"].take();
                    let may = shown["viewerCan"].as_array().unwrap().contains(&json!(action));
                    assert_eq!(may, shown["whyNot"].is_null(), "{account} {action} in {state}");
                    if !may {
                        let why = shown["whyNot"].as_str().unwrap();
                        let said = refused(&by, mutation, input.clone()).await;
                        assert_eq!(said[0], format!("input {why}"), "{account} {mutation} in {state}");
                    }
                }
            }
            if let Some((account, place)) = next {
                let (mutation, _, input) = &mutations[place];
                done(&server.by(account), mutation, input.clone()).await;
            }
        }
    }

    async fn every_fault_is_said_at_once(server) {
        report_two(&server).await;
        done(&server, "submitRoundReport", json!({})).await;
        let clerk = server.by("clerk");
        for opinion in ["", " \n", "\u{0}", "ก".repeat(10_001).as_str()] {
            let said = refused(&clerk, "endorseRoundReport", json!({ "opinion": opinion, "expectedVersion": 1 })).await;
            assert_eq!(said.len(), 2, "{said:?}");
            assert_eq!(said[0], "input.expectedVersion STALE_VERSION");
            assert!(said[1].starts_with("input.opinion "), "{said:?}");
        }
        let said = refused(&clerk, "returnRoundReport", json!({ "reason": "" })).await;
        assert_eq!(said, ["input.reason REQUIRED"]);
        let stale = act(&clerk, "endorseRoundReport", json!({ "opinion": "ก", "expectedVersion": 1 })).await["userErrors"][0].take();
        assert_eq!((&stale["__typename"], &stale["current"]), (&json!("StaleVersion"), &json!({ "state": "SUBMITTED", "version": 2 })));
    }

    async fn what_belongs_to_others_does_not_exist(server) {
        report_two(&server).await;
        done(&server, "submitRoundReport", json!({})).await;
        let now = report(&server).await;
        let other = server.by_another_municipality().await;
        let events = server.event_count().await;
        for (mutation, rest) in [
            ("submitRoundReport", json!({})), ("withdrawRoundReport", json!({})), ("endorseRoundReport", json!({ "opinion": "ก" })),
            ("approveRoundReport", json!({ "opinion": "ก" })), ("returnRoundReport", json!({ "reason": "ก" })), ("reopenRoundReport", json!({ "reason": "ก" })),
            ("recordFiling", json!({ "filedOn": "2026-01-01", "referenceNumber": "ก" })), ("publishRoundReport", json!({})),
        ] {
            let payload = send(&other, mutation, &now["id"], &now["version"], &rest).await;
            assert_eq!(codes(&payload), ["input.reportId NOT_FOUND"], "{mutation}");
            let plan = json!(server.plan_id().await);
            let payload = send(&server, mutation, &plan, &now["version"], &rest).await;
            assert_eq!(codes(&payload), ["input.reportId NOT_FOUND"], "{mutation}: the id of a plan");
        }
        assert_eq!((report(&server).await, server.event_count().await), (now, events));
    }

    async fn nobody_judges_what_they_submitted(server) {
        report_two(&server).await;
        done(&server, "submitRoundReport", json!({})).await;
        // The planner becomes the clerk: the account is still the same person's.
        server.database.execute("UPDATE account SET role = 'CLERK' WHERE username = 'planner'").await;
        for (mutation, input) in [("endorseRoundReport", json!({ "opinion": "ก" })), ("returnRoundReport", json!({ "reason": "ก" }))] {
            assert_eq!(refused(&server, mutation, input).await, ["input OWN_STEP"], "{mutation}");
        }
        assert_eq!(report(&server).await["viewerCan"], json!([]));
        done(&server.by("clerk"), "endorseRoundReport", json!({ "opinion": "ก" })).await;
        server.database.execute("UPDATE account SET role = 'EXECUTIVE' WHERE username = 'clerk'").await;
        assert_eq!(refused(&server.by("clerk"), "approveRoundReport", json!({ "opinion": "ก" })).await, ["input OWN_STEP"]);
    }

    async fn a_returned_report_is_put_right_and_signed_anew(server) {
        report_two(&server).await;
        let first = done(&server, "submitRoundReport", json!({})).await["seal"]["digest"].take();
        let returned = done(&server.by("clerk"), "returnRoundReport", json!({ "reason": "ยอดเบิกจ่ายไม่ตรงฎีกา" })).await;
        assert_eq!((&returned["state"], &returned["signatures"], &returned["seal"]), (&json!("DRAFT"), &json!([]), &Value::Null));
        let put_right = json!({ "status": "COMPLETED", "disbursed": "1.00", "expectedVersion": 1 });
        assert_eq!(server.record(28, 2568, "SIX_MONTH", put_right).await["userErrors"], json!([]));
        let second = done(&server, "submitRoundReport", json!({})).await["seal"]["digest"].take();
        assert_ne!(first, second);
        done(&server.by("clerk"), "endorseRoundReport", json!({ "opinion": "ก" })).await;
        done(&server.by("executive"), "returnRoundReport", json!({ "reason": "ขอข้อมูลเพิ่ม" })).await;
        done(&server, "submitRoundReport", json!({})).await;
        let now = done(&server, "withdrawRoundReport", json!({})).await;
        let step = |step: &str, run: i32, name: &str, words: Value, digest: &Value| {
            json!({ "step": step, "run": run, "name": format!("ผู้ทดสอบ {name}"), "words": words, "digest": digest, "isVoid": true })
        };
        assert_eq!(now["steps"], json!([
            step("SUBMIT", 1, "planner", Value::Null, &first), step("RETURN", 1, "clerk", json!("ยอดเบิกจ่ายไม่ตรงฎีกา"), &Value::Null),
            step("SUBMIT", 2, "planner", Value::Null, &second), step("ENDORSE", 2, "clerk", json!("ก"), &second),
            step("RETURN", 2, "executive", json!("ขอข้อมูลเพิ่ม"), &Value::Null),
            step("SUBMIT", 3, "planner", Value::Null, &second), step("WITHDRAW", 3, "planner", Value::Null, &Value::Null),
        ]));
        assert_eq!(server.database.count("SELECT COUNT(*) FROM seal").await, 2, "the same text is kept once");
        let reasons = r#"{ organization(code: "wapi-pathum") { events(filter: { kind: ROUND_REPORT_RETURNED }) { nodes { reason } } } }"#;
        let reasons = server.ask(reasons, json!({})).await["organization"]["events"]["nodes"].take();
        assert_eq!(reasons, json!([{ "reason": "ขอข้อมูลเพิ่ม" }, { "reason": "ยอดเบิกจ่ายไม่ตรงฎีกา" }]));
    }

    async fn reopening_voids_the_signatures_and_ends_the_publication(server) {
        approve_two(&server).await;
        let today = server.workflow.clock().today().to_string();
        done(&server, "recordFiling", json!({ "filedOn": today, "referenceNumber": "1" })).await;
        done(&server, "publishRoundReport", json!({})).await;
        let anyone = server.signed_out();
        let published = anyone.ask(PUBLICATIONS, json!({})).await["publications"][0].take();
        let by_id = json!({ "id": published["id"] });
        let content = anyone.ask(PUBLICATION, by_id.clone()).await["publication"].take();
        assert_eq!(content["digest"], published["digest"]);
        let project = &content["projects"][1];
        assert_eq!((&project["number"], &project["status"], &project["disbursed"]), (&json!(28), &json!("COMPLETED"), &json!("19999.99")));
        assert_eq!((&published["organizationName"], &published["publishedOn"]), (&json!("เทศบาลตำบลวาปีปทุม"), &json!(today)));
        // What is published is what was signed, whatever becomes of the records.
        server.database.execute("UPDATE project SET name = 'ชื่ออื่น' WHERE number = 28").await;
        assert_eq!(anyone.ask(PUBLICATION, by_id.clone()).await["publication"], content);
        let query = r#"{ publications(organizationCode: "elsewhere\u0000") { id } }"#;
        assert_eq!(anyone.ask(query, json!({})).await["publications"], json!([]));

        let reopened = done(&server.by("nacc-province"), "reopenRoundReport", json!({ "reason": "ตรวจพบข้อมูลคลาดเคลื่อน" })).await;
        assert_eq!((&reopened["state"], &reopened["signatures"], &reopened["seal"]), (&json!("DRAFT"), &json!([]), &Value::Null));
        assert_eq!((&reopened["publishedAt"], &reopened["filing"]), (&Value::Null, &Value::Null));
        assert_eq!(reopened["steps"][3]["words"], "ตรวจพบข้อมูลคลาดเคลื่อน");
        assert_eq!(reopened["viewerCan"], json!([]));
        assert_eq!(anyone.ask(PUBLICATIONS, json!({})).await["publications"], json!([]));
        assert_eq!(anyone.ask(PUBLICATION, by_id).await["publication"], Value::Null);

        done(&server, "submitRoundReport", json!({})).await;
        done(&server.by("clerk"), "endorseRoundReport", json!({ "opinion": "ก" })).await;
        done(&server.by("executive"), "approveRoundReport", json!({ "opinion": "ก" })).await;
        done(&server, "publishRoundReport", json!({})).await;
        let again = anyone.ask(PUBLICATIONS, json!({})).await["publications"].take();
        assert_eq!(again.as_array().unwrap().len(), 1);
        assert_ne!(again[0]["id"], published["id"]);
        let content = anyone.ask(PUBLICATION, json!({ "id": again[0]["id"] })).await["publication"].take();
        assert_eq!(content["projects"][1]["name"], "ชื่ออื่น");
    }

    async fn of_two_clerks_at_once_one_wins(server) {
        report_two(&server).await;
        done(&server, "submitRoundReport", json!({})).await;
        let second = server.with_token(&server.add_account("clerk-2", Role::Clerk, Some("wapi-pathum")).await);
        let (clerk, now, events) = (server.by("clerk"), report(&server).await, server.event_count().await);
        let input = json!({ "opinion": "ก" });
        let (one, other) = tokio::join!(
            send(&clerk, "endorseRoundReport", &now["id"], &now["version"], &input),
            send(&second, "endorseRoundReport", &now["id"], &now["version"], &input),
        );
        let mut said = [codes(&one), codes(&other)];
        said.sort();
        assert_eq!(said, [vec![], vec!["input WRONG_STATE".to_owned(), "input.expectedVersion STALE_VERSION".to_owned()]]);
        let loser = if one["roundReport"].is_null() { &one } else { &other };
        assert_eq!(loser["userErrors"][1]["current"], json!({ "state": "ENDORSED", "version": 3 }));
        assert_eq!(server.event_count().await, events + 1);
    }

    async fn a_row_changed_past_the_server_shows_and_is_not_signed(server) {
        report_two(&server).await;
        done(&server, "submitRoundReport", json!({})).await;
        server.database.execute("UPDATE progress SET disbursed_satang = 1999998, remark = 'แก้' WHERE project_id = (SELECT id FROM project WHERE number = 28) AND round = 6").await;
        let seal = report(&server).await["seal"].take();
        assert_eq!((&seal["isIntact"], &seal["digest"].as_str().map(str::len)), (&json!(false), &Some(64)));
        assert_eq!(seal["differences"], json!([
            { "projectNumber": null, "field": "summary.disbursed", "sealed": "19999.99", "current": "19999.98" },
            { "projectNumber": 28, "field": "progress.disbursed", "sealed": "19999.99", "current": "19999.98" },
            { "projectNumber": 28, "field": "progress.remark", "sealed": null, "current": "แก้" },
        ]));
        let clerk = server.by("clerk");
        assert_eq!(refused(&clerk, "endorseRoundReport", json!({ "opinion": "ก" })).await, ["input.reportId SEAL_BROKEN"]);
        let path = format!("/exports/round-report.xlsx?plan={}&fiscalYear=2568&round=SIX_MONTH", server.plan_id().await);
        let bytes = server.client.get(server.url(&path)).send().await.unwrap().bytes().await.unwrap().to_vec();
        let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("calamine opens it");
        let office = workbook.worksheet_range("ข้อมูลหน่วยงาน").unwrap();
        let says = |text: &str| office.used_cells().any(|(_, _, cell)| matches!(cell, Data::String(found) if found.contains(text)));
        assert!(says("ข้อมูลในรายงานฉบับนี้ไม่ตรงกับที่ลงนามไว้") && !says("ผู้ทดสอบ planner"));
        // A state without the signatures that lead to it is no better.
        server.database.execute("UPDATE progress SET disbursed_satang = 1999999, remark = NULL WHERE project_id = (SELECT id FROM project WHERE number = 28) AND round = 6").await;
        assert_eq!(report(&server).await["seal"]["isIntact"], true);
        server.database.execute("UPDATE round_report SET state = 'APPROVED' WHERE fiscal_year = 2568 AND round = 6").await;
        assert_eq!(report(&server).await["seal"]["isIntact"], false);
        assert_eq!(refused(&server, "publishRoundReport", json!({})).await, ["input.reportId SEAL_BROKEN"]);
        // Returned and submitted anew, it is whole again.
        server.database.execute("UPDATE round_report SET state = 'SUBMITTED' WHERE fiscal_year = 2568 AND round = 6").await;
        done(&clerk, "endorseRoundReport", json!({ "opinion": "ก" })).await;
    }

    async fn the_database_keeps_signatures_as_they_are(server) {
        approve_two(&server).await;
        for change in [
            "UPDATE approval_step SET words = 'อื่น'", "DELETE FROM approval_step", "UPDATE seal SET canonical = '{}'", "DELETE FROM seal",
            "UPDATE round_report SET filed_on = '2026-01-01' WHERE state = 'APPROVED'",
            "UPDATE round_report SET filed_on = '2026-01-01', filing_reference = '1' WHERE state = 'DRAFT'",
        ] {
            assert!(server.database.try_execute(change).await.is_err(), "{change}");
        }
    }

    async fn a_filing_lies_between_the_approval_and_today(server) {
        approve_two(&server).await;
        let today = server.workflow.clock().today();
        let day = |days: i64| json!((today + TimeDelta::days(days)).to_string());
        for (filed_on, number, expected) in [
            (day(1), "1", vec!["input.filedOn DAY_IN_FUTURE"]),
            (day(-1), " ", vec!["input.filedOn DAY_BEFORE_APPROVAL", "input.referenceNumber REQUIRED"]),
        ] {
            let input = json!({ "filedOn": filed_on, "referenceNumber": number });
            assert_eq!(refused(&server, "recordFiling", input).await, expected);
        }
        done(&server, "recordFiling", json!({ "filedOn": day(0), "referenceNumber": "1" })).await;
        let put_right = done(&server, "recordFiling", json!({ "filedOn": day(0), "referenceNumber": "2" })).await;
        assert_eq!(put_right["filing"]["referenceNumber"], "2");
    }

    async fn the_chain_takes_the_same_statements_with_1_and_with_36_projects(server) {
        let query = format!("{{ organization(code: \"wapi-pathum\") {{ plan(fiscalYear: 2568) {{
            a: roundReport(fiscalYear: 2568, round: SIX_MONTH) {{ {REPORT} whyNot(action: PUBLISH) }}
            b: roundReport(fiscalYear: 2569, round: SIX_MONTH) {{ {REPORT} whyNot(action: PUBLISH) }} }} }} }}");
        report_all(&server, 2568, "SIX_MONTH").await;
        let now = report(&server).await;
        let submit = "mutation($input: SubmitRoundReportInput!) { submitRoundReport(input: $input) { userErrors { code } } }";
        let input = |now: &Value| json!({ "input": { "reportId": now["id"], "expectedVersion": now["version"] } });
        let submit_36 = server.send(submit, input(&now)).await;
        let with_36 = server.send(&query, json!({})).await;
        done(&server, "withdrawRoundReport", json!({})).await;
        server.database.execute("DELETE FROM progress WHERE project_id NOT IN (SELECT id FROM project WHERE number = 1)").await;
        server.database.execute("DELETE FROM project WHERE number > 1").await;
        let submit_1 = server.send(submit, input(&report(&server).await)).await;
        assert_eq!(submit_1.clone().data()["submitRoundReport"]["userErrors"], json!([]));
        assert_eq!(submit_1.statements, submit_36.statements);
        let with_1 = server.send(&query, json!({})).await;
        assert_eq!(with_1.statements, with_36.statements);
        with_1.data();
    }
}
