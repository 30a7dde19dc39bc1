//! GraphiQL, for demonstrations only: everything it needs comes from the binary.

use poem::{Response, error::NotFoundError, handler, web::Path};

const PAGE: &str = include_str!("../../assets/graphiql/index.html");

/// What the page loads, with its media type.
const ASSETS: [(&str, &str, &[u8]); 5] = [
    ("start.js", "text/javascript; charset=utf-8", include_bytes!("../../assets/graphiql/start.js")),
    ("graphiql.min.js", "text/javascript; charset=utf-8", include_bytes!("../../vendor/graphiql/graphiql.min.js")),
    ("graphiql.min.css", "text/css; charset=utf-8", include_bytes!("../../vendor/graphiql/graphiql.min.css")),
    ("react.js", "text/javascript; charset=utf-8", include_bytes!("../../vendor/graphiql/react.production.min.js")),
    (
        "react-dom.js",
        "text/javascript; charset=utf-8",
        include_bytes!("../../vendor/graphiql/react-dom.production.min.js"),
    ),
];

/// Nothing from elsewhere; the editor sets styles from script.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; \
                      img-src 'self' data:; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page itself.
pub fn page() -> Response {
    Response::builder()
        .content_type("text/html; charset=utf-8")
        .header("content-security-policy", POLICY)
        .header("x-content-type-options", "nosniff")
        .body(PAGE)
}

/// What the page loads.
#[handler]
pub fn asset(Path(name): Path<String>) -> Result<Response, NotFoundError> {
    match ASSETS.iter().find(|(file, _, _)| *file == name) {
        Some((_, media_type, bytes)) => Ok(Response::builder()
            .content_type(media_type)
            .header("x-content-type-options", "nosniff")
            .header("cache-control", "max-age=86400")
            .body(*bytes)),
        None => Err(NotFoundError),
    }
}
