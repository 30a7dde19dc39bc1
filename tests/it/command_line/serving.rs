//! `demo`, `serve` and `migrate`.

use super::program::{PATIENCE, Serving, argument, command, command_at, run, sucharit};
use serde_json::{Value, json};
use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};
use sucharit_server::migrations::{Migrator, MigratorTrait};
use sucharit_tests::{RECORD_PROGRESS, on_each_database};

const SERVE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];
const DEMO: [&str; 3] = ["demo", "--listen", "127.0.0.1:0"];

async fn ask(serving: &Serving, who: (&str, &str), query: &str, variables: Value) -> Value {
    let request = reqwest::Client::new()
        .post(format!("{}/graphql", serving.url))
        .header(who.0, who.1)
        .json(&json!({ "query": query, "variables": variables }));
    let body: Value = request.send().await.expect("it answers").json().await.expect("JSON");
    assert!(body.get("errors").is_none(), "{body:#}");
    body["data"].clone()
}

async fn health(serving: &Serving) -> u16 {
    reqwest::get(format!("{}/health", serving.url)).await.expect("it answers").status().as_u16()
}

/// A demonstration has a file of its own whatever the settings say, so there is nothing to try on PostgreSQL.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn demo_makes_what_is_missing_and_keeps_what_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("made").join("by demo");
    let demo = || {
        let mut demo = command(&DEMO);
        demo.arg("--data-dir").arg(&folder).env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/nothing");
        demo
    };
    let progress = "{ organization(code: \"wapi-pathum\") { name plan(fiscalYear: 2568) { project(number: 28) { id
        progress(fiscalYear: 2568, round: SIX_MONTH) { status disbursed version } } } } }";

    let serving = Serving::start(demo());
    assert!(folder.join("sucharit.sqlite").is_file());
    assert_eq!(health(&serving).await, 200);
    let (session, password) = sign_in(&serving, "planner").await;
    let planner = ("cookie", session.as_str());
    let data = ask(&serving, planner, progress, json!({})).await;
    assert_eq!(data["organization"]["name"], "เทศบาลตำบลวาปีปทุม");
    let project = &data["organization"]["plan"]["project"];
    assert_eq!(project["progress"], Value::Null);
    let input = json!({ "projectId": project["id"], "fiscalYear": 2568, "round": "SIX_MONTH", "status": "IN_PROGRESS",
        "inOrdinance": true, "ordinanceBudget": "20000.00", "disbursed": "1500.25" });
    let recorded = ask(&serving, planner, RECORD_PROGRESS, json!({ "input": input })).await;
    assert_eq!(recorded["recordProgress"]["userErrors"], json!([]));
    let stopped = serving.stop();
    assert!(stopped.out.contains("/graphql"), "it says where GraphQL is: {}", stopped.out);

    let serving = Serving::start(demo());
    let data = ask(&serving, planner, progress, json!({})).await;
    let expected = json!({ "status": "IN_PROGRESS", "disbursed": "1500.25", "version": 1 });
    assert_eq!(data["organization"]["plan"]["project"]["progress"], expected);
    let stopped = serving.stop();
    assert!(!stopped.out.contains(&password), "passwords are shown once: {}", stopped.out);
    let verified = run({
        let mut verify = command(&["verify-events"]);
        verify.arg("--data-dir").arg(&folder);
        verify
    });
    assert!(verified.succeeded().starts_with("10 events of 2 organizations"), "starting again writes no event");
}

