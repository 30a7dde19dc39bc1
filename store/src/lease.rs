//! Leases: what one process at a time may do.

use crate::{Store, StoreError, table::lease};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{ExprTrait, OnConflict},
};
use uuid::Uuid;

impl Store {
    /// Takes or renews a lease by compare-and-set; no where another process holds it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_lease(
        &self,
        name: &str,
        holder: Uuid,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let free = lease::Column::Holder.eq(holder).or(lease::Column::HeldUntil.lte(now));
        let row = lease::Model { name: name.to_owned(), holder, held_until: until };
        let replaces = OnConflict::column(lease::Column::Name)
            .update_columns([lease::Column::Holder, lease::Column::HeldUntil])
            .action_and_where(free)
            .to_owned();
        let insert = lease::Entity::insert(row.into_active_model()).on_conflict(replaces);
        Ok(insert.exec_without_returning(self.connection()).await? > 0)
    }

    /// Gives a lease back, where it is still held.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn give_back_lease(&self, name: &str, holder: Uuid) -> Result<(), StoreError> {
        lease::Entity::delete_many()
            .filter(lease::Column::Name.eq(name))
            .filter(lease::Column::Holder.eq(holder))
            .exec(self.connection())
            .await?;
        Ok(())
    }
}
