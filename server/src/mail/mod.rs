//! Mail: today's reminders are made, and the outbox is sent, by a task beside the server. What to send, when, and that it is sent
//! once, is the engine's; here is how a letter travels. Without a mail server in the settings, messages are kept for their readers.

mod post;
mod settings;

use crate::config::Settings;
use anyhow::Context;
use chrono::NaiveDate;
use post::SmtpPost;
pub use settings::{MailSettings, MailTls};
use std::time::Duration;
use sucharit_store::{StoreError, causes};
use sucharit_workflow::{Delivered, Workflow};
use tokio::{sync::oneshot, task::JoinHandle};
use uuid::Uuid;

/// How long it rests between two runs.
const REST: Duration = Duration::from_secs(30);

/// Makes reminders and sends mail.
#[derive(Debug)]
pub struct Mailer {
    workflow: Workflow,
    post: Option<SmtpPost>,
    holder: Uuid,
    swept: Option<NaiveDate>,
}

impl Mailer {
    /// A mailer by the settings.
    ///
    /// # Errors
    /// When the settings of the mail server make no sense.
    pub fn new(workflow: Workflow, settings: &Settings) -> anyhow::Result<Self> {
        let post = SmtpPost::new(&settings.mail, &settings.http.public_url)?;
        let holder = workflow.clock().new_uuid();
        Ok(Self { workflow, post, holder, swept: None })
    }

    /// Makes the day's reminders, once a day, and sends what is due.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn run_once(&mut self) -> Result<Delivered, StoreError> {
        let today = self.workflow.clock().today();
        if self.swept != Some(today) {
            self.workflow.remind().await?;
            self.swept = Some(today);
        }
        match &self.post {
            Some(post) => self.workflow.deliver(self.holder, post).await,
            None => Ok(Delivered::default()),
        }
    }

    /// Runs until it is told to stop.
    #[must_use]
    pub fn start(mut self) -> Mailing {
        let (stop, mut stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            loop {
                match self.run_once().await {
                    Ok(delivered) if delivered == Delivered::default() => {}
                    Ok(Delivered { sent, put_off, lost }) => {
                        tracing::info!(mail.sent = sent, mail.put_off = put_off, mail.lost = lost, "mail went out");
                    }
                    Err(error) => tracing::error!(error = causes(&error), "mail is put off: storage failed"),
                }
                tokio::select! {
                    _ = &mut stopped => return,
                    () = tokio::time::sleep(REST) => {}
                }
            }
        });
        Mailing { stop, task }
    }
}

/// A mailer at work.
#[derive(Debug)]
pub struct Mailing {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Mailing {
    /// Finishes the run it is in, so that no message is left without its answer, then stops.
    ///
    /// # Errors
    /// When it broke down.
    pub async fn stop(self) -> anyhow::Result<()> {
        // It may have stopped by itself.
        let _ = self.stop.send(());
        self.task.await.context("sending mail broke down")
    }
}
