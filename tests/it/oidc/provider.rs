//! A provider of identities for the tests, which does what a test tells it to.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use openidconnect::{
    JsonWebKeyId, PrivateSigningKey,
    core::{
        CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreJsonWebKey, CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey,
    },
};
use poem::{
    EndpointExt, Request, Response, Route, get, handler,
    http::StatusCode,
    listener::{Acceptor, Listener, TcpListener},
    middleware::AddData,
    post,
    web::{Data, Form},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};
use sucharit_domain::clock::{Clock, SystemClock};
use tokio::task::JoinHandle;

/// What the server is called here.
pub const CLIENT_ID: &str = "sucharit-client";

/// What the server shows. With letters that a header must write in another way.
pub const CLIENT_SECRET: &str = "a secret: of + the / tests";

const ED25519: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIFjAB0E2CnK9WgX8bLVh3yVuih6339PXluM25yBey4p4
-----END PRIVATE KEY-----";

const FORGED: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIDvhput2GYlAUBuS4St4hfFmpt7o/GSEptdoTBTdXbx8
-----END PRIVATE KEY-----";

const RSA: &str = include_str!("rsa.pem");

/// What tokens are signed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer {
    /// A key of the provider.
    Ed25519,
    /// Another.
    Rsa,
    /// A key of somebody else, under the name of the first.
    Forged,
    /// The secret that the server shows.
    ClientSecret,
    /// Nothing.
    Nobody,
}

/// What the provider does next.
pub struct Says {
    /// Who comes.
    pub subject: String,
    /// What becomes of the token's claims before they are signed.
    pub change: fn(&mut Value),
    /// What signs them.
    pub signer: Signer,
    /// The keys that are published.
    pub published: Vec<Signer>,
    /// Whether its tokens are asked for in vain.
    pub is_broken: bool,
    /// Whether it lets nobody in.
    pub denies: bool,
    /// What was asked for by each code that was given out.
    codes: HashMap<String, HashMap<String, String>>,
}

/// A provider that runs until it is dropped.
pub struct Provider {
    /// Its address.
    pub issuer: String,
    says: Arc<Mutex<Says>>,
    served: JoinHandle<std::io::Result<()>>,
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.served.abort();
    }
}

/// What its handlers share.
#[derive(Clone)]
struct Shared {
    issuer: String,
    says: Arc<Mutex<Says>>,
}

impl Provider {
    /// Starts it on a free port.
    pub async fn start() -> Self {
        let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.unwrap();
        let port = acceptor.local_addr()[0].as_socket_addr().unwrap().port();
        let issuer = format!("http://127.0.0.1:{port}");
        let says = Arc::new(Mutex::new(Says {
            subject: "subject-1".to_owned(),
            change: |_| (),
            signer: Signer::Ed25519,
            published: vec![Signer::Ed25519],
            is_broken: false,
            denies: false,
            codes: HashMap::new(),
        }));
        let routes = Route::new()
            .at("/.well-known/openid-configuration", get(discovery))
            .at("/keys", get(keys))
            .at("/authorize", get(authorize))
            .at("/token", post(token))
            .with(AddData::new(Shared { issuer: issuer.clone(), says: says.clone() }));
        let served = tokio::spawn(poem::Server::new_with_acceptor(acceptor).run(routes));
        Self { issuer, says, served }
    }

    /// Tells it what to do next.
    pub fn set(&self, change: impl FnOnce(&mut Says)) {
        change(&mut self.says.lock().unwrap());
    }
}

impl Signer {
    fn private_key(self) -> Box<dyn PrivateSigningKey<VerificationKey = CoreJsonWebKey>> {
        let kid = Some(JsonWebKeyId::new(self.kid().to_owned()));
        match self {
            Self::Ed25519 => Box::new(CoreEdDsaPrivateSigningKey::from_ed25519_pem(ED25519, kid).unwrap()),
            Self::Forged => Box::new(CoreEdDsaPrivateSigningKey::from_ed25519_pem(FORGED, kid).unwrap()),
            Self::Rsa => Box::new(CoreRsaPrivateSigningKey::from_pem(RSA, kid).unwrap()),
            Self::ClientSecret => Box::new(CoreHmacKey::new(CLIENT_SECRET)),
            Self::Nobody => unreachable!("nobody has no key"),
        }
    }

