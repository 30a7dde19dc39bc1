//! The plan as a workbook: out, changed or not, and back; and the template filled in.

use crate::{
    command_line::program::{command, run},
    progress_import::{Form, Put, round_trip::saved_by_libreoffice},
};
use reqwest::{StatusCode, header::CONTENT_TYPE};
use serde_json::{Value, json};
use std::fs;
use sucharit_tests::{Database, Place, Server, on_both_databases};

pub const DETAILS: &str = "xl/worksheets/sheet3.xml";

/// The template's sheets.
const TEMPLATE_INFO: &str = "xl/worksheets/sheet1.xml";
const TEMPLATE_RISKS: &str = "xl/worksheets/sheet2.xml";
const TEMPLATE_PLAN: &str = "xl/worksheets/sheet3.xml";
pub const TEMPLATE_DETAILS: &str = "xl/worksheets/sheet4.xml";

pub async fn download(server: &Server, path: &str) -> Form {
    let response = server.client.get(server.url(path)).send().await.expect("the server answers");
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    Form::open(&response.bytes().await.expect("a workbook"))
}

async fn exported(server: &Server) -> Form {
    let plan = server.plan_id().await;
    download(server, &format!("/exports/plan.xlsx?plan={plan}")).await
}

pub async fn template(server: &Server) -> Form {
    download(server, "/exports/plan-template.xlsx?organization=wapi-pathum").await
}

async fn upload(server: &Server, bytes: Vec<u8>) -> (StatusCode, Value) {
    upload_with(server, bytes, &[]).await
}

/// A form with a file and further fields, as `--form` parts.
pub fn multipart(bytes: Vec<u8>, fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let field = format!("--form\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(field.into_bytes());
    }
    body.extend(b"--form\r\nContent-Disposition: form-data; name=\"file\"; filename=\"plan.xlsx\"\r\n\r\n");
    body.extend(bytes.into_iter().chain(*b"\r\n--form--\r\n"));
    body
}

async fn upload_with(server: &Server, bytes: Vec<u8>, fields: &[(&str, &str)]) -> (StatusCode, Value) {
    let body = multipart(bytes, fields);
    let request =
        server.client.post(server.url("/imports/plan")).header(CONTENT_TYPE, "multipart/form-data; boundary=form");
    let response = request.body(body).send().await.expect("the server answers");
    (response.status(), response.json().await.expect("JSON"))
}

/// `รายละเอียด!B6 CODE` of everything that is wrong.
fn faults(said: &Value) -> Vec<String> {
    let errors = said["errors"].as_array().unwrap_or_else(|| panic!("errors: {said:#}")).iter();
    let last =
        |error: &Value| error["extensions"]["path"].as_array().unwrap().last().unwrap().as_str().unwrap().to_owned();
    errors.map(|error| format!("{} {}", last(error), error["extensions"]["code"].as_str().unwrap())).collect()
}

/// A template with two projects and a risk area filled in.
pub fn fill(form: &mut Form) {
    form.set_in(TEMPLATE_INFO, "B6", Put::Text("แผนทดสอบ (พ.ศ. 2571 – 2575)"));
    for (row, number, name, period) in [
        (
            6,
            "1",
            "โครงการอบรม",
            "ปีงบประมาณ พ.ศ. 2571–2572\nดำเนินการในไตรมาส 2\nปี 2571: 20,000 บาท\nปี 2572: ๑๕,๐๐๐.๕๐ บาท",
        ),
        (7, "2", "มาตรการโปร่งใส", "ปีงบประมาณ พ.ศ. 2571–2575\nไม่ใช้งบประมาณ"),
    ] {
        let cells = [
            ("A", number),
            ("B", name),
            ("C", if number == "1" { "โครงการ" } else { "มาตรการ" }),
            ("D", "ภารกิจ 1.1"),
            ("E", "1. เพื่อสร้างจิตสำนึก\n2. เพื่อป้องกัน"),
            ("F", "ประชาชน/ภาคประชาสังคม: ผู้นำชุมชน จำนวน 50 คน"),
            ("G", "1. วางแผน\n2. ดำเนินการ"),
            ("H", period),
            ("I", "สำนักปลัด"),
            ("J", "ผลผลิต\n1. ผู้เข้ารับการอบรม ไม่น้อยกว่า 50 คน\nผลลัพธ์\n1. ผู้เข้าใจ ไม่น้อยกว่าร้อยละ 80"),
        ];
        for (column, text) in cells {
            form.set_in(TEMPLATE_DETAILS, &format!("{column}{row}"), Put::Text(text));
        }
    }
    form.set_in(TEMPLATE_PLAN, "C7", Put::Text("โครงการอบรม")).set_in(TEMPLATE_PLAN, "I7", Put::Text("ร่วมกับโรงเรียน"));
    form.set_in(TEMPLATE_PLAN, "D7", Put::Number("20000")).set_in(TEMPLATE_PLAN, "E7", Put::Number("15000.5"));
    form.set_in(TEMPLATE_RISKS, "A6", Put::Text("1"))
        .set_in(TEMPLATE_RISKS, "B6", Put::Text("การจัดซื้อจัดจ้าง"))
        .set_in(TEMPLATE_RISKS, "C6", Put::Text("กำหนดคุณลักษณะเอื้อประโยชน์"))
        .set_in(TEMPLATE_RISKS, "D6", Put::Text("สูง"))
        .set_in(TEMPLATE_RISKS, "E6", Put::Text("1. มาตรการโปร่งใส\n2. ตรวจสอบภายใน"))
        .set_in(TEMPLATE_RISKS, "C7", Put::Text("แบ่งซื้อแบ่งจ้าง"));
}

