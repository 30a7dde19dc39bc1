//! The chain of plans and their amendments, as the people who take its steps.

use crate::sample::report_all;
use calamine::{Reader, Xlsx};
use serde_json::{Value, json};
use std::io::Cursor;
use sucharit_tests::{Server, on_both_databases};

/// What is asked of a revision everywhere here.
const REVISION: &str = "id revision state version reason viewerCan signatures { step name opinion digest }
    steps { step run words isVoid } plan { revision state title announcedOn adoptedByPosition }";

/// The revisions of the reference plan as they stand, with what is asked of them.
async fn revisions_with(server: &Server, fields: &str) -> Vec<Value> {
    let query = format!(
        "{{ organization(code: \"wapi-pathum\") {{ plan(fiscalYear: 2568) {{ revisions {{ {fields} }} }} }} }}"
    );
    let data = server.ask(&query, json!({})).await;
    data["organization"]["plan"]["revisions"].as_array().unwrap().clone()
}

async fn revisions(server: &Server) -> Vec<Value> {
    revisions_with(server, REVISION).await
}

/// What the plan says as it stands, in its JSON form.
async fn text(server: &Server) -> Value {
    let now = revisions_with(server, "revision document plan { revision }").await;
    let current = now.iter().find(|revision| revision["revision"] == revision["plan"]["revision"]).unwrap();
    serde_json::from_str(current["document"].as_str().unwrap()).unwrap()
}

/// Sends a mutation about a revision; `rest` of the input may state another id or version.
async fn send(server: &Server, mutation: &str, revision: &Value, rest: &Value) -> Value {
    let mut input = json!({ "revisionId": revision["id"], "expectedVersion": revision["version"] });
    for (key, value) in rest.as_object().unwrap() {
        input[key] = value.clone();
    }
    let input_type = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ planRevision {{ {REVISION} }} userErrors {{ __typename code message path
            ... on StaleVersion {{ current {{ ... on PlanRevision {{ state version }} }} }} }} }} }}"
    );
    server.change(&query, json!({ "input": input })).await
}

/// A mutation of the latest revision that must succeed: the revision after it.
async fn done(server: &Server, mutation: &str, rest: Value) -> Value {
    let latest = revisions(&server.by("planner")).await.pop().unwrap();
    let payload = send(server, mutation, &latest, &rest).await;
    assert_eq!(payload["userErrors"], json!([]), "{mutation}");
    payload["planRevision"].clone()
}

/// A mutation of the latest revision that must be refused: codes with their places, and nothing has changed.
async fn refused(server: &Server, mutation: &str, rest: Value) -> Vec<String> {
    let planner = server.by("planner");
    let before = (revisions(&planner).await, text(&planner).await, server.event_count().await);
    let payload = send(server, mutation, before.0.last().unwrap(), &rest).await;
    assert_eq!(payload["planRevision"], Value::Null, "{mutation}");
    let after = (revisions(&planner).await, text(&planner).await, server.event_count().await);
    assert_eq!(after, before, "{mutation}: nothing is left behind");
    codes(&payload)
}

fn codes(payload: &Value) -> Vec<String> {
    let code = |error: &Value| {
        let path = error["path"].as_array().unwrap().iter().map(|step| step.as_str().unwrap());
        format!("{} {}", path.collect::<Vec<_>>().join("."), error["code"].as_str().unwrap())
    };
    payload["userErrors"].as_array().unwrap().iter().map(code).collect()
}

fn amendment(text: &Value) -> Value {
    json!({ "document": text.to_string(), "reason": "ปรับตามงบประมาณที่ได้รับจัดสรร" })
}

/// Takes the latest revision from its draft to the approval.
async fn approve(server: &Server) -> Value {
    done(server, "submitPlan", json!({})).await;
    done(&server.by("clerk"), "endorsePlan", json!({ "opinion": "เห็นชอบ" })).await;
    done(&server.by("executive"), "approvePlan", json!({ "opinion": "อนุมัติ" })).await
}

/// Makes a draft of the reference plan, as if its file had no day of announcement.
pub async fn make_draft(server: &Server) {
    server.database.execute("UPDATE plan SET state = 'DRAFT', announced_on = NULL, adopted_by_position = NULL").await;
    server.database.execute("UPDATE revision SET state = 'DRAFT'").await;
}

