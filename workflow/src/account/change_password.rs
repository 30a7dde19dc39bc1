//! Changing one's own password.

use crate::{CommandError, Workflow};
use std::net::IpAddr;
use sucharit_domain::{
    access::{Actor, WhyNot},
    account::{Account, password},
    refusal::{Fault, Path, Refusal},
};

impl Workflow {
    /// Changes the password of whoever acts, who states the old one; every session ends, the asking one too. Wrong old passwords
    /// count as failed sign-ins.
    ///
    /// # Errors
    /// Refused with every fault: a wrong old password, a weak new one or the old one again.
    pub async fn change_password(
        &self,
        actor: &Actor,
        old: &str,
        new: &str,
        address: Option<IpAddr>,
    ) -> Result<Account, CommandError<Account>> {
        let account = self.own_account(actor).await?;
        if actor.is_read_only() {
            return Err(CommandError::not_allowed(WhyNot::ReadOnlyToken));
        }
        let mut refusals = Vec::new();
        if let Err(fault) = password::check(new, &[&account.username, &account.name]) {
            refusals.push(Refusal::new(Path::input("newPassword"), fault));
        }
        // The same door as signing in, with its throttle; the session it makes ends with all the others below.
        if let Err(error) = self.sign_in(&account.username, old, address, None).await {
            let CommandError::Refused { refusals: why, .. } = error else {
                return Err(error.without_current());
            };
            let wrong = why.into_iter().map(|refusal| match refusal.fault {
                Fault::SignInFailed => Fault::WrongPassword,
                other => other,
            });
            refusals.extend(wrong.map(|fault| Refusal::new(Path::input("oldPassword"), fault)));
        }
        // Said only to whoever knows the old one.
        if old == new && refusals.is_empty() {
            refusals.push(Refusal::new(Path::input("newPassword"), Fault::PasswordUnchanged));
        }
        if !refusals.is_empty() {
            return Err(CommandError::refused(refusals));
        }
        let hash = self.passwords.hash(new).await?;
        let (transaction, account) = self.lock_account(&account.username).await?;
        self.set_password(transaction, actor, &account, &hash).await?;
        Ok(account)
    }

    /// The account of whoever acts.
    async fn own_account(&self, actor: &Actor) -> Result<Account, CommandError<Account>> {
        let refused = |fault| CommandError::refused(vec![Refusal::new(Path::default().field("input"), fault)]);
        let Some(id) = actor.account() else { return Err(refused(Fault::WrongRole)) };
        let account = self.store.read().accounts(&[id]).await?.remove(&id);
        account.ok_or_else(|| refused(Fault::NotFound))
    }
}
