//! Sending the outbox: one process at a time, each message never twice.
//!
//! A message is marked before it is handed over. Where the answer is lost (the process died, the connection broke in the middle),
//! it may have arrived: it becomes unknown and is not sent again. Only what surely did not go out is retried.

use crate::Workflow;
use std::future::Future;
use sucharit_domain::notification::{
    Notification,
    delivery::{self, Outcome},
};
use sucharit_store::StoreError;
use uuid::Uuid;

/// The lease of the one process that sends.
const LEASE: &str = "mail";

/// How many messages are read at once.
const AT_ONCE: u64 = 100;

/// Somebody who carries messages.
pub trait Post: Sync {
    /// Whether messages can be handed over now; why not.
    fn reach(&self) -> impl Future<Output = Result<(), String>> + Send;

    /// Hands one over. It is asked once for each attempt.
    fn send(&self, notification: &Notification) -> impl Future<Output = Outcome> + Send;
}

/// What a run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Delivered {
    /// The mail server took so many.
    pub sent: usize,
    /// So many wait for another attempt.
    pub put_off: usize,
    /// So many will never be sent, or nobody can tell.
    pub lost: usize,
}

impl Workflow {
    /// Sends what is due, unless another process does. `holder` names this process.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn deliver(&self, holder: Uuid, post: &impl Post) -> Result<Delivered, StoreError> {
        let mut delivered = Delivered::default();
        if !self.hold_mail_lease(holder).await? {
            return Ok(delivered);
        }
        // Whoever held the lease before finished or died: within a run, no message stays marked.
        self.store.settle_unfinished_mail("the server stopped before the answer was kept").await?;
        let too_old = self.clock.now() - delivery::longest_wait();
        self.store.give_up_mail(too_old, "it could not be sent for days").await?;
        self.send_all(holder, post, &mut delivered).await?;
        self.store.give_back_lease(LEASE, holder).await?;
        Ok(delivered)
    }

    async fn send_all(&self, holder: Uuid, post: &impl Post, delivered: &mut Delivered) -> Result<(), StoreError> {
        loop {
            let waiting = self.store.mail_to_send(self.clock.now(), AT_ONCE).await?;
            if waiting.is_empty() {
                return Ok(());
            }
            if let Err(reason) = post.reach().await {
                delivered.put_off += waiting.len();
                return self.put_off(waiting, &reason).await;
            }
            for notification in waiting {
                if !self.hold_mail_lease(holder).await? {
                    return Ok(());
                }
                if self.store.begin_sending(notification.id).await? {
                    let outcome = post.send(&notification).await;
                    match outcome {
                        Outcome::Sent(_) => delivered.sent += 1,
                        Outcome::Later(_) => delivered.put_off += 1,
                        Outcome::Never(_) | Outcome::Unknown(_) => delivered.lost += 1,
                    }
                    let after = notification.delivery.after(outcome, self.clock.now());
                    self.store.keep_delivery(notification.id, &after).await?;
                }
            }
        }
    }

    async fn put_off(&self, waiting: Vec<Notification>, reason: &str) -> Result<(), StoreError> {
        for notification in waiting {
            let after = notification.delivery.after(Outcome::Later(reason.to_owned()), self.clock.now());
            self.store.keep_delivery(notification.id, &after).await?;
        }
        Ok(())
    }

    async fn hold_mail_lease(&self, holder: Uuid) -> Result<bool, StoreError> {
        let now = self.clock.now();
        self.store.take_lease(LEASE, holder, now, now + delivery::lease()).await
    }
}
