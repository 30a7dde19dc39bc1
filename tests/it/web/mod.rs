//! The pages, over HTTP.

mod area;
mod overview;
mod risk;

use reqwest::{
    StatusCode,
    header::{ACCEPT, ACCEPT_LANGUAGE, COOKIE, LOCATION},
};
use sucharit_tests::Server;

/// A page as it was answered.
pub struct Page {
    /// HTTP's status.
    pub status: StatusCode,
    /// Where it sends on to.
    pub location: Option<String>,
    /// The page.
    pub html: String,
    /// How many SQL statements it took.
    pub statements: u32,
}

impl Page {
    async fn of(request: reqwest::RequestBuilder) -> Self {
        let response = request.header(ACCEPT, "text/html").send().await.unwrap();
        let header = |name: &str| Some(response.headers().get(name)?.to_str().unwrap().to_owned());
        let timing = header("server-timing").unwrap_or_default();
        let statements = timing.split("desc=").nth(1).and_then(|rest| rest.split(';').next()?.parse().ok());
        let location = header(LOCATION.as_str());
        let status = response.status();
        Self { status, location, html: response.text().await.unwrap(), statements: statements.unwrap_or_default() }
    }

    /// Whether every one of these texts is there.
    pub fn assert_has(&self, texts: &[&str]) {
        for text in texts {
            assert!(self.html.contains(text), "{text} is not in {}: {}", self.status, self.html);
        }
    }

    /// Whether what is shown could run under the pages' Content-Security-Policy.
    pub fn assert_nothing_inline(&self) {
        for inline in [" style=", "<style", "onclick=", "<script>"] {
            assert!(!self.html.contains(inline), "{inline}");
        }
    }
}

/// Opens a page.
pub async fn open(server: &Server, path: &str) -> Page {
    Page::of(server.client.get(server.url(path))).await
}

/// Opens a page as somebody who reads English with Thai digits.
pub async fn open_in_english(server: &Server, path: &str) -> Page {
    let request = server.client.get(server.url(path)).header(ACCEPT_LANGUAGE, "en");
    Page::of(request.header(COOKIE, "sucharit-reading=en.thai.normal")).await
}

/// Sends a form.
pub async fn post(server: &Server, path: &str, fields: &[(&str, &str)]) -> Page {
    let body = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&");
    let request = server.client.post(server.url(path)).body(body);
    Page::of(request.header("content-type", "application/x-www-form-urlencoded")).await
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Nobody who is not signed in, and nobody of another municipality, gets to this page.
pub async fn assert_closed(server: &Server, path: &str) {
    let signed_out = open(&server.signed_out(), path).await;
    assert_eq!(signed_out.status, StatusCode::SEE_OTHER, "{path}");
    assert!(signed_out.location.unwrap().starts_with("/sign-in?next="), "{path}");
    assert_eq!(open(&server.by_another_municipality().await, path).await.status, StatusCode::NOT_FOUND, "{path}");
}
