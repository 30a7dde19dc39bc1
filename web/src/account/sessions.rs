//! Where one is signed in.

use super::query;
use crate::{faults, form::Faults, trouble::Trouble, visit::Visit};
use askama::Template;
use poem::{Body, Request, Response, Result, handler};

#[derive(Template)]
#[template(path = "account/sessions.html")]
struct SessionsPage {
    v: Visit,
    sessions: Vec<query::sessions::SessionsViewerSessions>,
    faults: Faults,
}

impl SessionsPage {
    async fn of(v: Visit, faults: Faults) -> Result<Self, Trouble> {
        let viewer = v.ask::<query::Sessions>(query::sessions::Variables).await?.viewer;
        Ok(Self { sessions: viewer.ok_or_else(Trouble::signed_out)?.sessions, v, faults })
    }
}

/// `GET /account/sessions`
#[handler]
pub async fn show(request: &Request) -> Result<Response> {
    let page = SessionsPage::of(Visit::signed_in(request).await?, Faults::default()).await?;
    Ok(page.v.answer(&page))
}

/// `POST /account/sessions`: ends all but this one.
#[handler]
pub async fn end_others(request: &Request, body: Body) -> Result<Response> {
    let (v, _) = Visit::posted(request, body).await?;
    let payload = v.ask::<query::EndOtherSessions>(query::end_other_sessions::Variables).await?.end_other_sessions;
    let faults = faults!(payload.user_errors);
    if faults.is_empty() {
        return Ok(v.go("/account/sessions?done=ended"));
    }
    let page = SessionsPage::of(v, Faults(faults)).await?;
    Ok(page.v.refuse(&page))
}