on_both_databases! {
    async fn three_accounts_adopt_a_draft(server) {
        make_draft(&server).await;
        let (clerk, executive) = (server.by("clerk"), server.by("executive"));
        let submitted = done(&server, "submitPlan", json!({})).await;
        assert_eq!((&submitted["state"], &submitted["plan"]["state"]), (&json!("SUBMITTED"), &json!("SUBMITTED")));
        assert_eq!(submitted["viewerCan"], json!(["WITHDRAW"]));
        assert_eq!(revisions(&clerk).await[0]["viewerCan"], json!(["ENDORSE", "RETURN"]));
        assert_eq!(refused(&clerk, "endorsePlan", json!({ "opinion": " ", "expectedVersion": 1 })).await,
            ["input.expectedVersion STALE_VERSION", "input.opinion REQUIRED"]);
        done(&clerk, "endorsePlan", json!({ "opinion": "เห็นชอบ" })).await;
        let today = server.workflow.clock().today();
        let tomorrow = json!({ "opinion": "อนุมัติ", "announcedOn": today.succ_opt().unwrap().to_string() });
        assert_eq!(refused(&executive, "approvePlan", tomorrow).await, ["input.announcedOn DAY_IN_FUTURE"]);
        let approved = done(&executive, "approvePlan", json!({ "opinion": "อนุมัติ", "announcedOn": today.to_string() })).await;
        assert_eq!(approved["plan"]["state"], "APPROVED");
        assert_eq!(approved["plan"]["announcedOn"], json!(today.to_string()));
        assert_eq!(approved["plan"]["adoptedByPosition"], "ตำแหน่ง นายก");
        let signatures = approved["signatures"].as_array().unwrap();
        assert_eq!(signatures.len(), 3);
        assert!(signatures.iter().all(|signature| signature["digest"] == signatures[0]["digest"]), "all sign the same");
        let kinds = r#"{ organization(code: "wapi-pathum") { events(first: 3) { nodes { kind actor } } } }"#;
        assert_eq!(server.ask(kinds, json!({})).await["organization"]["events"]["nodes"], json!([
            { "kind": "PLAN_APPROVED", "actor": "executive" }, { "kind": "PLAN_ENDORSED", "actor": "clerk" }, { "kind": "PLAN_SUBMITTED", "actor": "planner" },
        ]));
    }

    async fn everybody_keeps_to_their_steps(server) {
        make_draft(&server).await;
        let mutations = [
            ("submitPlan", "SUBMIT", json!({})), ("withdrawPlan", "WITHDRAW", json!({})), ("endorsePlan", "ENDORSE", json!({ "opinion": "ก" })),
            ("approvePlan", "APPROVE", json!({ "opinion": "ก" })), ("returnPlan", "RETURN", json!({ "reason": "ก" })),
        ];
        for (state, next) in [("DRAFT", Some(("planner", 0))), ("SUBMITTED", Some(("clerk", 2))), ("ENDORSED", Some(("executive", 3))), ("APPROVED", None)] {
            for account in ["officer", "planner", "clerk", "executive", "nacc-province", "admin"] {
                let by = server.by(account);
                for (mutation, step, input) in &mutations {
                    let shown = revisions_with(&by, &format!("viewerCan whyNot(step: {step})")).await.remove(0);
                    assert_eq!(shown["viewerCan"].as_array().unwrap().contains(&json!(step)), shown["whyNot"].is_null(), "{account} {step} in {state}");
                    if let Some(why) = shown["whyNot"].as_str() {
                        assert_eq!(refused(&by, mutation, input.clone()).await, [format!("input {why}")], "{account} {mutation} in {state}");
                    }
                }
            }
            if let Some((account, place)) = next {
                let (mutation, _, input) = &mutations[place];
                done(&server.by(account), mutation, input.clone()).await;
            }
        }
    }

    async fn what_is_published_stays_as_it_was_until_a_later_revision_is(server) {
        let anyone = server.signed_out();
        let query = r#"{ planPublications(organizationCode: "wapi-pathum") { id organizationName title startFiscalYear endFiscalYear revision
            announcedOn digest document signatures { step name } dimensions { number name }
            projects { number name kind dimensionNumber missionCode divisions usesBudget budgets { fiscalYear plannedBudget } } } }"#;
        let published = async || anyone.ask(query, json!({})).await["planPublications"].take();
        assert_eq!(published().await, json!([]), "an adopted plan is not public by itself");
        let shown = revisions_with(&server, "viewerCanPublish publishedAt").await;
        assert_eq!(shown, [json!({ "viewerCanPublish": true, "publishedAt": null })]);
        assert_eq!(revisions_with(&server.by("executive"), "viewerCanPublish").await[0]["viewerCanPublish"], json!(false));
        assert_eq!(refused(&server.by("executive"), "publishPlan", json!({})).await, ["input WRONG_ROLE"]);
        assert_eq!(refused(&server, "publishPlan", json!({ "expectedVersion": 9 })).await, ["input.expectedVersion STALE_VERSION"]);

        done(&server, "publishPlan", json!({})).await;
        assert_eq!(refused(&server, "publishPlan", json!({})).await, ["input WRONG_STATE"], "it is published");
        let first = published().await;
        let plan = &first[0];
        assert_eq!((first.as_array().unwrap().len(), &plan["revision"], &plan["signatures"]), (1, &json!(1), &json!([])));
        assert_eq!((plan["dimensions"].as_array().unwrap().len(), plan["projects"].as_array().unwrap().len()), (4, 36));
        let (budgeted, text) = (&plan["projects"][27], plan["document"].as_str().unwrap());
        assert_eq!((&budgeted["usesBudget"], &budgeted["budgets"][0]), (&json!(true), &json!({ "fiscalYear": 2566, "plannedBudget": "20000.00" })));
        assert_eq!(plan["digest"], json!(sucharit_domain::sha256::of(text)), "anyone can check what they read");
        let kept: Value = serde_json::from_str(text).unwrap();
        let get = async |path: &str| anyone.client.get(anyone.url(path)).send().await.unwrap();
        let path = "/exports/published-plan.json?organization=wapi-pathum&fiscalYear=2568";
        assert_eq!(get(path).await.text().await.unwrap(), text);
        assert_eq!(get(&path.replace("2568", "2571")).await.status(), reqwest::StatusCode::NOT_FOUND);
        let workbook = get(&path.replace("json", "xlsx")).await;
        let mut workbook = Xlsx::new(Cursor::new(workbook.bytes().await.unwrap().to_vec())).expect("calamine opens it");
        assert_eq!(workbook.sheet_names()[..3], ["ความเสี่ยง", "แผน", "รายละเอียด"]);
        assert!(workbook.worksheet_range("แผน").unwrap().height() > 36);
        assert_eq!(kept, self::text(&server).await);

        let mut amended = kept.clone();
        amended["plan"]["title"] = json!("แผนฉบับปรับปรุง");
        done(&server, "amendPlan", amendment(&amended)).await;
        approve(&server).await;
        assert_eq!(published().await, first, "an amendment alone changes nothing that is published");
        let shown = revisions_with(&server, "revision viewerCanPublish").await;
        assert_eq!(shown, [json!({ "revision": 1, "viewerCanPublish": false }), json!({ "revision": 2, "viewerCanPublish": true })]);
        done(&server, "publishPlan", json!({})).await;
        let second = published().await;
        assert_eq!(second.as_array().unwrap().len(), 1, "one is published at a time");
        assert_eq!((&second[0]["title"], &second[0]["revision"]), (&json!("แผนฉบับปรับปรุง"), &json!(2)));
        assert_eq!(second[0]["signatures"].as_array().unwrap().len(), 3);
        let by_id = "query($id: ID!) { planPublication(id: $id) { title } }";
        assert_eq!(anyone.ask(by_id, json!({ "id": first[0]["id"] })).await["planPublication"], Value::Null);
        assert_eq!(anyone.ask(by_id, json!({ "id": second[0]["id"] })).await["planPublication"]["title"], "แผนฉบับปรับปรุง");
    }

    async fn a_plan_that_is_not_what_was_signed_is_not_published(server) {
        make_draft(&server).await;
        assert_eq!(refused(&server, "publishPlan", json!({})).await, ["input WRONG_STATE"]);
        approve(&server).await;
        server.database.execute("UPDATE project SET name = 'อื่น' WHERE number = 1").await;
        assert_eq!(refused(&server, "publishPlan", json!({})).await, ["input.revisionId SEAL_BROKEN"]);
    }

    async fn nobody_judges_what_they_submitted(server) {
        make_draft(&server).await;
        done(&server, "submitPlan", json!({})).await;
        server.database.execute("UPDATE account SET role = 'CLERK' WHERE username = 'planner'").await;
        assert_eq!(refused(&server, "endorsePlan", json!({ "opinion": "ก" })).await, ["input OWN_STEP"]);
    }

    async fn what_is_no_longer_what_was_signed_is_not_signed(server) {
        make_draft(&server).await;
        done(&server, "submitPlan", json!({})).await;
        server.database.execute("UPDATE project SET name = 'ชื่ออื่น' WHERE number = 28").await;
        assert_eq!(refused(&server.by("clerk"), "endorsePlan", json!({ "opinion": "ก" })).await, ["input.revisionId SEAL_BROKEN"]);
    }

    async fn a_returned_amendment_is_put_right_and_signed_anew(server) {
        let mut wanted = text(&server).await;
        wanted["plan"]["title"] = json!("แผนฉบับปรับปรุง");
        let drafted = done(&server, "amendPlan", amendment(&wanted)).await;
        assert_eq!((&drafted["revision"], &drafted["state"], &drafted["plan"]["revision"]), (&json!(2), &json!("DRAFT"), &json!(1)));
        done(&server, "submitPlan", json!({})).await;
        assert_eq!(refused(&server, "amendPlan", amendment(&wanted)).await, ["input WRONG_STATE"]);
        done(&server.by("clerk"), "returnPlan", json!({ "reason": "ชื่อแผนไม่ถูกต้อง" })).await;
        wanted["plan"]["title"] = json!("แผนปฏิบัติการ (ปรับปรุง ครั้งที่ 1)");
        assert_eq!(done(&server, "amendPlan", amendment(&wanted)).await["revision"], 2, "another text for the same draft");
        let approved = approve(&server).await;
        assert_eq!(approved["plan"]["title"], "แผนปฏิบัติการ (ปรับปรุง ครั้งที่ 1)");
        assert_eq!(approved["steps"][1], json!({ "step": "RETURN", "run": 1, "words": "ชื่อแผนไม่ถูกต้อง", "isVoid": true }));
        assert_eq!(revisions(&server).await.len(), 2);
    }

    async fn an_amendment_keeps_what_hangs_on_the_plan_and_leaves_the_old_text(server) {
        report_all(&server, 2568, "SIX_MONTH").await;
        let ids = |server: Server| async move { (server.project_id(1).await, server.project_id(28).await) };
        let before = ids(server.clone()).await;
        let old = text(&server).await;
        let mut wanted = old.clone();
        wanted["plan"]["title"] = json!("แผนปฏิบัติการ (ปรับปรุง)");
        wanted["goals"][0]["targets"]["2570"] = json!("55.5");
        wanted["dimensions"][0]["missions"][0]["objectives"][0]["name"] = json!("วัตถุประสงค์ใหม่");
        wanted["riskAreas"][0]["operation"] = json!("หัวข้อใหม่");
        let project = &mut wanted["projects"][27];
        project["name"] = json!("โครงการที่เปลี่ยนชื่อ");
        project["budgetBahtPerYear"]["2568"] = json!("30000.5");
        project["responsibleUnits"].as_array_mut().unwrap().push(json!("กองที่ตั้งใหม่"));
        let mut added = wanted["projects"][27].clone();
        (added["number"], added["name"]) = (json!(37), json!("โครงการใหม่"));
        wanted["projects"].as_array_mut().unwrap().push(added);
        done(&server, "amendPlan", amendment(&wanted)).await;
        assert_eq!(text(&server).await, old, "a draft changes nothing");
        approve(&server).await;
        assert_eq!(text(&server).await, wanted, "the plan says what was approved");
        assert_eq!(ids(server.clone()).await, before, "projects stay the same things");
        let now = revisions_with(&server, "revision state document reason").await;
        let archived: Value = serde_json::from_str(now[0]["document"].as_str().unwrap()).unwrap();
        assert_eq!((&archived, &now[1]["reason"]), (&old, &json!("ปรับตามงบประมาณที่ได้รับจัดสรร")));
        let progress = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { revision
            project(number: 28) { name progressHistory { status } } roundReport(fiscalYear: 2568, round: SIX_MONTH) { missing { number } } } } }"#;
        let plan = server.ask(progress, json!({})).await["organization"]["plan"].take();
        assert_eq!((&plan["revision"], &plan["project"]["name"]), (&json!(2), &json!("โครงการที่เปลี่ยนชื่อ")));
        assert_ne!(plan["project"]["progressHistory"], json!([]));
        assert_eq!(plan["roundReport"]["missing"], json!([{ "number": 37 }]), "the new project is to be reported");

        let diff = "query($plan: ID!, $to: Int!) { planDiff(planId: $plan, from: 1, to: $to) { path before after } }";
        let plan = server.plan_id().await;
        let found = server.ask(diff, json!({ "plan": plan, "to": 2 })).await["planDiff"].take();
        let paths: Vec<&str> = found.as_array().unwrap().iter().map(|found| found["path"].as_str().unwrap()).filter(|path| !path.starts_with("projects[37]")).collect();
        let units = old["projects"][27]["responsibleUnits"].as_array().unwrap().len();
        let unit = format!("projects[28].responsibleUnits[{}]", units + 1);
        assert_eq!(paths, [
            "dimensions[1].missions[1.1].objectives[1.1.1].name", "goals[CORRUPTION_CASES].targets.2570", "plan.title",
            "projects[28].budgetBahtPerYear.2568", "projects[28].name", unit.as_str(), "riskAreas[1].operation",
        ]);
        assert!(found.as_array().unwrap().contains(&json!({ "path": "goals[CORRUPTION_CASES].targets.2570", "before": "50", "after": "55.5" })));
        assert_eq!(server.ask(diff, json!({ "plan": plan, "to": 1 })).await["planDiff"], json!([]));
        assert_eq!(server.ask(diff, json!({ "plan": plan, "to": 3 })).await["planDiff"], Value::Null);
        assert_eq!(server.by_another_municipality().await.ask(diff, json!({ "plan": plan, "to": 2 })).await["planDiff"], Value::Null);
    }

    async fn a_first_draft_is_written_on_in_place(server) {
        make_draft(&server).await;
        assert_eq!(server.record(3, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await["userErrors"], json!([]));
        let shown = "viewerCanAmend";
        assert_eq!(revisions_with(&server, shown).await, [json!({ "viewerCanAmend": true })]);
        assert_eq!(revisions_with(&server.by("clerk"), shown).await, [json!({ "viewerCanAmend": false })]);
        let project = server.project_id(3).await;
        let mut wanted = text(&server).await;
        wanted["projects"][2]["name"] = json!("ชื่อที่แก้ในร่าง");
        wanted["projects"].as_array_mut().unwrap().remove(34);
        wanted["projects"][27]["responsibleUnits"].as_array_mut().unwrap().push(json!("กองที่ตั้งใหม่"));
        let events = server.event_count().await;
        let draft = done(&server, "amendPlan", json!({ "document": wanted.to_string() })).await;
        assert_eq!((&draft["revision"], &draft["state"], &draft["version"], &draft["reason"]), (&json!(1), &json!("DRAFT"), &json!(2), &Value::Null));
        assert_eq!(text(&server).await, wanted, "it says it at once");
        assert_eq!(server.event_count().await, events + 1);
        assert_eq!(server.project_id(3).await, project, "projects stay the same things");
        let event = r#"{ organization(code: "wapi-pathum") { events(first: 1) { nodes { kind reason } } } }"#;
        assert_eq!(server.ask(event, json!({})).await["organization"]["events"]["nodes"], json!([{ "kind": "PLAN_REPLACED", "reason": null }]));
        // What hangs on it is kept, and a day does not adopt it.
        wanted["projects"].as_array_mut().unwrap().remove(2);
        wanted["plan"]["announcedOn"] = json!("2022-09-29");
        assert_eq!(refused(&server, "amendPlan", json!({ "document": wanted.to_string(), "reason": " " })).await, [
            "input.document.projects PROJECT_HAS_PROGRESS", "input.document.plan.announcedOn WRONG_ROLE", "input.reason REQUIRED",
        ]);
        done(&server, "submitPlan", json!({})).await;
        assert_eq!(refused(&server, "amendPlan", json!({ "document": wanted.to_string() })).await[0], "input WRONG_STATE");
        done(&server.by("clerk"), "returnPlan", json!({ "reason": "โปรดแก้ชื่อ" })).await;
        let mut wanted = text(&server).await;
        wanted["plan"]["title"] = json!("แผนที่แก้แล้ว");
        let draft = done(&server, "amendPlan", json!({ "document": wanted.to_string(), "reason": "ตามที่ปลัดส่งคืน" })).await;
        assert_eq!((&draft["plan"]["title"], &draft["reason"]), (&json!("แผนที่แก้แล้ว"), &Value::Null));
        assert_eq!(draft["steps"].as_array().unwrap().len(), 2, "its way stays known");
        let adopted = approve(&server).await;
        assert_eq!((&adopted["plan"]["revision"], &adopted["plan"]["title"]), (&json!(1), &json!("แผนที่แก้แล้ว")));
        assert_eq!(refused(&server, "amendPlan", json!({ "document": text(&server).await.to_string() })).await,
            ["input.document NOTHING_AMENDED", "input.reason REQUIRED"]);
    }

    async fn every_fault_of_an_amendment_is_said_at_once(server) {
        assert_eq!(server.record(3, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await["userErrors"], json!([]));
        assert_eq!(refused(&server, "amendPlan", amendment(&text(&server).await)).await, ["input.document NOTHING_AMENDED"]);
        let mut wanted = text(&server).await;
        wanted["projects"].as_array_mut().unwrap().remove(2);
        wanted["organization"]["code"] = json!("elsewhere");
        let mut input = amendment(&wanted);
        input["reason"] = json!(" ");
        input["expectedVersion"] = json!(7);
        assert_eq!(refused(&server, "amendPlan", input).await, [
            "input.expectedVersion STALE_VERSION", "input.document.organization.code DIFFERS_FROM_RECORDED",
            "input.document.projects PROJECT_HAS_PROGRESS", "input.reason REQUIRED",
        ]);
        wanted["projects"][3]["kind"] = json!("OTHER");
        wanted["plan"]["endFiscalYear"] = json!(2560);
        let said = refused(&server, "amendPlan", amendment(&wanted)).await;
        assert!(said.contains(&"input.document.projects.3.kind UNKNOWN_CODE".to_owned()), "{said:?}");
        assert!(said.contains(&"input.document.plan.endFiscalYear YEARS_REVERSED".to_owned()), "{said:?}");
        assert_eq!(refused(&server, "amendPlan", json!({ "document": "{", "reason": "ก" })).await, ["input.document NOT_JSON"]);
        for account in ["officer", "clerk", "executive", "admin", "nacc-central"] {
            let mut wanted = text(&server).await;
            wanted["plan"]["title"] = json!("อื่น");
            assert_eq!(refused(&server.by(account), "amendPlan", amendment(&wanted)).await, ["input WRONG_ROLE"], "{account}");
        }
    }

    async fn progress_reported_meanwhile_keeps_its_project(server) {
        let mut wanted = text(&server).await;
        wanted["projects"].as_array_mut().unwrap().remove(2);
        done(&server, "amendPlan", amendment(&wanted)).await;
        done(&server, "submitPlan", json!({})).await;
        done(&server.by("clerk"), "endorsePlan", json!({ "opinion": "ก" })).await;
        assert_eq!(server.record(3, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await["userErrors"], json!([]));
        let executive = server.by("executive");
        assert_eq!(refused(&executive, "approvePlan", json!({ "opinion": "ก" })).await, ["input.revisionId.projects PROJECT_HAS_PROGRESS"]);
        server.database.execute("DELETE FROM progress").await;
        done(&executive, "approvePlan", json!({ "opinion": "ก" })).await;
        assert_eq!(server.database.count("SELECT COUNT(*) FROM project").await, 35);
    }

    async fn what_belongs_to_others_does_not_exist(server) {
        let mut wanted = text(&server).await;
        wanted["plan"]["title"] = json!("อื่น");
        let now = revisions(&server).await.remove(0);
        let other = server.by_another_municipality().await;
        let events = server.event_count().await;
        for (mutation, rest) in [
            ("amendPlan", amendment(&wanted)), ("submitPlan", json!({})), ("withdrawPlan", json!({})), ("endorsePlan", json!({ "opinion": "ก" })),
            ("approvePlan", json!({ "opinion": "ก" })), ("returnPlan", json!({ "reason": "ก" })),
        ] {
            assert_eq!(codes(&send(&other, mutation, &now, &rest).await), ["input.revisionId NOT_FOUND"], "{mutation}");
        }
        let node = "query($id: ID!) { node(id: $id) { ... on PlanRevision { revision } } }";
        assert_eq!(other.ask(node, json!({ "id": now["id"] })).await["node"], Value::Null);
        assert_eq!(server.ask(node, json!({ "id": now["id"] })).await["node"], json!({ "revision": 1 }));
        assert_eq!(server.event_count().await, events);
    }

    async fn a_signed_round_report_stays_what_was_signed(server) {
        report_all(&server, 2568, "SIX_MONTH").await;
        let report = "{ organization(code: \"wapi-pathum\") { plan(fiscalYear: 2568) { roundReport(fiscalYear: 2568, round: SIX_MONTH) {
            id version state seal { isIntact differences { field } } } } } }";
        let now = |server: Server| async move { server.ask(report, json!({})).await["organization"]["plan"]["roundReport"].take() };
        let of = |report: &Value| json!({ "input": { "reportId": report["id"], "expectedVersion": report["version"] } });
        let submit = "mutation($input: SubmitRoundReportInput!) { submitRoundReport(input: $input) { userErrors { code } } }";
        let submitted = server.change(submit, of(&now(server.clone()).await)).await;
        assert_eq!(submitted["userErrors"], json!([]));
        let mut wanted = text(&server).await;
        wanted["plan"]["title"] = json!("แผนปฏิบัติการ (ปรับปรุง)");
        wanted["projects"][27]["name"] = json!("โครงการที่เปลี่ยนชื่อ");
        wanted["projects"][27]["budgetBahtPerYear"]["2568"] = json!(1);
        let mut added = wanted["projects"][0].clone();
        added["number"] = json!(37);
        wanted["projects"].as_array_mut().unwrap().push(added);
        done(&server, "amendPlan", amendment(&wanted)).await;
        approve(&server).await;
        let report = now(server.clone()).await;
        assert_eq!(report["seal"], json!({ "isIntact": true, "differences": [] }));
        let mut input = of(&report);
        input["input"]["opinion"] = json!("เห็นชอบ");
        let endorse = "mutation($input: EndorseRoundReportInput!) { endorseRoundReport(input: $input) { roundReport { seal { isIntact } } userErrors { code } } }";
        let endorsed = server.by("clerk").change(endorse, input).await;
        assert_eq!(endorsed, json!({ "roundReport": { "seal": { "isIntact": true } }, "userErrors": [] }));
        server.database.execute("UPDATE progress SET remark = 'แก้' WHERE project_id = (SELECT id FROM project WHERE number = 28)").await;
        assert_eq!(now(server.clone()).await["seal"], json!({ "isIntact": false, "differences": [{ "field": "progress.remark" }] }));
    }

    async fn an_amendment_takes_the_same_statements_with_few_and_with_many_projects(server) {
        let query = "{ organization(code: \"wapi-pathum\") { plan(fiscalYear: 2568) { revisions { document signatures { name } steps { step } viewerCan } } } }";
        let amend = "mutation($input: AmendPlanInput!) { amendPlan(input: $input) { planRevision { version } userErrors { code } } }";
        let mut counts = Vec::new();
        for few in [false, true] {
            if few {
                server.database.execute("DELETE FROM project WHERE number > 2").await;
            }
            let mut wanted = text(&server).await;
            wanted["plan"]["title"] = json!("อื่น");
            let latest = revisions(&server).await.pop().unwrap();
            let mut input = amendment(&wanted);
            (input["revisionId"], input["expectedVersion"]) = (latest["id"].clone(), latest["version"].clone());
            let amended = server.send(amend, json!({ "input": input })).await;
            server.database.execute("DELETE FROM revision WHERE number = 2").await;
            let shown = server.send(query, json!({})).await;
            counts.push((amended.statements, shown.statements));
            assert_eq!(amended.data()["amendPlan"]["userErrors"], json!([]));
            shown.data();
        }
        assert_eq!(counts[0], counts[1]);
    }
}
