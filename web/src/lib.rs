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
//!    [`operation!`](crate::operation).
//! 2. Its template in `templates/<noun>/`, which extends `layout.html`; the template's struct holds `v: Visit` and what it shows.
//! 3. A handler begins with [`Visit::signed_in`](visit::Visit::signed_in) (or `begin`, where everybody may read) and ends with
//!    [`Visit::answer`](visit::Visit::answer). A form is read by [`Visit::posted`](visit::Visit::posted).
//! 4. Its address in [`routes`], and where people begin with it, a line in [`navigation`](crate::navigation).
//! 5. A line in `tests/it/web/` and in the list of pages of the browser tests (`tests/browser/`).

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
mod risk;
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
    const OVERVIEW: &str = "/organization/:organization/overview/:year";
    const RISK: &str = "/organization/:organization/risk/:year";
    Route::new()
        .at(OVERVIEW, get(overview::show))
        .at(format!("{OVERVIEW}/chart/:file"), get(overview::download))
        .at(RISK, get(risk::show))
        .at(format!("{RISK}/issue/:issue/:basis"), get(risk::assess::show).post(risk::assess::record))
}
