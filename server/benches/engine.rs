//! What users wait for: the dashboard, recording progress, the round-report workbook, sealing a report. Run with `cargo bench`.
//!
//! Everything goes through the HTTP handler, on SQLite with the reference plan and a fully reported fiscal year, without the
//! network between.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use poem::{Endpoint, Request, Response, http::Method};
use serde_json::{Value, json};
use std::{cell::Cell, hint::black_box, sync::Arc, time::Duration};
use sucharit_domain::{
    access::{Actor, Role, Scope},
    account::AccountInput,
    clock::SystemClock,
    event::{Change, EventKind},
    language::Language,
    plan::read_document,
};
use sucharit_server::{
    cli::bring_up_to_date,
    config::Settings,
    http::{App, routes},
    store::Store,
    workflow::Workflow,
};
use tempfile::TempDir;
use tokio::runtime::Runtime;

const REFERENCE_PLAN: &str = include_str!("../../data/wapi-pathum-2566-2570.json");

const DASHBOARD: &str = include_str!("dashboard.graphql");

const RECORD_PROGRESS: &str = "mutation($input: RecordProgressInput!) { recordProgress(input: $input) {
    progress { id version status } userErrors { code } warnings { code } } }";

/// The handler over a database of its own.
struct Bench<E> {
    runtime: Runtime,
    endpoint: E,
    workflow: Workflow,
    token: String,
    _folder: TempDir,
}

fn bench() -> Bench<impl Endpoint<Output = Response>> {
    let runtime = Runtime::new().expect("a runtime");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (workflow, token) = runtime.block_on(async {
        let store = Store::open_sqlite(&folder.path().join("bench.sqlite")).await.expect("a database can be made");
        bring_up_to_date(&store).await.expect("the migrations run");
        let document = read_document::read(REFERENCE_PLAN).expect("the reference plan has no problem");
        let workflow = Workflow::new(store, Arc::new(SystemClock));
        workflow.import_plan(&Actor::operator(), &document).await.expect("the reference plan is imported");
        let planner = AccountInput {
            username: "planner".to_owned(),
            name: "ผู้วางแผน".to_owned(),
            position: "นักวิเคราะห์นโยบายและแผน".to_owned(),
            email: None,
            role: Role::Planner,
            language: Language::Thai,
            organization: Some("wapi-pathum".to_owned()),
            division: None,
            area: None,
        };
        workflow.create_account(&Actor::operator(), planner, None).await.expect("the account is made");
        let created = workflow.create_token(&Actor::operator(), "planner", "bench", false, 1).await.expect("a token");
        (workflow, created.secret.reveal().to_owned())
    });
    let settings = Settings::read(None, Some("unused".as_ref())).expect("the defaults are right");
    let bench = Bench {
        runtime,
        endpoint: routes(App::new(workflow.clone(), settings, false)),
        workflow,
        token,
        _folder: folder,
    };
    for number in 1..=36 {
        let id = bench.project_id(number);
        bench.record(&id, None);
    }
    bench
}

fn graphql(query: &str, variables: &Value) -> Request {
    Request::builder()
        .method(Method::POST)
        .uri_str("/graphql")
        .content_type("application/json")
        .body(json!({ "query": query, "variables": variables }).to_string())
}

impl<E: Endpoint<Output = Response>> Bench<E> {
    async fn call(&self, mut request: Request) -> Vec<u8> {
        let authorization = format!("Bearer {}", self.token).parse().expect("a header's value");
        request.headers_mut().insert("authorization", authorization);
        let response = self.endpoint.call(request).await.expect("an answer");
        assert!(response.status().is_success(), "{}", response.status());
        response.into_body().into_vec().await.expect("a body")
    }

    fn ask(&self, query: &str, variables: &Value) -> Value {
        let body = self.runtime.block_on(self.call(graphql(query, variables)));
        let answer: Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(answer.get("errors"), None, "{answer:#}");
        answer["data"].clone()
    }

    fn project_id(&self, number: i32) -> String {
        let query = "query($number: Int!) { organization(code: \"wapi-pathum\") { plan(fiscalYear: 2568) { project(number: $number) { id } } } }";
        let data = self.ask(query, &json!({ "number": number }));
        data["organization"]["plan"]["project"]["id"].as_str().expect("an id").to_owned()
    }

    fn record(&self, project: &str, version: Option<i32>) {
        let data = self.ask(RECORD_PROGRESS, &report(project, version));
        assert_eq!(data["recordProgress"]["userErrors"], json!([]));
    }
}

fn report(project: &str, version: Option<i32>) -> Value {
    json!({ "input": {
        "projectId": project, "fiscalYear": 2568, "round": "SIX_MONTH", "status": "IN_PROGRESS", "inOrdinance": true,
        "result": "ดำเนินการตามแผนแล้วสองครั้ง มีผู้เข้าร่วม 120 คน", "expectedVersion": version,
    } })
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
        bencher.iter_batched(read, |version| bench.record(&project, Some(version)), BatchSize::PerIteration);
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
    let plan = bench.ask(r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { id } } }"#, &json!({}));
    let plan = plan["organization"]["plan"]["id"].as_str().expect("an id").to_owned();
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

criterion_group! {
    name = benches;
    config = Criterion::default().measurement_time(Duration::from_secs(8)).sample_size(50);
    targets = dashboard, record_progress, event, round_report, seal
}
criterion_main!(benches);
