//! Accounts: signing in and out, what a session and a token are worth, how guessing is slowed down.

use chrono::TimeDelta;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use std::sync::Arc;
use sucharit_domain::clock::SystemClock;
use sucharit_tests::{Database, Server, SetClock, actors::PASSWORD, on_both_databases, on_each_database};

const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) {
    viewer { username name position role organization { code } division { name } area { code } sessions { isCurrent } } userErrors { code message path } } }";

const WHO: &str = "{ viewer { username } }";

/// A browser: it keeps the cookie that it was given last.
struct Browser<'a> {
    server: &'a Server,
    cookie: Option<String>,
}

impl<'a> Browser<'a> {
    fn new(server: &'a Server) -> Self {
        Self { server, cookie: None }
    }

    async fn send(&mut self, query: &str, variables: Value) -> Response {
        let signed_out = self.server.signed_out();
        let mut request = signed_out.client.post(self.server.url("/graphql"));
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let response = request.json(&json!({ "query": query, "variables": variables })).send().await.unwrap();
        if let Some(set) = response.headers().get("set-cookie") {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            self.cookie = (!pair.ends_with('=')).then(|| pair.to_owned());
        }
        response
    }

    async fn ask(&mut self, query: &str, variables: Value) -> Value {
        let body: Value = self.send(query, variables).await.json().await.unwrap();
        assert!(body.get("errors").is_none(), "{body:#}");
        body["data"].clone()
    }

    async fn sign_in(&mut self, username: &str, password: &str) -> Value {
        let input = json!({ "username": username, "password": password });
        self.ask(SIGN_IN, json!({ "input": input })).await["signIn"].take()
    }

    async fn who(&mut self) -> Value {
        self.ask(WHO, json!({})).await["viewer"].take()
    }
}

fn code(payload: &Value) -> &str {
    payload["userErrors"][0]["code"].as_str().unwrap_or_default()
}

