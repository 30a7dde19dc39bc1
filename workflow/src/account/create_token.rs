//! Giving out a token to a program.

use super::{change, secret::Secret};
use crate::{CommandError, Workflow};
use chrono::TimeDelta;
use serde_json::json;
use sucharit_domain::{
    access::{Action, Actor, WhyNot},
    account::{AccessToken, Account},
    event::EventKind,
    refusal::{Fault, Path, Refusal},
    text,
};

/// A token that was given out.
#[derive(Debug, Clone)]
pub struct CreatedToken {
    /// What is kept of it.
    pub token: AccessToken,
    /// The token itself: shown once, kept nowhere.
    pub secret: Secret,
}

impl Workflow {
    /// Gives out a token that acts for an account: one's own, or by those who manage accounts any. A read-only token gives out
    /// none.
    ///
    /// # Errors
    /// Refused with every fault: a name that is blank or taken, a span that is too long, somebody else's account.
    pub async fn create_token(
        &self,
        actor: &Actor,
        username: &str,
        name: &str,
        read_only: bool,
        days: i64,
    ) -> Result<CreatedToken, CommandError<Account>> {
        if actor.is_read_only() {
            return Err(CommandError::not_allowed(WhyNot::ReadOnlyToken));
        }
        let (transaction, account) = self.lock_account(username).await?;
        if actor.account() != Some(account.id) {
            actor.may(Action::ManageAccounts).map_err(CommandError::not_allowed)?;
        }
        let mut refusals = Vec::new();
        let mut refuse = |field: &str, fault: Fault| refusals.push(Refusal::new(Path::input(field), fault));
        if text::is_blank(name) {
            refuse("name", Fault::Required);
        } else if let Err(fault) = text::check(name, text::LONGEST_NAME) {
            refuse("name", fault);
        }
        if !(1..=AccessToken::MOST_DAYS).contains(&days) {
            refuse("days", Fault::OutOfRange { least: 1, most: AccessToken::MOST_DAYS });
        }
        if account.is_disabled {
            refuse("username", Fault::WrongState);
        }
        let tokens = transaction.read().access_tokens_of(account.id).await?;
        if tokens.iter().any(|token| token.name == name) {
            refuse("name", Fault::Duplicate);
        }
        if !refusals.is_empty() {
            return Err(CommandError::refused(refusals));
        }
        let now = self.clock.now();
        let token = AccessToken {
            id: self.clock.new_uuid().into(),
            account_id: account.id,
            name: name.to_owned(),
            read_only,
            created_at: now,
            expires_at: now + TimeDelta::days(days),
            revoked_at: None,
        };
        let secret = Secret::of_token();
        transaction.add_access_token(&token, &secret.hash()).await?;
        let said = json!({
            "username": account.username,
            "name": token.name,
            "readOnly": token.read_only,
            "expiresAt": token.expires_at.to_rfc3339(),
        });
        let made = change(EventKind::TokenCreated, &account, None, Some(said));
        transaction.commit(account.organization(), actor, self.clock(), vec![made]).await?;
        Ok(CreatedToken { token, secret })
    }
}
