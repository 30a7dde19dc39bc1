//! What else can be done with a project's report: confirming six-month figures, opening a carried report.

use super::{
    one::{OnePage, Parts},
    query,
};
use crate::{faults, form::Faults, visit::Visit};
use poem::{Body, Request, Response, Result, handler};

/// `POST …/project/NUMBER/confirm`
#[handler]
pub async fn confirm(request: &Request, body: Body, path: Parts) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let mut page = OnePage::load(v, &path).await?;
    let input = query::confirm_progress::ConfirmProgressInput {
        project_id: page.project.id.clone(),
        fiscal_year: page.place.fiscal_year,
        expected_version: form.whole("expectedVersion").unwrap_or_default(),
    };
    let variables = query::confirm_progress::Variables { input };
    let payload = page.v.ask::<query::ConfirmProgress>(variables).await?.confirm_progress;
    page.faults = Faults(faults!(payload.user_errors));
    if page.faults.is_empty() {
        return Ok(page.v.go(&format!("{}?done=confirmed", page.address())));
    }
    Ok(page.v.refuse(&page))
}

/// `POST …/project/NUMBER/reopen`
#[handler]
pub async fn reopen(request: &Request, body: Body, path: Parts) -> Result<Response> {
    let (v, form) = Visit::posted(request, body).await?;
    let mut page = OnePage::load(v, &path).await?;
    let input = query::reopen_progress::ReopenProgressInput {
        project_id: page.project.id.clone(),
        fiscal_year: page.place.fiscal_year,
        expected_version: form.whole("expectedVersion").unwrap_or_default(),
        reason: form.text("reason").unwrap_or_default(),
    };
    let variables = query::reopen_progress::Variables { input };
    let payload = page.v.ask::<query::ReopenProgress>(variables).await?.reopen_progress;
    page.faults = Faults(faults!(payload.user_errors));
    if page.faults.is_empty() {
        return Ok(page.v.go(&format!("{}?done=reopened", page.address())));
    }
    page.form = page.form.with("reason", form.get("reason"));
    Ok(page.v.refuse(&page))
}
