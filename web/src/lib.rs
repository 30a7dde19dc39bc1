//! The pages, for people: Thai first, rendered on the server, plain forms.
//!
//! # Invariants
//! - A page is a client of our own GraphQL schema in the same process: it reads and changes through a document of its own, typed
//!   against `schema/schema.graphql` when it is compiled, as whoever is signed in. No rule, no SQL; what somebody may do is asked
//!   (`viewerCan`, `whyNot`), not derived from roles.
//! - Every form works without scripts. Scripts only make it quicker.
//! - Nothing comes from other hosts and nothing stands inline: no script, no style, so that the Content-Security-Policy is strict.
//! - What somebody typed is shown again when it is refused, beside every fault at once.
//! - A change answers 303 to a page that says what was done (`?done=`); reloading changes nothing twice.
//! - The official wording of codes comes from `domain::labels`; other texts stand in their template, in both languages side by side:
//!   `{{ v.t("ไทย", "English") }}`. Colours always come with words.
//! - A page runs a fixed number of SQL statements.
//!
//! # Adding a page
//! 1. A folder for its noun: `<noun>/mod.rs` with the handlers, and its `<noun>.graphql`; each operation is declared by
//!    [`operation!`](crate::operation). One whose list is sized by a variable of its own stands in a file of its own: the library
//!    weighs every operation of a document with the variables of the one that runs.
//! 2. Its template in `templates/<noun>/`, which extends `layout.html`; the template's struct holds `v: Visit` and what it shows.
//! 3. A handler begins with [`Visit::signed_in`](visit::Visit::signed_in) (or `begin`, where everybody may read) and ends with
//!    [`Visit::answer`](visit::Visit::answer). A form is read by [`Visit::posted`](visit::Visit::posted).
//! 4. Its address in [`routes`], and where people begin with it, a line in [`navigation`].
//! 5. Samples of what no visit of `tests/it/web/everywhere.rs` comes across, in a test beside the template's struct; see `sample.rs`.
//! 6. A line in `tests/it/web/` and in the list of pages of the browser tests (`tests/browser/`).

mod account;
pub mod address;
mod area;
mod assets;
mod chart;
pub mod client;
mod dress;
pub mod form;
mod home;
pub mod navigation;
mod overview;
mod plan;
mod progress;
mod progress_import;
mod project;
mod publication;
mod risk;
mod round_report;
#[cfg(test)]
mod sample;
pub mod settings;
mod sign_in;
mod trouble;
pub mod visit;
pub mod words;

pub use dress::dress;
use poem::{Route, get, post};
use std::fmt;
use sucharit_schema::InProcess;
pub use trouble::Trouble;

/// What the pages need of the server.
#[derive(Debug, Clone)]
pub struct Pages {
    /// Whom they ask.
    pub schema: InProcess,
    /// Whether cookies go over TLS alone.
    pub secure: bool,
    /// The largest form, in bytes.
    pub body_bytes: usize,
    /// Whether people may also sign in by a provider of identities, at `/sign-in/oidc`.
    pub provider: bool,
    /// Whether what is shown is sample data, which every page then says.
    pub sample: bool,
}

/// The id of a request, by which its errors are found in the log.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The pages' addresses. The request carries [`Pages`] and [`sucharit_schema::Caller`]; [`dress`] goes around everything.
#[must_use]
pub fn routes() -> Route {
    Route::new()
        .at("/", get(home::show))
        .at("/notifications", get(home::notifications))
        .at("/sign-in", get(sign_in::show).post(sign_in::sign_in))
        .at("/sign-out", post(sign_in::sign_out))
        .at("/account", get(account::show))
        .at("/account/password", get(account::password::show).post(account::password::change))
        .at("/account/sessions", get(account::sessions::show).post(account::sessions::end_others))
        .at("/account/tokens", get(account::tokens::show).post(account::tokens::create))
        .at("/account/tokens/revoke", post(account::tokens::revoke))
        .at("/settings", get(settings::show).post(settings::save))
        .at("/assets/:file", get(assets::serve))
        .at("/progress", get(progress::now))
        .at("/progress-import/:id", get(progress_import::preview::show).post(progress_import::preview::apply))
        .at("/round-report", get(round_report::choose::choose))
        .at("/public", get(publication::list))
        .at("/public/:organization", get(publication::organization))
        .at("/public/:organization/plan/:year", get(publication::plan::show))
        .at("/public/:organization/:year/:round", get(publication::report::show))
        .at("/plan", get(plan::own))
        .at("/overview", get(overview::now))
        .at("/risk", get(risk::now))
        .at("/area", get(area::now))
        .at("/area/:area", get(area::choose))
        .at("/area/:area/:year/:round", get(area::show))
        .at("/extension/:of/:code/:year/:round", get(area::extension::show).post(area::extension::extend))
        .at("/extension/:of/:code/:year/:round/end", post(area::extension::end))
        .at("/window/:year/:round", get(area::window::show).post(area::window::change))
        .nest_no_strip("/organization", in_organizations())
}

