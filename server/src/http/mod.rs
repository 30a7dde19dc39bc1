//! What is answered over HTTP.

mod document_size;
mod evidence;
pub mod exports;
mod graphiql;
pub mod graphql;
mod health;
mod imports;
mod language;
mod plan_import;
mod refused;
mod request_log;
mod serve;
mod who;

use crate::config::Settings;
use poem::{Endpoint, EndpointExt, Route, get, middleware::AddData};
pub use serve::{Running, start};
use std::{fmt, sync::Arc};
use sucharit_schema::Schema;
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
        Self { workflow, schema, settings: Arc::new(settings), demo }
    }
}

/// All routes.
#[must_use]
pub fn routes(app: App) -> impl Endpoint<Output = poem::Response> + 'static {
    let mut routes = Route::new()
        .at("/graphql", graphql::GraphQl)
        .at("/exports/round-report.xlsx", get(exports::round_report_workbook))
        .at("/exports/plan.xlsx", get(exports::plan_workbook))
        .at("/exports/audit.xlsx", get(exports::audit_workbook))
        .at("/exports/progress-form.xlsx", get(exports::progress_form_workbook))
        .at("/exports/plan-template.xlsx", get(exports::plan_template))
        .at("/imports/progress", imports::progress)
        .at("/imports/plan", plan_import::plan)
        .at("/evidence", evidence::add)
        .at("/evidence/:id", get(evidence::download))
        .at("/health", get(health::health));
    if app.demo {
        routes = routes.at("/", get(graphiql::redirect)).at("/graphiql/:file", get(graphiql::asset));
    }
    let server_timing = app.demo;
    routes
        .around(who::authenticate)
        .around(refused::answer)
        .with(AddData::new(app))
        .around(move |endpoint, request| request_log::log(endpoint, request, server_timing))
}