    fn kid(self) -> &'static str {
        match self {
            Self::Ed25519 | Self::Forged => "one",
            _ => "two",
        }
    }

    /// A token with these claims.
    fn token(self, claims: &Value) -> String {
        let (name, algorithm) = match self {
            Self::Ed25519 | Self::Forged => ("EdDSA", CoreJwsSigningAlgorithm::EdDsa),
            Self::Rsa => ("RS256", CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256),
            Self::ClientSecret => ("HS256", CoreJwsSigningAlgorithm::HmacSha256),
            Self::Nobody => ("none", CoreJwsSigningAlgorithm::None),
        };
        let header = json!({ "alg": name, "kid": self.kid(), "typ": "JWT" });
        let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let signed = format!("{}.{}", encode(&header), encode(claims));
        let signature = match self {
            Self::Nobody => Vec::new(),
            _ => self.private_key().sign(&algorithm, signed.as_bytes()).unwrap(),
        };
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn answer(body: &Value) -> Response {
    Response::builder().content_type("application/json").body(body.to_string())
}

fn refuse(error: &str) -> Response {
    let mut response = answer(&json!({ "error": error }));
    response.set_status(StatusCode::BAD_REQUEST);
    response
}

#[handler]
fn discovery(Data(shared): Data<&Shared>) -> Response {
    let issuer = &shared.issuer;
    answer(&json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256", "EdDSA", "HS256", "none"],
    }))
}

#[handler]
fn keys(Data(shared): Data<&Shared>) -> Response {
    let published = shared.says.lock().unwrap().published.clone();
    let keys: Vec<CoreJsonWebKey> = published.iter().map(|signer| signer.private_key().as_verification_key()).collect();
    answer(&json!({ "keys": keys }))
}

/// The page where people say who they are; whoever comes to this one is known.
#[handler]
fn authorize(request: &Request, Data(shared): Data<&Shared>) -> Response {
    let asked: HashMap<String, String> = request.params().unwrap();
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", CLIENT_ID),
        ("code_challenge_method", "S256"),
        ("scope", "openid pid"),
    ] {
        assert_eq!(asked.get(name).map(String::as_str), Some(value), "{name}");
    }
    let (back, state) = (asked["redirect_uri"].clone(), asked["state"].clone());
    let mut says = shared.says.lock().unwrap();
    let code = format!("code-{}", says.codes.len());
    let query = if says.denies { "error=access_denied".to_owned() } else { format!("code={code}") };
    says.codes.insert(code, asked);
    Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header("location", format!("{back}?{query}&state={state}"))
        .finish()
}

#[handler]
fn token(request: &Request, Form(form): Form<HashMap<String, String>>, Data(shared): Data<&Shared>) -> Response {
    let mut says = shared.says.lock().unwrap();
    if says.is_broken {
        return Response::builder().status(StatusCode::BAD_GATEWAY).body("<html>");
    }
    // RFC 6749, 2.3.1: name and secret are written as in a form.
    let secret = "a+secret%3A+of+%2B+the+%2F+tests";
    let basic = base64::engine::general_purpose::STANDARD.encode(format!("{CLIENT_ID}:{secret}"));
    if request.header("authorization") != Some(format!("Basic {basic}").as_str()) {
        return refuse("invalid_client");
    }
    let Some(asked) = says.codes.remove(&form["code"]) else { return refuse("invalid_grant") };
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(form["code_verifier"].as_bytes()));
    if challenge != asked["code_challenge"] || form["redirect_uri"] != asked["redirect_uri"] {
        return refuse("invalid_grant");
    }
    let now = SystemClock.now().timestamp();
    let mut claims = json!({
        "iss": shared.issuer, "aud": CLIENT_ID, "sub": says.subject, "nonce": asked["nonce"], "iat": now, "exp": now + 300,
    });
    (says.change)(&mut claims);
    let token = says.signer.token(&claims);
    answer(&json!({ "access_token": "an access token", "token_type": "Bearer", "id_token": token }))
}
