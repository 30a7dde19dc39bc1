//! The provider of identities: where it is asked, and what its tokens are worth. What it says of itself is fetched when somebody
//! first needs it and then kept for a while, so that the server starts and runs while the provider is down.

use super::{CALLBACK, OidcSettings, transport::Transport};
use crate::config::Settings;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{
    AuthType, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    RequestTokenError, Scope, SignatureVerificationError, TokenResponse,
    core::{
        CoreClient, CoreClientAuthMethod, CoreIdToken, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreResponseType,
    },
};
use serde_json::{Map, Value};
use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};
use sucharit_domain::{account::provider::Identity, clock::Clock};
use sucharit_store::causes;

/// How long what the provider says of itself is taken for true.
const KEPT_FOR: TimeDelta = TimeDelta::hours(1);

/// The signatures that tokens may have: those that nobody but the provider can make. It may also share a secret for them with this
/// server; those are not among them.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// A client that knows where to send people and where to take tokens.
type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// What the provider said of itself, and when.
type Kept = (DateTime<Utc>, Arc<CoreProviderMetadata>);

/// Why nobody was signed in. The reasons are for the log: no token, code or secret stands in them.
#[derive(Debug)]
pub enum Failure {
    /// The provider does not answer, or not as one does.
    Unreachable(String),
    /// The provider vouches for nobody, or what it says does not hold.
    Refused(String),
}

/// Where somebody is sent, and what to keep until they come back.
pub struct Departure {
    client: Client,
    scopes: Vec<Scope>,
    challenge: PkceCodeChallenge,
    /// What proves that whoever asks for a code takes it, too.
    pub verifier: PkceCodeVerifier,
    /// What the token must repeat.
    pub nonce: Nonce,
}

impl Departure {
    /// The address at the provider.
    pub fn address(self, state: &str) -> String {
        let state = CsrfToken::new(state.to_owned());
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let request = self.client.authorize_url(flow, || state, || self.nonce);
        request.add_scopes(self.scopes).set_pkce_challenge(self.challenge).url().0.into()
    }
}

/// The provider that the settings name.
pub struct Provider {
    settings: OidcSettings,
    issuer: IssuerUrl,
    redirect: RedirectUrl,
    transport: Transport,
    kept: Mutex<Option<Kept>>,
}

impl fmt::Debug for Provider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Provider").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Provider {
    /// The provider of settings that were checked.
    pub fn new(settings: &Settings) -> Self {
        let (oidc, public_url) = (settings.oidc.clone(), settings.http.public_url.trim_end_matches('/'));
        Self {
            issuer: IssuerUrl::new(oidc.issuer.clone()).expect("the settings were checked"),
            redirect: RedirectUrl::new(format!("{public_url}{CALLBACK}")).expect("the settings were checked"),
            transport: Transport::to(&oidc.issuer),
            settings: oidc,
            kept: Mutex::default(),
        }
    }

    /// Sends somebody to the provider.
    pub async fn depart(&self, clock: &dyn Clock) -> Result<Departure, Failure> {
        let metadata = self.metadata(clock).await?;
        let client = self.client(&metadata);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        // The crate asks for "openid" by itself.
        let scopes = self.settings.scopes.split_whitespace().filter(|scope| *scope != "openid");
        let scopes = scopes.map(|scope| Scope::new(scope.to_owned())).collect();
        Ok(Departure { client, scopes, challenge, verifier, nonce: Nonce::new_random() })
    }

    /// Who came back from the provider with this code.
    pub async fn identify(
        &self,
        code: String,
        verifier: String,
        nonce: String,
        clock: &dyn Clock,
    ) -> Result<Identity, Failure> {
        let metadata = self.metadata(clock).await?;
        let client = self.client(&metadata);
        let request = client.exchange_code(AuthorizationCode::new(code));
        let request = request.map_err(|error| Failure::Unreachable(error.to_string()))?;
        let answer = request.set_pkce_verifier(PkceCodeVerifier::new(verifier)).request_async(&self.transport).await;
        let answer = answer.map_err(|error| match error {
            RequestTokenError::ServerResponse(refusal) => {
                Failure::Refused(format!("the provider refuses the code: {:?}", refusal.error()))
            }
            RequestTokenError::Request(error) => Failure::Unreachable(causes(&error)),
            // The causes quote what was read.
            RequestTokenError::Parse(..) => Failure::Unreachable("the provider's answer cannot be read".to_owned()),
            RequestTokenError::Other(error) => Failure::Unreachable(error),
        })?;
        let token = answer.id_token().ok_or_else(|| Failure::Refused("there is no ID token".to_owned()))?;
        let nonce = Nonce::new(nonce);
        let subject = match self.verify(&client, token, &nonce, clock) {
            // The provider changed its keys meanwhile.
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                let metadata = self.fetch(clock).await?;
                let client = self.client(&metadata);
                self.verify(&client, token, &nonce, clock)
            }
            other => other,
        };
        let subject = subject.map_err(|error| Failure::Refused(causes(&error)))?;
        let missing = || Failure::Refused(format!("the ID token has no {}", self.settings.claim));
        Ok(Identity { issuer: self.settings.issuer.clone(), subject: subject.ok_or_else(missing)? })
    }

    /// Whom a token names, once its signature, issuer, audience, nonce and end were found right.
    fn verify(
        &self,
        client: &Client,
        token: &CoreIdToken,
        nonce: &Nonce,
        clock: &dyn Clock,
    ) -> Result<Option<String>, ClaimsVerificationError> {
        let verifier = client.id_token_verifier().set_allowed_algs(SIGNATURES).set_time_fn(|| clock.now());
        let claims = token.claims(&verifier, nonce)?;
        Ok(match self.settings.claim.as_str() {
            "sub" => Some(claims.subject().to_string()),
            other => claim(token, other),
        })
    }

    fn client(&self, metadata: &CoreProviderMetadata) -> Client {
        let secret = Some(&self.settings.client_secret).filter(|secret| !secret.is_empty());
        let client = CoreClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(self.settings.client_id.clone()),
            secret.map(|secret| ClientSecret::new(secret.clone())),
        );
        let takes = |method| metadata.token_endpoint_auth_methods_supported().map(|all| all.contains(&method));
        let by_body = takes(CoreClientAuthMethod::ClientSecretBasic) == Some(false)
            && takes(CoreClientAuthMethod::ClientSecretPost) == Some(true);
        let auth_type = if by_body { AuthType::RequestBody } else { AuthType::BasicAuth };
        client.set_redirect_uri(self.redirect.clone()).set_auth_type(auth_type)
    }

    async fn metadata(&self, clock: &dyn Clock) -> Result<Arc<CoreProviderMetadata>, Failure> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match kept {
            Some((at, metadata)) if (clock.now() - at).abs() < KEPT_FOR => Ok(metadata),
            _ => self.fetch(clock).await,
        }
    }

    async fn fetch(&self, clock: &dyn Clock) -> Result<Arc<CoreProviderMetadata>, Failure> {
        let fetched = CoreProviderMetadata::discover_async(self.issuer.clone(), &self.transport).await;
        let metadata = Arc::new(fetched.map_err(|error| Failure::Unreachable(causes(&error)))?);
        let kept = (clock.now(), metadata.clone());
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        Ok(metadata)
    }
}

/// A text among the claims of a token that was verified.
fn claim(token: &CoreIdToken, name: &str) -> Option<String> {
    let token = token.to_string();
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    let claims: Map<String, Value> = serde_json::from_slice(&payload).ok()?;
    claims.get(name)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}
