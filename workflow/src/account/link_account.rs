//! Letting an account sign in by a provider of identities.

use super::change;
use crate::{CommandError, Workflow};
use serde_json::json;
use sucharit_domain::{
    access::{Action, Actor},
    account::{
        Account,
        provider::{Identity, LONGEST_SUBJECT},
    },
    event::EventKind,
    refusal::{Fault, Path, Refusal},
    text,
};

impl Workflow {
    /// Links an account to an identity, in place of the one it had at the same provider: its sessions end then. The audit trail
    /// tells the provider alone: what it calls somebody may be the number of a citizen.
    ///
    /// # Errors
    /// Refused where the actor may not, there is no such account, or the identity is another account's.
    pub async fn link_account(
        &self,
        actor: &Actor,
        username: &str,
        identity: &Identity,
    ) -> Result<Account, CommandError<Account>> {
        actor.may(Action::ManageAccounts).map_err(CommandError::not_allowed)?;
        let refused = |fault| CommandError::refused(vec![Refusal::new(Path::input("subject"), fault)]);
        if text::is_blank(&identity.subject) {
            return Err(refused(Fault::Required));
        }
        text::check(&identity.subject, LONGEST_SUBJECT).map_err(refused)?;
        let (transaction, account) = self.lock_account(username).await?;
        match transaction.read().account_by_identity(identity).await? {
            Some(linked) if linked.id == account.id => return Ok(account),
            Some(_) => return Err(refused(Fault::Duplicate)),
            None => {}
        }
        let said = json!({ "username": account.username, "issuer": identity.issuer });
        let former = transaction.read().is_linked(account.id, &identity.issuer).await?.then(|| said.clone());
        if former.is_some() {
            transaction.end_sessions(account.id, None).await?;
        }
        transaction.link_account(account.id, identity).await?;
        let linked = change(EventKind::AccountLinked, &account, former, Some(said));
        transaction.commit(account.organization(), actor, self.clock(), vec![linked]).await?;
        Ok(account)
    }
}
