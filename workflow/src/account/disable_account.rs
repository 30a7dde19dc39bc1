//! Keeping an account from signing in.

use super::{change, said};
use crate::{CommandError, Workflow};
use sucharit_domain::{
    access::{Action, Actor},
    account::Account,
    event::EventKind,
};

impl Workflow {
    /// Disables an account: it cannot sign in, its sessions end, its tokens open nothing. What it did stays under its name, which
    /// is never given to another. Disabling it again changes nothing.
    ///
    /// # Errors
    /// Refused where the actor may not, or there is no such account.
    pub async fn disable_account(&self, actor: &Actor, username: &str) -> Result<Account, CommandError<Account>> {
        actor.may(Action::ManageAccounts).map_err(CommandError::not_allowed)?;
        let (transaction, account) = self.lock_account(username).await?;
        if account.is_disabled {
            return Ok(account);
        }
        let disabled = Account { is_disabled: true, ..account.clone() };
        transaction.disable_account(account.id).await?;
        transaction.end_sessions(account.id, None).await?;
        let change = change(EventKind::AccountDisabled, &account, Some(said(&account)), Some(said(&disabled)));
        transaction.commit(account.organization(), actor, self.clock(), vec![change]).await?;
        Ok(disabled)
    }
}
