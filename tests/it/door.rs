//! The door to GraphQL, by the GraphQL-over-HTTP specification.

use reqwest::{Method, RequestBuilder, StatusCode, header::HeaderMap};
use serde_json::{Value, json};
use sucharit_tests::{Database, RECORD_PROGRESS, Server, on_both_databases};

const RESPONSE_TYPE: &str = "application/graphql-response+json";
const JSON: &str = "application/json";

/// An answer with all that HTTP says of it.
struct Got {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Got {
    async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("the server answers");
        let (status, headers) = (response.status(), response.headers().clone());
        Self { status, headers, text: response.text().await.expect("a body") }
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    fn code(&self) -> String {
        self.json()["errors"][0]["extensions"]["code"].as_str().unwrap_or("no code").to_owned()
    }
}

fn post(server: &Server, content_type: &str, body: impl Into<reqwest::Body>) -> RequestBuilder {
    server.client.post(server.url("/graphql")).header("content-type", content_type).body(body)
}

async fn post_json(server: &Server, accept: &str, body: &Value) -> Got {
    Got::of(post(server, JSON, body.to_string()).header("accept", accept)).await
}

async fn get(server: &Server, parameters: &[(&str, &str)]) -> Got {
    Got::of(server.client.get(server.url("/graphql")).query(parameters)).await
}

/// A mutation without variables, ready to be smuggled in.
async fn mutation(server: &Server) -> String {
    let project = server.project_id(1).await;
    format!(
        "mutation M {{ recordProgress(input: {{ projectId: \"{project}\", fiscalYear: 2568, round: SIX_MONTH, status: COMPLETED }}) \
         {{ progress {{ version }} userErrors {{ code }} }} }}"
    )
}

async fn is_untouched(server: &Server, events: i64) -> bool {
    server.database.count("SELECT COUNT(*) FROM progress").await == 0 && server.event_count().await == events
}

on_both_databases! {
    async fn a_mutation_by_get_changes_nothing(server) {
        let (mutation, events) = (mutation(&server).await, server.event_count().await);
        let several = format!("query Q {{ __typename }} {mutation}");
        for parameters in [
            vec![("query", mutation.as_str())],
            vec![("query", mutation.as_str()), ("operationName", "M")],
            vec![("query", several.as_str())],
            vec![("query", several.as_str()), ("operationName", "M")],
        ] {
            let got = get(&server, &parameters).await;
            assert_eq!((got.status, got.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "POST"), "{}", got.text);
            assert_eq!(got.code(), "MUTATION_BY_GET");
        }
        assert!(is_untouched(&server, events).await);
        let got = get(&server, &[("query", &several), ("operationName", "Q")]).await;
        assert_eq!((got.status, got.json()), (StatusCode::OK, json!({ "data": { "__typename": "Query" } })));
        assert!(is_untouched(&server, events).await);
        // The very same mutation does change something where it is allowed.
        let payload = server.change(&mutation, json!({})).await;
        assert_eq!(payload, json!({ "progress": { "version": 1 }, "userErrors": [] }));
    }

    async fn other_content_types_change_nothing(server) {
        let (mutation, events) = (mutation(&server).await, server.event_count().await);
        let body = json!({ "query": mutation }).to_string();
        let form = format!("query={}", mutation.replace(' ', "+"));
        let multipart = format!(
            "--b\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{body}\r\n\
             --b\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n{{}}\r\n--b--\r\n"
        );
        for (content_type, body) in [
            ("text/plain", &body),
            ("application/x-www-form-urlencoded", &form),
            ("application/x-www-form-urlencoded", &body),
            ("multipart/form-data; boundary=b", &multipart),
            ("application/graphql", &mutation),
            ("application/jsonp", &body),
            ("text/plain; application/json", &body),
            ("application/json; charset=iso-8859-1", &body),
            ("application/json; charset=utf-16", &body),
            ("", &body),
        ] {
            let got = Got::of(post(&server, content_type, body.clone())).await;
            assert_eq!((got.status, got.code().as_str()), (StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE"), "{content_type}");
        }
        let got = Got::of(server.client.post(server.url("/graphql")).body(body)).await;
        assert_eq!(got.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "without a content type");
        assert!(is_untouched(&server, events).await);
    }

    async fn a_batch_changes_nothing(server) {
        let (mutation, events) = (mutation(&server).await, server.event_count().await);
        for batch in [json!([{ "query": mutation }, { "query": mutation }]), json!([{ "query": mutation }]), json!([])] {
            let got = post_json(&server, JSON, &batch).await;
            assert_eq!((got.status, got.code().as_str()), (StatusCode::BAD_REQUEST, "BATCH_NOT_SUPPORTED"));
        }
        assert!(is_untouched(&server, events).await);
    }
}

async fn server() -> Server {
    Server::start(Database::Sqlite).await
}

#[tokio::test]
async fn json_in_utf_8_is_read_however_it_is_written() {
    let server = server().await;
    for content_type in [
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "application/json; charset=\"utf-8\"",
        "Application/JSON",
    ] {
        let got = Got::of(post(&server, content_type, r#"{"query":"{ __typename }"}"#)).await;
        assert_eq!(
            (got.status, got.json()),
            (StatusCode::OK, json!({ "data": { "__typename": "Query" } })),
            "{content_type}"
        );
    }
}

#[tokio::test]
async fn answers_in_the_accepted_media_type() {
    let server = server().await;
    for (accept, expected) in [
        (RESPONSE_TYPE, Some(RESPONSE_TYPE)),
        (JSON, Some(JSON)),
        ("*/*", Some(JSON)),
        ("application/*", Some(JSON)),
        ("", Some(JSON)),
        ("application/graphql-response+json, application/json", Some(RESPONSE_TYPE)),
        ("application/json, application/graphql-response+json;q=0.9", Some(JSON)),
        ("application/json;q=0.5, application/graphql-response+json;q=0.6", Some(RESPONSE_TYPE)),
        ("application/json;q=0, */*", Some(RESPONSE_TYPE)),
        ("application/graphql-response+json;q=0, */*;q=0.1", Some(JSON)),
        ("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", Some(RESPONSE_TYPE)),
        ("APPLICATION/GraphQL-Response+JSON", Some(RESPONSE_TYPE)),
        ("text/html, application/json;q=0.1", Some(JSON)),
        ("text/html", None),
        ("application/json;q=0", None),
        ("image/*, text/plain", None),
    ] {
        let got = post_json(&server, accept, &json!({ "query": "{ __typename }" })).await;
        let Some(expected) = expected else {
            assert_eq!((got.status, got.code().as_str()), (StatusCode::NOT_ACCEPTABLE, "NOT_ACCEPTABLE"), "{accept}");
            continue;
        };
        assert_eq!(
            (got.status, got.header("content-type")),
            (StatusCode::OK, format!("{expected}; charset=utf-8").as_str()),
            "{accept}"
        );
    }
    // Without the header at all; reqwest sends */* of its own, so this one is by hand.
    let answer = raw(&server, "POST /graphql HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 26\r\n\r\n{\"query\":\"{ __typename }\"}").await;
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(answer.contains("content-type: application/json; charset=utf-8"), "{answer}");
}

/// Sends bytes as they are and reads until the server closes.
async fn raw(server: &Server, request: &'static str) -> String {
    use std::io::{Read, Write};
    let address = server.url("").replace("http://", "");
    let talk = move || {
        let mut stream = std::net::TcpStream::connect(address).expect("the server listens");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    };
    tokio::task::spawn_blocking(talk).await.expect("no panic")
}

#[tokio::test]
async fn the_status_says_whether_anything_was_executed() {
    let server = server().await;
    let partial = r#"{ good: organization(code: "wapi-pathum") { code } bad: node(id: "nonsense") { id } }"#;
    for (query, executed) in [
        ("{ __typename }", true),
        (partial, true),
        (r#"{ nodes(ids: ["nonsense"]) { id } }"#, true),
        ("{", false),
        ("", false),
        ("   # only a comment", false),
        ("{ nonsense }", false),
        ("{ organization { id } }", false),
        ("query A { __typename } query B { __typename }", false),
        ("subscription { __typename }", false),
    ] {
        for media_type in [RESPONSE_TYPE, JSON] {
            let got = post_json(&server, media_type, &json!({ "query": query })).await;
            let expected = if executed || media_type == JSON { StatusCode::OK } else { StatusCode::BAD_REQUEST };
            assert_eq!(got.status, expected, "{query} as {media_type}");
            assert_eq!(got.json().get("data").is_some(), executed, "{query}: {}", got.text);
        }
    }
    let got = post_json(&server, RESPONSE_TYPE, &json!({ "query": partial })).await.json();
    assert_eq!(got["data"], json!({ "good": { "code": "wapi-pathum" }, "bad": null }));
    assert_eq!(got["errors"][0]["path"], json!(["bad"]));
    assert_eq!(got["errors"][0]["extensions"], json!({ "code": "BAD_ID" }));
}

#[tokio::test]
async fn a_failed_field_is_null_or_makes_null_what_holds_it() {
    let server = server().await;
    let query = r#"{
        a: node(id: "x") { id }
        organization(code: "wapi-pathum") { code plan(fiscalYear: 2568) { title summary(fiscalYear: 1) { score } } }
        plans: organization(code: "wapi-pathum") { plans { wrong: summary(fiscalYear: 1) { score } } }
        alone: organization(code: "wapi-pathum") { plan(fiscalYear: 1) { id } }
        z: __typename
    }"#;
    let got = post_json(&server, RESPONSE_TYPE, &json!({ "query": query })).await;
    assert_eq!(got.status, StatusCode::OK);
    let expected = r#"{"data":{"a":null,"organization":{"code":"wapi-pathum","plan":null},"plans":null,"alone":{"plan":null},"z":"Query"},"errors":"#;
    assert!(got.text.starts_with(expected), "{}", got.text);
    let errors = got.json()["errors"].as_array().unwrap().clone();
    let mut paths: Vec<String> = errors.iter().map(|error| error["path"].to_string()).collect();
    paths.sort();
    assert_eq!(
        paths,
        [r#"["a"]"#, r#"["alone","plan"]"#, r#"["organization","plan","summary"]"#, r#"["plans","plans",0,"wrong"]"#]
    );
    let whole =
        post_json(&server, RESPONSE_TYPE, &json!({ "query": r#"{ z: __typename nodes(ids: ["x"]) { id } }"# })).await;
    assert_eq!(whole.json()["data"], Value::Null, "nothing holds a field that may not be null");
}

#[tokio::test]
async fn an_operation_is_chosen_by_its_name() {
    let server = server().await;
    let query = "query A { a: __typename } query B { b: __typename }";
    let got = post_json(&server, JSON, &json!({ "query": query, "operationName": "B" })).await;
    assert_eq!(got.json(), json!({ "data": { "b": "Query" } }));
    assert_eq!(
        get(&server, &[("query", query), ("operationName", "A")]).await.json(),
        json!({ "data": { "a": "Query" } })
    );
    let got = post_json(&server, RESPONSE_TYPE, &json!({ "query": query, "operationName": "C" })).await;
    assert_eq!((got.status, got.code().as_str()), (StatusCode::BAD_REQUEST, "BAD_QUERY"));
}

#[tokio::test]
async fn a_get_takes_variables() {
    let server = server().await;
    let query = "query($code: String!) { organization(code: $code) { code } }";
    let got = get(&server, &[("query", query), ("variables", r#"{"code":"wapi-pathum"}"#), ("extensions", "{}")]).await;
    assert_eq!(
        (got.status, got.json()),
        (StatusCode::OK, json!({ "data": { "organization": { "code": "wapi-pathum" } } }))
    );
    for (name, value, code) in [
        ("variables", "{", "BAD_JSON"),
        ("variables", "[]", "BAD_PARAMETERS"),
        ("variables", "\"a\"", "BAD_PARAMETERS"),
        ("extensions", "1", "BAD_PARAMETERS"),
    ] {
        let got = get(&server, &[("query", query), (name, value)]).await;
        assert_eq!((got.status, got.code().as_str()), (StatusCode::BAD_REQUEST, code), "{name}={value}");
    }
    for (parameters, code) in [
        (vec![], "NO_QUERY"),
        (vec![("variables", "{}")], "NO_QUERY"),
        (vec![("query", "{ __typename }"), ("query", "{ __typename }")], "BAD_PARAMETERS"),
    ] {
        let got = get(&server, &parameters).await;
        assert_eq!((got.status, got.code().as_str()), (StatusCode::BAD_REQUEST, code), "{parameters:?}");
    }
}

#[tokio::test]
async fn wrong_bodies_are_refused() {
    let server = server().await;
    for (body, code) in [
        ("", "BAD_JSON"),
        ("{", "BAD_JSON"),
        ("{'query': 1}", "BAD_JSON"),
        (r#"{"query":"{ __typename }"} x"#, "BAD_JSON"),
        ("\"{ __typename }\"", "BAD_PARAMETERS"),
        ("null", "BAD_PARAMETERS"),
        ("{}", "NO_QUERY"),
        (r#"{"query":null}"#, "NO_QUERY"),
        (r#"{"variables":{}}"#, "NO_QUERY"),
        (r#"{"query":1}"#, "BAD_PARAMETERS"),
        (r#"{"query":["{ __typename }"]}"#, "BAD_PARAMETERS"),
        (r#"{"query":"{ __typename }","variables":"{}"}"#, "BAD_PARAMETERS"),
        (r#"{"query":"{ __typename }","variables":[]}"#, "BAD_PARAMETERS"),
        (r#"{"query":"{ __typename }","variables":0}"#, "BAD_PARAMETERS"),
        (r#"{"query":"{ __typename }","operationName":1}"#, "BAD_PARAMETERS"),
        (r#"{"query":"{ __typename }","extensions":"x"}"#, "BAD_PARAMETERS"),
    ] {
        for media_type in [RESPONSE_TYPE, JSON] {
            let got = Got::of(post(&server, JSON, body).header("accept", media_type)).await;
            assert_eq!((got.status, got.code().as_str()), (StatusCode::BAD_REQUEST, code), "{body}");
            assert!(got.json().get("data").is_none());
        }
    }
    let not_utf8 = Got::of(post(&server, JSON, b"{\"query\":\"{ a(b: \\\"\xff\\\") }\"}".to_vec())).await;
    assert_eq!((not_utf8.status, not_utf8.code().as_str()), (StatusCode::BAD_REQUEST, "BAD_JSON"));
    let nulls = r#"{"query":"{ __typename }","variables":null,"operationName":null,"extensions":null}"#;
    assert_eq!(Got::of(post(&server, JSON, nulls)).await.json(), json!({ "data": { "__typename": "Query" } }));
}

#[tokio::test]
async fn a_body_of_5_mib_is_refused() {
    let server = server().await;
    let body = json!({ "query": "{ __typename }", "variables": { "a": "x".repeat(5 << 20) } });
    let got = post_json(&server, JSON, &body).await;
    assert_eq!((got.status, got.code().as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "BODY_TOO_LARGE"));
    let body = json!({ "query": "{ __typename }", "variables": { "a": "x".repeat((1 << 20) - 100) } });
    assert_eq!(post_json(&server, JSON, &body).await.status, StatusCode::OK);
}

#[tokio::test]
async fn other_methods_are_not_allowed() {
    let server = server().await;
    for method in [Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS] {
        let got = Got::of(server.client.request(method.clone(), server.url("/graphql")).body("{}")).await;
        assert_eq!((got.status, got.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET, POST"), "{method}");
        assert_eq!(got.code(), "METHOD_NOT_ALLOWED");
        let got = Got::of(server.client.request(method.clone(), server.url("/health"))).await;
        assert_eq!((got.status, got.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD"), "{method}");
        assert_eq!(got.code(), "METHOD_NOT_ALLOWED");
    }
}

#[tokio::test]
async fn fields_come_in_the_order_they_were_asked_for() {
    let server = server().await;
    let query = r#"{ z: __typename organization(code: "wapi-pathum") { name b: code kind a: code } a: __typename }"#;
    let text = post_json(&server, JSON, &json!({ "query": query })).await.text;
    let places: Vec<_> = [r#""z""#, r#""organization""#, r#""name""#, r#""b""#, r#""kind""#]
        .iter()
        .map(|key| text.find(key).unwrap())
        .collect();
    assert!(places.is_sorted(), "{text}");
    let aliases: Vec<_> = text.match_indices(r#""a":"#).map(|(at, _)| at).collect();
    assert!(aliases.len() == 2 && places[4] < aliases[0] && aliases[0] < aliases[1], "{text}");
    assert!(text.starts_with(r#"{"data":{"z":"#), "{text}");
}

#[tokio::test]
async fn errors_speak_thai_first_and_english_on_request() {
    let server = server().await;
    let is_thai = |text: &str| text.chars().any(|letter| ('\u{e01}'..='\u{e5b}').contains(&letter));
    let deep = format!("{{ {}{} }}", "a { ".repeat(13), "}".repeat(13));
    let aliases: String = (0..16).map(|number| format!("a{number}: __typename ")).collect();
    for query in [
        "{",
        "{ nonsense }",
        "{ node(id: \"x\") { id } }",
        "{ organizations(first: -1) { totalCount } }",
        &deep,
        &format!("{{ {aliases} }}"),
        &format!("{{ nodes(ids: [{}]) {{ id }} }}", "\"x\" ".repeat(101)),
        "",
        "\"",
        &"{".repeat(100),
    ] {
        for (header, thai) in [(None, true), (Some("en-GB,th;q=0.5"), false), (Some("th,en"), true), (Some("fr"), true)]
        {
            let mut request = post(&server, JSON, json!({ "query": query }).to_string());
            if let Some(header) = header {
                request = request.header("accept-language", header);
            }
            let body = Got::of(request).await.json();
            for error in body["errors"].as_array().expect("errors") {
                assert!(error["extensions"]["code"].is_string(), "{error}");
                assert!(error["extensions"].get("english").is_none(), "{error}");
                assert_eq!(is_thai(error["message"].as_str().unwrap()), thai, "{header:?}: {error}");
            }
        }
    }
    for path in ["/nowhere", "/graphql"] {
        let request = server.client.delete(server.url(path));
        assert!(is_thai(&Got::of(request.try_clone().unwrap()).await.text), "{path}");
        assert!(!is_thai(&Got::of(request.header("accept-language", "en")).await.text), "{path}");
    }
}

#[tokio::test]
async fn user_errors_speak_the_clients_language() {
    let server = server().await;
    let input = json!({ "projectId": "nonsense", "fiscalYear": 2568, "round": "SIX_MONTH", "status": "COMPLETED" });
    let body = json!({ "query": RECORD_PROGRESS, "variables": { "input": input } }).to_string();
    let thai =
        Got::of(post(&server, JSON, body.clone())).await.json()["data"]["recordProgress"]["userErrors"][0].clone();
    let english = Got::of(post(&server, JSON, body).header("accept-language", "en")).await.json()["data"]["recordProgress"]["userErrors"][0].clone();
    assert_eq!((&thai["code"], &english["code"]), (&json!("NOT_FOUND"), &json!("NOT_FOUND")));
    assert!(!thai["message"].as_str().unwrap().is_ascii() && english["message"].as_str().unwrap().is_ascii());
}

#[tokio::test]
async fn a_browser_gets_graphiql_from_this_host_alone_and_only_in_a_demonstration() {
    const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    let open = |server: &Server| Got::of(server.client.get(server.url("/graphql")).header("accept", BROWSER));
    let plain = Server::start_plain(Database::Sqlite).await;
    let got = open(&plain).await;
    assert_eq!((got.status, got.code().as_str()), (StatusCode::BAD_REQUEST, "NO_QUERY"));
    for path in ["/graphiql/start.js", "/graphiql/graphiql.min.js"] {
        assert_eq!(Got::of(plain.client.get(plain.url(path))).await.status, StatusCode::NOT_FOUND, "{path}");
    }

    let server = server().await;
    let got = open(&server).await;
    assert_eq!((got.status, got.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"));
    let policy = got.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none';")
            && !policy.contains("http")
            && !policy.contains("script-src 'self' '"),
        "{policy}"
    );
    assert!(!got.text.contains("//"), "an address of another host: {}", got.text);
    let mut loaded = 0;
    for part in got.text.split(['"', '\'']).filter(|part| part.starts_with("/graphiql/")) {
        let asset = Got::of(server.client.get(server.url(part))).await;
        assert_eq!(asset.status, StatusCode::OK, "{part}");
        let media_type =
            if part.contains("css") { "text/css; charset=utf-8" } else { "text/javascript; charset=utf-8" };
        assert_eq!(asset.header("content-type"), media_type, "{part}");
        assert!(asset.text.len() > 100, "{part}");
        loaded += 1;
    }
    assert_eq!(loaded, 5);
    let got = Got::of(
        server.client.get(server.url("/graphql")).query(&[("query", "{ __typename }")]).header("accept", BROWSER),
    )
    .await;
    assert_eq!(got.json(), json!({ "data": { "__typename": "Query" } }), "a link with a query is answered");
    let got = Got::of(server.client.get(server.url("/graphql")).header("accept", "*/*")).await;
    assert_eq!((got.status, got.code().as_str()), (StatusCode::BAD_REQUEST, "NO_QUERY"), "only browsers get the page");
}

on_both_databases! {
    async fn says_that_it_is_well(server) {
        let got = Got::of(server.client.get(server.url("/health"))).await;
        assert_eq!((got.status, got.json()), (StatusCode::OK, json!({ "status": "ok" })));
    }
}

#[tokio::test]
async fn every_answer_names_its_request() {
    let server = server().await;
    let mut seen = std::collections::HashSet::new();
    for (method, path, status) in [
        (Method::GET, "/graphql?query={__typename}", 200),
        (Method::GET, "/graphql", 400),
        (Method::PUT, "/graphql", 405),
        (Method::GET, "/health", 200),
        (Method::POST, "/health", 405),
        (Method::GET, "/nowhere", 404),
        (Method::GET, "/graphiql/nothing.js", 404),
        (Method::GET, "/graphiql/start.js", 200),
        (Method::GET, "/exports/plan.xlsx", 400),
    ] {
        let got = Got::of(server.client.request(method, server.url(path))).await;
        assert_eq!(got.status, status, "{path}");
        let id = got.header("x-request-id").to_owned();
        assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{path}: {id}");
        assert!(seen.insert(id));
        if status >= 400 {
            assert_eq!(got.header("content-type"), "application/json; charset=utf-8", "{path}");
            assert_ne!(got.code(), "no code", "{path}");
        }
    }
    let got = Got::of(server.client.get(server.url("/nowhere"))).await;
    assert_eq!(got.code(), "NOT_FOUND");
}
