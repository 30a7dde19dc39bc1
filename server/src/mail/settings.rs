//! The settings of the mail server.

use anyhow::{Context, ensure};
use lettre::message::Mailbox;
use serde::Deserialize;
use std::{fmt, net::IpAddr};

/// The mail server that takes our mail.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// Its name; empty for none.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way to it is encrypted.
    pub tls: MailTls,
    /// The account there; empty for none.
    pub username: String,
    /// The account's password.
    pub password: String,
    /// Whom the mail is from.
    pub from: String,
}

/// How the way to the mail server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// Not at all.
    None,
    /// From STARTTLS on, always.
    Starttls,
    /// From the first byte.
    Tls,
}

impl fmt::Debug for MailSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let password = if self.password.is_empty() { "" } else { "(redacted)" };
        formatter
            .debug_struct("MailSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("tls", &self.tls)
            .field("username", &self.username)
            .field("password", &password)
            .field("from", &self.from)
            .finish()
    }
}

impl MailSettings {
    /// Refuses what makes no sense.
    ///
    /// # Errors
    /// When mail could not be sent like this, or a password would travel in the clear.
    pub fn check(&self) -> anyhow::Result<()> {
        if self.host.is_empty() {
            return Ok(());
        }
        self.sender()?;
        ensure!(
            self.username.is_empty() == self.password.is_empty(),
            "mail.username and mail.password go together: set both or neither"
        );
        let is_near = self.host == "localhost" || self.host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
        ensure!(
            self.tls != MailTls::None || self.password.is_empty() || is_near,
            "mail.tls = \"none\" would send the password in the clear: choose starttls or tls"
        );
        Ok(())
    }

    /// Whom the mail is from.
    pub(super) fn sender(&self) -> anyhow::Result<Mailbox> {
        self.from.parse().context("mail.from must be a mail address, such as \"Sucharit <noreply@example.go.th>\"")
    }
}