on_both_databases! {
    async fn a_session_lasts_from_sign_in_to_sign_out(server) {
        let mut browser = Browser::new(&server);
        assert_eq!(browser.who().await, Value::Null);
        let response = browser.send(SIGN_IN, json!({ "input": { "username": "officer", "password": PASSWORD } })).await;
        let cookie = response.headers()["set-cookie"].to_str().unwrap().to_owned();
        let secret = cookie.split(['=', ';']).nth(1).unwrap();
        assert_eq!(secret.len(), 43, "256 bits");
        for part in ["Path=/", "Max-Age=604800", "HttpOnly", "SameSite=Lax"] {
            assert!(cookie.split("; ").any(|found| found == part), "{cookie}");
        }
        assert!(!cookie.contains("Secure"), "plain HTTP on the loopback");
        let viewer = response.json::<Value>().await.unwrap()["data"]["signIn"]["viewer"].take();
        assert_eq!(viewer, json!({ "username": "officer", "name": "ผู้ทดสอบ officer", "position": "ตำแหน่ง เจ้าหน้าที่กอง", "role": "OFFICER",
            "organization": { "code": "wapi-pathum" }, "division": { "name": "งานนิติการ สำนักปลัด" }, "area": null, "sessions": [{ "isCurrent": true }] }));
        let kept = server.database.rows("SELECT secret_hash AS text FROM session").await;
        assert!(!kept[0]["text"].as_str().unwrap().contains(secret), "only a hash is kept");
        assert_eq!(browser.who().await["username"], "officer");
        let stolen = browser.cookie.clone();
        assert_eq!(browser.ask("mutation { signOut { signedOut } }", json!({})).await["signOut"]["signedOut"], true);
        assert_eq!(browser.cookie, None, "the browser forgets it");
        let mut thief = Browser { server: &server, cookie: stolen };
        assert_eq!(thief.who().await, Value::Null, "and it is worth nothing to whoever kept it");
    }

    async fn signing_in_ends_the_session_that_was_there(server) {
        let mut browser = Browser::new(&server);
        browser.sign_in("planner", PASSWORD).await;
        let first = browser.cookie.clone();
        browser.sign_in("planner", PASSWORD).await;
        assert_ne!(browser.cookie, first);
        let mut fixed = Browser { server: &server, cookie: first };
        assert_eq!(fixed.who().await, Value::Null, "whoever knew the session before does not come along");
        let name = browser.cookie.clone().unwrap().split('=').next().unwrap().to_owned();
        let mut planted = Browser { server: &server, cookie: Some(format!("{name}={}", "A".repeat(43))) };
        planted.sign_in("clerk", PASSWORD).await;
        assert!(!planted.cookie.clone().unwrap().contains("AAAA"), "a secret that somebody chose is never taken up");
        let mut twice = Browser { server: &server, cookie: Some(format!("{name}=x; {}", planted.cookie.clone().unwrap())) };
        assert_eq!(twice.who().await, Value::Null, "a cookie that is there twice is none");
    }

    async fn answers_tell_nothing_about_accounts(server) {
        server.workflow.disable_account(&sucharit_domain::access::Actor::operator(), "clerk").await.unwrap();
        let mut answers = Vec::new();
        for (username, password) in [("planner", "wrong wrong wrong"), ("nobody", PASSWORD), ("clerk", PASSWORD), ("", ""), ("planner\u{0}", PASSWORD)] {
            let mut browser = Browser::new(&server);
            answers.push(browser.sign_in(username, password).await);
            assert_eq!(browser.cookie, None);
        }
        assert_eq!(code(&answers[0]), "SIGN_IN_FAILED");
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
        let disabled = server.by("clerk").send(WHO, json!({})).await;
        assert_eq!((disabled.status, disabled.codes()), (StatusCode::UNAUTHORIZED, vec!["UNAUTHENTICATED"]), "its tokens open nothing");
    }

    async fn a_password_change_ends_every_session(server) {
        let (mut one, mut other) = (Browser::new(&server), Browser::new(&server));
        one.sign_in("planner", PASSWORD).await;
        other.sign_in("planner", PASSWORD).await;
        let change = "mutation($input: ChangePasswordInput!) { changePassword(input: $input) { changed userErrors { code path } } }";
        let events = server.event_count().await;
        let refused = one.ask(change, json!({ "input": { "oldPassword": "wrong wrong wrong", "newPassword": "password1234" } })).await;
        assert_eq!(refused["changePassword"], json!({ "changed": false, "userErrors": [
            { "code": "PASSWORD_TOO_COMMON", "path": ["input", "newPassword"] }, { "code": "WRONG_PASSWORD", "path": ["input", "oldPassword"] }] }));
        assert_eq!(server.event_count().await, events);
        let fresh = "แมวสามตัว บนหลังคา ๙ ใบ";
        let changed = one.ask(change, json!({ "input": { "oldPassword": PASSWORD, "newPassword": fresh } })).await;
        assert_eq!(changed["changePassword"], json!({ "changed": true, "userErrors": [] }));
        assert_eq!((one.who().await, other.who().await), (Value::Null, Value::Null));
        assert_eq!(code(&one.sign_in("planner", PASSWORD).await), "SIGN_IN_FAILED");
        assert_eq!(one.sign_in("planner", fresh).await["userErrors"], json!([]));
        assert_eq!(server.event_count().await, events + 1);
        let told = server.database.rows("SELECT COALESCE(before_json, '') || COALESCE(after_json, '') AS text FROM event").await;
        assert!(told.iter().all(|row| !row["text"].as_str().unwrap().contains("argon2")), "no hash in the audit trail");
    }

    async fn tokens_are_made_read_and_revoked(server) {
        let create = "mutation($input: CreateTokenInput!) { createToken(input: $input) { secret token { name readOnly revokedAt } userErrors { code path } } }";
        let made = server.change(create, json!({ "input": { "name": "แดชบอร์ด" } })).await;
        assert_eq!(made["token"], json!({ "name": "แดชบอร์ด", "readOnly": true, "revokedAt": null }));
        let again = server.change(create, json!({ "input": { "name": "แดชบอร์ด", "days": 367 } })).await;
        assert_eq!(again["userErrors"], json!([{ "code": "OUT_OF_RANGE", "path": ["input", "days"] }, { "code": "DUPLICATE", "path": ["input", "name"] }]));
        let reader = server.with_token(made["secret"].as_str().unwrap());
        assert_eq!(reader.ask(WHO, json!({})).await["viewer"]["username"], "planner");
        let events = server.event_count().await;
        let refused = reader.record(1, 2568, "SIX_MONTH", json!({ "status": "COMPLETED" })).await;
        assert_eq!(code(&refused), "READ_ONLY_TOKEN");
        let refused = reader.change(create, json!({ "input": { "name": "another" } })).await;
        assert_eq!(code(&refused), "READ_ONLY_TOKEN");
        assert_eq!(server.event_count().await, events);
        let revoke = "mutation($input: RevokeTokenInput!) { revokeToken(input: $input) { token { revokedAt } userErrors { code } } }";
        assert_eq!(code(&server.change(revoke, json!({ "input": { "name": "none" } })).await), "NOT_FOUND");
        let revoked = server.change(revoke, json!({ "input": { "name": "แดชบอร์ด" } })).await;
        assert_ne!(revoked["token"]["revokedAt"], Value::Null);
        let answer = reader.send(WHO, json!({})).await;
        assert_eq!((answer.status, answer.codes()), (StatusCode::UNAUTHORIZED, vec!["UNAUTHENTICATED"]));
    }

    async fn nothing_is_read_or_written_without_sign_in(server) {
        let (project, plan) = (server.project_id(1).await, server.plan_id().await);
        let events = server.event_count().await;
        let nobody = server.signed_out();
        for query in [
            "{ organization(code: \"wapi-pathum\") { name } }".to_owned(),
            "{ organizations { totalCount } }".to_owned(),
            "{ area(code: \"TH\") { summary(fiscalYear: 2568) { projectCount } } }".to_owned(),
            format!("{{ node(id: \"{project}\") {{ id }} }}"),
            format!("{{ nodes(ids: [\"{project}\"]) {{ id }} }}"),
            format!("mutation {{ recordProgress(input: {{ projectId: \"{project}\", fiscalYear: 2568, round: SIX_MONTH, status: COMPLETED }}) {{ progress {{ id }} }} }}"),
        ] {
            let answer = nobody.send(&query, json!({})).await;
            assert_eq!(answer.codes(), ["UNAUTHENTICATED"], "{query}");
        }
        for path in [format!("/exports/plan.xlsx?plan={plan}"), format!("/exports/round-report.xlsx?plan={plan}&fiscalYear=2568&round=SIX_MONTH")] {
            let answer = nobody.client.get(server.url(&path)).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{path}");
        }
        assert_eq!(server.event_count().await, events);
    }

    async fn one_request_tries_one_password(server) {
        let guess = |number| format!("t{number}: signIn(input: {{ username: \"planner\", password: \"guess number {number}\" }}) {{ userErrors {{ code }} }}");
        let tries = (0..10).map(guess).collect::<Vec<_>>().join(" ");
        let answer = server.signed_out().send(&format!("mutation {{ {tries} }}"), json!({})).await;
        assert!(answer.codes().contains(&"ONE_SIGN_IN"), "{}", answer.body);
        assert_eq!(server.database.count("SELECT SUM(failures) FROM sign_in_failure WHERE subject LIKE 'name:%'").await, 1);
    }

    async fn requests_from_pages_of_other_sites_do_nothing(server) {
        let mut browser = Browser::new(&server);
        browser.sign_in("planner", PASSWORD).await;
        let project = server.project_id(1).await;
        let events = server.event_count().await;
        let query = format!("mutation {{ recordProgress(input: {{ projectId: \"{project}\", fiscalYear: 2568, round: SIX_MONTH, status: IN_PROGRESS }}) {{ userErrors {{ code }} }} }}");
        let body = json!({ "query": query }).to_string();
        let host = server.url("");
        for (name, value) in [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site")] {
            for content_type in ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/graphql"] {
                let request = server.signed_out().client.post(server.url("/graphql")).header("cookie", browser.cookie.clone().unwrap());
                let answer = request.header(name, value).header("content-type", content_type).body(body.clone()).send().await.unwrap();
                assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{name}: {value}, {content_type}");
            }
        }
        assert_eq!(server.event_count().await, events);
        let own = server.signed_out().client.post(server.url("/graphql")).header("cookie", browser.cookie.clone().unwrap());
        let own = own.header("origin", host).header("sec-fetch-site", "same-origin").header("content-type", "application/json");
        assert_eq!(own.body(body).send().await.unwrap().status(), StatusCode::OK);
        assert_eq!(server.event_count().await, events + 1, "the page itself may");
    }
}

