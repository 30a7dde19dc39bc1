//! The pages over HTTP, as a browser without scripts sends and takes them.

mod area;
mod door;
mod everywhere;
mod home;
mod overview;
mod plan;
mod plan_form;
mod plan_workbook;
mod progress;
mod progress_import;
mod project;
mod publication;
pub mod reading;
mod risk;
mod round_report;
mod statements;
mod weight;

use reqwest::{
    Client, RequestBuilder, Response, StatusCode,
    header::{ACCEPT, COOKIE, HeaderMap, LOCATION, SET_COOKIE},
};
use std::collections::BTreeMap;
use sucharit_tests::{Server, actors};

/// A browser without scripts.
pub struct Browser {
    client: Client,
    site: String,
    cookies: BTreeMap<String, String>,
}

/// A page as it came.
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Browser {
    /// One that never was here.
    pub fn new(server: &Server) -> Self {
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { client, site: server.url(""), cookies: BTreeMap::new() }
    }

    /// One in which somebody is signed in.
    pub async fn signed_in(server: &Server, username: &str) -> Self {
        let mut browser = Self::new(server);
        let page = browser.send("/sign-in", &[("username", username), ("password", actors::PASSWORD)]).await;
        assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/"), "{}", page.text);
        browser
    }

    /// Opens a page.
    pub async fn open(&mut self, path: &str) -> Page {
        let request = self.client.get(format!("{}{path}", self.site));
        self.fetch(request).await
    }

    /// Sends a form.
    pub async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        let body = body.collect::<Vec<_>>().join("&");
        let request = self
            .client
            .post(format!("{}{path}", self.site))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", &self.site)
            .header("sec-fetch-site", "same-origin")
            .body(body);
        self.fetch(request).await
    }

    /// Sends what a test made itself.
    pub async fn fetch(&mut self, request: RequestBuilder) -> Page {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request =
            request.header(ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8").header(COOKIE, cookies.join("; "));
        let response: Response = request.send().await.expect("the server answers");
        for cookie in response.headers().get_all(SET_COOKIE) {
            let (pair, _) = cookie.to_str().unwrap().split_once(';').expect("a cookie has attributes");
            let (name, value) = pair.split_once('=').expect("a pair");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        Page { status: response.status(), headers: response.headers().clone(), text: response.text().await.unwrap() }
    }

    /// The client and the site, for requests that no form sends.
    pub fn request(&self, method: reqwest::Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.site))
    }

    /// Loses the session, as when it ends.
    pub fn forget(&mut self) {
        self.cookies.clear();
    }

    /// What the browser keeps under a name.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }
}

impl Page {
    /// Where it leads on to.
    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// A header, empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// How many SQL statements it took.
    pub fn statements(&self) -> u32 {
        let rest = self.header("server-timing").split("desc=").nth(1).expect("a demonstration counts");
        rest.split(';').next().unwrap().parse().unwrap()
    }

    /// The value of a hidden or text field.
    pub fn value(&self, name: &str) -> &str {
        let field = self.text.split("<input").find(|field| field.contains(&format!(r#"name="{name}""#)));
        let field = field.unwrap_or_else(|| panic!("no field {name}"));
        field.split(r#"value=""#).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
    }
}

/// As forms encode it.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
