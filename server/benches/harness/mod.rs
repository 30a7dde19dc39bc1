//! The handler over a database of its own, on SQLite with the reference plan: what the benches share.

use poem::{Endpoint, Request, Response, http::Method};
use serde_json::{Value, json};
use std::{
    io::{Cursor, Read, Write},
    sync::Arc,
};
use sucharit_domain::{
    access::{Actor, Role},
    account::AccountInput,
    clock::Clock,
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
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

const REFERENCE_PLAN: &str = include_str!("../../../data/wapi-pathum-2566-2570.json");

const RECORD_PROGRESS: &str = "mutation($input: RecordProgressInput!) { recordProgress(input: $input) {
    progress { id version status } userErrors { code } warnings { code } } }";

/// The handler over a database of its own.
pub struct Bench<E> {
    pub runtime: Runtime,
    pub workflow: Workflow,
    /// The planner's, by which requests are signed in.
    pub token: String,
    endpoint: E,
    _folder: TempDir,
}

/// The handler on the day that the clock says.
pub fn bench(clock: impl Clock + 'static) -> Bench<impl Endpoint<Output = Response>> {
    let runtime = Runtime::new().expect("a runtime");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let workflow = runtime.block_on(async {
        let store = Store::open_sqlite(&folder.path().join("bench.sqlite")).await.expect("a database can be made");
        bring_up_to_date(&store).await.expect("the migrations run");
        let document = read_document::read(REFERENCE_PLAN).expect("the reference plan has no problem");
        let workflow = Workflow::new(store, Arc::new(clock));
        workflow.import_plan(&Actor::operator(), &document).await.expect("the reference plan is imported");
        workflow
    });
    let settings = Settings::read(None, Some("unused".as_ref())).expect("the defaults are right");
    let endpoint = routes(App::new(workflow.clone(), settings, false));
    let mut bench = Bench { runtime, workflow, endpoint, token: String::new(), _folder: folder };
    bench.token = bench.token_of(Role::Planner);
    bench
}

pub fn graphql(query: &str, variables: &Value) -> Request {
    Request::builder()
        .method(Method::POST)
        .uri_str("/graphql")
        .content_type("application/json")
        .body(json!({ "query": query, "variables": variables }).to_string())
}

impl<E: Endpoint<Output = Response>> Bench<E> {
    /// Makes an account; answers with a token of it.
    pub fn token_of(&self, role: Role) -> String {
        let is_local = [Role::Planner, Role::Clerk, Role::Executive].contains(&role);
        let account = AccountInput {
            username: role.code().to_lowercase().replace('_', "-"),
            name: "ผู้ทดสอบความเร็ว".to_owned(),
            position: role.label().to_owned(),
            email: None,
            role,
            language: Language::Thai,
            organization: is_local.then(|| "wapi-pathum".to_owned()),
            division: None,
            area: (role == Role::NaccProvince).then(|| "TH-44".to_owned()),
        };
        self.runtime.block_on(async {
            let (operator, username) = (Actor::operator(), account.username.clone());
            self.workflow.create_account(&operator, account, None).await.expect("the account is made");
            let created = self.workflow.create_token(&operator, &username, "bench", false, 1).await.expect("a token");
            created.secret.reveal().to_owned()
        })
    }

    /// Sends a request as the planner.
    pub async fn call(&self, request: Request) -> Vec<u8> {
        self.call_as(&self.token, request).await
    }

    /// Sends a request as whose token this is.
    pub async fn call_as(&self, token: &str, mut request: Request) -> Vec<u8> {
        let authorization = format!("Bearer {token}").parse().expect("a header's value");
        request.headers_mut().insert("authorization", authorization);
        let response = self.endpoint.call(request).await.expect("an answer");
        assert!(response.status().is_success(), "{}", response.status());
        response.into_body().into_vec().await.expect("a body")
    }

    /// Asks as the planner.
    pub fn ask(&self, query: &str, variables: &Value) -> Value {
        self.ask_as(&self.token, query, variables)
    }

    /// Asks as whose token this is.
    pub fn ask_as(&self, token: &str, query: &str, variables: &Value) -> Value {
        let body = self.runtime.block_on(self.call_as(token, graphql(query, variables)));
        let answer: Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(answer.get("errors"), None, "{answer:#}");
        answer["data"].clone()
    }

    pub fn plan_id(&self) -> String {
        let plan = self.ask(r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { id } } }"#, &json!({}));
        plan["organization"]["plan"]["id"].as_str().expect("an id").to_owned()
    }

    pub fn project_id(&self, number: i32) -> String {
        let query = "query($number: Int!) { organization(code: \"wapi-pathum\") { plan(fiscalYear: 2568) { project(number: $number) { id } } } }";
        let data = self.ask(query, &json!({ "number": number }));
        data["organization"]["plan"]["project"]["id"].as_str().expect("an id").to_owned()
    }

    /// Reports on a project.
    pub fn record(&self, project: &str, fiscal_year: i32, round: &str, version: Option<i32>) {
        let input = json!({ "input": {
            "projectId": project, "fiscalYear": fiscal_year, "round": round, "status": "IN_PROGRESS", "inOrdinance": true,
            "result": "ดำเนินการตามแผนแล้วสองครั้ง มีผู้เข้าร่วม 120 คน", "expectedVersion": version,
        } });
        assert_eq!(self.ask(RECORD_PROGRESS, &input)["recordProgress"]["userErrors"], json!([]));
    }

    /// Reports on all 36 projects.
    pub fn record_all(&self, rounds: &[(i32, &str)]) {
        for number in 1..=36 {
            let project = self.project_id(number);
            for (fiscal_year, round) in rounds {
                self.record(&project, *fiscal_year, round, None);
            }
        }
    }

    /// The form of the six-month round of 2568 with other results in all its rows, as a request that sends it in.
    pub fn filled_form(&self) -> impl Fn() -> Request + use<E> {
        let uri = format!("/exports/progress-form.xlsx?plan={}&fiscalYear=2568&round=SIX_MONTH", self.plan_id());
        let workbook = self.runtime.block_on(self.call(Request::builder().uri_str(uri).finish()));
        let head = b"--form\r\nContent-Disposition: form-data; name=\"file\"; filename=\"form.xlsx\"\r\n\r\n";
        let body = [head, filled(&workbook).as_slice(), b"\r\n--form--\r\n"].concat();
        move || {
            Request::builder()
                .method(Method::POST)
                .uri_str("/imports/progress")
                .content_type("multipart/form-data; boundary=form")
                .body(body.clone())
        }
    }
}

/// The form with other results: what all of them share is one string of the workbook.
fn filled(workbook: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("a workbook");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("it unpacks");
        let name = part.name().expect("a name").into_owned();
        if name == "xl/sharedStrings.xml" {
            let text = String::from_utf8(content).expect("text");
            content = text.replace("แล้วสองครั้ง", "แล้วสามครั้ง").into_bytes();
        }
        writer.start_file(name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(&content).expect("it is written");
    }
    writer.finish().expect("a workbook").into_inner()
}