async fn started(database: Database) -> (Server, SetClock) {
    let clock = SetClock::at(2026, 11, 20);
    (Server::start_at(database, Arc::new(clock.clone())).await, clock)
}

on_each_database! {
    async fn sessions_end_when_idle_and_when_old(database) {
        let (server, clock) = started(database).await;
        let mut browser = Browser::new(&server);
        browser.sign_in("planner", PASSWORD).await;
        clock.pass(TimeDelta::minutes(8 * 60 - 1));
        assert_eq!(browser.who().await["username"], "planner");
        clock.pass(TimeDelta::minutes(8 * 60 - 1));
        assert_eq!(browser.who().await["username"], "planner", "using it keeps it alive");
        clock.pass(TimeDelta::hours(8));
        assert_eq!(browser.who().await, Value::Null, "idle for eight hours");

        let mut busy = Browser::new(&server);
        busy.sign_in("planner", PASSWORD).await;
        for _ in 0..(7 * 24 / 7 - 1) {
            clock.pass(TimeDelta::hours(7));
            assert_eq!(busy.who().await["username"], "planner");
        }
        clock.pass(TimeDelta::hours(7));
        assert_eq!(busy.who().await, Value::Null, "seven days are the most");
    }

    async fn guessing_is_slowed_down_and_the_owner_gets_in_again(database) {
        let (server, clock) = started(database).await;
        let mut browser = Browser::new(&server);
        for number in 0..5 {
            assert_eq!(code(&browser.sign_in("planner", &format!("guess number {number}")).await), "SIGN_IN_FAILED");
        }
        assert_eq!(code(&browser.sign_in("planner", PASSWORD).await), "TOO_MANY_ATTEMPTS", "not even the right one is looked at");
        assert_eq!(code(&browser.sign_in("nobody", "guess").await), "SIGN_IN_FAILED", "other names are free");
        clock.pass(TimeDelta::seconds(2));
        assert_eq!(code(&browser.sign_in("planner", "guess number 6").await), "SIGN_IN_FAILED");
        clock.pass(TimeDelta::seconds(3));
        assert_eq!(code(&browser.sign_in("planner", "guess number 7").await), "TOO_MANY_ATTEMPTS", "each time twice as long");
        clock.pass(TimeDelta::seconds(1));
        assert_eq!(browser.sign_in("planner", PASSWORD).await["userErrors"], json!([]));
        assert_eq!(code(&browser.sign_in("planner", "guess").await), "SIGN_IN_FAILED", "and all is forgiven");

        let mut none = Browser::new(&server);
        for number in 0..60 {
            let answer = none.sign_in(&format!("name-{number}"), "guess").await;
            if code(&answer) == "TOO_MANY_ATTEMPTS" {
                assert!(number > 20, "many people share an address");
                return;
            }
        }
        panic!("one address may try as many names as it likes");
    }

    async fn a_clock_set_back_locks_nobody_out_and_breaks_no_chain(database) {
        let (server, clock) = started(database).await;
        let mut browser = Browser::new(&server);
        browser.sign_in("planner", PASSWORD).await;
        server.record(1, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS" })).await;
        clock.pass(-TimeDelta::hours(3));
        assert_eq!(browser.who().await["username"], "planner");
        let payload = server.record(1, 2568, "SIX_MONTH", json!({ "status": "IN_PROGRESS", "remark": "ก", "expectedVersion": 1 })).await;
        assert_eq!(payload["userErrors"], json!([]));
        let verified = crate::command_line::program::sucharit(server.place(), &["verify-events"]).succeeded();
        assert!(verified.contains("every link holds"), "{verified}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_tls_the_cookie_goes_over_tls_alone() {
    let server = Server::start_with(Database::Sqlite, Arc::new(SystemClock), |settings| {
        "https://plan.example.go.th".clone_into(&mut settings.http.public_url);
    })
    .await;
    let response =
        Browser::new(&server).send(SIGN_IN, json!({ "input": { "username": "planner", "password": PASSWORD } })).await;
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("__Host-sucharit-session=") && cookie.ends_with("; Secure"), "{cookie}");
}
