//! Accounts.
//!
//! Whoever looks up an account by its name, its id or a secret is about to find out who acts, so there is no scope yet; the lists
//! for people start in a scope like everything else.

mod access_token;
mod provider;
mod session;
mod sign_in_failure;

use crate::{StoreError, Transaction, convert, database::Session, scope, table::account};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr};
use std::collections::HashMap;
use sucharit_domain::{
    access::{Role, Scope},
    account::{Account, Home},
    id::{AccountId, OrganizationId},
    language::Language,
};

impl Session<'_> {
    /// The account with this username, and the hash of its password where it has one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_by_username(&self, username: &str) -> Result<Option<(Account, Option<String>)>, StoreError> {
        // PostgreSQL takes no U+0000, so no name has it.
        if username.contains('\0') {
            return Ok(None);
        }
        let row = scope::accounts().filter(account::Column::Username.eq(username)).one(&self.executor).await?;
        let with_hash = |row: account::Model| {
            let hash = row.password_hash.clone();
            from_model(row).map(|account| (account, hash))
        };
        row.map(with_hash).transpose()
    }

    /// Accounts by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn accounts(&self, ids: &[AccountId]) -> Result<HashMap<AccountId, Account>, StoreError> {
        let rows =
            scope::accounts().filter(account::Column::Id.is_in(ids.iter().map(|id| id.0))).all(&self.executor).await?;
        rows.into_iter().map(|row| from_model(row).map(|account| (account.id, account))).collect()
    }

    /// The hash of an account's password, where it has one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn password_hash(&self, id: AccountId) -> Result<Option<String>, StoreError> {
        let row = scope::accounts().filter(account::Column::Id.eq(id.0)).one(&self.executor).await?;
        Ok(row.and_then(|row| row.password_hash))
    }

    /// The accounts that can sign in and belong to one of these organizations in one of these roles, by username.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn accounts_of(
        &self,
        organizations: &[OrganizationId],
        roles: &[Role],
    ) -> Result<Vec<Account>, StoreError> {
        let rows = scope::accounts()
            .filter(account::Column::OrganizationId.is_in(organizations.iter().map(|id| id.0)))
            .filter(account::Column::Role.is_in(roles.iter().map(|role| role.code())))
            .filter(account::Column::IsDisabled.eq(false))
            .order_by_asc(account::Column::Username)
            .all(&self.executor)
            .await?;
        rows.into_iter().map(from_model).collect()
    }

    /// Every account that belongs to the organizations of a scope, and with everything in scope those of areas, by username.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all_accounts(&self, scope: &Scope) -> Result<Vec<Account>, StoreError> {
        let within = match scope::organizations(scope) {
            None => Condition::all(),
            Some(organizations) => Condition::all().add(account::Column::OrganizationId.in_subquery(organizations)),
        };
        let rows = scope::accounts().filter(within).order_by_asc(account::Column::Username).all(&self.executor).await?;
        rows.into_iter().map(from_model).collect()
    }
}

impl Transaction {
    /// Adds an account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_account(
        &self,
        account: &Account,
        password_hash: Option<String>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let (organization_id, division_id, area_code) = match &account.home {
            Home::Organization(organization, division) => {
                (Some((*organization).into()), division.map(Into::into), None)
            }
            Home::Area(code) => (None, None, Some(code.clone())),
        };
        let row = account::Model {
            id: account.id.0,
            username: account.username.clone(),
            name: account.name.clone(),
            position: account.position.clone(),
            email: account.email.clone(),
            role: account.role.code().to_owned(),
            organization_id,
            division_id,
            area_code,
            language: account.language.code().to_owned(),
            password_hash,
            is_disabled: account.is_disabled,
            created_at: now,
        };
        self.insert_all(vec![row.into_active_model()]).await
    }

    /// Keeps an account from signing in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn disable_account(&self, id: AccountId) -> Result<(), StoreError> {
        self.set(id, account::Column::IsDisabled, Expr::val(true)).await
    }

    /// Gives an account another password.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_password_hash(&self, id: AccountId, hash: &str) -> Result<(), StoreError> {
        self.set(id, account::Column::PasswordHash, Expr::val(hash)).await
    }

    async fn set(&self, id: AccountId, column: account::Column, value: Expr) -> Result<(), StoreError> {
        let update = account::Entity::update_many().col_expr(column, value).filter(account::Column::Id.eq(id.0));
        update.exec(&self.inner).await?;
        Ok(())
    }
}

fn from_model(row: account::Model) -> Result<Account, StoreError> {
    let home = match (row.organization_id, row.area_code) {
        (Some(organization), None) => Home::Organization(organization.into(), row.division_id.map(Into::into)),
        (None, Some(area)) => Home::Area(area),
        _ => return Err(StoreError::corrupt("account.organization_id", row.id)),
    };
    Ok(Account {
        id: row.id.into(),
        username: row.username,
        name: row.name,
        position: row.position,
        email: row.email,
        role: convert::code("account.role", &row.role, Role::from_code)?,
        home,
        language: convert::code("account.language", &row.language, Language::from_code)?,
        is_disabled: row.is_disabled,
    })
}
