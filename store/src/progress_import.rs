//! Uploaded progress forms that wait to be applied. They are their account's alone, so no scope limits who finds them.

use crate::{
    StoreError, Transaction,
    database::Session,
    scope,
    table::progress_import::{Column, Entity, Model},
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use sucharit_domain::{
    id::{AccountId, ProgressImportId},
    progress::import::ProgressImport,
};

impl Session<'_> {
    /// What an account uploaded, while it waits.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn progress_import(
        &self,
        account: AccountId,
        id: ProgressImportId,
        now: DateTime<Utc>,
    ) -> Result<Option<ProgressImport>, StoreError> {
        let row = scope::children::<Entity>()
            .filter(Column::Id.eq(id.0))
            .filter(Column::AccountId.eq(account.0))
            .filter(Column::ExpiresAt.gt(now))
            .one(&self.executor)
            .await?;
        row.map(from_model).transpose()
    }
}

impl Transaction {
    /// Keeps an upload, and takes away those that no longer wait.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_progress_import(&self, import: &ProgressImport) -> Result<(), StoreError> {
        Entity::delete_many().filter(Column::ExpiresAt.lte(import.created_at)).exec(&self.inner).await?;
        self.insert_all(vec![to_model(import)?.into_active_model()]).await
    }

    /// Writes down that an upload was applied.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_progress_import_applied(
        &self,
        id: ProgressImportId,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let update = Entity::update_many().col_expr(Column::AppliedAt, Expr::val(now)).filter(Column::Id.eq(id.0));
        update.exec(&self.inner).await?;
        Ok(())
    }
}

fn from_model(row: Model) -> Result<ProgressImport, StoreError> {
    let reading = serde_json::from_str(&row.reading);
    Ok(ProgressImport {
        id: row.id.into(),
        account: row.account_id.into(),
        organization_id: row.organization_id.into(),
        plan_id: row.plan_id.into(),
        file_name: row.file_name,
        sha256: row.sha256,
        reading: reading.map_err(|_| StoreError::corrupt("progress_import.reading", row.id))?,
        created_at: row.created_at,
        applied_at: row.applied_at,
    })
}

fn to_model(import: &ProgressImport) -> Result<Model, StoreError> {
    let head = &import.reading.head;
    let reading = serde_json::to_string(&import.reading);
    Ok(Model {
        id: import.id.0,
        account_id: import.account.0,
        organization_id: import.organization_id.0,
        plan_id: import.plan_id.0,
        fiscal_year: head.fiscal_year.get(),
        round: head.round.months(),
        file_name: import.file_name.clone(),
        sha256: import.sha256.clone(),
        reading: reading.map_err(|_| StoreError::corrupt("progress_import.reading", import.id.0))?,
        created_at: import.created_at,
        expires_at: import.expires_at(),
        applied_at: import.applied_at,
    })
}
