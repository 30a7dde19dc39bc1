//! Plans on their pages: at a glance, filtered, through their chain, amended by forms.

use super::reading::{Page, open, open_in_english, send};
use crate::sample::report_all;
use reqwest::StatusCode;
use serde_json::{Value, json};
use sucharit_tests::{Server, on_both_databases};

pub const PLAN: &str = "/organization/wapi-pathum/plan/2566";
const PROJECT: &str = "/organization/wapi-pathum/plan/2566/amend/project/28";

/// The latest revision's version, state and number of signatures.
pub async fn latest(server: &Server) -> Value {
    let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { revisions { revision version state reason document publishedAt signatures { opinion } } } } }"#;
    let mut data = server.by("planner").ask(query, json!({})).await;
    data["organization"]["plan"]["revisions"].as_array_mut().unwrap().pop().unwrap()
}

/// What a form holds: its inputs, chosen radios, ticked boxes, chosen options and texts, as a browser would send them.
pub fn fields(html: &str) -> Vec<(String, String)> {
    let form = html.split("<form method=\"post\" data-draft").nth(1).unwrap().split("</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
        Some(plain(rest.split('"').next()?))
    };
    let mut fields = Vec::new();
    for tag in form.split('<').skip(1) {
        let (head, text) = tag.split_once('>').unwrap();
        let Some(name) = attribute(head, "name") else { continue };
        let is_choice = head.contains("type=\"radio\"") || head.contains("type=\"checkbox\"");
        if head.starts_with("textarea") {
            fields.push((name, plain(text.trim_start_matches('\n'))));
        } else if head.starts_with("input") && (!is_choice || head.contains(" checked")) {
            fields.push((name, attribute(head, "value").unwrap_or_default()));
        } else if head.starts_with("select") {
            let rest = form.split(&format!("name=\"{name}\"")).nth(1).unwrap().split("</select>").next().unwrap();
            let chosen = rest.split("<option").find(|option| option.split('>').next().unwrap().contains(" selected"));
            fields.push((name, chosen.and_then(|option| attribute(option, "value")).unwrap_or_default()));
        }
    }
    fields
}

fn plain(html: &str) -> String {
    html.replace("&#60;", "<").replace("&#62;", ">").replace("&#34;", "\"").replace("&#39;", "'").replace("&#38;", "&")
}

/// Sends a form as it was shown, with these fields otherwise.
pub async fn send_changed(server: &Server, path: &str, changed: &[(&str, &str)]) -> Page {
    let shown = open(server, path).await;
    shown.shows(&["บันทึกลงร่าง"]);
    let mut sent = fields(&shown.html);
    for (name, value) in changed {
        sent.retain(|(found, _)| found != name);
        sent.push(((*name).to_owned(), (*value).to_owned()));
    }
    let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    send(server, path, &sent).await
}

/// Takes a step by its page as the latest revision stands.
async fn step(server: &Server, word: &str, more: &[(&str, &str)]) -> Page {
    let now = latest(server).await;
    let path = format!("{PLAN}/revision/{}/{word}", now["revision"]);
    let version = now["version"].to_string();
    send(server, &path, &[&[("version", version.as_str())], more].concat()).await
}

