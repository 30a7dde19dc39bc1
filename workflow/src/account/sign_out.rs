//! Ending sessions.

use crate::Workflow;
use sucharit_domain::id::{AccountId, SessionId};
use sucharit_store::StoreError;

impl Workflow {
    /// Ends a session: its cookie is worth nothing from here on.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn sign_out(&self, session: SessionId) -> Result<(), StoreError> {
        let transaction = self.store.begin(None).await?;
        transaction.end_session(session).await?;
        transaction.commit_unrecorded().await
    }

    /// Ends all sessions of an account but the one that asks for it.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn end_other_sessions(&self, account: AccountId, kept: Option<SessionId>) -> Result<(), StoreError> {
        let transaction = self.store.begin(None).await?;
        transaction.end_sessions(account, kept).await?;
        transaction.commit_unrecorded().await
    }
}
