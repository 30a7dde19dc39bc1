//! A running server, and a client for it.

use crate::{
    Database, actors,
    database::{Fresh, Place},
};
use reqwest::{
    Client, Response, StatusCode,
    header::{AUTHORIZATION, HeaderMap, HeaderValue},
};
use serde_json::{Value, json};
use std::{net::SocketAddr, sync::Arc};
use sucharit_domain::{
    access::{Actor, Role},
    clock::{Clock, SystemClock},
    plan::read_document,
};
use sucharit_server::{
    config::Settings,
    http::{self, App, Running},
    store::Files,
    workflow::Workflow,
};

/// A server with a database of its own, spoken to as one account.
#[derive(Debug, Clone)]
pub struct Server {
    /// Its database, for looking past the server.
    pub database: Arc<Fresh>,
    /// The client, which sends the account's token.
    pub client: Client,
    /// What the server does its work with, for what no request can do.
    pub workflow: Workflow,
    address: SocketAddr,
    _running: Arc<Running>,
}

/// A GraphQL answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP's status.
    pub status: StatusCode,
    /// The body.
    pub body: Value,
    /// How many SQL statements it took.
    pub statements: u32,
}

impl Server {
    /// A server over a copy of the reference plan.
    pub async fn start(database: Database) -> Self {
        Self::start_at(database, Arc::new(SystemClock)).await
    }

    /// The same with a clock of the test's choice.
    pub async fn start_at(database: Database, clock: Arc<dyn Clock>) -> Self {
        Self::start_with(database, clock, |_| ()).await
    }

    /// The same with settings of the test's choice.
    pub async fn start_with(database: Database, clock: Arc<dyn Clock>, change: impl FnOnce(&mut Settings)) -> Self {
        Self::start_as(true, database, clock, change).await
    }

    /// A server that is no demonstration.
    pub async fn start_plain(database: Database) -> Self {
        Self::start_as(false, database, Arc::new(SystemClock), |_| ()).await
    }

    async fn start_as(
        demo: bool,
        database: Database,
        clock: Arc<dyn Clock>,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let database = Arc::new(database.fresh().await);
        let mut settings = Settings::read(None, Some("unused".as_ref())).expect("the defaults are right");
        change(&mut settings);
        let files =
            Files::in_folder(database.evidence.path(), settings.evidence.file_bytes).expect("the folder is there");
        let workflow = Workflow::new(database.store.clone(), clock).with_files(files);
        let app = App::new(workflow.clone(), settings, demo);
        let running = http::start(app, SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("a free port");
        let client = client(database.tokens.get("planner").map(String::as_str));
        Self { database, client, workflow, address: running.address, _running: Arc::new(running) }
    }

    /// The same server, spoken to as another account of the tests.
    #[must_use]
    pub fn by(&self, username: &str) -> Self {
        let token = self.database.tokens.get(username);
        self.with_token(token.unwrap_or_else(|| panic!("there is no account {username}")))
    }

    /// The same server, spoken to with this token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { client: client(Some(token)), ..self.clone() }
    }

    /// The same server, spoken to by nobody in particular.
    #[must_use]
    pub fn signed_out(&self) -> Self {
        Self { client: client(None), ..self.clone() }
    }

    /// The same server, spoken to as a planner of another municipality, which is made for it.
    pub async fn by_another_municipality(&self) -> Self {
        self.add_organizations(1).await;
        self.with_token(&self.add_account("other-planner", Role::Planner, Some("more-1")).await)
    }

    /// Makes an account of an organization, or of the country; answers with its token.
    pub async fn add_account(&self, username: &str, role: Role, organization: Option<&str>) -> String {
        let division = (role == Role::Officer).then_some(actors::DIVISION);
        actors::make_one(&self.workflow, username, role, organization, division, None).await
    }

    /// A full address on this server.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Where the database is, for the command line: its arguments and environment.
    pub fn place(&self) -> &Place {
        &self.database.place
    }

    /// Sends a GraphQL request and takes the answer as it is.
    pub async fn send(&self, query: &str, variables: Value) -> Answer {
        let request = self.client.post(self.url("/graphql")).json(&json!({ "query": query, "variables": variables }));
        Answer::of(request.send().await.expect("the server answers")).await
    }

    /// Asks a query that must succeed, and takes its data.
    pub async fn ask(&self, query: &str, variables: Value) -> Value {
        self.send(query, variables).await.data()
    }