/// Three years as they could have gone: made once, by the commands that people use, and marked wherever they are shown.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_demo_with_sample_data_says_so_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let data = ["--data-dir", argument(folder.path())];
    let demo = || command(&[&DEMO[..], &["--sample"], &data].concat());
    let mark = "ข้อมูลตัวอย่าง";
    let serving = Serving::start(demo());
    let (session, _) = sign_in(&serving, "planner").await;
    let get = async |path: &str| {
        let request = reqwest::Client::new().get(format!("{}{path}", serving.url)).header("cookie", &session);
        let answer = request.send().await.expect("it answers");
        assert_eq!(answer.status(), 200, "{path}");
        answer
    };
    let query = "{ organization(code: \"wapi-pathum\") { isSample plan(fiscalYear: 2568) { id
        reports: roundReport(fiscalYear: 2568, round: TWELVE_MONTH) { state signatures { name } seal { isIntact } summary { score flag } }
        open: roundReport(fiscalYear: 2569, round: SIX_MONTH) { state missing { number } }
        riskMatrix(fiscalYear: 2568) { unscored { id } } } } }";
    let said = ask(&serving, ("cookie", &session), query, json!({})).await;
    let plan = &said["organization"]["plan"];
    assert_eq!(said["organization"]["isSample"], true);
    // The same whenever it is made: 31 of 36 complete, 2 in progress, 3 unable.
    assert_eq!(plan["reports"]["summary"], json!({ "score": "88.89", "flag": "GREEN" }));
    assert_eq!(plan["reports"]["state"], "APPROVED");
    assert_eq!(plan["reports"]["signatures"].as_array().unwrap().len(), 3);
    assert_eq!(plan["reports"]["seal"]["isIntact"], true);
    assert_eq!(plan["open"]["missing"].as_array().unwrap().len(), 36, "the years after are left to whoever tries it");
    assert_eq!(plan["riskMatrix"]["unscored"], json!([]));
    for path in ["/", "/organization/wapi-pathum/overview/2568", "/public", "/sign-in", "/nothing-here"] {
        let request = reqwest::Client::new().get(format!("{}{path}", serving.url));
        let answer = request.header("cookie", &session).header("accept", "text/html").send();
        assert!(answer.await.unwrap().text().await.unwrap().contains(mark), "{path}");
    }
    let place = "organization=wapi-pathum&fiscalYear=2568&round=TWELVE_MONTH";
    let signed: Value = get(&format!("/exports/published-report.json?{place}")).await.json().await.unwrap();
    assert_eq!(signed["organization"]["isSample"], true);
    let plan_text: Value =
        get("/exports/published-plan.json?organization=wapi-pathum&fiscalYear=2568").await.json().await.unwrap();
    assert_eq!(plan_text["organization"]["sample"], true);
    for path in [
        &format!("/exports/published-report.xlsx?{place}"),
        &format!("/exports/plan.xlsx?plan={}", plan["id"].as_str().unwrap()),
    ] {
        let answer = get(path).await;
        let name = answer.headers()["content-disposition"].to_str().unwrap().to_owned();
        assert!(
            name.contains("%E0%B8%82%E0%B9%89%E0%B8%AD%E0%B8%A1%E0%B8%B9%E0%B8%A5%E0%B8%95%E0%B8%B1%E0%B8%A7"),
            "{name}"
        );
    }
    serving.stop();

    let stopped = Serving::start(demo()).stop();
    assert!(!stopped.out.contains("passwords"), "made once: {}", stopped.out);
    let verified = run(command(&[&["verify-events"], &data[..]].concat())).succeeded();
    assert!(verified.contains("every link holds"), "{verified}");
}

/// Sample data never come into a database that has real ones.
#[test]
fn a_demo_without_sample_data_stays_without() {
    let folder = tempfile::tempdir().unwrap();
    let data = ["--data-dir", argument(folder.path())];
    run(command(&[&["migrate"], &data[..]].concat())).succeeded();
    let refused = run(command(&[&DEMO[..], &["--sample"], &data].concat())).refused();
    assert!(refused.contains("holds no sample data and is left as it is"), "{refused}");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|found| found.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| name.to_string_lossy().starts_with("sucharit.sqlite")), "{left:?}");
}

/// Signs in with the password that the demonstration printed; answers with the cookie and the password.
async fn sign_in(serving: &Serving, username: &str) -> (String, String) {
    let password = serving.password(username);
    let mutation =
        "mutation($input: SignInInput!) { signIn(input: $input) { viewer { username } userErrors { code } } }";
    let variables = json!({ "input": { "username": username, "password": password } });
    let request = reqwest::Client::new()
        .post(format!("{}/graphql", serving.url))
        .json(&json!({ "query": mutation, "variables": variables }));
    let answer = request.send().await.expect("it answers");
    let cookie = answer.headers()["set-cookie"].to_str().expect("a cookie").to_owned();
    let body: Value = answer.json().await.expect("JSON");
    assert_eq!(body["data"]["signIn"]["viewer"]["username"], username, "{body:#}");
    (cookie.split(';').next().expect("split gives at least one part").to_owned(), password)
}

#[test]
fn demo_listens_where_the_settings_say() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let mut demo = command(&["demo", "--data-dir", argument(folder.path())]);
    demo.env("SUCHARIT_HTTP__LISTEN", &address);
    assert!(run(demo).refused().contains(&format!("cannot listen on {address}")));
}

