//! What is answered over HTTP.

mod document_size;
mod evidence;
pub mod exports;
mod graphiql;
pub mod graphql;
mod health;
mod imports;
mod language;
mod oidc;
mod plan_import;
mod refused;
mod request_log;
mod serve;
mod who;

use crate::config::Settings;
pub use oidc::OidcSettings;
use poem::{Endpoint, EndpointExt, Request, Response, Route, get, http::StatusCode, middleware::AddData};
pub use serve::{Running, start};
use std::{fmt, sync::Arc, time::Duration};
use sucharit_schema::{InProcess, Schema};
use sucharit_web::Pages;
use sucharit_workflow::Workflow;

/// What every handler shares.
#[derive(Clone)]
pub struct App {
    /// The engine.
    pub workflow: Workflow,
    /// The schema over it.
    pub schema: Schema,
    /// The settings.
    pub settings: Arc<Settings>,
    /// Whether this is a demonstration: only then browsers get GraphiQL.
    pub demo: bool,
    /// What the pages need.
    pub pages: Pages,
}

impl fmt::Debug for App {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut app = formatter.debug_struct("App");
        app.field("workflow", &self.workflow)
            .field("settings", &self.settings)
            .field("demo", &self.demo)
            .finish_non_exhaustive()
    }
}

impl App {
    /// The application over an engine.
    #[must_use]
    pub fn new(workflow: Workflow, settings: Settings, demo: bool) -> Self {
        let schema = sucharit_schema::build(settings.limits.into());
        let pages = Pages {
            schema: InProcess::new(workflow.clone()),
            secure: settings.http.is_secure(),
            body_bytes: settings.http.body_bytes,
            provider: settings.oidc.is_on(),
            sample: false,
        };
        Self { workflow, schema, settings: Arc::new(settings), demo, pages }
    }
}

/// All routes.
#[must_use]
pub fn routes(app: App) -> impl Endpoint<Output = Response> + 'static {
    let mut routes = Route::new()
        .at("/graphql", graphql::GraphQl)
        .at("/exports/round-report.xlsx", get(exports::round_report_workbook))
        .at("/exports/plan.xlsx", get(exports::plan_workbook))
        .at("/exports/audit.xlsx", get(exports::audit_workbook))
        .at("/exports/published-report.xlsx", get(exports::published::report_workbook))
        .at("/exports/published-report.json", get(exports::published::report_text))
        .at("/exports/published-plan.xlsx", get(exports::published::plan_workbook))
        .at("/exports/published-plan.json", get(exports::published::plan_text))
        .at("/exports/progress-form.xlsx", get(exports::progress_form_workbook))
        .at("/exports/plan-template.xlsx", get(exports::plan_template))
        .at("/imports/progress", imports::progress)
        .at("/imports/plan", plan_import::plan)
        .at("/evidence", evidence::add)
        .at("/evidence/:id", get(evidence::download))
        .at("/health", get(health::health));
    if app.settings.oidc.is_on() {
        let provider = Arc::new(oidc::Provider::new(&app.settings));
        routes = routes
            .at("/sign-in/oidc", get(oidc::start).data(provider.clone()))
            .at(oidc::CALLBACK, get(oidc::callback).data(provider));
    }
    if app.demo {
        routes = routes.at("/graphiql/:file", get(graphiql::asset));
    }
    let (server_timing, pages, patience) = (app.demo, app.pages.clone(), app.settings.http.timeout());
    routes
        .nest("/", sucharit_web::routes().around(move |endpoint, request| in_time(endpoint, request, patience)))
        .around(refused::answer)
        .around(who::authenticate)
        .around(sucharit_web::dress)
        .with(AddData::new(pages))
        .with(AddData::new(app))
        .around(move |endpoint, request| request_log::log(endpoint, request, server_timing))
}

/// Gives a page up that takes too long.
async fn in_time<E: Endpoint<Output = Response>>(
    endpoint: Arc<E>,
    request: Request,
    patience: Duration,
) -> poem::Result<Response> {
    let language = language::of(&request);
    tokio::time::timeout(patience, endpoint.call(request)).await.unwrap_or_else(|_| {
        let problem = refused::Problem::new("TIMEOUT", "ใช้เวลานานเกินกำหนด", "The request took too long");
        Ok(refused::respond(StatusCode::SERVICE_UNAVAILABLE, &[problem], language))
    })
}
