//! Tokens of programs.

use super::from_model;
use crate::{
    StoreError, Transaction,
    database::Session,
    scope,
    table::{access_token, account},
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr};
use sucharit_domain::{
    account::{AccessToken, Account},
    id::{AccessTokenId, AccountId},
};

impl Session<'_> {
    /// The token with this secret (its hash), and whose it is. One statement.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn access_token(&self, secret_hash: &str) -> Result<Option<(AccessToken, Account)>, StoreError> {
        let row: Option<(access_token::Model, Option<account::Model>)> = scope::children::<access_token::Entity>()
            .find_also_related(account::Entity)
            .filter(access_token::Column::SecretHash.eq(secret_hash))
            .one(&self.executor)
            .await?;
        let Some((token, Some(account))) = row else { return Ok(None) };
        Ok(Some((from_token(token), from_model(account)?)))
    }

    /// The tokens of an account, revoked and expired ones included, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn access_tokens_of(&self, account: AccountId) -> Result<Vec<AccessToken>, StoreError> {
        let rows = scope::children::<access_token::Entity>()
            .filter(access_token::Column::AccountId.eq(account.0))
            .order_by_desc(access_token::Column::CreatedAt)
            .order_by_desc(access_token::Column::Id)
            .all(&self.executor)
            .await?;
        Ok(rows.into_iter().map(from_token).collect())
    }
}

impl Transaction {
    /// Adds a token.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_access_token(&self, token: &AccessToken, secret_hash: &str) -> Result<(), StoreError> {
        let row = access_token::Model {
            id: token.id.0,
            secret_hash: secret_hash.to_owned(),
            account_id: token.account_id.0,
            name: token.name.clone(),
            read_only: token.read_only,
            created_at: token.created_at,
            expires_at: token.expires_at,
            revoked_at: token.revoked_at,
        };
        self.insert_all(vec![row.into_active_model()]).await
    }

    /// Revokes a token.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_access_token(&self, id: AccessTokenId, now: DateTime<Utc>) -> Result<(), StoreError> {
        let update = access_token::Entity::update_many()
            .col_expr(access_token::Column::RevokedAt, Expr::val(now))
            .filter(access_token::Column::Id.eq(id.0));
        update.exec(&self.inner).await?;
        Ok(())
    }
}

fn from_token(row: access_token::Model) -> AccessToken {
    AccessToken {
        id: row.id.into(),
        account_id: row.account_id.into(),
        name: row.name,
        read_only: row.read_only,
        created_at: row.created_at,
        expires_at: row.expires_at,
        revoked_at: row.revoked_at,
    }
}
