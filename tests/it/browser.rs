//! End to end in headless Chromium: the scripts of `tests/browser/`, each against a server of its own.
//!
//! `SCREENSHOTS=FOLDER cargo test -p sucharit-tests browser::` leaves a picture of every page there.

use crate::{
    progress_import::{Put, download},
    risk::{assess, issues},
    web::reading::{change, publish_plan},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};
use sucharit_tests::{Database, Server, SetClock, actors};
use tempfile::TempDir;

/// The officer's project that the chain leaves for its page.
const OFFICERS: i32 = 21;

/// A project that uses a budget.
const BUDGETED: i32 = 28;

/// Addresses without a page of their own: they lead on to one, or hand out a file.
const LEADING_ON: [&str; 10] = [
    "/assets/:file",
    "/progress",
    "/plan",
    "/overview",
    "/risk",
    "/area",
    "/area/:area",
    "/organization/:organization/plan",
    "/organization/:organization/overview/:year/chart/:file",
    "/organization/:organization/risk/:year/chart/:file",
];

/// The addresses that `web` answers a GET at, as its routes name them.
fn routes() -> Vec<String> {
    let source = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src/lib.rs")).unwrap();
    let constant = |name: &str| {
        let value = source.split(&format!("const {name}: &str = \"")).nth(1).unwrap_or_else(|| panic!("{name}"));
        value.split('"').next().unwrap().to_owned()
    };
    let written = |expression: &str| {
        let text = expression.split('"').nth(1).unwrap_or_default();
        match expression.split(['(', '!']).next().unwrap() {
            "at" => constant("ROUND") + text,
            "of_plan" => format!("{}/:year{text}", constant("PLAN")),
            "format" => {
                let (name, rest) = text[1..].split_once('}').expect("a constant comes first");
                constant(name) + rest
            }
            name if text.is_empty() => constant(name),
            _ => text.to_owned(),
        }
    };
    let calls = source.split(".at(").skip(1).filter_map(|call| call.split_once(", get("));
    let routes: Vec<String> = calls.map(|(address, _)| written(address.trim())).collect();
    assert!(routes.len() > 40, "{routes:?}");
    routes
}

/// The route that answers at a path: the one that names most of it.
fn route(path: &str) -> Option<String> {
    let answers = |route: &String| {
        let (route, path) = (route.split('/'), path.split('/'));
        route.clone().count() == path.clone().count()
            && route.zip(path).all(|(named, found)| named.starts_with(':') || named == found)
    };
    routes().into_iter().filter(answers).min_by_key(|route| route.matches(':').count())
}

/// Scores risks over three years, so that charts and matrices have something to show.
async fn assess_risks(server: &Server) {
    for (place, issue) in (1..).zip(issues(server).await) {
        for (year, likelihood, impact) in [(2567, 1 + place % 5, 4), (2568, 1 + place % 4, 4), (2569, 1 + place % 3, 3)]
        {
            for (basis, impact) in [("INHERENT", impact), ("RESIDUAL", 2)] {
                let payload = assess(server, &issue, year, basis, likelihood, impact, None).await;
                assert_eq!(payload["userErrors"], json!([]));
            }
        }
    }
}

/// Forms of the round that is reported: filled in rightly, wrongly, and what is no form.
async fn forms(server: &Server) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut form = download(server, 2569, "SIX_MONTH").await;
    form.set("J41", Put::Text("อยู่ระหว่างดำเนินการ")).set("J42", Put::Text("ดำเนินการแล้วเสร็จ"));
    std::fs::write(folder.path().join("right.xlsx"), form.bytes()).unwrap();
    form.set("J42", Put::Text("ไม่แน่ใจ")).set("H34", Put::Text("มากมาย"));
    std::fs::write(folder.path().join("wrong.xlsx"), form.bytes()).unwrap();
    std::fs::write(folder.path().join("none.xlsx"), "%PDF-1.7").unwrap();
    folder
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("browser")
}

/// A server on a day on which six-month reports of 2569 are taken.
async fn server() -> Server {
    Server::start_at(Database::Sqlite, Arc::new(SetClock::at(2026, 4, 15))).await
}

/// Runs a script; what it says stands in the failure, or is answered.
async fn run(script: &'static str, server: &Server, more: &[(&str, &str)]) -> String {
    let folder = folder();
    assert!(folder.join("node_modules/playwright-core").is_dir(), "run `npm ci` in tests/browser, or ./test");
    let mut command = Command::new("node");
    command
        .current_dir(folder)
        .arg(script)
        .env("SUCHARIT_SITE", server.url(""))
        .env("SUCHARIT_PASSWORD", actors::PASSWORD);
    command.envs(more.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().expect("node is installed");
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{script}: {said}");
    said
}

async fn report_all_but(server: &Server, left: &[i32], fiscal_year: i32, round: &str) {
    for number in (1..=36).filter(|number| !left.contains(number)) {
        let status = if number % 3 == 0 { "IN_PROGRESS" } else { "COMPLETED" };
        let input = json!({ "status": status, "result": format!("ดำเนินการแล้ว {number} ครั้ง") });
        let payload = server.record(number, fiscal_year, round, input).await;
        assert_eq!(payload["userErrors"], json!([]), "{number}");
    }
}

/// A report as it stands.
async fn report(server: &Server, fiscal_year: i32, round: &str) -> Value {
    let query = format!(
        r#"{{ organization(code: "wapi-pathum") {{ plan(fiscalYear: {fiscal_year}) {{
        roundReport(fiscalYear: {fiscal_year}, round: {round}) {{ id version }} }} }} }}"#
    );
    server.ask(&query, json!({})).await["organization"]["plan"]["roundReport"].take()
}

