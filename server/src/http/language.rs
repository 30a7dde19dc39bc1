//! The language a request asks for.

use poem::{Request, http::header};
use sucharit_domain::language::Language;

/// By `Accept-Language`; Thai first.
pub fn of(request: &Request) -> Language {
    let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::from_accept_language(header.unwrap_or_default())
}
