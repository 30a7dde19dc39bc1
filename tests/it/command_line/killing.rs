//! A server that is killed in the middle of its work: nothing that it acknowledged is lost, nothing is there twice.

use super::program::{Serving, command_at, sucharit};
use serde_json::{Value, json};
use std::{
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use sucharit_tests::{RECORD_PROGRESS, on_each_database};

/// How many acknowledged mutations there are to be in the end.
const ACKNOWLEDGED: usize = 200;

/// After how many of them the server is killed, each time.
const UNTIL_KILLED: usize = 25;

/// Sends a GraphQL request; none where no whole answer came.
async fn send(url: &str, token: &str, query: &str, variables: Value) -> Option<Value> {
    let client = reqwest::Client::builder().timeout(Duration::from_secs(20)).build().unwrap();
    let request = client.post(format!("{url}/graphql")).bearer_auth(token);
    let answer = request.json(&json!({ "query": query, "variables": variables })).send().await.ok()?;
    answer.json::<Value>().await.ok().map(|mut body| body["data"].take())
}

/// A project's id, and the version of its report as it stands.
async fn stands(url: &str, token: &str, number: i32) -> (Value, Value) {
    let query = "query($number: Int!) { organization(code: \"wapi-pathum\") { plan(fiscalYear: 2568) { project(number: $number) { id
        progress(fiscalYear: 2568, round: SIX_MONTH) { version } } } } }";
    let mut data = send(url, token, query, json!({ "number": number })).await.expect("it answers");
    let project = &mut data["organization"]["plan"]["project"];
    (project["id"].take(), project["progress"]["version"].take())
}

/// Records the progress of a project again and again until the server is gone; answers with the last version that it told.
async fn write(url: String, token: String, number: i32, acknowledged: Arc<AtomicUsize>) -> i64 {
    let (project, mut version) = stands(&url, &token, number).await;
    loop {
        let input = json!({ "projectId": project, "fiscalYear": 2568, "round": "SIX_MONTH", "status": "IN_PROGRESS",
            "remark": format!("ครั้งที่ {version}"), "expectedVersion": version });
        let Some(data) = send(&url, &token, RECORD_PROGRESS, json!({ "input": input })).await else {
            return version.as_i64().unwrap_or_default();
        };
        let payload = &data["recordProgress"];
        assert_eq!(payload["userErrors"], json!([]), "{payload:#}");
        version = payload["progress"]["version"].clone();
        acknowledged.fetch_add(1, Ordering::Relaxed);
    }
}

on_each_database! {
    async fn loses_and_doubles_nothing(database) {
        let fresh = database.fresh().await;
        let token = fresh.tokens["planner"].clone();
        let acknowledged = Arc::new(AtomicUsize::new(0));
        let mut last = [0_i64; 4];
        while acknowledged.load(Ordering::Relaxed) < ACKNOWLEDGED {
            let serving = Serving::start(command_at(&fresh.place, &["serve", "--listen", "127.0.0.1:0"]));
            let before = acknowledged.load(Ordering::Relaxed);
            let writers: Vec<_> = (1..=4)
                .map(|number| tokio::spawn(write(serving.url.clone(), token.clone(), number, Arc::clone(&acknowledged))))
                .collect();
            while acknowledged.load(Ordering::Relaxed) < before + UNTIL_KILLED {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            let killed = Command::new("sh").arg("-c").arg(format!("kill -KILL {}", serving.id())).status();
            assert!(killed.expect("a shell").success());
            for (writer, last) in writers.into_iter().zip(&mut last) {
                *last = writer.await.expect("a writer ends with the server");
            }
            drop(serving);
        }
        let serving = Serving::start(command_at(&fresh.place, &["serve", "--listen", "127.0.0.1:0"]));
        for (number, acknowledged) in (1..=4).zip(last) {
            let version = stands(&serving.url, &token, number).await.1.as_i64().expect("a version");
            // What was written when it was killed, and never acknowledged, may be there: once.
            assert!((acknowledged..=acknowledged + 1).contains(&version), "project {number}: {acknowledged}, then {version}");
            let events = format!("SELECT COUNT(*) FROM event JOIN project ON project.id = event.project_id WHERE number = {number}");
            assert_eq!(fresh.count(&events).await, version, "each version has one event");
        }
        serving.stop();
        let verified = sucharit(&fresh.place, &["verify-events"]).succeeded();
        assert!(verified.contains("every link holds"), "{verified}");
    }
}
