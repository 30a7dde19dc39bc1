//! Settings: commented defaults, overridden by a file, overridden by environment variables, checked before use.

use crate::{http::OidcSettings, mail::MailSettings};
use anyhow::{Context, ensure};
use figment::{
    Figment,
    providers::{Env, Format, Toml},
};
use serde::Deserialize;
use std::{
    fmt,
    net::SocketAddr,
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
    /// Where it keeps evidence files.
    pub evidence: EvidenceSettings,
    /// Signing in by a provider of identities.
    pub oidc: OidcSettings,
    /// How much one query may ask for.
    pub limits: LimitSettings,
    /// What it logs.
    pub log: LogSettings,
    /// The mail server that takes our mail.
    pub mail: MailSettings,
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

/// Where it keeps evidence files.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceSettings {
    /// Their folder; empty for `evidence` in the folder of the embedded database.
    pub folder: PathBuf,
    /// The most bytes of one file.
    pub file_bytes: u64,
    /// The longest an upload may take, in seconds.
    pub upload_seconds: u64,
    /// A bucket that speaks S3 instead; empty for none.
    pub bucket: String,
    /// Where the bucket lies.
    pub region: String,
    /// The address of the bucket's server; empty for Amazon's.
    pub endpoint: String,
    /// Who asks the bucket.
    pub access_key_id: String,
    /// The key that shows it. Secret.
    pub secret_access_key: String,
}

impl fmt::Debug for EvidenceSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secret = if self.secret_access_key.is_empty() { "" } else { "(redacted)" };
        formatter
            .debug_struct("EvidenceSettings")
            .field("folder", &self.folder)
            .field("file_bytes", &self.file_bytes)
            .field("upload_seconds", &self.upload_seconds)
            .field("bucket", &self.bucket)
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .field("access_key_id", &self.access_key_id)
            .field("secret_access_key", &secret)
            .finish()
    }
}

impl EvidenceSettings {
    /// The longest an upload may take.
    #[must_use]
    pub fn upload(&self) -> Duration {
        Duration::from_secs(self.upload_seconds)
    }

    fn check(&self) -> anyhow::Result<()> {
        ensure!(self.file_bytes >= 1024, "evidence.file_bytes must be at least 1024");
        ensure!(self.file_bytes <= 1 << 32, "evidence.file_bytes must be at most 4294967296");
        ensure!(self.upload_seconds > 0, "evidence.upload_seconds must be at least 1");
        if self.bucket.is_empty() {
            return Ok(());
        }
        ensure!(self.folder.as_os_str().is_empty(), "evidence.folder and evidence.bucket cannot both be set");
        let keys = !self.access_key_id.is_empty() && !self.secret_access_key.is_empty();
        ensure!(keys, "evidence.bucket needs evidence.access_key_id and evidence.secret_access_key");
        ensure!(!self.region.is_empty(), "evidence.bucket needs evidence.region");
        let has_scheme = self.endpoint.starts_with("https://") || self.endpoint.starts_with("http://");
        ensure!(
            self.endpoint.is_empty() || has_scheme,
            "evidence.endpoint must begin with https:// (or http:// within one's own network)"
        );
        Ok(())
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
        self.evidence.check()?;
        let limits = self.limits;
        ensure!(
            limits.depth > 0 && limits.complexity > 0 && limits.aliases > 0,
            "each of the limits must be at least 1"
        );
        self.mail.check()?;
        tracing_subscriber::EnvFilter::try_new(&self.log.filter).context("log.filter is not right")?;
        Ok(())
    }

    /// The folder of evidence files, where they are in no bucket.
    #[must_use]
    pub fn evidence_folder(&self) -> PathBuf {
        let folder = &self.evidence.folder;
        if folder.as_os_str().is_empty() { self.database.data_dir.join("evidence") } else { folder.clone() }
    }
}
