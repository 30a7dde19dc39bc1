//! Signing in by a provider of identities (OpenID Connect): who somebody is there, and a sign-in that is under way.

use chrono::{DateTime, TimeDelta, Utc};
use std::fmt;

/// The longest name that a provider may give somebody (OpenID Connect Core 1.0, 2), in characters.
pub const LONGEST_SUBJECT: usize = 255;

/// Somebody as a provider knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider's address, as it stands in its tokens.
    pub issuer: String,
    /// The name that the provider gives to nobody else.
    pub subject: String,
}

/// A sign-in that somebody began here and goes on with at the provider.
#[derive(Clone, PartialEq, Eq)]
pub struct ProviderFlow {
    /// What the provider's token must repeat.
    pub nonce: String,
    /// What proves to the provider that whoever asked for the code takes it, too (RFC 7636).
    pub pkce_verifier: String,
    /// The page to go to afterwards: a path on this server.
    pub destination: String,
    /// When it ends, UTC.
    pub expires_at: DateTime<Utc>,
}

impl ProviderFlow {
    /// How long somebody may take at the provider.
    pub const LASTS: TimeDelta = TimeDelta::minutes(10);

    /// Whether it can still be gone on with.
    #[must_use]
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        now < self.expires_at
    }
}

impl fmt::Debug for ProviderFlow {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ProviderFlow").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// Whether this is a path on this server that browsers cannot take for the address of another one: they read `//host` and `/\host`
/// as one, and drop tabs and line ends from it.
#[must_use]
pub fn is_local_path(path: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    path.starts_with('/') && !path.starts_with("//") && path.len() <= 1000 && path.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_server_are_local() {
        for local in ["/", "/plan/1?year=2568#risk", "/a//b", "/%2F%2Fevil.example", "/a:b@c"] {
            assert!(is_local_path(local), "{local}");
        }
        let long = format!("/{}", "a".repeat(1000));
        for other in [
            "",
            "plan",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "/a b",
            "/แผน",
            "https://evil.example",
            "javascript:alert(1)",
            "\\\\evil.example",
            &long,
        ] {
            assert!(!is_local_path(other), "{other:?}");
        }
    }

    #[test]
    fn a_flow_ends_and_keeps_its_secrets() {
        let now = DateTime::from_timestamp(1_775_000_000, 0).unwrap();
        let flow = ProviderFlow {
            nonce: "nonce".to_owned(),
            pkce_verifier: "verifier".to_owned(),
            destination: "/".to_owned(),
            expires_at: now + ProviderFlow::LASTS,
        };
        assert!(flow.holds(now) && !flow.holds(now + TimeDelta::minutes(10)));
        let shown = format!("{flow:?}");
        assert!(!shown.contains("\"nonce\"") && !shown.contains("verifier"), "{shown}");
    }
}
