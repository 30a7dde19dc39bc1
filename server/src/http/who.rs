//! Finding out who sends a request: by a program's token (`Authorization: Bearer`), else by the cookie of a session. Requests that
//! change something and come from pages of other sites are turned away here, whatever their content type.

use super::{
    App, language,
    refused::{Problem, instead, respond},
};
use crate::config::HttpSettings;
use poem::{
    Endpoint, Request, Response, Result,
    http::{HeaderValue, Method, StatusCode, header},
};
use std::{net::IpAddr, sync::Arc};
use sucharit_domain::{access::Actor, account::OpenSession, language::Language};
use sucharit_schema::{Caller, SessionChange};
use sucharit_store::causes;

/// Notes the [`Caller`] with the request, or answers in its place.
pub async fn authenticate<E: Endpoint<Output = Response>>(endpoint: Arc<E>, mut request: Request) -> Result<Response> {
    let language = language::of(&request);
    let app = request.data::<App>().cloned().expect("the routes carry the application");
    let settings = &app.settings.http;
    let address = address(&request, settings);
    let authenticated = if let Some(authorization) = request.header(header::AUTHORIZATION) {
        let token = authorization.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let found = match token {
            Some((_, token)) => app.workflow.by_token(token.trim()).await,
            None => Ok(None),
        };
        if let Ok(None) = found {
            return Ok(unauthenticated(
                language,
                "โทเคนใช้ไม่ได้ หมดอายุ หรือถูกเพิกถอน",
                "The token is unknown, expired or revoked",
            ));
        }
        found
    } else {
        if !request.method().is_safe() && comes_from_another_site(&request, settings) {
            let (thai, english) = (
                "คำขอนี้มาจากหน้าเว็บอื่น จึงไม่ดำเนินการ",
                "This request comes from a page of another site and is not carried out",
            );
            return Ok(respond(StatusCode::FORBIDDEN, &[Problem::new("CROSS_SITE", thai, english)], language));
        }
        match cookie(&request, cookie_name(settings)) {
            Some(secret) => app.workflow.by_session(&secret).await,
            None => Ok(None),
        }
    };
    let authenticated = match authenticated {
        Ok(authenticated) => authenticated,
        Err(error) => {
            tracing::error!(error = causes(&error), "nobody could be authenticated");
            let problem = Problem::new("INTERNAL", "เกิดข้อผิดพลาดภายในระบบ", "An internal error occurred");
            return Ok(respond(StatusCode::INTERNAL_SERVER_ERROR, &[problem], language));
        }
    };
    let who = Who(authenticated.as_ref().and_then(|authenticated| authenticated.actor.account()).map(Into::into));
    let caller = Caller { authenticated, address };
    request.set_data(caller.clone());
    let mut response = endpoint.call(request).await?;
    // What a page did to the session.
    if let Some(change) = response.data::<SessionChange>().cloned()
        && let Ok(cookie) = HeaderValue::from_str(&set_cookie(&change, settings))
    {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response.set_data(who);
    // For a page about what went wrong.
    response.set_data(caller);
    Ok(response)
}

/// The account that a request came from, for the log: its id, never its name.
#[derive(Debug, Clone, Copy)]
pub struct Who(pub Option<uuid::Uuid>);

/// Who sends the request.
pub fn caller(request: &Request) -> Caller {
    request.data::<Caller>().cloned().unwrap_or_default()
}

/// As whom the request acts.
///
/// # Errors
/// The answer to somebody who did not sign in.
pub fn actor(request: &Request) -> Result<Actor> {
    let authenticated = caller(request).authenticated;
    authenticated.map(|authenticated| authenticated.actor).ok_or_else(|| {
        let answer = unauthenticated(language::of(request), "โปรดเข้าสู่ระบบก่อน", "Sign in first");
        instead(answer)
    })
}

/// As whom the request acts that posts a form.
///
/// # Errors
/// The answer to another method, and to somebody who did not sign in.
pub fn sender(request: &Request) -> Result<Actor> {
    if request.method() == Method::POST {
        return actor(request);
    }
    let problem = Problem::new("METHOD_NOT_ALLOWED", "ใช้ POST เท่านั้น", "Use POST");
    let mut response = respond(StatusCode::METHOD_NOT_ALLOWED, &[problem], language::of(request));
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
    Err(instead(response))
}

fn unauthenticated(language: Language, thai: &str, english: &str) -> Response {
    let mut response = respond(StatusCode::UNAUTHORIZED, &[Problem::new("UNAUTHENTICATED", thai, english)], language);
    response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"sucharit\""));
    response
}

/// The cookie that tells the browser of what happened to its session.
pub fn set_cookie(change: &SessionChange, settings: &HttpSettings) -> String {
    let (value, age) = match change {
        SessionChange::Began(secret) => (secret.reveal(), OpenSession::LONGEST.num_seconds()),
        SessionChange::Ended => ("", 0),
    };
    let secure = if settings.is_secure() { "; Secure" } else { "" };
    format!("{}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}", cookie_name(settings))
}

/// With the prefix, browsers take the cookie from this host alone and over TLS alone.
fn cookie_name(settings: &HttpSettings) -> &'static str {
    if settings.is_secure() { "__Host-sucharit-session" } else { "sucharit-session" }
}

/// A cookie of the request. One that is there twice is none: somebody may have put the other.
pub fn cookie(request: &Request, name: &str) -> Option<String> {
    let headers = request.headers().get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = headers.flat_map(|header| header.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut values = pairs.filter(|(found, _)| *found == name).map(|(_, value)| value.to_owned());
    values.next().filter(|value| !value.is_empty()).filter(|_| values.next().is_none())
}

/// What browsers say of where a request comes from. Programs say nothing, and have no cookie that somebody could use.
fn comes_from_another_site(request: &Request, settings: &HttpSettings) -> bool {
    if let Some(site) = request.header("sec-fetch-site")
        && !matches!(site, "same-origin" | "none")
    {
        return true;
    }
    let Some(origin) = request.header(header::ORIGIN) else { return false };
    let Some((_, authority)) = origin.split_once("://") else { return true };
    let own = settings.public_url.split_once("://").map(|(_, own)| own.trim_end_matches('/'));
    let asked =
        request.header(header::HOST).or_else(|| request.uri().authority().map(poem::http::uri::Authority::as_str));
    ![own, asked].into_iter().flatten().any(|host| host.eq_ignore_ascii_case(authority))
}

/// Where the request comes from: the connection's other end, or what the proxy in front says in the header that the settings name.
fn address(request: &Request, settings: &HttpSettings) -> Option<IpAddr> {
    let name = settings.client_address_header.as_str();
    if !name.is_empty() {
        // The last entry is the proxy's own; those before it are anybody's.
        let said = request.headers().get_all(name).iter().next_back()?.to_str().ok()?;
        return said.rsplit(',').next()?.trim().parse().ok();
    }
    request.remote_addr().as_socket_addr().map(std::net::SocketAddr::ip)
}