/// What belongs to one organization.
fn in_organizations() -> Route {
    const ROUND: &str = "/organization/:organization/round/:year/:round";
    const PLAN: &str = "/organization/:organization/plan";
    const OVERVIEW: &str = "/organization/:organization/overview/:year";
    const RISK: &str = "/organization/:organization/risk/:year";
    let at = |rest: &str| format!("{ROUND}{rest}");
    let of_plan = |rest: &str| format!("{PLAN}/:year{rest}");
    Route::new()
        .at(ROUND, get(round_report::show::show))
        .at(at("/:action"), get(round_report::act::show).post(round_report::act::act))
        .at(at("/progress"), get(progress::list::show))
        .at(at("/spreadsheet"), get(progress_import::choose::show))
        .at(at("/table"), get(progress::table::show))
        .at(at("/table/:number"), post(progress::table::save))
        .at(at("/project/:number"), get(progress::one::show).post(progress::one::record))
        .at(at("/project/:number/confirm"), post(progress::steps::confirm))
        .at(at("/project/:number/reopen"), post(progress::steps::reopen))
        .at(at("/project/:number/remove-evidence"), get(progress::evidence::show).post(progress::evidence::remove))
        .at(PLAN, get(plan::latest))
        .at(of_plan(""), get(plan::overview::show))
        .at(of_plan("/difference"), get(plan::difference::show))
        .at(of_plan("/revision/:number"), get(plan::revision::show))
        .at(of_plan("/revision/:number/:step"), get(plan::step::show).post(plan::step::take))
        .at(format!("{PLAN}/workbook"), get(plan::workbook::show))
        .at(of_plan("/amend"), get(plan::amend::show))
        .at(of_plan("/amend/workbook"), get(plan::amend::workbook::show))
        .at(of_plan("/amend/plan"), get(plan::amend::heading::show).post(plan::amend::heading::save))
        .at(of_plan("/amend/goals"), get(plan::amend::goal::show).post(plan::amend::goal::save))
        .at(of_plan("/amend/dimension/:number"), get(plan::amend::outline::show).post(plan::amend::outline::save))
        .at(of_plan("/amend/project/new"), get(plan::amend::project::begin).post(plan::amend::project::add))
        .at(of_plan("/amend/project/:number"), get(plan::amend::project::show).post(plan::amend::project::save))
        .at(
            of_plan("/amend/project/:number/remove"),
            get(plan::amend::remove::show_project).post(plan::amend::remove::remove_project),
        )
        .at(of_plan("/amend/risk-area/new"), get(plan::amend::risk::begin).post(plan::amend::risk::add))
        .at(of_plan("/amend/risk-area/:number"), get(plan::amend::risk::show).post(plan::amend::risk::save))
        .at(
            of_plan("/amend/risk-area/:number/remove"),
            get(plan::amend::remove::show_risk).post(plan::amend::remove::remove_risk),
        )
        .at(of_plan("/project/:number"), get(project::show))
        .at(of_plan("/project/:number/conformity"), get(project::conformity::show).post(project::conformity::review))
        .at(OVERVIEW, get(overview::show))
        .at(format!("{OVERVIEW}/chart/:file"), get(overview::download))
        .at(RISK, get(risk::show))
        .at(format!("{RISK}/chart/:file"), get(risk::trend::download))
        .at(format!("{RISK}/issue/:issue/:basis"), get(risk::assess::show).post(risk::assess::record))
}
