//! How soon pages answer: each through the HTTP handler, signed in, compressed as for a browser, on SQLite with the reference plan
//! and all rounds of all its years reported, without the network between. Run with `cargo bench --bench pages`.

mod harness;

use chrono::{TimeZone, Utc};
use criterion::{Criterion, criterion_group, criterion_main};
use poem::{Endpoint, Request, Response};
use serde_json::{Value, json};
use std::{hint::black_box, time::Duration};
use sucharit_domain::{access::Role, clock::FixedClock};

const ROUNDS: [&str; 2] = ["SIX_MONTH", "TWELVE_MONTH"];

/// The reference plan after its last year, fully reported.
fn bench() -> harness::Bench<impl Endpoint<Output = Response>> {
    // The last round is reported from 1 October 2570 on.
    let day = Utc.with_ymd_and_hms(2027, 10, 15, 3, 0, 0).single().expect("a day");
    let bench = harness::bench(FixedClock(day));
    let rounds: Vec<(i32, &str)> = (2566..=2570).flat_map(|year| ROUNDS.map(|round| (year, round))).collect();
    bench.record_all(&rounds);
    bench
}

/// Signs and publishes the twelve-month round of 2567.
fn publish<E: Endpoint<Output = Response>>(bench: &harness::Bench<E>, planner: &str) {
    let (clerk, executive) = (bench.token_of(Role::Clerk), bench.token_of(Role::Executive));
    let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2567) { roundReport(fiscalYear: 2567, round: TWELVE_MONTH) { id version } } } }"#;
    for (token, verb, opinion) in [
        (planner, "submit", None),
        (&clerk, "endorse", Some("เห็นชอบ")),
        (&executive, "approve", Some("อนุมัติ")),
        (planner, "publish", None),
    ] {
        let report = bench.ask(query, &Value::Null)["organization"]["plan"]["roundReport"].take();
        let mut input = json!({ "reportId": report["id"], "expectedVersion": report["version"] });
        if let Some(opinion) = opinion {
            input["opinion"] = opinion.into();
        }
        let name = format!("{}{}RoundReportInput", verb[..1].to_uppercase(), &verb[1..]);
        let mutation =
            format!("mutation($input: {name}!) {{ {verb}RoundReport(input: $input) {{ userErrors {{ code }} }} }}");
        let data = bench.ask_as(token, &mutation, &json!({ "input": input }));
        assert_eq!(data[format!("{verb}RoundReport")]["userErrors"], json!([]), "{verb}");
    }
}

fn pages(criterion: &mut Criterion) {
    const OF: &str = "/organization/wapi-pathum";
    let bench = bench();
    let (planner, province) = (bench.token.clone(), bench.token_of(Role::NaccProvince));
    publish(&bench, &planner);
    let upload: Value =
        serde_json::from_slice(&bench.runtime.block_on(bench.call(bench.filled_form()()))).expect("JSON");
    assert_eq!(upload["changes"].as_array().map(Vec::len), Some(36), "{upload:#}");
    let preview = format!("/progress-import/{}", upload["id"].as_str().expect("an id"));
    for (name, token, path) in [
        ("home", &planner, "/".to_owned()),
        ("plan", &planner, format!("{OF}/plan/2568")),
        ("project", &planner, format!("{OF}/plan/2568/project/28")),
        ("progress list", &planner, format!("{OF}/round/2568/six-month/progress?division=")),
        ("progress table", &planner, format!("{OF}/round/2568/six-month/table?division=")),
        ("progress form", &planner, format!("{OF}/round/2568/six-month/project/28")),
        ("round report", &planner, format!("{OF}/round/2568/six-month")),
        ("overview", &planner, format!("{OF}/overview/2568")),
        ("risk", &planner, format!("{OF}/risk/2568")),
        ("area", &province, "/area/TH-44/2568/six-month".to_owned()),
        ("public list", &planner, "/public".to_owned()),
        ("public report", &planner, "/public/wapi-pathum/2567/twelve-month".to_owned()),
        ("progress form, preview", &planner, preview),
    ] {
        let request = || {
            let request =
                Request::builder().uri_str(&path).header("accept", "text/html").header("accept-encoding", "gzip");
            async { black_box(Box::pin(bench.call_as(token, request.finish())).await) }
        };
        criterion.bench_function(&format!("page: {name}"), |bencher| bencher.to_async(&bench.runtime).iter(request));
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().measurement_time(Duration::from_secs(4)).sample_size(50);
    targets = pages
}
criterion_main!(benches);
