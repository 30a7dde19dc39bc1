//! Making an account.

use super::{change, said};
use crate::{CommandError, Workflow};
use sucharit_domain::{
    access::{Action, Actor, HomeKind},
    account::{Account, AccountInput, Home, password},
    area::{AreaKind, COUNTRY},
    event::EventKind,
    refusal::{Fault, Path, Refusal},
};
use sucharit_store::{StoreError, Transaction};

impl Workflow {
    /// Makes an account with a password, or without one where its holder comes by another provider.
    ///
    /// # Errors
    /// Refused with every fault of the input: names, a home that does not go with the role or does not exist, a name that was
    /// given before, a weak password.
    pub async fn create_account(
        &self,
        actor: &Actor,
        input: AccountInput,
        password: Option<&str>,
    ) -> Result<Account, CommandError<Account>> {
        actor.may(Action::ManageAccounts).map_err(CommandError::not_allowed)?;
        let mut refusals = input.faults();
        let mut refuse = |field: &str, fault: Fault| refusals.push(Refusal::new(Path::input(field), fault));
        if let Some(Err(fault)) = password.map(|password| password::check(password, &[&input.username, &input.name])) {
            refuse("password", fault);
        }
        // Slow on purpose, so before anything is locked.
        let hash = match password {
            Some(password) => Some(self.passwords.hash(password).await?),
            None => None,
        };
        let organization = match &input.organization {
            Some(code) => self.store.read().organization(&actor.scope, code).await?,
            None => None,
        };
        let transaction = self.store.begin(organization.as_ref().map(|organization| organization.id)).await?;
        if transaction.read().account_by_username(&input.username).await?.is_some() {
            refuse("username", Fault::Duplicate);
        }
        let home = match &organization {
            Some(organization) => {
                let divisions = transaction.read().divisions(&[organization.id]).await?.remove(&organization.id);
                let mut divisions = divisions.unwrap_or_default().into_iter();
                let division = input.division.as_ref().map(|name| divisions.find(|division| division.name == *name));
                if division == Some(None) {
                    refuse("division", Fault::UnknownReference);
                }
                Some(Home::Organization(organization.id, division.flatten().map(|division| division.id)))
            }
            None if input.organization.is_some() => {
                refuse("organization", Fault::NotFound);
                None
            }
            None => {
                let area = find_area(&transaction, &input).await?;
                if area.is_none() && input.area.is_some() {
                    refuse("area", Fault::UnknownReference);
                }
                area.map(Home::Area)
            }
        };
        let (Some(home), []) = (home, refusals.as_slice()) else { return Err(CommandError::refused(refusals)) };
        let account = Account {
            id: self.clock.new_uuid().into(),
            username: input.username,
            name: input.name,
            position: input.position,
            email: input.email,
            role: input.role,
            home,
            language: input.language,
            is_disabled: false,
        };
        transaction.add_account(&account, hash, self.clock.now()).await?;
        let made = change(EventKind::AccountCreated, &account, None, Some(said(&account)));
        transaction.commit(account.organization(), actor, self.clock(), vec![made]).await?;
        Ok(account)
    }
}

/// The code of the area that the role and the input name, where there is such a one.
async fn find_area(transaction: &Transaction, input: &AccountInput) -> Result<Option<String>, StoreError> {
    let (kind, code) = match (input.role.home(), &input.area) {
        (HomeKind::Country, _) => return Ok(Some(COUNTRY.to_owned())),
        (HomeKind::Region, Some(code)) => (AreaKind::Region, code),
        (HomeKind::Province, Some(code)) => (AreaKind::Province, code),
        _ => return Ok(None),
    };
    let area = transaction.read().area(code).await?;
    Ok(area.filter(|area| area.kind == kind).map(|area| area.code))
}
