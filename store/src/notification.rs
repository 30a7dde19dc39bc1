//! Messages to accounts: reading them, adding them, and the outbox of those that go out by mail.

use crate::{
    Store, StoreError, Transaction, convert,
    database::Session,
    scope,
    table::notification::{Column, Entity, Model},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use sucharit_domain::{
    id::{AccountId, NotificationId},
    notification::{
        Notification, NotificationKind,
        delivery::{Delivery, DeliveryState},
    },
};

/// How many rows go into one INSERT, well below both databases' limits on parameters.
const ROWS_AT_ONCE: usize = 200;

/// A stretch of an account's messages, newest first.
#[derive(Debug, Clone, Copy, Default)]
pub struct NotificationWindow {
    /// Older than this one.
    pub after: Option<NotificationId>,
    /// Newer than this one.
    pub before: Option<NotificationId>,
    /// At most so many.
    pub size: u64,
    /// Count them from the list's end: the oldest.
    pub from_end: bool,
}

/// What was found of an account's messages.
#[derive(Debug, Clone, Default)]
pub struct NotificationStretch {
    /// The messages, newest first.
    pub notifications: Vec<Notification>,
    /// Whether there are newer ones.
    pub more_before: bool,
    /// Whether there are older ones.
    pub more_after: bool,
    /// How many there are in all.
    pub total: u64,
}

impl Session<'_> {
    /// A stretch of the messages of an account. Three statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notifications_of(
        &self,
        account: AccountId,
        window: NotificationWindow,
    ) -> Result<NotificationStretch, StoreError> {
        let own = || scope::children::<Entity>().filter(Column::AccountId.eq(account.0));
        let after = window.after.map(|id| Column::Id.lt(id.0));
        let before = window.before.map(|id| Column::Id.gt(id.0));
        let bounds = Condition::all().add_option(after).add_option(before);
        let stretch = own().filter(bounds).limit(window.size);
        let mut rows = if window.from_end {
            stretch.order_by_asc(Column::Id).all(&self.executor).await?
        } else {
            stretch.order_by_desc(Column::Id).all(&self.executor).await?
        };
        if window.from_end {
            rows.reverse();
        }
        let total = own().count(&self.executor).await?;
        let newer = match (rows.first(), window.after) {
            (Some(first), _) => own().filter(Column::Id.gt(first.id)).count(&self.executor).await?,
            (None, Some(after)) => own().filter(Column::Id.gte(after.0)).count(&self.executor).await?,
            (None, None) => 0,
        };
        let notifications = rows.into_iter().map(from_model).collect::<Result<Vec<_>, _>>()?;
        let more_after = newer + (notifications.len() as u64) < total;
        Ok(NotificationStretch { notifications, more_before: newer > 0, more_after, total })
    }
}

impl Transaction {
    /// Adds messages; one whose occasion has its message already is left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_notifications(&self, notifications: &[Notification]) -> Result<(), StoreError> {
        for chunk in notifications.chunks(ROWS_AT_ONCE) {
            let rows = chunk.iter().map(|notification| to_model(notification).into_active_model());
            let once = OnConflict::column(Column::DueKey).do_nothing().to_owned();
            Entity::insert_many(rows).on_conflict(once).exec_without_returning(&self.inner).await?;
        }
        Ok(())
    }
}

impl Store {
    /// The messages that are to be sent by now, the one that waits longest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_to_send(&self, now: DateTime<Utc>, most: u64) -> Result<Vec<Notification>, StoreError> {
        let rows = scope::children::<Entity>()
            .filter(Column::State.eq(DeliveryState::Waiting.code()))
            .filter(Column::NextAttemptAt.lte(now))
            .order_by_asc(Column::NextAttemptAt)
            .order_by_asc(Column::Id)
            .limit(most)
            .all(self.connection())
            .await?;
        rows.into_iter().map(from_model).collect()
    }

    /// Marks a waiting message as handed over, by compare-and-set; no where somebody else did, or it waits no more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_sending(&self, id: NotificationId) -> Result<bool, StoreError> {
        let marked = Entity::update_many()
            .col_expr(Column::State, Expr::value(DeliveryState::Sending.code()))
            .col_expr(Column::NextAttemptAt, Expr::value(None::<DateTime<Utc>>))
            .filter(Column::Id.eq(id.0))
            .filter(Column::State.eq(DeliveryState::Waiting.code()))
            .exec(self.connection())
            .await?;
        Ok(marked.rows_affected == 1)
    }

    /// Keeps how an attempt ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_delivery(&self, id: NotificationId, delivery: &Delivery) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(delivery.state.code()))
            .col_expr(Column::Attempts, Expr::value(delivery.attempts))
            .col_expr(Column::NextAttemptAt, Expr::value(delivery.next_attempt_at))
            .col_expr(Column::SentAt, Expr::value(delivery.sent_at))
            .col_expr(Column::Answer, Expr::value(delivery.answer.clone()))
            .filter(Column::Id.eq(id.0))
            .exec(self.connection())
            .await?;
        Ok(())
    }

    /// What a process left in the middle of sending can no longer be told: it is unknown, and never sent again. Only for the one
    /// process that may send.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn settle_unfinished_mail(&self, answer: &str) -> Result<u64, StoreError> {
        let settled = Entity::update_many()
            .col_expr(Column::State, Expr::value(DeliveryState::Unknown.code()))
            .col_expr(Column::Answer, Expr::value(answer))
            .filter(Column::State.eq(DeliveryState::Sending.code()))
            .exec(self.connection())
            .await?;
        Ok(settled.rows_affected)
    }

    /// Gives up on what was made before an instant and still waits.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn give_up_mail(&self, made_before: DateTime<Utc>, answer: &str) -> Result<u64, StoreError> {
        let given_up = Entity::update_many()
            .col_expr(Column::State, Expr::value(DeliveryState::Failed.code()))
            .col_expr(Column::NextAttemptAt, Expr::value(None::<DateTime<Utc>>))
            .col_expr(Column::Answer, Expr::value(answer))
            .filter(Column::State.eq(DeliveryState::Waiting.code()))
            .filter(Column::CreatedAt.lt(made_before))
            .exec(self.connection())
            .await?;
        Ok(given_up.rows_affected)
    }
}

fn from_model(row: Model) -> Result<Notification, StoreError> {
    let delivery = Delivery {
        state: convert::code("notification.state", &row.state, DeliveryState::from_code)?,
        email: row.email,
        attempts: row.attempts,
        next_attempt_at: row.next_attempt_at,
        sent_at: row.sent_at,
        answer: row.answer,
    };
    Ok(Notification {
        id: row.id.into(),
        account_id: row.account_id.into(),
        kind: convert::code("notification.kind", &row.kind, NotificationKind::from_code)?,
        about: row.about,
        subject: row.subject,
        body: row.body,
        created_at: row.created_at,
        due_key: row.due_key,
        delivery,
    })
}

fn to_model(notification: &Notification) -> Model {
    let Notification { id, account_id, kind, about, subject, body, created_at, due_key, delivery } =
        notification.clone();
    Model {
        id: id.0,
        account_id: account_id.0,
        kind: kind.code().to_owned(),
        about,
        subject,
        body,
        created_at,
        due_key,
        state: delivery.state.code().to_owned(),
        email: delivery.email,
        attempts: delivery.attempts,
        next_attempt_at: delivery.next_attempt_at,
        sent_at: delivery.sent_at,
        answer: delivery.answer,
    }
}
