//! Identities at a provider, and the sign-ins that are under way there.

use super::from_model;
use crate::{
    StoreError, Transaction,
    database::Session,
    scope,
    table::{account, oidc_flow, oidc_identity},
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use sucharit_domain::{
    account::{
        Account,
        provider::{Identity, ProviderFlow},
    },
    id::AccountId,
};

impl Session<'_> {
    /// The account that is linked to an identity. One statement.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_by_identity(&self, identity: &Identity) -> Result<Option<Account>, StoreError> {
        // PostgreSQL takes no U+0000, so no identity has it.
        if identity.subject.contains('\0') {
            return Ok(None);
        }
        let row: Option<(oidc_identity::Model, Option<account::Model>)> = scope::children::<oidc_identity::Entity>()
            .find_also_related(account::Entity)
            .filter(oidc_identity::Column::Issuer.eq(&identity.issuer))
            .filter(oidc_identity::Column::Subject.eq(&identity.subject))
            .one(&self.executor)
            .await?;
        row.and_then(|(_, account)| account).map(from_model).transpose()
    }

    /// Whether an account is linked to an identity at this provider.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_linked(&self, account: AccountId, issuer: &str) -> Result<bool, StoreError> {
        let row = scope::children::<oidc_identity::Entity>()
            .filter(oidc_identity::Column::AccountId.eq(account.0))
            .filter(oidc_identity::Column::Issuer.eq(issuer))
            .one(&self.executor)
            .await?;
        Ok(row.is_some())
    }
}

impl Transaction {
    /// Links an account to an identity, in place of the one it had at the same provider.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn link_account(&self, account: AccountId, identity: &Identity) -> Result<(), StoreError> {
        let former = oidc_identity::Entity::delete_many()
            .filter(oidc_identity::Column::AccountId.eq(account.0))
            .filter(oidc_identity::Column::Issuer.eq(&identity.issuer));
        former.exec(&self.inner).await?;
        let row = oidc_identity::Model {
            issuer: identity.issuer.clone(),
            subject: identity.subject.clone(),
            account_id: account.0,
        };
        self.insert_all(vec![row.into_active_model()]).await
    }

    /// Keeps a sign-in that goes on at the provider, by the hash of its state.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_provider_flow(&self, state_hash: &str, flow: &ProviderFlow) -> Result<(), StoreError> {
        let row = oidc_flow::Model {
            state_hash: state_hash.to_owned(),
            nonce: flow.nonce.clone(),
            pkce_verifier: flow.pkce_verifier.clone(),
            destination: flow.destination.clone(),
            expires_at: flow.expires_at,
        };
        self.insert_all(vec![row.into_active_model()]).await
    }

    /// Takes a sign-in away to go on with it; none where it never was or somebody took it already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_provider_flow(&self, state_hash: &str) -> Result<Option<ProviderFlow>, StoreError> {
        let row = scope::children::<oidc_flow::Entity>()
            .filter(oidc_flow::Column::StateHash.eq(state_hash))
            .one(&self.inner)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let deleted = oidc_flow::Entity::delete_by_id(state_hash).exec(&self.inner).await?;
        Ok((deleted.rows_affected == 1).then_some(ProviderFlow {
            nonce: row.nonce,
            pkce_verifier: row.pkce_verifier,
            destination: row.destination,
            expires_at: row.expires_at,
        }))
    }

    /// Clears away sign-ins that ended before an instant.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clear_provider_flows(&self, before: DateTime<Utc>) -> Result<(), StoreError> {
        let ended = oidc_flow::Column::ExpiresAt.lt(before);
        oidc_flow::Entity::delete_many().filter(ended).exec(&self.inner).await?;
        Ok(())
    }
}
