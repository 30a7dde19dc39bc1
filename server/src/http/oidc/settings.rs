//! The settings of signing in by a provider.

use anyhow::ensure;
use poem::http::Uri;
use serde::Deserialize;
use std::{fmt, net::IpAddr};

/// Signing in by a provider of identities (OpenID Connect).
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OidcSettings {
    /// The provider's address, as its tokens name it; empty where nobody signs in that way.
    pub issuer: String,
    /// What the provider calls this server.
    pub client_id: String,
    /// What this server shows to the provider; empty where it gave none.
    pub client_secret: String,
    /// What to ask for, in words.
    pub scopes: String,
    /// The field of a token that names somebody.
    pub claim: String,
}

impl OidcSettings {
    /// Whether people may sign in by a provider.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.issuer.is_empty()
    }

    /// Checks them together with the address by which people reach this server.
    ///
    /// # Errors
    /// Names the setting that is wrong.
    pub fn check(&self, public_url: &str) -> anyhow::Result<()> {
        if !self.is_on() {
            return Ok(());
        }
        ensure!(is_safe(&self.issuer), "oidc.issuer must be an address with https:// (http:// on the loopback alone)");
        ensure!(!self.client_id.is_empty(), "oidc.issuer needs oidc.client_id");
        ensure!(!self.claim.is_empty(), "oidc.claim must name a field");
        ensure!(
            is_safe(public_url),
            "oidc.issuer needs http.public_url with https:// (http:// on the loopback alone): the provider sends people back to it"
        );
        Ok(())
    }
}

impl fmt::Debug for OidcSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secret = if self.client_secret.is_empty() { "" } else { "(redacted)" };
        formatter
            .debug_struct("OidcSettings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("client_secret", &secret)
            .field("scopes", &self.scopes)
            .field("claim", &self.claim)
            .finish()
    }
}

/// Whether secrets may go to this address: by TLS, or not beyond this machine.
fn is_safe(address: &str) -> bool {
    let Ok(uri) = address.parse::<Uri>() else { return false };
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
    let is_loopback = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|host| host.is_loopback());
    match uri.scheme_str() {
        Some("https") => !host.is_empty(),
        Some("http") => is_loopback,
        _ => false,
    }
}