on_each_database! {
    async fn serves_after_migrate_and_import(database) {
        let (place, _kept) = database.empty().await;
        let refused = sucharit(&place, &SERVE).refused();
        assert!(refused.contains("sucharit migrate"), "a missing database names the way out: {refused}");

        let all = format!("{} migrations applied", Migrator::migrations().len());
        assert!(sucharit(&place, &["migrate"]).succeeded().contains(&all));
        assert_eq!(sucharit(&place, &["migrate"]).succeeded(), "the database was up to date\n");

        let serving = Serving::start(command_at(&place, &SERVE));
        assert_eq!(health(&serving).await, 200);
        let account = ["account", "create", "central", "--role", "nacc-central", "--name", "ผู้ทดสอบ", "--position", "ผู้ตรวจ"];
        sucharit(&place, &account).succeeded();
        let token = sucharit(&place, &["token", "create", "--account", "central"]).succeeded();
        let bearer = format!("Bearer {}", token.trim());
        let central = ("authorization", bearer.as_str());
        let data = ask(&serving, central, "{ area(code: \"TH-44\") { organizationCount } }", json!({})).await;
        assert_eq!(data, json!({ "area": { "organizationCount": 0 } }), "migrate brings the areas, and no sample data");
        let reference = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/wapi-pathum-2566-2570.json");
        sucharit(&place, &["plan", "import", reference]).succeeded();
        let data = ask(&serving, central, "{ organization(code: \"wapi-pathum\") { plans { title } } }", json!({})).await;
        assert_eq!(data["organization"]["plans"].as_array().unwrap().len(), 1, "an import shows at once");
        serving.stop();
    }

    async fn every_command_refuses_an_outdated_database(database) {
        let fresh = database.fresh().await;
        fresh.execute("DELETE FROM seaql_migrations WHERE version = 'm20261120_090700_create_event'").await;
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/wapi-pathum-2566-2570.json");
        let export = ["export", "plan", "--organization", "wapi-pathum", "--output", "/nowhere/plan.xlsx"];
        for arguments in [&SERVE[..], &["plan", "import", file], &export, &["verify-events"]] {
            let refused = sucharit(&fresh.place, arguments).refused();
            let expected = "the database is outdated: 1 migration missing; run `sucharit migrate`";
            assert!(refused.contains(expected), "{arguments:?}: {refused}");
        }
    }

    async fn finishes_running_requests_when_told_to_stop(database) {
        let fresh = database.fresh().await;
        let serving = Serving::start(command_at(&fresh.place, &SERVE));
        let address = serving.url.trim_start_matches("http://").to_owned();
        let body = json!({ "query": "{ organization(code: \"wapi-pathum\") { name } }" }).to_string();
        let head = format!(
            "POST /graphql HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             Authorization: Bearer {}\r\nExpect: 100-continue\r\n\r\n", body.len(), fresh.tokens["planner"]);
        let mut requests: Vec<TcpStream> = (0..12).map(|_| {
            let mut request = TcpStream::connect(&address).unwrap();
            request.set_read_timeout(Some(PATIENCE)).unwrap();
            request.write_all(head.as_bytes()).unwrap();
            let mut invited = [0; 25];
            request.read_exact(&mut invited).unwrap();
            assert_eq!(&invited, b"HTTP/1.1 100 Continue\r\n\r\n", "the request runs and waits for its body");
            request
        }).collect();
        // A connection on which nothing is asked must not hold it up.
        let idle = TcpStream::connect(&address).unwrap();

        serving.send_sigterm();
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect(&address).is_ok() {
            assert!(Instant::now() < deadline, "it still takes connections");
            thread::sleep(Duration::from_millis(10));
        }
        for request in &mut requests {
            request.write_all(body.as_bytes()).unwrap();
        }
        for request in &mut requests {
            let mut answer = String::new();
            request.read_to_string(&mut answer).unwrap();
            assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
            assert!(answer.contains("เทศบาลตำบลวาปีปทุม"), "{answer}");
        }
        let answered = Instant::now();
        let outcome = serving.end();
        assert_eq!(outcome.code, Some(0), "{outcome:#?}");
        assert!(answered.elapsed() < Duration::from_secs(20), "an idle connection held it up");
        drop(idle);
    }

    async fn says_that_an_address_is_taken(database) {
        let fresh = database.fresh().await;
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let refused = sucharit(&fresh.place, &["serve", "--listen", &address]).refused();
        assert!(refused.contains(&format!("cannot listen on {address}")), "{refused}");
    }
}
