//! A plan changed by forms without scripts: its goals, outline, projects and risks; a first draft in place.

use super::{
    plan::{PLAN, fields, latest, send_changed},
    reading::{assert_closed, open, send},
};
use crate::plan_chain::make_draft;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sucharit_tests::{Server, on_both_databases};

const DRAFTED: &str = "/organization/wapi-pathum/plan/2566/revision/2?done=edited";

fn at(rest: &str) -> String {
    format!("{PLAN}/amend{rest}")
}

/// What the latest revision says.
async fn text(server: &Server) -> Value {
    serde_json::from_str(latest(server).await["document"].as_str().unwrap()).unwrap()
}

/// Changes the plan by a page; it must be taken.
async fn change(server: &Server, page: &str, fields: &[(&str, &str)]) {
    let sent = send_changed(server, &at(page), &[fields, &[("reason", "ปรับปรุง")]].concat()).await;
    assert_eq!(sent.location.as_deref(), Some(DRAFTED), "{page}: {}", sent.html);
}

/// Sends what must be refused: with these faults at these fields, and with what was typed.
async fn refused(server: &Server, page: &str, fields: &[(&str, &str)], at_fields: &[&str]) {
    let (before, events) = (latest(server).await, server.event_count().await);
    let sent = send_changed(server, &at(page), &[fields, &[("reason", "เหตุผลที่พิมพ์")]].concat()).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    for field in at_fields {
        sent.says(&[&format!("href=\"#{field}\""), &format!("id=\"{field}\""), &format!("id=\"{field}-error\"")]);
    }
    sent.says(&["เหตุผลที่พิมพ์</textarea>"]);
    assert_eq!((latest(server).await, server.event_count().await), (before, events), "{page}: nothing is saved");
}

