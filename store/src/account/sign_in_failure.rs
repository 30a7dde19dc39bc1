//! Failed sign-ins.

use crate::{StoreError, Transaction, database::Session, scope, table::sign_in_failure};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::OnConflict};
use std::collections::HashMap;
use sucharit_domain::account::throttle::Failures;

impl Session<'_> {
    /// The failures counted for these names and addresses.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_in_failures(&self, subjects: &[String]) -> Result<HashMap<String, Failures>, StoreError> {
        let rows = scope::children::<sign_in_failure::Entity>()
            .filter(sign_in_failure::Column::Subject.is_in(subjects))
            .all(&self.executor)
            .await?;
        let failures = |row: sign_in_failure::Model| Failures { count: row.failures, last_at: row.last_at };
        Ok(rows.into_iter().map(|row| (row.subject.clone(), failures(row))).collect())
    }
}

impl Transaction {
    /// Keeps how often a name or an address failed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_sign_in_failures(&self, subject: &str, failures: Failures) -> Result<(), StoreError> {
        let row =
            sign_in_failure::Model { subject: subject.to_owned(), failures: failures.count, last_at: failures.last_at };
        let replaces = OnConflict::column(sign_in_failure::Column::Subject)
            .update_columns([sign_in_failure::Column::Failures, sign_in_failure::Column::LastAt])
            .to_owned();
        let insert = sign_in_failure::Entity::insert(row.into_active_model()).on_conflict(replaces);
        insert.exec_without_returning(&self.inner).await?;
        Ok(())
    }

    /// Forgets the failures of a name or an address.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clear_sign_in_failures(&self, subject: &str) -> Result<(), StoreError> {
        sign_in_failure::Entity::delete_by_id(subject).exec(&self.inner).await?;
        Ok(())
    }

    /// Forgets failures from before an instant.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_sign_in_failures(&self, before: DateTime<Utc>) -> Result<(), StoreError> {
        let old = sign_in_failure::Column::LastAt.lt(before);
        sign_in_failure::Entity::delete_many().filter(old).exec(&self.inner).await?;
        Ok(())
    }
}
