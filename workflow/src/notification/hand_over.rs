//! Telling people what was handed to them, in the transaction that hands it over.

use crate::Workflow;
use sucharit_domain::{
    access::{Actor, Role},
    account::Account,
    notification::{
        Notification, NotificationKind,
        delivery::Delivery,
        letter::{self, Letter, Thing},
    },
    organization::Organization,
};
use sucharit_store::{StoreError, Transaction};
use uuid::Uuid;

/// What was handed over.
#[derive(Debug)]
pub(crate) struct HandOver<'a> {
    /// What happened to it.
    pub(crate) kind: NotificationKind,
    /// Whose it is.
    pub(crate) organization: &'a Organization,
    /// What it is, in words.
    pub(crate) thing: Thing,
    /// Its type's word and id, `roundReport:0198…`.
    pub(crate) about: String,
    /// Its version after the step: each step has its own message.
    pub(crate) version: i32,
    /// The opinion or reason of whoever acted.
    pub(crate) remark: Option<&'a str>,
}

impl Workflow {
    /// Writes to those whose turn it is, or who must know; never to whoever acted.
    pub(crate) async fn tell(
        &self,
        transaction: &Transaction,
        actor: &Actor,
        handed: &HandOver<'_>,
    ) -> Result<(), StoreError> {
        let recipients = transaction.read().accounts_of(&[handed.organization.id], told(handed.kind)).await?;
        let notification = |recipient: Account| {
            let Letter { subject, body } = letter::hand_over(
                handed.kind,
                &handed.thing,
                &handed.organization.name,
                handed.remark,
                recipient.language,
            );
            let (kind, version) = (handed.kind.code(), handed.version);
            Notification {
                id: self.clock.new_uuid().into(),
                account_id: recipient.id,
                kind: handed.kind,
                about: handed.about.clone(),
                subject,
                body,
                created_at: self.clock.now(),
                due_key: format!("{kind}:{}:{version}:{}", handed.about, Uuid::from(recipient.id).simple()),
                delivery: Delivery::new(recipient.email, self.clock.now()),
            }
        };
        let others = recipients.into_iter().filter(|recipient| Some(recipient.id) != actor.account());
        let notifications: Vec<Notification> = others.map(notification).collect();
        transaction.add_notifications(&notifications).await
    }
}

/// Whose turn it is then, or who must know.
const fn told(kind: NotificationKind) -> &'static [Role] {
    match kind {
        NotificationKind::Submitted => &[Role::Clerk],
        NotificationKind::Endorsed => &[Role::Executive],
        NotificationKind::Approved
        | NotificationKind::Returned
        | NotificationKind::Reopened
        | NotificationKind::Reminder => &[Role::Planner],
    }
}
