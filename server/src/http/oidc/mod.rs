//! Signing in by a provider of identities (OpenID Connect): the authorization code flow with PKCE, state and nonce.
//!
//! Somebody is sent to the provider with a state that their browser keeps in a cookie. They come back with the state and a code, for
//! which the provider gives a token that says who they are. A state counts once, in the browser it was given to, for ten minutes.

mod provider;
mod settings;
mod transport;

use super::{
    App, language,
    refused::{Problem, respond},
    who,
};
use crate::config::HttpSettings;
use poem::{
    Request, Response, handler,
    http::{StatusCode, header},
    web::Data,
};
use provider::Failure;
pub use provider::Provider;
pub use settings::OidcSettings;
use std::sync::Arc;
use sucharit_domain::{
    account::provider::{ProviderFlow, is_local_path},
    language::Language,
};
use sucharit_schema::SessionChange;
use sucharit_store::{StoreError, causes};

/// Where the provider sends people back to.
pub const CALLBACK: &str = "/sign-in/oidc/callback";

/// `GET /sign-in/oidc[?to=/path]`
#[handler]
pub async fn start(request: &Request, app: Data<&App>, provider: Data<&Arc<Provider>>) -> Response {
    let language = language::of(request);
    let destination = parameter(request, "to").unwrap_or_else(|| "/".to_owned());
    if !is_local_path(&destination) {
        let (thai, english) = ("ต้องเป็นที่อยู่ในระบบนี้ เช่น /plan", "Must be a path on this server such as /plan");
        return respond(StatusCode::BAD_REQUEST, &[Problem::at("BAD_PARAMETER", "to", thai, english)], language);
    }
    let departure = match provider.depart(app.workflow.clock()).await {
        Ok(departure) => departure,
        Err(failure) => return failed(&failure, language),
    };
    let (nonce, verifier) = (departure.nonce.secret().clone(), departure.verifier.secret().clone());
    match app.workflow.begin_provider_flow(nonce, verifier, destination).await {
        Ok(state) => {
            let cookie = state_cookie(state.reveal(), &app.settings.http);
            redirect(&departure.address(state.reveal()), &[cookie])
        }
        Err(error) => broken(&error, language),
    }
}

/// `GET /sign-in/oidc/callback?state=…&code=…`
#[handler]
pub async fn callback(request: &Request, app: Data<&App>, provider: Data<&Arc<Provider>>) -> Response {
    let (language, settings) = (language::of(request), &app.settings.http);
    let unknown = || {
        let (thai, english) = (
            "การเข้าสู่ระบบนี้ไม่ได้เริ่มจากเบราว์เซอร์นี้ ใช้ไปแล้ว หรือหมดเวลา โปรดเริ่มเข้าสู่ระบบใหม่",
            "This sign-in did not begin in this browser, was used before, or took too long; begin again",
        );
        respond(StatusCode::BAD_REQUEST, &[Problem::new("OIDC_STATE", thai, english)], language)
    };
    let state = parameter(request, "state").filter(|state| !state.is_empty());
    let state = state.filter(|state| who::cookie(request, state_cookie_name(settings)).as_ref() == Some(state));
    let Some(state) = state else { return unknown() };
    let flow = match app.workflow.take_provider_flow(&state).await {
        Ok(Some(flow)) => flow,
        Ok(None) => return unknown(),
        Err(error) => return broken(&error, language),
    };
    let Some(code) = parameter(request, "code") else {
        let error = parameter(request, "error").unwrap_or_default();
        return failed(&Failure::Refused(format!("the provider gave no code: {error:?}")), language);
    };
    let identified = provider.identify(code, flow.pkce_verifier, flow.nonce, app.workflow.clock()).await;
    let identity = match identified {
        Ok(identity) => identity,
        Err(failure) => return failed(&failure, language),
    };
    let replaced = who::caller(request).authenticated.and_then(|authenticated| authenticated.session);
    match app.workflow.sign_in_by_identity(&identity, replaced).await {
        Ok(Some(signed_in)) => {
            let session = who::set_cookie(&SessionChange::Began(signed_in.secret), settings);
            redirect(&flow.destination, &[session, state_cookie("", settings)])
        }
        Ok(None) => {
            tracing::info!("a sign-in by the provider failed: no account that may sign in is linked");
            // Who they are at the provider is theirs to know; whoever links accounts needs it.
            let subject = &identity.subject;
            let thai = format!("ไม่มีบัญชีที่ใช้งานได้ผูกกับตัวตนนี้ โปรดแจ้งผู้ดูแลระบบพร้อมรหัส {subject}");
            let english = format!(
                "No account that may sign in is linked to this identity; tell the administrator its name, {subject}"
            );
            respond(StatusCode::FORBIDDEN, &[Problem::new("OIDC_NOT_LINKED", thai, english)], language)
        }
        Err(error) => broken(&error, language),
    }
}

/// A parameter that is there once.
fn parameter(request: &Request, name: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = request.params().unwrap_or_default();
    let mut values = pairs.into_iter().filter(|(found, _)| found == name).map(|(_, value)| value);
    values.next().filter(|_| values.next().is_none())
}

fn failed(failure: &Failure, language: Language) -> Response {
    let (status, reason, problem) = match failure {
        Failure::Refused(reason) => {
            let (thai, english) = (
                "ผู้ให้บริการยืนยันตัวตนไม่ได้รับรองการเข้าสู่ระบบนี้ โปรดลองใหม่อีกครั้ง",
                "The provider of identities does not vouch for this sign-in; try again",
            );
            (StatusCode::FORBIDDEN, reason, Problem::new("OIDC_REFUSED", thai, english))
        }
        Failure::Unreachable(reason) => {
            let (thai, english) = (
                "ติดต่อผู้ให้บริการยืนยันตัวตนไม่ได้ในขณะนี้ โปรดลองใหม่ภายหลัง",
                "The provider of identities cannot be reached right now; try again later",
            );
            (StatusCode::SERVICE_UNAVAILABLE, reason, Problem::new("OIDC_UNREACHABLE", thai, english))
        }
    };
    tracing::warn!(reason, code = problem.code, "a sign-in by the provider failed");
    respond(status, &[problem], language)
}

fn broken(error: &StoreError, language: Language) -> Response {
    tracing::error!(error = causes(error), "a sign-in by the provider broke down");
    let problem = Problem::new("INTERNAL", "เกิดข้อผิดพลาดภายในระบบ", "An internal error occurred");
    respond(StatusCode::INTERNAL_SERVER_ERROR, &[problem], language)
}

fn redirect(address: &str, cookies: &[String]) -> Response {
    let mut response = Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, address)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::REFERRER_POLICY, "no-referrer");
    for cookie in cookies {
        response = response.header(header::SET_COOKIE, cookie);
    }
    response.finish()
}

/// The cookie that ties a state to its browser; an empty one ends it. Lax: it must come along when the provider sends people back.
fn state_cookie(state: &str, settings: &HttpSettings) -> String {
    let age = if state.is_empty() { 0 } else { ProviderFlow::LASTS.num_seconds() };
    let secure = if settings.is_secure() { "; Secure" } else { "" };
    format!("{}={state}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}", state_cookie_name(settings))
}

/// With the prefix, browsers take the cookie from this host alone and over TLS alone.
fn state_cookie_name(settings: &HttpSettings) -> &'static str {
    if settings.is_secure() { "__Host-sucharit-oidc" } else { "sucharit-oidc" }
}
