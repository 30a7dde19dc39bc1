//! What every answer to a browser gets: pages in place of bare refusals, headers that keep strangers out, compression.

use crate::{RequestId, Trouble, address, assets, trouble, visit::Visit};
use poem::{
    Body, Endpoint, Request, Response, Result,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
};
use std::sync::Arc;
use sucharit_schema::Caller;

/// Nothing from elsewhere, nothing inline, nobody's frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // With `no-referrer` browsers would send no origin either, by which requests of other sites are known.
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()"),
];

/// The least worth compressing.
const SMALL: usize = 1 << 10;

/// Dresses the answers of everything within. Programs get what was answered: they do not ask for `text/html`.
///
/// # Errors
/// Those of the endpoint.
pub async fn dress<E: Endpoint<Output = Response>>(endpoint: Arc<E>, request: Request) -> Result<Response> {
    let mut visit = Visit::unknown(&request);
    let id = request.data::<RequestId>().cloned();
    let for_a_person = is_for_a_person(&request);
    let sign_in = (request.method() == Method::GET).then(|| Visit::sign_in_address(&request));
    let file_of = sends_a_file(&request).then(|| referring(&request));
    let gzip = assets::takes_gzip(&request);
    let mut response = endpoint.call(request).await?;
    // What a page's own handler could not answer has no other form than a page.
    let troubled = response.data::<Trouble>().cloned().filter(|_| for_a_person || response.content_type().is_none());
    if let Some(trouble) = troubled {
        response = match sign_in {
            Some(sign_in) if trouble.status == StatusCode::UNAUTHORIZED => visit.go(&sign_in),
            _ => {
                let trouble = match file_of {
                    Some(page) if trouble.status == StatusCode::UNAUTHORIZED => trouble.with_back(&page),
                    _ => trouble,
                };
                // Whoever is signed in stays so on a page that refuses; where that cannot be found out, it goes without.
                let caller = response.data::<Caller>().filter(|_| !trouble.status.is_server_error()).cloned();
                if let Some(caller) = caller
                    && visit.meet(caller).await.is_err()
                {
                    tracing::warn!("a refusal is shown without whoever is signed in");
                }
                with_headers_of(&response, trouble::page(&visit, &trouble, id.as_ref()))
            }
        };
    }
    let is_page = response.content_type().is_some_and(|found| found.starts_with("text/html"));
    if is_page && !response.headers().contains_key(header::CONTENT_SECURITY_POLICY) {
        for (name, value) in HEADERS {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        if gzip {
            response = compressed(response).await;
        }
    }
    Ok(response)
}

/// Whether a form comes with a file, which nobody reads of a session that ended.
fn sends_a_file(request: &Request) -> bool {
    request.method() == Method::POST && request.content_type().is_some_and(|found| found.starts_with("multipart/"))
}

/// The page of this site that a form was sent from.
fn referring(request: &Request) -> String {
    let referer = request.headers().get(header::REFERER).and_then(|value| value.to_str().ok());
    let uri = referer.and_then(|referer| referer.parse::<Uri>().ok());
    let path = uri.as_ref().and_then(Uri::path_and_query).map(ToString::to_string);
    address::own(&path.unwrap_or_default()).to_owned()
}

/// Whether it is a browser that opens a page or sends a form.
fn is_for_a_person(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.contains("text/html") && request.uri().path() != "/graphql"
}

/// The page with what the refusal told in its headers.
fn with_headers_of(refusal: &Response, mut page: Response) -> Response {
    let told: &HeaderMap = refusal.headers();
    for name in [header::ALLOW, header::RETRY_AFTER, header::SET_COOKIE] {
        if let Some(value) = told.get(&name) {
            page.headers_mut().insert(name, value.clone());
        }
    }
    page
}

async fn compressed(mut response: Response) -> Response {
    // The page is in memory already.
    let Ok(bytes) = response.take_body().into_bytes().await else {
        response.set_status(StatusCode::INTERNAL_SERVER_ERROR);
        return response;
    };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
    let gzip = if bytes.len() < SMALL { None } else { assets::gzip(&bytes) };
    match gzip {
        Some(gzip) => {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            response.set_body(Body::from(gzip));
        }
        None => response.set_body(Body::from(bytes)),
    }
    response
}