/// Takes a report through its chain.
async fn approve(server: &Server, fiscal_year: i32, round: &str) {
    for (username, verb, opinion) in
        [("planner", "submit", None), ("clerk", "endorse", Some("ถูกต้องครบถ้วน")), ("executive", "approve", Some("อนุมัติ"))]
    {
        let report = report(server, fiscal_year, round).await;
        let mut input = json!({ "reportId": report["id"], "expectedVersion": report["version"] });
        if let Some(opinion) = opinion {
            input["opinion"] = opinion.into();
        }
        let name = format!("{}{}RoundReportInput", verb[..1].to_uppercase(), &verb[1..]);
        let mutation =
            format!("mutation($input: {name}!) {{ {verb}RoundReport(input: $input) {{ userErrors {{ code }} }} }}");
        let payload = server.by(username).change(&mutation, json!({ "input": input })).await;
        assert_eq!(payload["userErrors"], json!([]), "{verb}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_a_form_to_the_publication() {
    for more in [&[][..], &[("WITHOUT_SCRIPTS", "yes")]] {
        let server = server().await;
        report_all_but(&server, &[OFFICERS], 2569, "SIX_MONTH").await;
        run("chain.js", &server, more).await;
        let saved = server
            .ask(
                r#"query($number: Int!) { organization(code: "wapi-pathum") { plan(fiscalYear: 2569) { project(number: $number) {
                    progress(fiscalYear: 2569, round: SIX_MONTH) { status unableReason result evidence { mediaType } } } } } }"#,
                json!({ "number": OFFICERS }),
            )
            .await;
        assert_eq!(
            saved["organization"]["plan"]["project"]["progress"],
            json!({ "status": "UNABLE", "unableReason": "UNDERSTAFFED", "result": "ประชุมแล้วหนึ่งครั้ง\nยังไม่ได้ข้อสรุป",
                "evidence": [{ "mediaType": "application/pdf" }] })
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_by_keyboard_alone() {
    let server = server().await;
    run("table.js", &server, &[]).await;
    let saved = server
        .ask(
            r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2569) { projects(first: 36) { nodes {
                progress(fiscalYear: 2569, round: SIX_MONTH) { status remark version } } } } } }"#,
            json!({}),
        )
        .await;
    let nodes = saved["organization"]["plan"]["projects"]["nodes"].as_array().unwrap();
    assert_eq!(
        nodes[0]["progress"],
        json!({ "status": "IN_PROGRESS", "remark": "เริ่มแล้ว มีผู้เข้าร่วม 20 คน แก้ อีกครั้ง", "version": 5 })
    );
    assert_eq!(nodes[2]["progress"], json!({ "status": "IN_PROGRESS", "remark": "ก่อน หลัง อีก", "version": 3 }));
    let recorded: Vec<_> = (1..=36).filter(|number| nodes[number - 1]["progress"] != json!(null)).collect();
    assert_eq!(recorded, [1, 3, 28], "what was refused is not recorded");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_fit_to_be_read() {
    let server = server().await;
    server.record(2, 2567, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "result": "เริ่มแล้ว" })).await;
    report_all_but(&server, &[], 2568, "TWELVE_MONTH").await;
    approve(&server, 2568, "TWELVE_MONTH").await;
    publish_plan(&server).await;
    report_all_but(&server, &[], 2566, "SIX_MONTH").await;
    approve(&server, 2566, "SIX_MONTH").await;
    let report = report(&server, 2566, "SIX_MONTH").await;
    let input = json!({ "reportId": report["id"], "expectedVersion": report["version"] });
    change(&server, "publishRoundReport", "roundReport", input).await;
    report_all_but(&server, &[35, 36, OFFICERS], 2569, "SIX_MONTH").await;
    let amounts =
        json!({ "status": "IN_PROGRESS", "ordinanceBudget": "1000.00", "disbursed": "2500.00", "expectedVersion": 1 });
    let payload = server.record(BUDGETED, 2569, "SIX_MONTH", amounts).await;
    assert_eq!(payload["warnings"].as_array().map(Vec::len), Some(2), "something to look at again: {payload}");
    assess_risks(&server).await;
    let forms = forms(&server).await;
    let said = run("pages.js", &server, &[("FORMS", forms.path().to_str().expect("UTF-8"))]).await;
    let seen: BTreeSet<String> =
        said.lines().filter_map(|line| line.strip_prefix("looked at ")).filter_map(route).collect();
    let left_out: Vec<String> = routes().into_iter().filter(|route| !seen.contains(route)).collect();
    assert_eq!(left_out, LEADING_ON, "pages that pages.js does not look at");
}
