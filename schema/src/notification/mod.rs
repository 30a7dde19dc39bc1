//! Messages to accounts as clients see them.

use crate::{
    context::RequestContext,
    failure::Failure,
    page::{Connection, Page},
    scalar::DateTime,
};
use async_graphql::{Description, Enum, ID, Object};
use sucharit_domain::{id::AccountId, notification as domain};
use sucharit_store::NotificationWindow;
use uuid::Uuid;

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::NotificationKind")]
pub enum NotificationKind {
    /// Submitted: the clerk's turn.
    Submitted,
    /// Endorsed: the executive's turn.
    Endorsed,
    /// Approved.
    Approved,
    /// Returned to its draft, with a reason.
    Returned,
    /// Opened again after its approval, with a reason.
    Reopened,
    /// A due date comes near.
    Reminder,
}

/// Where the mail of a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::delivery::DeliveryState")]
pub enum DeliveryState {
    /// The account has no address: it is read here alone.
    NoAddress,
    /// To be sent, or to be tried again.
    Waiting,
    /// Handed to the mail server at this moment.
    Sending,
    /// The mail server took it.
    Sent,
    /// The mail server refused it for good, or could not be reached for days.
    Failed,
    /// Handed over, and the answer was lost: it may have arrived, so it is not sent again.
    Unknown,
}

/// A message: something was handed over, or a due date comes near.
#[derive(Debug, Clone, Description)]
pub struct Notification(domain::Notification);

#[Object(use_type_description)]
impl Notification {
    /// Opaque id.
    async fn id(&self) -> ID {
        ID(self.0.id.named())
    }

    /// What it is about.
    async fn kind(&self) -> NotificationKind {
        self.0.kind.into()
    }

    /// The id of the thing it is about; `node` gives it as it stands now.
    async fn about_id(&self) -> ID {
        ID(self.0.about.clone())
    }

    /// In one line, in the language of the account.
    async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// In full, in the language of the account.
    async fn body(&self) -> &str {
        &self.0.body
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// Where its mail stands.
    async fn delivery(&self) -> DeliveryState {
        self.0.delivery.state.into()
    }

    /// When the mail server took it.
    async fn sent_at(&self) -> Option<DateTime> {
        self.0.delivery.sent_at.map(DateTime)
    }
}

/// The order of the list, in cursors.
pub const ORDER: &str = "notifications, newest first";

/// A page of an account's messages, newest first.
pub async fn page(
    request: &RequestContext,
    account: AccountId,
    page: &Page<Uuid>,
) -> Result<Connection<Notification>, Failure> {
    let window = NotificationWindow {
        after: page.after.map(Into::into),
        before: page.before.map(Into::into),
        size: page.size as u64,
        from_end: page.from_end,
    };
    let stretch = request.read().notifications_of(account, window).await?;
    let item = |notification: domain::Notification| (Uuid::from(notification.id), Notification(notification));
    let items = stretch.notifications.into_iter().map(item).collect();
    Ok(Connection::new(page, items, (stretch.more_before, stretch.more_after), stretch.total))
}
