//! Giving an account another password, for somebody who forgot it.

use super::{change, secret::Secret};
use crate::{CommandError, Workflow};
use serde_json::json;
use sucharit_domain::{
    access::{Action, Actor},
    account::Account,
    event::EventKind,
    refusal::{Fault, Path, Refusal},
};
use sucharit_store::Transaction;

impl Workflow {
    /// Gives an account a fresh password, which is answered with and kept nowhere; all its sessions end.
    ///
    /// # Errors
    /// Refused where the actor may not, or there is no such account.
    pub async fn reset_password(&self, actor: &Actor, username: &str) -> Result<Secret, CommandError<Account>> {
        actor.may(Action::ManageAccounts).map_err(CommandError::not_allowed)?;
        let fresh = Secret::of_password();
        let hash = self.passwords.hash(fresh.reveal()).await?;
        let (transaction, account) = self.lock_account(username).await?;
        self.set_password(transaction, actor, &account, &hash).await?;
        Ok(fresh)
    }

    /// Keeps the new hash and ends all sessions.
    pub(super) async fn set_password(
        &self,
        transaction: Transaction,
        actor: &Actor,
        account: &Account,
        hash: &str,
    ) -> Result<(), CommandError<Account>> {
        transaction.set_password_hash(account.id, hash).await?;
        transaction.end_sessions(account.id, None).await?;
        let said = json!({ "username": account.username });
        let change = change(EventKind::PasswordChanged, account, Some(said.clone()), Some(said));
        Ok(transaction.commit(account.organization(), actor, self.clock(), vec![change]).await?)
    }

    /// The account with this name, in a transaction that writes to its chain.
    pub(super) async fn lock_account(&self, username: &str) -> Result<(Transaction, Account), CommandError<Account>> {
        let not_found = || CommandError::refused(vec![Refusal::new(Path::input("username"), Fault::NotFound)]);
        let (account, _) = self.store.read().account_by_username(username).await?.ok_or_else(not_found)?;
        let transaction = self.store.begin(account.organization()).await?;
        // Read again under the lock: it may have been disabled meanwhile.
        let (account, _) = transaction.read().account_by_username(username).await?.ok_or_else(not_found)?;
        Ok((transaction, account))
    }
}
