//! Finding out who acts, by the cookie of a session or the token of a program.

use super::secret;
use crate::Workflow;
use sucharit_domain::{access::Actor, id::SessionId};
use sucharit_store::StoreError;

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authenticated {
    /// As whom.
    pub actor: Actor,
    /// By which session; none for a token.
    pub session: Option<SessionId>,
}

impl Workflow {
    /// Who a session's secret belongs to; none where it has ended, never was, or the account is disabled. Its use is kept, to
    /// about a minute.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn by_session(&self, shown: &str) -> Result<Option<Authenticated>, StoreError> {
        let Some((session, account)) = self.store.read().session(&secret::hash(shown)).await? else { return Ok(None) };
        let now = self.clock.now();
        if account.is_disabled || !session.holds(now) {
            return Ok(None);
        }
        if session.is_due(now) {
            let transaction = self.store.begin(None).await?;
            transaction.touch_session(session.id, now).await?;
            transaction.commit_unrecorded().await?;
        }
        Ok(Some(Authenticated { actor: account.actor(false), session: Some(session.id) }))
    }

    /// For whom a token acts; none where it has expired or was revoked, never was, or the account is disabled.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn by_token(&self, shown: &str) -> Result<Option<Authenticated>, StoreError> {
        let Some((token, account)) = self.store.read().access_token(&secret::hash(shown)).await? else {
            return Ok(None);
        };
        if account.is_disabled || !token.holds(self.clock.now()) {
            return Ok(None);
        }
        Ok(Some(Authenticated { actor: account.actor(token.read_only), session: None }))
    }
}
