//! Handing a message to the mail server, by SMTP.

use super::settings::{MailSettings, MailTls};
use anyhow::Context;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Tls, TlsParameters},
        extension::ClientId,
    },
};
use std::{fmt, time::Duration};
use sucharit_domain::notification::{Notification, delivery::Outcome};
use sucharit_workflow::Post;
use tokio::time::timeout;
use uuid::Uuid;

/// How long the mail server may take to greet, and to take one message.
const PATIENCE: Duration = Duration::from_mins(1);

/// The mail server.
pub struct SmtpPost {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    link: String,
}

impl fmt::Debug for SmtpPost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SmtpPost").field("from", &self.from).finish_non_exhaustive()
    }
}

impl SmtpPost {
    /// The mail server by the settings; none where they name none. `link` ends each letter: where to go.
    pub fn new(settings: &MailSettings, link: &str) -> anyhow::Result<Option<Self>> {
        if settings.host.is_empty() {
            return Ok(None);
        }
        let from = settings.sender()?;
        let tls = || TlsParameters::new(settings.host.clone()).context("mail.host cannot be reached by TLS");
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .hello_name(ClientId::Domain(from.email.domain().to_owned()))
            .timeout(Some(PATIENCE))
            .tls(match settings.tls {
                MailTls::None => Tls::None,
                MailTls::Starttls => Tls::Required(tls()?),
                MailTls::Tls => Tls::Wrapper(tls()?),
            });
        if !settings.username.is_empty() {
            transport = transport.credentials(Credentials::new(settings.username.clone(), settings.password.clone()));
        }
        Ok(Some(Self { transport: transport.build(), from, link: link.to_owned() }))
    }

    /// The message as it travels. Its Message-ID follows from its own id, so that it is the same whenever it is made.
    fn letter(&self, notification: &Notification) -> anyhow::Result<Message> {
        let to: Address = notification.delivery.email.as_deref().unwrap_or_default().parse()?;
        let id = Uuid::from(notification.id).simple();
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        let body = if self.link.is_empty() {
            notification.body.clone()
        } else {
            format!("{}\n\n{}", notification.body, self.link)
        };
        let letter = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&notification.subject)
            .date(notification.created_at.into())
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .raw_header(automatic)
            .header(ContentType::TEXT_PLAIN)
            .body(body)?;
        Ok(letter)
    }
}

impl Post for SmtpPost {
    async fn reach(&self) -> Result<(), String> {
        match timeout(PATIENCE, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err("the mail server does not answer".to_owned()),
            Ok(Err(error)) => Err(causes(&error)),
            Err(_) => Err("the mail server takes too long".to_owned()),
        }
    }

    async fn send(&self, notification: &Notification) -> Outcome {
        let letter = match self.letter(notification) {
            Ok(letter) => letter,
            Err(error) => return Outcome::Never(format!("{error:#}")),
        };
        match timeout(PATIENCE, self.transport.send(letter)).await {
            Ok(Ok(answer)) => Outcome::Sent(answer.message().collect::<Vec<_>>().join(" ")),
            Ok(Err(error)) if error.is_transient() => Outcome::Later(causes(&error)),
            // A client's error comes before anything is said to the server.
            Ok(Err(error)) if error.is_permanent() || error.is_client() => Outcome::Never(causes(&error)),
            // The connection broke somewhere in the middle: it may have been taken.
            Ok(Err(error)) => Outcome::Unknown(causes(&error)),
            Err(_) => Outcome::Unknown("the mail server took too long".to_owned()),
        }
    }
}

fn causes(error: &lettre::transport::smtp::Error) -> String {
    sucharit_store::causes(error)
}
