//! Signing in by a provider of identities: who gets in, and everybody who does not.

mod provider;

use crate::command_line::program::{command_at, run};
use provider::{CLIENT_ID, CLIENT_SECRET, Provider, Signer};
use reqwest::{Client, Response, StatusCode, Url};
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::Arc};
use sucharit_domain::{access::Actor, account::provider::Identity, clock::SystemClock};
use sucharit_server::config::Settings;
use sucharit_tests::{Database, Server, on_both_databases};

/// Where people go to sign in, and come back to.
const START: &str = "/sign-in/oidc";
const CALLBACK: &str = "/sign-in/oidc/callback";

/// Where people are told to find the server; the tests find it elsewhere.
const PUBLIC_URL: &str = "http://localhost:1";

fn settings(issuer: &str) -> impl FnOnce(&mut Settings) + use<> {
    let issuer = issuer.to_owned();
    move |settings| {
        settings.http.public_url = format!("{PUBLIC_URL}/");
        settings.oidc.issuer = issuer;
        CLIENT_ID.clone_into(&mut settings.oidc.client_id);
        CLIENT_SECRET.clone_into(&mut settings.oidc.client_secret);
        "openid pid".clone_into(&mut settings.oidc.scopes);
    }
}

async fn started(database: Database) -> (Server, Provider) {
    let provider = Provider::start().await;
    let server = Server::start_with(database, Arc::new(SystemClock), settings(&provider.issuer)).await;
    link(&server, "planner", &provider, "subject-1").await;
    (server, provider)
}

async fn link(server: &Server, username: &str, provider: &Provider, subject: &str) {
    let identity = Identity { issuer: provider.issuer.clone(), subject: subject.to_owned() };
    server.workflow.link_account(&Actor::operator(), username, &identity).await.unwrap();
}

/// What the provider does to the claims of a token before it signs them.
type Change = fn(&mut Value);

/// A browser with its cookies.
struct Browser<'a> {
    server: &'a Server,
    client: Client,
    cookies: BTreeMap<String, String>,
}

impl<'a> Browser<'a> {
    fn new(server: &'a Server) -> Self {
        Self { server, client: server.signed_out().client, cookies: BTreeMap::new() }
    }

    async fn get(&mut self, path: &str) -> Response {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.client.get(self.server.url(path)).header("cookie", cookies.join("; "));
        let response = request.send().await.unwrap();
        for set in response.headers().get_all("set-cookie") {
            let (name, value) = set.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        response
    }

    /// Goes to the provider and says who it is there; answers with the address that the provider sends it back to.
    async fn visit_provider(&mut self, start: &str) -> String {
        let response = self.get(start).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let response = self.client.get(location(&response)).send().await.unwrap();
        let back = location(&response).strip_prefix(PUBLIC_URL).expect("back to the server").to_owned();
        assert!(back.starts_with(&format!("{CALLBACK}?")), "{back}");
        back
    }

    async fn sign_in(&mut self) -> Response {
        let back = self.visit_provider(START).await;
        self.get(&back).await
    }

    async fn who(&self) -> Value {
        let session = self.cookies.get("sucharit-session").map(String::as_str).unwrap_or_default();
        let request =
            self.client.post(self.server.url("/graphql")).json(&json!({ "query": "{ viewer { username } }" }));
        let response = request.header("cookie", format!("sucharit-session={session}")).send().await.unwrap();
        response.json::<Value>().await.unwrap()["data"]["viewer"]["username"].take()
    }
}

fn location(response: &Response) -> String {
    response.headers()["location"].to_str().unwrap().to_owned()
}

/// Takes the refusal of a request that must have been refused and signed nobody in.
async fn refusal(server: &Server, response: Response, status: StatusCode) -> Value {
    let cookies: Vec<_> = response.headers().get_all("set-cookie").iter().cloned().collect();
    assert!(cookies.is_empty(), "{cookies:?}");
    assert_eq!(server.database.count("SELECT COUNT(*) FROM session").await, 0, "no session is made");
    assert_eq!(response.status(), status);
    let body: Value = response.json().await.unwrap();
    body["errors"][0].clone()
}

async fn assert_refused(server: &Server, response: Response, status: StatusCode, code: &str) {
    assert_eq!(refusal(server, response, status).await["extensions"]["code"], code);
}

/// Runs the same on both databases with a provider.
macro_rules! with_a_provider {
    ($($(#[$meta:meta])* async fn $name:ident($server:ident, $provider:ident) $body:block)*) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn check(($server, $provider): (Server, Provider)) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                check(started(Database::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                check(started(Database::Postgres).await).await;
            }
        }
    )*};
}

