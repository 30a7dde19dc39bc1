//! Opening pages and sending forms as somebody with a token, and what pages then show.

use reqwest::{Response, StatusCode, header};
use serde_json::{Value, json};
use sucharit_tests::Server;

/// A page as it was answered.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub html: String,
    /// Where it sends the browser on.
    pub location: Option<String>,
    /// How many SQL statements it took.
    pub statements: u32,
}

impl Page {
    async fn of(response: Response) -> Self {
        let headers = response.headers();
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let timing = text("server-timing").unwrap_or_default();
        let statements = timing.split("desc=").nth(1).and_then(|rest| rest.split(';').next()?.parse().ok());
        let (status, location) = (response.status(), text(header::LOCATION.as_str()));
        Self { status, location, statements: statements.unwrap_or_default(), html: response.text().await.unwrap() }
    }

    /// Each of these stands in the page, which was answered well.
    pub fn shows(&self, texts: &[&str]) {
        assert_eq!(self.status, StatusCode::OK, "{}", self.html);
        self.says(texts);
    }

    /// Each of these stands in the page.
    pub fn says(&self, texts: &[&str]) {
        for text in texts {
            assert!(self.html.contains(text), "“{text}” is missing in\n{}", self.html);
        }
    }

    /// None of these stands in the page.
    pub fn hides(&self, texts: &[&str]) {
        for text in texts {
            assert!(!self.html.contains(text), "“{text}” stands in\n{}", self.html);
        }
    }
}

impl Page {
    /// What is shown can run under the pages' Content-Security-Policy.
    pub fn assert_nothing_inline(&self) {
        for inline in [" style=", "<style", "onclick=", "<script>"] {
            assert!(!self.html.contains(inline), "{inline}");
        }
    }
}

/// Nobody who is not signed in, and nobody of another municipality, gets to this page.
pub async fn assert_closed(server: &Server, path: &str) {
    let signed_out = open(&server.signed_out(), path).await;
    assert_eq!(signed_out.status, StatusCode::SEE_OTHER, "{path}");
    assert!(signed_out.location.unwrap().starts_with("/sign-in?next="), "{path}");
    assert_eq!(open(&server.by_another_municipality().await, path).await.status, StatusCode::NOT_FOUND, "{path}");
}

/// Opens a page as somebody who reads English with Thai digits.
pub async fn open_with_thai_digits(server: &Server, path: &str) -> Page {
    let request = server.client.get(server.url(path)).header(header::ACCEPT, "text/html");
    Page::of(request.header(header::COOKIE, "sucharit-reading=en.thai.normal").send().await.unwrap()).await
}

/// Opens a page as a browser does.
pub async fn open(server: &Server, path: &str) -> Page {
    let request = server.client.get(server.url(path)).header(header::ACCEPT, "text/html");
    Page::of(request.send().await.unwrap()).await
}

/// The same in English.
pub async fn open_in_english(server: &Server, path: &str) -> Page {
    let request = server.client.get(server.url(path)).header(header::ACCEPT, "text/html");
    Page::of(request.header(header::ACCEPT_LANGUAGE, "en").send().await.unwrap()).await
}

/// Sends a form as a browser does.
pub async fn send(server: &Server, path: &str, fields: &[(&str, &str)]) -> Page {
    let body = serde_urlencoded::to_string(fields).unwrap();
    let request = server.client.post(server.url(path)).header(header::ACCEPT, "text/html");
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(body);
    Page::of(request.send().await.unwrap()).await
}

/// Reports everything of the six-month round of 2568, signs and publishes it; answers with its digest.
pub async fn publish_report(server: &Server) -> String {
    crate::sample::report_all(server, 2568, "SIX_MONTH").await;
    sign_and_publish(server).await
}

/// Signs and publishes the report of the six-month round of 2568; answers with its digest.
pub async fn sign_and_publish(server: &Server) -> String {
    let steps = [
        ("planner", "submitRoundReport", json!({})),
        ("clerk", "endorseRoundReport", json!({ "opinion": "เห็นชอบ <b>ตามเสนอ</b>" })),
        ("executive", "approveRoundReport", json!({ "opinion": "อนุมัติ" })),
        ("planner", "publishRoundReport", json!({})),
    ];
    let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { roundReport(fiscalYear: 2568, round: SIX_MONTH) { id version seal { digest } } } } }"#;
    let mut digest = String::new();
    for (who, mutation, mut input) in steps {
        let report = server.ask(query, json!({})).await["organization"]["plan"]["roundReport"].take();
        (input["reportId"], input["expectedVersion"]) = (report["id"].clone(), report["version"].clone());
        change(&server.by(who), mutation, "roundReport", input).await;
        digest = report["seal"]["digest"].as_str().unwrap_or_default().to_owned();
    }
    digest
}

/// Publishes the reference plan.
pub async fn publish_plan(server: &Server) {
    let query = r#"{ organization(code: "wapi-pathum") { plan(fiscalYear: 2568) { revisions { id version } } } }"#;
    let revision = server.ask(query, json!({})).await["organization"]["plan"]["revisions"][0].take();
    let input = json!({ "revisionId": revision["id"], "expectedVersion": revision["version"] });
    change(server, "publishPlan", "planRevision", input).await;
}

/// Runs a mutation that must succeed.
pub async fn change(server: &Server, mutation: &str, result: &str, input: Value) {
    let input_type = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ {result} {{ version }} userErrors {{ code path }} }} }}"
    );
    let payload = server.change(&query, json!({ "input": input })).await;
    assert_eq!(payload["userErrors"], json!([]), "{mutation}");
}
