//! Messages to accounts: something was handed to them, or a due date comes near. Each is kept for its reader, and goes out by mail
//! where there is an address and a mail server, never twice.

pub mod delivery;
pub mod letter;
pub mod reminder;

use crate::{
    code::coded_enum,
    id::{AccountId, NotificationId},
};
use chrono::{DateTime, Utc};
use delivery::Delivery;

coded_enum! {
    /// What a message is about.
    pub enum NotificationKind {
        /// Submitted: the clerk's turn.
        Submitted = "SUBMITTED",
        /// Endorsed: the executive's turn.
        Endorsed = "ENDORSED",
        /// Approved: the planning division may file and publish it.
        Approved = "APPROVED",
        /// Returned to its draft, with a reason.
        Returned = "RETURNED",
        /// Opened again after its approval, with a reason.
        Reopened = "REOPENED",
        /// A due date comes near.
        Reminder = "REMINDER",
    }
}

/// A message to an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// Identity.
    pub id: NotificationId,
    /// Whose it is.
    pub account_id: AccountId,
    /// What it is about.
    pub kind: NotificationKind,
    /// The thing it is about: its type's word and id, `roundReport:0198…`.
    pub about: String,
    /// In the reader's language.
    pub subject: String,
    /// In the reader's language.
    pub body: String,
    /// When it was made, UTC.
    pub created_at: DateTime<Utc>,
    /// Names the occasion: of two messages with the same one, the second is not made.
    pub due_key: String,
    /// What became of it as mail.
    pub delivery: Delivery,
}
