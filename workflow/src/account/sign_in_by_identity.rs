//! Signing in by a provider of identities, which vouches for who somebody is.

use super::{
    SignedIn,
    secret::{self, Secret},
};
use crate::Workflow;
use sucharit_domain::{
    account::provider::{Identity, ProviderFlow},
    id::SessionId,
};
use sucharit_store::StoreError;

impl Workflow {
    /// Keeps a sign-in that goes on at the provider, and answers with the state that ties it to its browser.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn begin_provider_flow(
        &self,
        nonce: String,
        pkce_verifier: String,
        destination: String,
    ) -> Result<Secret, StoreError> {
        let now = self.clock.now();
        let state = Secret::of_session();
        let flow = ProviderFlow { nonce, pkce_verifier, destination, expires_at: now + ProviderFlow::LASTS };
        let transaction = self.store.begin(None).await?;
        transaction.clear_provider_flows(now).await?;
        transaction.add_provider_flow(&state.hash(), &flow).await?;
        transaction.commit_unrecorded().await?;
        Ok(state)
    }

    /// Takes up a sign-in that comes back from the provider, once; none where it has ended or never was.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn take_provider_flow(&self, state: &str) -> Result<Option<ProviderFlow>, StoreError> {
        let transaction = self.store.begin(None).await?;
        let flow = transaction.take_provider_flow(&secret::hash(state)).await?;
        transaction.commit_unrecorded().await?;
        let now = self.clock.now();
        Ok(flow.filter(|flow| flow.holds(now)))
    }

    /// Begins a session for the account that is linked to an identity; none where no account is, or it is disabled. `replaced` is
    /// the session that the request came with, which ends.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn sign_in_by_identity(
        &self,
        identity: &Identity,
        replaced: Option<SessionId>,
    ) -> Result<Option<SignedIn>, StoreError> {
        let account = self.store.read().account_by_identity(identity).await?;
        match account.filter(|account| !account.is_disabled) {
            Some(account) => self.begin_session(account, &[], replaced).await.map(Some),
            None => Ok(None),
        }
    }
}