    /// Runs a mutation of one field whose payload may hold user errors, and takes the payload.
    pub async fn change(&self, mutation: &str, variables: Value) -> Value {
        let data = self.ask(mutation, variables).await;
        let mut fields = data.as_object().expect("an object").values();
        let payload = fields.next().expect("one field").clone();
        assert!(fields.next().is_none(), "one mutation at a time");
        payload
    }

    /// The opaque id of the reference plan.
    pub async fn plan_id(&self) -> String {
        let data =
            self.ask(r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { id } } }"#, json!({})).await;
        data["organization"]["plan"]["id"].as_str().expect("an id").to_owned()
    }

    /// The opaque id of a project of the reference plan.
    pub async fn project_id(&self, number: i32) -> String {
        let query = r#"query($number: Int!) { organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { project(number: $number) { id } } } }"#;
        let data = self.ask(query, json!({ "number": number })).await;
        data["organization"]["plan"]["project"]["id"].as_str().expect("an id").to_owned()
    }

    /// Records progress; `input` without what every input has.
    pub async fn record(&self, project: i32, fiscal_year: i32, round: &str, input: Value) -> Value {
        let mut full =
            json!({ "projectId": self.project_id(project).await, "fiscalYear": fiscal_year, "round": round });
        for (key, value) in input.as_object().expect("an object") {
            full[key] = value.clone();
        }
        self.change(RECORD_PROGRESS, json!({ "input": full })).await
    }

    /// Imports the reference plan for so many further organizations, `more-1` and on, of the same district.
    pub async fn add_organizations(&self, count: usize) {
        let mut document = read_document::read(crate::REFERENCE_PLAN).expect("the reference plan has no problem");
        for number in 1..=count {
            document.organization.code = format!("more-{number}");
            document.organization.name = format!("เทศบาลตำบลตัวอย่าง {number}");
            self.workflow.import_plan(&Actor::operator(), &document).await.expect("the plan is imported");
        }
    }

    /// The same, one in a district of each of these provinces.
    pub async fn add_organizations_in(&self, provinces: &[&str]) {
        let mut document = read_document::read(crate::REFERENCE_PLAN).expect("the reference plan has no problem");
        for province in provinces {
            document.organization.code = format!("in-{province}");
            document.organization.province_code = (*province).to_owned();
            "ตัวอย่าง".clone_into(&mut document.organization.district);
            document.organization.district_code = format!("{province}-example");
            self.workflow.import_plan(&Actor::operator(), &document).await.expect("the plan is imported");
        }
    }

    /// How many events the organizations' chains have.
    pub async fn event_count(&self) -> i64 {
        self.database.count("SELECT COUNT(*) FROM event").await
    }
}

fn client(token: Option<&str>) -> Client {
    let mut headers = HeaderMap::new();
    if let Some(token) = token {
        let value = HeaderValue::from_str(&format!("Bearer {token}")).expect("a header's value");
        headers.insert(AUTHORIZATION, value);
    }
    let builder = Client::builder().redirect(reqwest::redirect::Policy::none()).default_headers(headers);
    builder.build().expect("a client")
}

/// Records progress and asks for everything that came of it.
pub const RECORD_PROGRESS: &str = "mutation($input: RecordProgressInput!) { recordProgress(input: $input) {
    progress { id fiscalYear round status unableReason unableDetail inOrdinance plannedBudget ordinanceBudget disbursed
        result problems suggestions remark isCarriedOver version updatedAt project { number } }
    userErrors { __typename code message path
        ... on StaleVersion { current { ... on Progress { version status disbursed } } } }
    warnings { code message path } } }";

/// A planning division's dashboard: the plan, its dimensions, all projects with both rounds of a year, the summary.
pub const DASHBOARD: &str = include_str!("../../server/benches/dashboard.graphql");

impl Answer {
    /// Reads an answer.
    pub async fn of(response: Response) -> Self {
        let status = response.status();
        let timing = response.headers().get("server-timing").and_then(|value| value.to_str().ok()).unwrap_or_default();
        let statements = timing.split("desc=").nth(1).and_then(|rest| rest.split(';').next()?.parse().ok());
        let text = response.text().await.expect("a body");
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Self { status, body, statements: statements.unwrap_or_default() }
    }

    /// The data of an answer that has no errors.
    pub fn data(self) -> Value {
        assert!(self.body.get("errors").is_none(), "{:#}", self.body);
        assert_eq!(self.status, StatusCode::OK);
        self.body["data"].clone()
    }

    /// The codes of its errors.
    pub fn codes(&self) -> Vec<&str> {
        let errors = self.body["errors"].as_array().expect("errors");
        errors.iter().map(|error| error["extensions"]["code"].as_str().expect("a code")).collect()
    }
}
