//! When the reports of a round are taken, for the whole country.

use super::{Round, day, query};
use crate::{
    faults,
    form::{Faults, Form},
    trouble::Trouble,
    visit::Visit,
};
use askama::Template;
use poem::{Body, Request, Response, Result, handler, web::Path};
use query::window::WindowReportingWindow;

#[derive(Template)]
#[template(path = "area/window.html")]
struct WindowPage {
    v: Visit,
    place: Round,
    window: WindowReportingWindow,
    form: Form,
    faults: Faults,
}

impl WindowPage {
    async fn of(v: Visit, Path((year, round)): Path<(String, String)>) -> Result<Self, Trouble> {
        let place = Round::read(&year, &round)?;
        let variables = query::window::Variables { year: place.fiscal_year, round: place.round };
        let window = v.ask::<query::Window>(variables).await?.reporting_window;
        if !window.viewer_can_move {
            return Err(Trouble::not_found());
        }
        let form =
            Form::default().with("opensOn", day::written(window.opens_on)).with("dueOn", day::written(window.due_on));
        Ok(Self { v, place, window, form, faults: Faults::default() })
    }

    /// The version that the form is about: what was read last.
    fn version(&self) -> String {
        self.window.version.map(|version| version.to_string()).unwrap_or_default()
    }

    fn country(&self) -> String {
        self.place.area("TH")
    }
}

/// `GET /window/:year/:round`
#[handler]
pub async fn show(request: &Request, place: Path<(String, String)>) -> Result<Response> {
    let page = WindowPage::of(Visit::signed_in(request).await?, place).await?;
    Ok(page.v.answer(&page))
}

/// `POST /window/:year/:round`
#[handler]
pub async fn change(request: &Request, place: Path<(String, String)>, body: Body) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let page = WindowPage::of(v, place).await?;
    let faults = match (day::read(&form, "opensOn"), day::read(&form, "dueOn")) {
        (Ok(opens_on), Ok(due_on)) => {
            let input = query::move_window::MoveReportingWindowInput {
                fiscal_year: page.place.fiscal_year,
                round: page.place.round,
                opens_on,
                due_on,
                reason: form.text("reason").unwrap_or_default(),
                expected_version: form.whole("expectedVersion"),
            };
            let variables = query::move_window::Variables { input };
            faults!(page.v.ask::<query::MoveWindow>(variables).await?.move_reporting_window.user_errors)
        }
        (opens_on, due_on) => [opens_on.err(), due_on.err()].into_iter().flatten().collect(),
    };
    if faults.is_empty() {
        return Ok(page.v.go(&format!("{}?done=moved", page.place.window())));
    }
    let page = WindowPage { form, faults: Faults(faults), ..page };
    Ok(page.v.refuse(&page))
}