on_both_databases! {
    async fn a_plan_is_seen_at_a_glance(server) {
        let pages = ["/plan", "/organization/wapi-pathum/plan", PLAN, "/organization/wapi-pathum/plan/2566/revision/1"];
        for path in pages {
            let page = open(&server.signed_out(), path).await;
            assert_eq!((page.status, page.location.is_some()), (StatusCode::SEE_OTHER, true), "{path}");
            assert!(page.location.unwrap().starts_with("/sign-in?next="), "{path}");
        }
        assert_eq!(open(&server, "/plan").await.location.as_deref(), Some("/organization/wapi-pathum/plan"));
        assert_eq!(open(&server, "/organization/wapi-pathum/plan").await.location.as_deref(), Some(PLAN));
        let empty = open(&server, PLAN).await;
        empty.shows(&["มิติที่ 1", "มิติที่ 4", "ภารกิจตามมิติ 1.1", "แสดง 36 โครงการ", "ยังไม่มีรายงาน", "รอรายงานผล", "นายกอนุมัติ", "/exports/plan.xlsx?plan="]);
        report_all(&server, 2568, "SIX_MONTH").await;
        let page = open(&server, PLAN).await;
        page.shows(&["flag-green", "เขียว", "ดำเนินการแล้วเสร็จ", "#p-unable", "เป้าหมาย", "ฉบับที่ 1"]);
        // What is reported costs nothing more.
        assert_eq!(page.statements, empty.statements);
        open_in_english(&server, PLAN).await.shows(&["Projects by dimension", "Nothing reported", "Unable to carry out"]);
        open(&server.by("nacc-province"), PLAN).await.shows(&["แสดง 36 โครงการ"]);
        let other = server.by_another_municipality().await;
        for path in [PLAN, "/organization/wapi-pathum/plan", "/organization/wapi-pathum/plan/2566/revision/1", "/organization/wapi-pathum/plan/2566/amend"] {
            assert_eq!(open(&other, path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for path in ["/organization/wapi-pathum/plan/2571", "/organization/wapi-pathum/plan/2566/revision/2", "/organization/wapi-pathum/plan/2566/revision/1/reopen"] {
            assert_eq!(open(&server, path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn projects_are_filtered(server) {
        report_all(&server, 2568, "SIX_MONTH").await;
        for (query, count) in [
            ("dimension=3", 4), ("dimension=1&year=2568", 6), ("name=%E0%B9%80%E0%B8%A7%E0%B8%97%E0%B8%B5%E0%B8%9B%E0%B8%A3%E0%B8%B0%E0%B8%8A%E0%B8%B2%E0%B8%84%E0%B8%A1", 1),
            ("year=2568&status=UNABLE", 7), ("year=2568&status=AWAITING", 0), ("year=2567&status=AWAITING", 36), ("status=nonsense", 0),
        ] {
            open(&server, &format!("{PLAN}?{query}")).await.shows(&[&format!("แสดง {count} โครงการ")]);
        }
        open(&server, &format!("{PLAN}?division=nonsense")).await.shows(&["แสดง 0 โครงการ"]);
    }

    async fn a_project_is_amended_by_a_form_and_the_amendment_signed(server) {
        let amended = send_changed(&server, PROJECT, &[("name", "โครงการเวทีประชาคม & ประชาชน"), ("budget-2568", "๒๕,๐๐๐.๐๐ บาท"), ("reason", "ได้รับจัดสรรเพิ่ม")]).await;
        assert_eq!(amended.location.as_deref(), Some("/organization/wapi-pathum/plan/2566/revision/2?done=edited"), "{}", amended.html);
        open(&server, &format!("{PLAN}/difference?from=1&to=2")).await.shows(&[
            "2 รายการ", "โครงการลำดับที่ 28 › ชื่อ", "<ins>โครงการเวทีประชาคม &#38; ประชาชน</ins>", "<del>20000</del>", "<ins>25000</ins>",
        ]);
        // A second form changes the same draft, and knows its reason.
        let titled = send_changed(&server, &format!("{PLAN}/amend/plan"), &[("title", "แผนฉบับปรับปรุง")]).await;
        assert_eq!(titled.location.as_deref(), Some("/organization/wapi-pathum/plan/2566/revision/2?done=edited"), "{}", titled.html);
        let draft = latest(&server).await;
        assert_eq!((&draft["version"], &draft["reason"]), (&json!(2), &json!("ได้รับจัดสรรเพิ่ม")));

        open(&server.by("clerk"), &format!("{PLAN}/revision/2/submit")).await.shows(&["ท่านทำขั้นตอนนี้ไม่ได้ในขณะนี้", "บทบาทของท่านไม่ได้ทำขั้นตอนนี้"]);
        open(&server, &format!("{PLAN}/revision/2")).await.shows(&["เสนอแผนต่อปลัด", "แก้ไขร่าง"]);
        assert_eq!(step(&server, "submit", &[]).await.location.as_deref(), Some("/organization/wapi-pathum/plan/2566/revision/2?done=submit"));
        open(&server, &format!("{PLAN}/amend")).await.shows(&["ท่านแก้ไขแผนไม่ได้ในขณะนี้"]);
        let (clerk, executive) = (server.by("clerk"), server.by("executive"));
        // No opinion: said beside its field, and nothing is signed.
        let refused = step(&clerk, "endorse", &[("opinion", " ")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says(&["href=\"#opinion\"", "id=\"opinion-error\""]);
        assert_eq!(latest(&server).await["state"], "SUBMITTED");
        assert_eq!(step(&clerk, "return", &[("reason", "โปรดแก้ชื่อ")]).await.status, StatusCode::SEE_OTHER);
        open(&server, &format!("{PLAN}/revision/2")).await.shows(&["โปรดแก้ชื่อ", "สิ้นผลแล้ว"]);
        step(&server, "submit", &[]).await;
        step(&server, "withdraw", &[]).await;
        step(&server, "submit", &[]).await;
        step(&clerk, "endorse", &[("opinion", "เห็นชอบ")]).await;
        let wrong = step(&executive, "approve", &[("opinion", "อนุมัติ"), ("announcedOnDay", "31"), ("announcedOnMonth", "2"), ("announcedOnYear", "2566")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.says(&["href=\"#announcedOn\"", "value=\"31\"", "อนุมัติ</textarea>"]);
        let approved = step(&executive, "approve", &[("opinion", "อนุมัติ"), ("announcedOnDay", "๑"), ("announcedOnMonth", "10"), ("announcedOnYear", "2567")]).await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.html);
        open(&server, PLAN).await.shows(&["แผนฉบับปรับปรุง", "1 ตุลาคม 2567"]);
        open(&server, &format!("{PLAN}/revision/2")).await.shows(&["ผู้ทดสอบ clerk", "ผู้ทดสอบ executive", "เผยแพร่แผนต่อสาธารณะ"]);
        assert_eq!(step(&server, "publish", &[]).await.status, StatusCode::SEE_OTHER);
        open(&server.signed_out(), "/public/wapi-pathum/plan/2568").await.shows(&["แผนฉบับปรับปรุง", "25,000.00", "ผู้ทดสอบ executive"]);
    }

    async fn every_fault_of_an_amendment_stands_beside_its_field(server) {
        let before = server.event_count().await;
        let refused = send_changed(&server, PROJECT, &[
            ("name", ""), ("objectives", " \n "), ("budget-2567", "มาก"), ("outputs-0-comparison", "AT_LEAST"), ("targetGroups-0-count", "x"), ("reason", ""),
        ]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["name", "objectives", "budget-2567", "outputs-0-quantity", "targetGroups-0-count", "reason"] {
            refused.says(&[&format!("href=\"#{field}\""), &format!("id=\"{field}-error\"")]);
        }
        refused.says(&["value=\"มาก\""]);
        let unchanged = send_changed(&server, PROJECT, &[("reason", "ไม่มีอะไร")]).await;
        assert_eq!(unchanged.status, StatusCode::UNPROCESSABLE_ENTITY, "what says the same is no amendment");
        // Somebody else was quicker.
        let shown = open(&server, PROJECT).await;
        send_changed(&server, PROJECT, &[("name", "ชื่อของผู้อื่น"), ("reason", "ก")]).await;
        send_changed(&server, PROJECT, &[("remark", "ข")]).await;
        let mut late = fields(&shown.html);
        late.retain(|(name, _)| name != "reason" && name != "remark");
        late.extend([("reason".to_owned(), "ค".to_owned()), ("remark".to_owned(), "ของฉัน".to_owned())]);
        let late: Vec<(&str, &str)> = late.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let refused = send(&server, PROJECT, &late).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says(&["ของฉัน</textarea>"]);
        assert_eq!(server.event_count().await, before + 2);
        open(&server.by("officer"), PROJECT).await.shows(&["ท่านแก้ไขแผนไม่ได้ในขณะนี้"]);
        let officers = send(&server.by("officer"), PROJECT, &late).await;
        assert_eq!(officers.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(server.event_count().await, before + 2);
        assert_eq!(open(&server, "/organization/wapi-pathum/plan/2566/amend/project/99").await.status, StatusCode::NOT_FOUND);
    }
}