const PLAN: &str = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2571) { title state startFiscalYear endFiscalYear
    riskAreas { issues { text statedLevel } controlMeasures { name project { number } } }
    projects(first: 5) { nodes { number name kind missionCode fiscalYears usesBudget plannedBudget(fiscalYear: 2572) quarter remark
        objectives steps targetGroups { category description count } outputs { text comparison quantity unit } outcomes { quantity unit }
        divisions { name } } } } } }"#;

on_both_databases! {
    async fn what_was_exported_changes_nothing(server) {
        let events = server.event_count().await;
        let (status, said) = upload(&server, exported(&server).await.bytes()).await;
        assert_eq!((status, &said["outcome"], &said["plan"]), (StatusCode::OK, &json!("UNCHANGED"), &json!(server.plan_id().await)), "{said:#}");
        assert_eq!(server.event_count().await, events);
    }

    async fn a_template_filled_in_becomes_a_draft(server) {
        let mut form = template(&server).await;
        let (status, said) = upload(&server, form.bytes()).await;
        assert_eq!((status, faults(&said).len()), (StatusCode::UNPROCESSABLE_ENTITY, 1), "an empty plan is none: {said:#}");
        fill(&mut form);
        let (status, said) = upload(&server, form.bytes()).await;
        assert_eq!((status, &said["outcome"]), (StatusCode::CREATED, &json!("ADDED")), "{said:#}");
        let plan = server.ask(PLAN, json!({})).await["organization"]["plan"].take();
        assert_eq!((&plan["title"], &plan["state"]), (&json!("แผนทดสอบ (พ.ศ. 2571 – 2575)"), &json!("DRAFT")));
        assert_eq!(plan["riskAreas"], json!([{
            "issues": [{ "text": "กำหนดคุณลักษณะเอื้อประโยชน์", "statedLevel": "HIGH" }, { "text": "แบ่งซื้อแบ่งจ้าง", "statedLevel": null }],
            "controlMeasures": [{ "name": "มาตรการโปร่งใส", "project": { "number": 2 } }, { "name": "ตรวจสอบภายใน", "project": null }],
        }]));
        assert_eq!(plan["projects"]["nodes"][0], json!({
            "number": 1, "name": "โครงการอบรม", "kind": "PROJECT", "missionCode": "1.1", "fiscalYears": [2571, 2572], "usesBudget": true,
            "plannedBudget": "15000.50", "quarter": 2, "remark": "ร่วมกับโรงเรียน", "objectives": ["เพื่อสร้างจิตสำนึก", "เพื่อป้องกัน"],
            "steps": ["วางแผน", "ดำเนินการ"], "targetGroups": [{ "category": "CITIZENS", "description": "ผู้นำชุมชน", "count": 50 }],
            "outputs": [{ "text": "ผู้เข้ารับการอบรม", "comparison": "AT_LEAST", "quantity": "50", "unit": "คน" }],
            "outcomes": [{ "quantity": "80", "unit": "ร้อยละ" }], "divisions": [{ "name": "สำนักปลัด" }],
        }));
        let (status, said) = upload(&server, form.bytes()).await;
        assert_eq!((status, &said["outcome"]), (StatusCode::OK, &json!("UNCHANGED")), "twice is once");
        // The draft as it is exported, with some cells changed.
        let id = said["plan"].as_str().unwrap();
        let mut form = download(&server, &format!("/exports/plan.xlsx?plan={id}&numerals=thai")).await;
        form.set_in(DETAILS, "B6", Put::Text("โครงการอบรมใหม่")).set_in(DETAILS, "G6", Put::Text("๑. วางแผน\n๒. ประชุม\n๓. สรุป"));
        form.set("E7", Put::Text("๑๖,๐๐๐ บาท"));
        let (status, said) = upload(&server, form.bytes()).await;
        assert_eq!((status, &said["outcome"]), (StatusCode::OK, &json!("REPLACED")), "{said:#}");
        let project = server.ask(PLAN, json!({})).await["organization"]["plan"]["projects"]["nodes"][0].take();
        assert_eq!((&project["name"], &project["plannedBudget"], &project["steps"]), (&json!("โครงการอบรมใหม่"), &json!("16000.00"), &json!(["วางแผน", "ประชุม", "สรุป"])));
        assert_eq!((&project["remark"], &project["quarter"], &project["outputs"][0]["quantity"]), (&json!("ร่วมกับโรงเรียน"), &json!(2), &json!("50")));
    }

    async fn every_problem_names_its_cell_and_nothing_is_written(server) {
        let mut form = template(&server).await;
        fill(&mut form);
        let events = server.event_count().await;
        form.set_in(TEMPLATE_DETAILS, "C6", Put::Text("งาน")).set_in(TEMPLATE_DETAILS, "D6", Put::Text("มิติที่ 1"))
            .set_in(TEMPLATE_DETAILS, "F6", Put::Text("ทุกคน")).set_in(TEMPLATE_DETAILS, "H7", Put::Text("ทุกปี"))
            .set_in(TEMPLATE_DETAILS, "A8", Put::Text("1")).set_in(TEMPLATE_DETAILS, "B8", Put::Text("ซ้ำ"))
            .set_in(TEMPLATE_DETAILS, "B9", Put::Text("ไม่มีลำดับ"))
            .set_in(TEMPLATE_PLAN, "C8", Put::Text("โครงการที่ไม่มี")).set_in(TEMPLATE_PLAN, "D7", Put::Number("1.005"))
            .set_in(TEMPLATE_RISKS, "D7", Put::Text("12")).set_in(TEMPLATE_INFO, "B7", Put::Text("เมื่อวาน"));
        let (status, said) = upload(&server, form.bytes()).await;
        let mut found = faults(&said);
        found.sort();
        assert_eq!((status, found.iter().map(String::as_str).collect::<Vec<_>>()), (StatusCode::UNPROCESSABLE_ENTITY, vec![
            "ข้อมูลแผน!B7 NOT_UNDERSTOOD", "ความเสี่ยง!D7 NOT_IN_LIST", "รายละเอียด!A8 ROW_KEY_TWICE", "รายละเอียด!A9 NOT_UNDERSTOOD",
            "รายละเอียด!C6 NOT_IN_LIST", "รายละเอียด!D6 NOT_UNDERSTOOD", "รายละเอียด!F6 NOT_UNDERSTOOD", "รายละเอียด!H7 NOT_UNDERSTOOD",
            "แผน!C8 PROJECT_NOT_IN_DETAILS", "แผน!D7 TOO_MANY_DECIMALS",
        ]));
        // What only the rules know is told by the cell as well.
        let mut form = template(&server).await;
        fill(&mut form);
        form.set_in(TEMPLATE_DETAILS, "D6", Put::Text("ภารกิจ 9.9")).set_in(TEMPLATE_DETAILS, "B7", Put::Nothing).set_in(TEMPLATE_PLAN, "E7", Put::Number("1"));
        let (_, said) = upload(&server, form.bytes()).await;
        assert_eq!(faults(&said), ["แผน!E7 SHEETS_DISAGREE"]);
        form.set_in(TEMPLATE_PLAN, "E7", Put::Number("15000.5"));
        let (_, said) = upload(&server, form.bytes()).await;
        let mut found = faults(&said);
        found.sort();
        assert_eq!(found, ["รายละเอียด!B7 REQUIRED", "รายละเอียด!D6 UNKNOWN_REFERENCE"]);
        assert_eq!(server.event_count().await, events);
        assert_eq!(server.database.count("SELECT COUNT(*) FROM plan").await, 1);
    }

    async fn an_adopted_plan_and_somebody_elses_are_left_alone(server) {
        let mut form = exported(&server).await;
        form.set_in(DETAILS, "B6", Put::Text("ชื่อใหม่"));
        let (status, said) = upload(&server, form.bytes()).await;
        assert_eq!((status, faults(&said)), (StatusCode::UNPROCESSABLE_ENTITY, vec!["รายละเอียด!B6 PLAN_ADOPTED".to_owned()]));
        let other = server.by_another_municipality().await;
        let (status, said) = upload(&other, form.bytes()).await;
        assert_eq!((status, faults(&said)), (StatusCode::NOT_FOUND, vec!["file NOT_FOUND".to_owned()]));
        for name in ["officer", "clerk", "nacc-central", "admin"] {
            let (status, said) = upload(&server.by(name), form.bytes()).await;
            assert_eq!((status, faults(&said)), (StatusCode::FORBIDDEN, vec!["input WRONG_ROLE".to_owned()]), "{name}");
        }
        let (status, _) = upload(&server.signed_out(), form.bytes()).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        // A planner brings drafts: what is announced was adopted by the chain.
        let mut form = template(&server).await;
        fill(&mut form);
        form.set_in(TEMPLATE_INFO, "B7", Put::Text("30 เมษายน 2570"));
        let (status, said) = upload(&server, form.bytes()).await;
        assert_eq!((status, faults(&said)), (StatusCode::UNPROCESSABLE_ENTITY, vec!["file WRONG_ROLE".to_owned()]));
        assert_eq!(server.database.count("SELECT COUNT(*) FROM plan WHERE start_fiscal_year = 2571").await, 0);
        let answer = other.client.get(server.url("/exports/plan-template.xlsx?organization=wapi-pathum")).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    }

    async fn a_workbook_draws_up_an_amendment(server) {
        let revision = async || {
            let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { title revisions { id revision version state reason } } } }"#;
            server.ask(query, json!({})).await["organization"]["plan"]["revisions"].as_array_mut().unwrap().pop().unwrap()
        };
        let now = revision().await;
        let id = now["id"].as_str().unwrap().to_owned();
        let fields = [("revision", id.as_str()), ("expectedVersion", "1"), ("reason", "ปรับชื่อ\r\nตามที่ประชุม")];
        let mut form = exported(&server).await;
        let other = server.by_another_municipality().await;
        let events = server.event_count().await;
        let (status, said) = upload_with(&server, form.bytes(), &fields).await;
        assert_eq!((status, faults(&said)), (StatusCode::UNPROCESSABLE_ENTITY, vec!["file NOTHING_AMENDED".to_owned()]));
        form.set_in(DETAILS, "B6", Put::Text("ชื่อใหม่")).set_in(DETAILS, "D7", Put::Text("ภารกิจ 9.9"));
        let (_, said) = upload_with(&server, form.bytes(), &fields).await;
        assert_eq!(faults(&said), ["รายละเอียด!D7 UNKNOWN_REFERENCE"]);
        let mut form = exported(&server).await;
        form.set_in(DETAILS, "B6", Put::Text("ชื่อใหม่"));
        for (changed, fault) in [
            ((1, ("expectedVersion", "7")), "expectedVersion STALE_VERSION"), ((1, ("expectedVersion", "x")), "expectedVersion REQUIRED"),
            ((2, ("reason", " \r\n")), "reason REQUIRED"), ((0, ("revision", "plan:0")), "revision NOT_FOUND"),
        ] {
            let mut fields = fields;
            fields[changed.0] = changed.1;
            assert_eq!(faults(&upload_with(&server, form.bytes(), &fields).await.1), [fault]);
        }
        let (status, said) = upload_with(&server.by("clerk"), form.bytes(), &fields).await;
        assert_eq!((status, faults(&said)), (StatusCode::FORBIDDEN, vec!["input WRONG_ROLE".to_owned()]));
        assert_eq!(faults(&upload_with(&other, form.bytes(), &fields).await.1), ["revisionId NOT_FOUND"]);
        assert_eq!(server.event_count().await, events);
        let (status, said) = upload_with(&server, form.bytes(), &fields).await;
        assert_eq!((status, &said["outcome"], &said["revision"]), (StatusCode::OK, &json!("AMENDED"), &json!(2)), "{said:#}");
        let draft = revision().await;
        assert_eq!((&draft["id"], &draft["state"], &draft["reason"]), (&said["planRevision"], &json!("DRAFT"), &json!("ปรับชื่อ\nตามที่ประชุม")));
        assert_eq!(server.event_count().await, events + 1);
        // A workbook of before the draft would undo it unseen.
        let again = [("revision", draft["id"].as_str().unwrap()), ("expectedVersion", "1"), ("reason", "อีกครั้ง")];
        form.set_in(DETAILS, "B7", Put::Text("อีกชื่อหนึ่ง"));
        assert_eq!(faults(&upload_with(&server, form.bytes(), &again).await.1), ["file STALE_VERSION"]);
        // The draft comes as a workbook, too: changed again, it says both.
        let plan = server.plan_id().await;
        let mut form = download(&server, &format!("/exports/plan.xlsx?plan={plan}&revision=2")).await;
        assert_eq!(form.text_in("รายละเอียด", "B6"), "ชื่อใหม่");
        assert_ne!(exported(&server).await.text_in("รายละเอียด", "B6"), "ชื่อใหม่", "the plan in force stays");
        form.set_in(DETAILS, "B7", Put::Text("อีกชื่อหนึ่ง"));
        let (_, said) = upload_with(&server, form.bytes(), &again).await;
        assert_eq!((&said["outcome"], &said["revision"], &said["version"]), (&json!("AMENDED"), &json!(2), &json!(2)), "{said:#}");
        let diff = "query($plan: ID!) { planDiff(planId: $plan, from: 1, to: 2) { path after } }";
        assert_eq!(server.ask(diff, json!({ "plan": plan })).await["planDiff"], json!([
            { "path": "projects[1].name", "after": "ชื่อใหม่" }, { "path": "projects[2].name", "after": "อีกชื่อหนึ่ง" },
        ]));
        for (rest, status) in [("revision=3", StatusCode::NOT_FOUND), ("revision=x", StatusCode::BAD_REQUEST)] {
            let path = format!("/exports/plan.xlsx?plan={plan}&{rest}");
            assert_eq!(server.client.get(server.url(&path)).send().await.unwrap().status(), status, "{rest}");
        }
    }

    async fn other_files_are_refused(server) {
        for (bytes, status, fault) in [
            (b"%PDF-1.7".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "file NOT_A_WORKBOOK"),
            (crate::progress_import::download_bytes(&server, 2568, "SIX_MONTH", "").await, StatusCode::UNPROCESSABLE_ENTITY, "file NOT_A_FORM"),
        ] {
            let (found, said) = upload(&server, bytes).await;
            assert_eq!((found, faults(&said)), (status, vec![fault.to_owned()]));
        }
        let mut form = exported(&server).await;
        form.replace("xl/workbook.xml", "รายละเอียด", "อื่นๆ");
        assert_eq!(faults(&upload(&server, form.bytes()).await.1), ["รายละเอียด SHEET_MISSING"]);
        let (_, said) = crate::progress_import::upload_with(&server, exported(&server).await.bytes(), &[]).await;
        assert_eq!(faults(&said), ["file NOT_A_FORM"], "a plan is no report");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn libreoffice_saves_a_plan_that_says_the_same() {
    let server = Server::start(Database::Sqlite).await;
    let saved = saved_by_libreoffice(&exported(&server).await.bytes());
    let (status, said) = upload(&server, saved).await;
    assert_eq!((status, &said["outcome"]), (StatusCode::OK, &json!("UNCHANGED")), "{said:#}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_command_line_takes_workbooks() {
    let server = Server::start(Database::Sqlite).await;
    let Place::Folder(data) = server.place().clone() else { panic!("SQLite lies in a folder") };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("plan.xlsx");
    let (data, path) = (data.to_str().unwrap().to_owned(), file.to_str().unwrap().to_owned());
    let sucharit = |rest: &[&str]| run(command(&[&["--data-dir", &data], rest].concat()));
    sucharit(&["export", "plan", "--organization", "wapi-pathum", "--output", &path]).succeeded();
    assert!(sucharit(&["plan", "import", &path]).succeeded().starts_with("nothing to change: "));
    sucharit(&["export", "plan-template", "--organization", "wapi-pathum", "--fiscal-year", "2571", "--output", &path])
        .succeeded();
    let mut form = Form::open(&fs::read(&file).unwrap());
    fill(&mut form);
    form.set_in(TEMPLATE_INFO, "B7", Put::Text("๓๐ เม.ย. ๒๕๗๐"));
    fs::write(&file, form.bytes()).unwrap();
    assert_eq!(sucharit(&["plan", "import", &path]).succeeded(), "imported: แผนทดสอบ (พ.ศ. 2571 – 2575)\n");
    let rows = server
        .database
        .rows("SELECT CAST(announced_on AS text) AS day, state FROM plan WHERE start_fiscal_year = 2571")
        .await;
    assert_eq!(rows, [json!({ "day": "2027-04-30", "state": "APPROVED" })]);
    form.set_in(TEMPLATE_DETAILS, "H6", Put::Text("ทุกปี"));
    fs::write(&file, form.bytes()).unwrap();
    let refused = sucharit(&["plan", "import", &path]).refused();
    assert!(refused.contains("รายละเอียด!H6: อ่านข้อความในเซลล์นี้ไม่ได้"), "{refused}");
}
