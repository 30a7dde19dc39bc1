//! Sessions of people.

use super::from_model;
use crate::{
    StoreError, Transaction,
    database::Session,
    scope,
    table::{account, session},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    sea_query::{Expr, ExprTrait},
};
use sucharit_domain::{
    account::{Account, OpenSession},
    id::{AccountId, SessionId},
};

impl Session<'_> {
    /// The session with this secret (its hash), and whose it is. One statement.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session(&self, secret_hash: &str) -> Result<Option<(OpenSession, Account)>, StoreError> {
        let row: Option<(session::Model, Option<account::Model>)> = scope::children::<session::Entity>()
            .find_also_related(account::Entity)
            .filter(session::Column::SecretHash.eq(secret_hash))
            .one(&self.executor)
            .await?;
        let Some((session, Some(account))) = row else { return Ok(None) };
        Ok(Some((open(&session), from_model(account)?)))
    }

    /// The sessions of an account, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions_of(&self, account: AccountId) -> Result<Vec<OpenSession>, StoreError> {
        let rows = scope::children::<session::Entity>()
            .filter(session::Column::AccountId.eq(account.0))
            .order_by_desc(session::Column::CreatedAt)
            .order_by_desc(session::Column::Id)
            .all(&self.executor)
            .await?;
        Ok(rows.iter().map(open).collect())
    }
}

impl Transaction {
    /// Begins a session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_session(&self, session: &OpenSession, secret_hash: &str) -> Result<(), StoreError> {
        let row = session::Model {
            id: session.id.0,
            secret_hash: secret_hash.to_owned(),
            account_id: session.account_id.0,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
        };
        self.insert_all(vec![row.into_active_model()]).await
    }

    /// Notes that somebody is still there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touch_session(&self, id: SessionId, now: DateTime<Utc>) -> Result<(), StoreError> {
        let update = session::Entity::update_many()
            .col_expr(session::Column::LastSeenAt, Expr::val(now))
            .filter(session::Column::Id.eq(id.0));
        update.exec(&self.inner).await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_session(&self, id: SessionId) -> Result<(), StoreError> {
        session::Entity::delete_by_id(id.0).exec(&self.inner).await?;
        Ok(())
    }

    /// Ends all sessions of an account, but for one that may be kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_sessions(&self, account: AccountId, kept: Option<SessionId>) -> Result<(), StoreError> {
        let mut delete = session::Entity::delete_many().filter(session::Column::AccountId.eq(account.0));
        if let Some(kept) = kept {
            delete = delete.filter(session::Column::Id.ne(kept.0));
        }
        delete.exec(&self.inner).await?;
        Ok(())
    }

    /// Clears away sessions that began before the one instant or were last seen before the other: they have ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clear_sessions(&self, begun: DateTime<Utc>, seen: DateTime<Utc>) -> Result<(), StoreError> {
        let ended = session::Column::CreatedAt.lt(begun).or(session::Column::LastSeenAt.lt(seen));
        session::Entity::delete_many().filter(ended).exec(&self.inner).await?;
        Ok(())
    }
}

fn open(row: &session::Model) -> OpenSession {
    OpenSession {
        id: row.id.into(),
        account_id: row.account_id.into(),
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
    }
}