on_both_databases! {
    async fn goals_are_changed_added_and_taken_out(server) {
        refused(&server, "/goals", &[("goals-0-direction", ""), ("goals-0-targets-2567", "มาก"), ("goals-1-unit", ""), ("goals-1-baselineFiscalYear", "2000")],
            &["goals-0-direction", "goals-0-targets-2567", "goals-1-unit", "goals-1-baselineFiscalYear"]).await;
        change(&server, "/goals", &[
            ("goals-0-name", ""), ("goals-1-targets-2570", "๙๐.๕"), ("goals-1-targets-2566", ""),
            ("goals-2-name", "เรื่องร้องเรียนลดลง"), ("goals-2-direction", "DECREASE"), ("goals-2-unit", "เรื่อง"), ("goals-2-targets-2568", "5"),
        ]).await;
        let goals = text(&server).await["goals"].take();
        assert_eq!(goals.as_array().unwrap().len(), 2);
        assert_eq!(goals[0]["code"], "ITA_SCORE");
        assert_eq!((&goals[0]["targets"], &goals[0]["reconstructed"]), (&json!({ "2567": 70, "2568": 75, "2569": 80, "2570": "90.5" }), &json!(true)));
        assert_eq!(goals[1], json!({ "code": "GOAL_1", "name": "เรื่องร้องเรียนลดลง", "direction": "DECREASE", "unit": "เรื่อง", "targets": { "2568": 5 } }));
        open(&server, &at("/goals")).await.shows(&["เรื่องร้องเรียนลดลง</textarea>", "value=\"90.5\"", "ปรับปรุง</textarea>"]);
    }

    async fn the_outline_is_changed_and_keeps_what_projects_serve(server) {
        // Taken out while projects serve it: said with the projects.
        let sent = send_changed(&server, &at("/dimension/3"), &[("missions-0-name", ""), ("reason", "ก")]).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
        sent.says(&["โครงการลำดับที่ 28 › ภารกิจตามมิติ: "]);
        refused(&server, "/dimension/1", &[("name", " ")], &["name"]).await;
        change(&server, "/dimension/1", &[
            ("missions-0-name", "ภารกิจที่เปลี่ยนชื่อ"), ("missions-0-objectives-3-name", "วัตถุประสงค์ใหม่"),
            ("missions-2-name", "ภารกิจใหม่"), ("missions-2-objectives-0-name", "วัตถุประสงค์แรก"),
        ]).await;
        let missions = text(&server).await["dimensions"][0]["missions"].take();
        assert_eq!((&missions[0]["code"], &missions[0]["name"]), (&json!("1.1"), &json!("ภารกิจที่เปลี่ยนชื่อ")));
        assert_eq!(missions[0]["objectives"][3], json!({ "code": "1.1.4", "name": "วัตถุประสงค์ใหม่" }));
        assert_eq!(missions[2], json!({ "code": "1.3", "name": "ภารกิจใหม่", "objectives": [{ "code": "1.3.1", "name": "วัตถุประสงค์แรก" }] }));
        assert_eq!(open(&server, &at("/dimension/5")).await.status, StatusCode::NOT_FOUND);
    }

    async fn projects_are_added_and_taken_out(server) {
        open(&server, &at("/project/new")).await.shows(&["/amend/project/new?mission=2.3", "มิติที่ 4"]);
        let page = "/project/new?mission=3.1";
        open(&server, &at(page)).await.shows(&["เพิ่มโครงการลำดับที่ 37", "objectiveCodes-3.1.1"]);
        refused(&server, page, &[("objectives", ""), ("budget-2566", "x"), ("usesBudget", "yes"), ("responsibleUnits", "สำนักปลัด")],
            &["name", "objectives", "budget-2566"]).await;
        change(&server, page, &[
            ("name", "โครงการใหม่"), ("objectiveCodes", "3.1.2"), ("objectives", "เพื่อประชาชน"), ("responsibleUnits", "สำนักปลัด"), ("usesBudget", "no"),
            ("steps", "วางแผน"), ("targetGroups-0-description", "ประชาชน"), ("targetGroups-0-category", "CITIZENS"), ("outputs-0-text", "เวที"), ("outputs-0-comparison", "EXISTS"),
        ]).await;
        let project = text(&server).await["projects"][36].take();
        assert_eq!((&project["number"], &project["missionCode"], &project["objectiveCodes"]), (&json!(37), &json!("3.1"), &json!(["3.1.2"])));
        assert_eq!((&project["name"], &project["kind"], &project["fiscalYears"]), (&json!("โครงการใหม่"), &json!("PROJECT"), &json!([2566, 2567, 2568, 2569, 2570])));
        open(&server, &at("/project/37")).await.shows(&["value=\"3.1.2\" checked", "โครงการใหม่</textarea>"]);
        change(&server, "/project/37", &[("objectiveCodes", "3.1.1")]).await;
        assert_eq!(text(&server).await["projects"][36]["objectiveCodes"], json!(["3.1.1"]));

        // The measure that it carries out keeps its name.
        let before = text(&server).await;
        let controls = |text: &Value| text["riskAreas"].as_array().unwrap().iter()
            .flat_map(|area| area["controlMeasures"].as_array().unwrap().clone()).filter(|measure| measure["projectNumber"] == 2).count();
        assert!(controls(&before) > 0);
        open(&server, &at("/project/2/remove")).await.shows(&["ตัดโครงการออกจากแผน ลำดับที่ 2", "เป็นมาตรการควบคุมความเสี่ยงในหัวข้อที่", "ยืนยันการตัดออกจากแผน"]);
        let form = open(&server, &at("/project/2/remove")).await;
        let version = fields(&form.html).into_iter().find(|(name, _)| name == "version").unwrap().1;
        let removed = send(&server, &at("/project/2/remove"), &[("version", &version), ("reason", "ยุบรวม")]).await;
        assert_eq!(removed.location.as_deref(), Some(DRAFTED), "{}", removed.html);
        let after = text(&server).await;
        assert!(after["projects"].as_array().unwrap().iter().all(|project| project["number"] != 2));
        let measures = |text: &Value| text["riskAreas"].as_array().unwrap().iter().map(|area| area["controlMeasures"].as_array().unwrap().len()).sum::<usize>();
        assert_eq!((controls(&after), measures(&after)), (0, measures(&before)));
        // With progress it stays, and the page says why.
        assert_eq!(server.record(3, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await["userErrors"], json!([]));
        let version = latest(&server).await["version"].to_string();
        let kept = send(&server, &at("/project/3/remove"), &[("version", &version), ("reason", "เหตุผลที่พิมพ์")]).await;
        assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
        kept.says(&["โครงการลำดับที่ 3 มีการบันทึกผลการดำเนินงานปีงบประมาณ 2568 แล้ว", "เหตุผลที่พิมพ์</textarea>"]);
        assert_eq!(text(&server).await, after);
        assert_eq!(open(&server, &at("/project/2/remove")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(open(&server, &at("/project/new?mission=9.9")).await.status, StatusCode::NOT_FOUND);
    }

    async fn risks_are_changed_added_and_taken_out(server) {
        refused(&server, "/risk-area/1", &[("operation", ""), ("controlMeasures-0-projectNumber", "99"), ("issues-3-text", "ใหม่"), ("issues-3-level", "HUGE")],
            &["operation", "controlMeasures-0-projectNumber", "issues-3-level"]).await;
        change(&server, "/risk-area/1", &[
            ("issues-1-level", "EXTREME"), ("issues-3-text", "ประเด็นใหม่"), ("controlMeasures-7-name", "ตรวจสอบภายใน"), ("controlMeasures-7-projectNumber", "๒๘"),
        ]).await;
        change(&server, "/risk-area/new", &[("operation", "การจัดซื้อ"), ("issues-0-text", "ล็อกสเปก"), ("issues-0-level", "HIGH")]).await;
        let areas = text(&server).await["riskAreas"].take();
        assert_eq!((&areas[0]["issues"][1]["level"], &areas[0]["issues"][3]), (&json!("EXTREME"), &json!({ "text": "ประเด็นใหม่" })));
        assert_eq!(areas[0]["controlMeasures"][7], json!({ "name": "ตรวจสอบภายใน", "projectNumber": 28 }));
        assert_eq!(areas[4], json!({ "sequence": 5, "operation": "การจัดซื้อ", "issues": [{ "text": "ล็อกสเปก", "level": "HIGH" }], "controlMeasures": [] }));
        let version = latest(&server).await["version"].to_string();
        let removed = send(&server, &at("/risk-area/4/remove"), &[("version", &version), ("reason", "ยุบรวม")]).await;
        assert_eq!(removed.location.as_deref(), Some(DRAFTED), "{}", removed.html);
        // What is scored stays.
        let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { riskAreas { issues { id } } } } }"#;
        let issue = server.ask(query, json!({})).await["organization"]["plan"]["riskAreas"][1]["issues"][0]["id"].take();
        let score = json!({ "input": { "issueId": issue, "fiscalYear": 2568, "basis": "INHERENT", "likelihood": 3, "impact": 2 } });
        let scored = server.change("mutation($input: AssessRiskInput!) { assessRisk(input: $input) { userErrors { code } } }", score).await;
        assert_eq!(scored["userErrors"], json!([]));
        refused(&server, "/risk-area/2", &[("issues-0-text", "คำอื่น")], &["issues-0-text"]).await;
        let version = latest(&server).await["version"].to_string();
        let kept = send(&server, &at("/risk-area/2/remove"), &[("version", &version), ("reason", "ก")]).await;
        assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
        kept.says(&["มีคะแนนประเมินแล้ว"]);
    }

    async fn a_first_draft_is_changed_in_place(server) {
        make_draft(&server).await;
        open(&server, PLAN).await.shows(&["แก้ไขร่างแผน"]);
        let index = open(&server, &at("")).await;
        index.shows(&["แก้ไขร่างแผน", "เพิ่มโครงการ", "เป้าหมายของแผน"]);
        index.hides(&["ปรับปรุงแผน"]);
        let form = open(&server, &at("/plan")).await;
        form.shows(&["แก้ไขร่างแผน"]);
        form.hides(&["name=\"reason\"", "ปรับปรุงแผน"]);
        let place = Some("/organization/wapi-pathum/plan/2566/revision/1?done=edited");
        let sent = send_changed(&server, &at("/plan"), &[("title", "แผนที่ยังเป็นร่าง")]).await;
        assert_eq!(sent.location.as_deref(), place, "{}", sent.html);
        open(&server, PLAN).await.shows(&["<h1>แผนที่ยังเป็นร่าง</h1>"]);
        let sent = send_changed(&server, &at("/project/1"), &[("name", "โครงการในร่าง")]).await;
        assert_eq!(sent.location.as_deref(), place, "{}", sent.html);
        let draft = latest(&server).await;
        assert_eq!((&draft["revision"], &draft["version"], &draft["reason"]), (&json!(1), &json!(3), &Value::Null));
        // Somebody else was quicker: what was typed stays, nothing is overwritten.
        let late = send(&server, &at("/plan"), &[("version", "1"), ("title", "ชื่อที่มาช้า")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        late.says(&["ชื่อที่มาช้า</textarea>", "name=\"version\" value=\"3\""]);
        assert_eq!(latest(&server).await["version"], 3);
    }

    async fn nobody_else_changes_a_plan(server) {
        let pages = ["", "/plan", "/goals", "/dimension/1", "/project/new", "/project/new?mission=1.1", "/project/1", "/project/1/remove", "/risk-area/new", "/risk-area/1", "/risk-area/1/remove"];
        let (version, events) = (latest(&server).await["version"].to_string(), server.event_count().await);
        for account in ["officer", "clerk"] {
            let by = server.by(account);
            for page in pages {
                let shown = open(&by, &at(page)).await;
                shown.shows(&["ท่านแก้ไขแผนไม่ได้ในขณะนี้"]);
                shown.hides(&["data-draft"]);
                shown.assert_nothing_inline();
            }
            for page in pages.into_iter().filter(|page| !page.is_empty() && *page != "/project/new") {
                let sent = send(&by, &at(page), &[("version", &version), ("reason", "ก"), ("name", "ก"), ("title", "ก"), ("operation", "ก")]).await;
                assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{account} {page}");
            }
        }
        assert_eq!(server.event_count().await, events);
        for page in pages {
            assert_eq!(open(&server.signed_out(), &at(page)).await.status, StatusCode::SEE_OTHER, "{page}");
        }
        assert_closed(&server, &at("/goals")).await;
        let other = server.with_token(&server.add_account("other", sucharit_domain::access::Role::Planner, Some("more-1")).await);
        for page in pages {
            assert_eq!(open(&other, &at(page)).await.status, StatusCode::NOT_FOUND, "{page}");
        }
    }

    async fn forms_and_the_glance_cost_the_same_with_one_project(server) {
        let pages = [PLAN.to_owned(), at(""), at("/goals"), at("/dimension/1"), at("/project/1"), at("/risk-area/1"), at("/workbook"), "/organization/wapi-pathum/plan/workbook".to_owned()];
        let mut counts = Vec::new();
        for page in &pages {
            counts.push(open(&server, page).await.statements);
        }
        server.database.execute("DELETE FROM project WHERE number > 1").await;
        server.database.execute("UPDATE plan SET end_fiscal_year = 2568").await;
        for (page, with_36) in pages.iter().zip(counts) {
            let page_now = open(&server, page).await;
            assert_eq!((page_now.status, page_now.statements), (StatusCode::OK, with_36), "{page}");
            assert!(with_36 <= 40, "{page}: {with_36}");
        }
    }
}