with_a_provider! {
    async fn a_linked_person_signs_in(server, provider) {
        let events = server.event_count().await;
        let mut browser = Browser::new(&server);
        let response = browser.get("/sign-in/oidc?to=/plan/1%3Fyear%3D2568").await;
        let cookie = response.headers()["set-cookie"].to_str().unwrap().to_owned();
        for part in ["Path=/", "Max-Age=600", "HttpOnly", "SameSite=Lax"] {
            assert!(cookie.split("; ").any(|found| found == part), "{cookie}");
        }
        let address = Url::parse(&location(&response)).unwrap();
        let asked: BTreeMap<_, _> = address.query_pairs().into_owned().collect();
        assert!(address.as_str().starts_with(&format!("{}/authorize?", provider.issuer)), "{address}");
        assert_eq!(asked["redirect_uri"], format!("{PUBLIC_URL}{CALLBACK}"));
        assert_eq!(asked["state"], browser.cookies["sucharit-oidc"]);
        let kept = server.database.rows("SELECT state_hash FROM oidc_flow").await;
        assert!(!kept[0].to_string().contains(&asked["state"]), "only a hash is kept");

        let response = browser.client.get(address).send().await.unwrap();
        let back = location(&response).replace(PUBLIC_URL, "");
        let response = browser.get(&back).await;
        assert_eq!((response.status(), location(&response)), (StatusCode::SEE_OTHER, "/plan/1?year=2568".to_owned()));
        assert_eq!(response.headers()["cache-control"], "no-store");
        let session = response.headers()["set-cookie"].to_str().unwrap();
        assert!(session.starts_with("sucharit-session=") && session.contains("HttpOnly; SameSite=Lax"), "{session}");
        assert_eq!(browser.who().await, "planner");
        assert_eq!(browser.cookies.keys().collect::<Vec<_>>(), ["sucharit-session"], "the state's cookie is taken back");
        assert_eq!(server.database.count("SELECT COUNT(*) FROM oidc_flow").await, 0);

        let first = browser.cookies.clone();
        assert_eq!(browser.sign_in().await.status(), StatusCode::SEE_OTHER);
        assert_eq!(browser.who().await, "planner");
        let former = Browser { cookies: first, ..Browser::new(&server) };
        assert_eq!(former.who().await, Value::Null, "the session that was there ends");
        assert_eq!(server.event_count().await, events);
    }

    async fn tokens_that_do_not_hold_sign_nobody_in(server, provider) {
        let changes: [(&str, Change); 10] = [
            ("another nonce", |claims| claims["nonce"] = json!("another")),
            ("no nonce", |claims| drop(claims.as_object_mut().unwrap().remove("nonce"))),
            ("another audience", |claims| claims["aud"] = json!("another-client")),
            ("a further audience", |claims| claims["aud"] = json!([CLIENT_ID, "another-client"])),
            ("no audience", |claims| claims["aud"] = json!([])),
            ("another issuer", |claims| claims["iss"] = json!("http://127.0.0.1:1")),
            ("expired", |claims| claims["exp"] = json!(claims["iat"].as_i64().unwrap() - 1)),
            ("expired long ago", |claims| claims["exp"] = json!(1)),
            ("no subject", |claims| claims["sub"] = json!("")),
            ("a subject with U+0000", |claims| claims["sub"] = json!("subject-1\u{0}")),
        ];
        for (name, change) in changes {
            provider.set(|says| says.change = change);
            let refused = refusal(&server, Browser::new(&server).sign_in().await, StatusCode::FORBIDDEN).await;
            let expected = if name.contains("subject") { "OIDC_NOT_LINKED" } else { "OIDC_REFUSED" };
            assert_eq!(refused["extensions"]["code"], expected, "{name}");
        }
        provider.set(|says| says.change = |_| ());
        for signer in [Signer::Forged, Signer::ClientSecret, Signer::Nobody, Signer::Rsa] {
            provider.set(|says| says.signer = signer);
            let refused = refusal(&server, Browser::new(&server).sign_in().await, StatusCode::FORBIDDEN).await;
            assert_eq!(refused["extensions"]["code"], "OIDC_REFUSED", "{signer:?}");
        }
        provider.set(|says| says.signer = Signer::Ed25519);
        assert_eq!(Browser::new(&server).sign_in().await.status(), StatusCode::SEE_OTHER, "and the token as it should be");
    }

    async fn keys_may_change(server, provider) {
        assert_eq!(Browser::new(&server).sign_in().await.status(), StatusCode::SEE_OTHER);
        provider.set(|says| {
            says.published = vec![Signer::Rsa];
            says.signer = Signer::Rsa;
        });
        let mut browser = Browser::new(&server);
        assert_eq!(browser.sign_in().await.status(), StatusCode::SEE_OTHER);
        assert_eq!(browser.who().await, "planner");
    }

    async fn a_state_counts_once_in_its_browser_and_for_a_while(server, provider) {
        let mut browser = Browser::new(&server);
        let back = browser.visit_provider(START).await;
        let mut other = Browser::new(&server);
        assert_refused(&server, other.get(&back).await, StatusCode::BAD_REQUEST, "OIDC_STATE").await;
        other.visit_provider(START).await;
        assert_refused(&server, other.get(&back).await, StatusCode::BAD_REQUEST, "OIDC_STATE").await;
        for wrong in [CALLBACK.to_owned(), format!("{CALLBACK}?code=code-0"), format!("{CALLBACK}?state=&code=code-0"), format!("{back}x"), format!("{back}&state=x")] {
            let mut same = Browser { cookies: browser.cookies.clone(), ..Browser::new(&server) };
            assert_refused(&server, same.get(&wrong).await, StatusCode::BAD_REQUEST, "OIDC_STATE").await;
        }
        let state = browser.cookies["sucharit-oidc"].clone();
        let mut chosen = Browser { cookies: [("sucharit-oidc".to_owned(), "chosen".to_owned())].into(), ..Browser::new(&server) };
        let answer = chosen.get(&back.replace(&state, "chosen")).await;
        assert_refused(&server, answer, StatusCode::BAD_REQUEST, "OIDC_STATE").await;

        let kept = browser.cookies.clone();
        assert_eq!(browser.get(&back).await.status(), StatusCode::SEE_OTHER, "nobody else used it up");
        server.database.execute("DELETE FROM session").await;
        let mut again = Browser { cookies: kept, ..Browser::new(&server) };
        assert_refused(&server, again.get(&back).await, StatusCode::BAD_REQUEST, "OIDC_STATE").await;

        let mut late = Browser::new(&server);
        let back = late.visit_provider(START).await;
        server.database.execute("UPDATE oidc_flow SET expires_at = '2020-01-01T00:00:00+00:00'").await;
        assert_refused(&server, late.get(&back).await, StatusCode::BAD_REQUEST, "OIDC_STATE").await;
        late.visit_provider(START).await;
        assert_eq!(server.database.count("SELECT COUNT(*) FROM oidc_flow").await, 1, "ended ones are cleared away");

        provider.set(|says| says.denies = true);
        assert_refused(&server, Browser::new(&server).sign_in().await, StatusCode::FORBIDDEN, "OIDC_REFUSED").await;
    }

    async fn only_linked_accounts_that_are_not_disabled_get_in(server, provider) {
        provider.set(|says| "subject-2".clone_into(&mut says.subject));
        let mut stranger = Browser::new(&server);
        let refused = refusal(&server, stranger.sign_in().await, StatusCode::FORBIDDEN).await;
        assert_eq!(refused["extensions"]["code"], "OIDC_NOT_LINKED");
        let told = refused["message"].as_str().unwrap();
        assert!(told.starts_with("ไม่มีบัญชี") && told.ends_with("subject-2"), "{told}");
        let elsewhere = Identity { issuer: "https://elsewhere.example".to_owned(), subject: "subject-2".to_owned() };
        server.workflow.link_account(&Actor::operator(), "clerk", &elsewhere).await.unwrap();
        assert_refused(&server, stranger.sign_in().await, StatusCode::FORBIDDEN, "OIDC_NOT_LINKED").await;
        provider.set(|says| "subject-1".clone_into(&mut says.subject));
        server.workflow.disable_account(&Actor::operator(), "planner").await.unwrap();
        assert_refused(&server, stranger.sign_in().await, StatusCode::FORBIDDEN, "OIDC_NOT_LINKED").await;
    }

    async fn nobody_is_sent_to_another_site(server, _provider) {
        for to in ["https://evil.example", "//evil.example", "/%5Cevil.example", "/%09/evil.example", "/%0D%0ALocation:x", "", "plan"] {
            let answer = Browser::new(&server).get(&format!("{START}?to={to}")).await;
            assert_refused(&server, answer, StatusCode::BAD_REQUEST, "BAD_PARAMETER").await;
        }
        assert_eq!(server.database.count("SELECT COUNT(*) FROM oidc_flow").await, 0);
    }

    async fn a_provider_that_breaks_down_signs_nobody_in(server, provider) {
        let mut browser = Browser::new(&server);
        let back = browser.visit_provider(START).await;
        provider.set(|says| says.is_broken = true);
        assert_refused(&server, browser.get(&back).await, StatusCode::SERVICE_UNAVAILABLE, "OIDC_UNREACHABLE").await;
    }

    async fn linking_is_refused_or_recorded(server, provider) {
        let place = server.place();
        let link = |issuer: &str, arguments: &[&str]| {
            let mut link = command_at(place, &[&["account", "link"], arguments].concat());
            link.env("SUCHARIT_OIDC__ISSUER", issuer).env("SUCHARIT_OIDC__CLIENT_ID", CLIENT_ID);
            link.env("SUCHARIT_HTTP__PUBLIC_URL", PUBLIC_URL);
            run(link)
        };
        let recorded = "SELECT COUNT(*) FROM event WHERE kind = 'ACCOUNT_LINKED'";
        let before = server.database.count(recorded).await;
        for (issuer, arguments, reason) in [
            ("", ["clerk", "--subject", "subject-2"], "the settings name no provider"),
            (provider.issuer.as_str(), ["nobody", "--subject", "subject-2"], "NOT_FOUND"),
            (provider.issuer.as_str(), ["clerk", "--subject", "subject-1"], "DUPLICATE"),
            (provider.issuer.as_str(), ["clerk", "--subject", " "], "REQUIRED"),
        ] {
            let refused = link(issuer, &arguments).refused();
            assert!(refused.contains(reason), "{arguments:?}: {refused}");
        }
        assert!(link(&provider.issuer, &["planner", "--subject", "subject-1"]).succeeded().contains("planner signs in by"));
        assert_eq!(server.database.count(recorded).await, before, "what is linked already stays so");

        let mut browser = Browser::new(&server);
        browser.sign_in().await;
        assert_eq!(browser.who().await, "planner");
        link(&provider.issuer, &["planner", "--subject", "subject-2"]).succeeded();
        assert_eq!(browser.who().await, Value::Null, "whoever signed in by the former identity is out");
        assert_refused(&server, browser.sign_in().await, StatusCode::FORBIDDEN, "OIDC_NOT_LINKED").await;
        provider.set(|says| "subject-2".clone_into(&mut says.subject));
        browser.sign_in().await;
        assert_eq!(browser.who().await, "planner");
        assert_eq!(server.database.count(recorded).await, before + 1);
        let told = server.database.rows("SELECT COALESCE(before_json, '') || COALESCE(after_json, '') AS text FROM event").await;
        assert!(told.iter().all(|row| !row["text"].as_str().unwrap().contains("subject-")), "no name at the provider in the audit trail");
        let by_planner = Identity { issuer: provider.issuer.clone(), subject: "subject-3".to_owned() };
        let refused = server.workflow.link_account(&planner(&server).await, "clerk", &by_planner).await;
        assert!(refused.is_err(), "only who manages accounts links them");
    }
}

