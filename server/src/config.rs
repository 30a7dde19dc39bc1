//! Settings: commented defaults, overridden by a file, overridden by environment variables, checked before use.

use anyhow::{Context, ensure};
use figment::{
    Figment,
    providers::{Env, Format, Toml},
};
use poem::http::Uri;
use serde::Deserialize;
use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};
use sucharit_schema::Limits;

/// The defaults, with a comment for every key.
const DEFAULTS: &str = include_str!("../config.default.toml");

/// All settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How it serves.
    pub http: HttpSettings,
    /// Where it keeps its data.
    pub database: DatabaseSettings,
    /// Signing in by a provider of identities.
    pub oidc: OidcSettings,
    /// How much one query may ask for.
    pub limits: LimitSettings,
    /// What it logs.
    pub log: LogSettings,
}

/// How it serves.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpSettings {
    /// Where it listens.
    pub listen: SocketAddr,
    /// The address by which people reach it, such as `https://plan.example.go.th`; empty where it is the one it listens on.
    pub public_url: String,
    /// The header in which a proxy in front names the client's address; empty for none.
    pub client_address_header: String,
    /// The longest a request may take, in seconds.
    pub timeout_seconds: u64,
    /// The largest request body, in bytes.
    pub body_bytes: usize,
    /// How long running requests may take to finish after SIGTERM, in seconds.
    pub shutdown_seconds: u64,
}

impl HttpSettings {
    /// Whether people reach it by TLS, so that cookies may go no other way: always, but on the loopback.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://") || !self.listen.ip().is_loopback()
    }

    /// The longest a request may take.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_seconds)
    }
}

/// Where it keeps its data.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// The folder of the embedded database.
    pub data_dir: PathBuf,
    /// A PostgreSQL database instead; empty for none. Holds a password.
    pub url: String,
}

impl fmt::Debug for DatabaseSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = if self.url.is_empty() { "" } else { "(redacted)" };
        formatter.debug_struct("DatabaseSettings").field("data_dir", &self.data_dir).field("url", &url).finish()
    }
}

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

    fn check(&self, public_url: &str) -> anyhow::Result<()> {
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

/// How much one query may ask for.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitSettings {
    /// How deep fields may nest.
    pub depth: usize,
    /// How many points a query may cost.
    pub complexity: usize,
    /// How often one selection may ask for one field.
    pub aliases: usize,
}

impl From<LimitSettings> for Limits {
    fn from(settings: LimitSettings) -> Self {
        Self { depth: settings.depth, complexity: settings.complexity, aliases: settings.aliases }
    }
}

/// What it logs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    /// By target, as `tracing` reads it.
    pub filter: String,
    /// For people or for programs.
    pub format: LogFormat,
}

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

impl Settings {
    /// Reads defaults, `file`, then the environment; `data_dir` wins over all of them, and over a database's address.
    ///
    /// # Errors
    /// When the file is missing, a key is unknown, or a value has the wrong type or makes no sense.
    pub fn read(file: Option<&Path>, data_dir: Option<&Path>) -> anyhow::Result<Self> {
        let mut figment = Figment::from(Toml::string(DEFAULTS));
        if let Some(file) = file {
            ensure!(file.is_file(), "the settings file {} does not exist", file.display());
            figment = figment.merge(Toml::file_exact(file));
        }
        let mut settings: Self =
            figment.merge(Env::prefixed("SUCHARIT_").split("__")).extract().context("the settings are not right")?;
        if settings.database.url.is_empty() {
            settings.database.url = std::env::var("DATABASE_URL").unwrap_or_default();
        }
        if let Some(data_dir) = data_dir {
            data_dir.clone_into(&mut settings.database.data_dir);
            settings.database.url = String::new();
        }
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> anyhow::Result<()> {
        let url = &self.database.url;
        ensure!(
            url.is_empty() || url.starts_with("postgres://") || url.starts_with("postgresql://"),
            "database.url (or DATABASE_URL) must begin with postgres:// or postgresql://"
        );
        let address = &self.http.public_url;
        ensure!(
            address.is_empty() || address.starts_with("https://") || address.starts_with("http://"),
            "http.public_url must begin with https:// or http://"
        );
        self.oidc.check(address)?;
        ensure!(self.http.timeout_seconds > 0, "http.timeout_seconds must be at least 1");
        ensure!(self.http.body_bytes >= 1024, "http.body_bytes must be at least 1024");
        let limits = self.limits;
        ensure!(
            limits.depth > 0 && limits.complexity > 0 && limits.aliases > 0,
            "each of the limits must be at least 1"
        );
        tracing_subscriber::EnvFilter::try_new(&self.log.filter).context("log.filter is not right")?;
        Ok(())
    }
}
