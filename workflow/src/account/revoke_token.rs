//! Revoking a program's token.

use super::change;
use crate::{CommandError, Workflow};
use serde_json::json;
use sucharit_domain::{
    access::{Action, Actor, WhyNot},
    account::{AccessToken, Account},
    event::EventKind,
    refusal::{Fault, Path, Refusal},
};

impl Workflow {
    /// Revokes a token by its name: one's own, or by those who manage accounts any. Revoking it again changes nothing.
    ///
    /// # Errors
    /// Refused where there is no such account or token, or it is somebody else's.
    pub async fn revoke_token(
        &self,
        actor: &Actor,
        username: &str,
        name: &str,
    ) -> Result<AccessToken, CommandError<Account>> {
        if actor.is_read_only() {
            return Err(CommandError::not_allowed(WhyNot::ReadOnlyToken));
        }
        let (transaction, account) = self.lock_account(username).await?;
        if actor.account() != Some(account.id) {
            actor.may(Action::ManageAccounts).map_err(CommandError::not_allowed)?;
        }
        let mut tokens = transaction.read().access_tokens_of(account.id).await?.into_iter();
        let Some(token) = tokens.find(|token| token.name == name) else {
            return Err(CommandError::refused(vec![Refusal::new(Path::input("name"), Fault::NotFound)]));
        };
        if token.revoked_at.is_some() {
            return Ok(token);
        }
        let now = self.clock.now();
        transaction.revoke_access_token(token.id, now).await?;
        let said = json!({ "username": account.username, "name": token.name });
        let revoked = change(EventKind::TokenRevoked, &account, Some(said), None);
        transaction.commit(account.organization(), actor, self.clock(), vec![revoked]).await?;
        Ok(AccessToken { revoked_at: Some(now), ..token })
    }
}