async fn planner(server: &Server) -> Actor {
    let (account, _) = server.database.store.read().account_by_username("planner").await.unwrap().unwrap();
    account.actor(false)
}

/// A server whose tokens name somebody by another field.
async fn by_claim(database: Database, provider: &Provider) -> Server {
    let change = settings(&provider.issuer);
    let by_pid = |settings: &mut Settings| {
        change(settings);
        "pid".clone_into(&mut settings.oidc.claim);
    };
    Server::start_with(database, Arc::new(SystemClock), by_pid).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_field_may_name_somebody() {
    let provider = Provider::start().await;
    let server = by_claim(Database::Sqlite, &provider).await;
    link(&server, "clerk", &provider, "a number").await;
    assert_refused(&server, Browser::new(&server).sign_in().await, StatusCode::FORBIDDEN, "OIDC_REFUSED").await;
    provider.set(|says| says.change = |claims| claims["pid"] = json!("a number"));
    let mut browser = Browser::new(&server);
    browser.sign_in().await;
    assert_eq!(browser.who().await, "clerk");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_serves_while_the_provider_is_down() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let change = settings(&format!("http://127.0.0.1:{port}"));
    let server = Server::start_with(Database::Sqlite, Arc::new(SystemClock), change).await;
    let answer = Browser::new(&server).get(START).await;
    assert_refused(&server, answer, StatusCode::SERVICE_UNAVAILABLE, "OIDC_UNREACHABLE").await;
    assert_eq!(server.database.count("SELECT COUNT(*) FROM oidc_flow").await, 0);
    assert!(server.plan_id().await.len() > 10, "everything else goes on");
}

on_both_databases! {
    async fn it_is_off_unless_the_settings_name_a_provider(server) {
        for path in [START, CALLBACK] {
            assert_refused(&server, Browser::new(&server).get(path).await, StatusCode::NOT_FOUND, "NOT_FOUND").await;
        }
    }
}
