//! What users wait for: the dashboard, recording progress, the round-report workbook, sealing a report, the preview of a filled form.
//! Run with `cargo bench`.
//!
//! Everything goes through the HTTP handler, on SQLite with the reference plan and a fully reported fiscal year, without the
//! network between.

mod harness;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use harness::graphql;
use poem::{Endpoint, Request, Response};
use serde_json::{Value, json};
use std::{cell::Cell, hint::black_box, time::Duration};
use sucharit_domain::{
    access::{Actor, Scope},
    clock::SystemClock,
    event::{Change, EventKind},
};

const DASHBOARD: &str = include_str!("dashboard.graphql");

/// The reference plan with one round reported.
fn bench() -> harness::Bench<impl Endpoint<Output = Response>> {
    let bench = harness::bench(SystemClock);
    bench.record_all(&[(2568, "SIX_MONTH")]);
    bench
}

fn dashboard(criterion: &mut Criterion) {
    let bench = bench();
    let request = || async { black_box(Box::pin(bench.call(graphql(DASHBOARD, &Value::Null))).await) };
    criterion.bench_function("dashboard query, 36 projects", |bencher| bencher.to_async(&bench.runtime).iter(request));
}

fn record_progress(criterion: &mut Criterion) {
    let bench = bench();
    let project = bench.project_id(1);
    let version = Cell::new(1);
    let read = || version.replace(version.get() + 1);
    criterion.bench_function("recordProgress, with its event, durable on disk", |bencher| {
        bencher.iter_batched(
            read,
            |version| bench.record(&project, 2568, "SIX_MONTH", Some(version)),
            BatchSize::PerIteration,
        );
    });
}

/// What the event costs: the row of a progress report written again, alone and with its event, each durable on disk.
/// `recordProgress` without its event would take so much less.
fn event(criterion: &mut Criterion) {
    let bench = bench();
    let (store, clock, scope) = (bench.workflow.store(), SystemClock, Scope::Everything);
    let (organization, progress) = bench.runtime.block_on(async {
        let read = store.read();
        let organization = read.organization(&scope, "wapi-pathum").await.expect("a read").expect("it is there");
        let plans: Vec<_> = read.plans_of(&[organization.id]).await.expect("a read").into_values().flatten().collect();
        let progress = read.progress_of_plans(&[plans[0].id]).await.expect("a read");
        (organization.id, progress.into_values().flatten().next().expect("it was reported"))
    });
    let change = Change {
        kind: EventKind::ProgressRecorded,
        subject: progress.id.named(),
        project: Some(progress.project_id),
        before: Some(progress.values.to_json()),
        after: Some(progress.values.to_json()),
        reason: None,
    };
    let actor = Actor::operator();
    let write = async |change: Option<Change>| {
        let transaction = store.begin(Some(organization)).await.expect("a transaction");
        transaction.change_progress(&progress).await.expect("a write");
        match change {
            Some(change) => transaction.commit(organization, &actor, &clock, vec![change]).await.expect("a commit"),
            None => transaction.commit_unrecorded().await.expect("a commit"),
        }
    };
    criterion.bench_function("a progress report's row, without an event, durable on disk", |bencher| {
        bencher.to_async(&bench.runtime).iter(|| write(None));
    });
    criterion.bench_function("a progress report's row, with its event, durable on disk", |bencher| {
        bencher.to_async(&bench.runtime).iter(|| write(Some(change.clone())));
    });
}

fn round_report(criterion: &mut Criterion) {
    let bench = bench();
    let plan = bench.plan_id();
    let request = || {
        let uri = format!("/exports/round-report.xlsx?plan={plan}&fiscalYear=2568&round=SIX_MONTH");
        let request = Request::builder().uri_str(uri).finish();
        async { black_box(Box::pin(bench.call(request)).await) }
    };
    criterion
        .bench_function("round-report workbook, 36 projects", |bencher| bencher.to_async(&bench.runtime).iter(request));
}

fn seal(criterion: &mut Criterion) {
    let bench = bench();
    let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { roundReport(fiscalYear: 2568, round: SIX_MONTH) { id } } } }"#;
    let id = bench.ask(query, &json!({}))["organization"]["plan"]["roundReport"]["id"].take();
    let version = Cell::new(1);
    let take = |mutation: &str, input: &str| {
        let query = format!("mutation($input: {input}!) {{ {mutation}(input: $input) {{ userErrors {{ code }} }} }}");
        let input = json!({ "reportId": id, "expectedVersion": version.replace(version.get() + 1) });
        assert_eq!(bench.ask(&query, &json!({ "input": input }))[mutation]["userErrors"], json!([]));
    };
    let back_to_draft = || {
        if version.get() > 1 {
            take("withdrawRoundReport", "WithdrawRoundReportInput");
        }
    };
    criterion.bench_function("submitRoundReport, 36 projects sealed, durable on disk", |bencher| {
        let submit = |()| take("submitRoundReport", "SubmitRoundReportInput");
        bencher.iter_batched(back_to_draft, submit, BatchSize::PerIteration);
    });
}

/// A form of all 36 projects, each with new results, from the upload to the preview.
fn progress_import(criterion: &mut Criterion) {
    let bench = bench();
    let form = bench.filled_form();
    let upload = || async { black_box(Box::pin(bench.call(form())).await) };
    let answer: Value = serde_json::from_slice(&bench.runtime.block_on(upload())).expect("JSON");
    assert_eq!(answer["changes"].as_array().map(Vec::len), Some(36), "{answer:#}");
    criterion.bench_function("progress form, 36 rows uploaded and previewed", |bencher| {
        bencher.to_async(&bench.runtime).iter(upload);
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().measurement_time(Duration::from_secs(8)).sample_size(50);
    targets = dashboard, record_progress, event, round_report, seal, progress_import
}
criterion_main!(benches);
