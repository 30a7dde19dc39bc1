//! Writing: a transaction lasts only when it is committed together with its events.

use crate::{StoreError, database::Session, error::Cause, event, table::organization};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseExecutor, DatabaseTransaction, EntityTrait,
    IntoActiveModel, Iterable, PrimaryKeyToColumn, QueryFilter, QuerySelect, sea_query::OnConflict,
};
use sucharit_domain::{access::Actor, clock::Clock, event::Change, id::OrganizationId};

/// How many rows go into one INSERT, well below both databases' limits on parameters.
const ROWS_AT_ONCE: usize = 200;

/// An open transaction. Dropped without a commit, it leaves nothing.
#[derive(Debug)]
pub struct Transaction {
    pub(crate) inner: DatabaseTransaction,
}

impl Transaction {
    pub(crate) fn new(inner: DatabaseTransaction) -> Self {
        Self { inner }
    }

    /// Reads within the transaction.
    #[must_use]
    pub fn read(&self) -> Session<'_> {
        Session { executor: DatabaseExecutor::Transaction(&self.inner) }
    }

    /// Commits, writing one event for each change to the chain of the organization, or of the system where it concerns none.
    ///
    /// # Errors
    /// When there is no change to record, or the database fails: then nothing lasts.
    pub async fn commit(
        self,
        organization: impl Into<Option<OrganizationId>>,
        actor: &Actor,
        clock: &dyn Clock,
        changes: Vec<Change>,
    ) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Err(Cause::Unrecorded.into());
        }
        let organization = organization.into();
        let now: DateTime<Utc> = clock.now();
        let head = event::head(&self.inner, organization).await?;
        let events = event::chain(head, organization, &actor.name, now, clock, changes);
        if let Some(last) = events.last() {
            event::move_head(&self.inner, organization, (last.sequence, last.hash.clone())).await?;
        }
        self.insert_all(events.into_iter().map(IntoActiveModel::into_active_model).collect()).await?;
        Ok(self.inner.commit().await?)
    }

    /// Keeps what has no audit trail: the areas of the country, who is signed in, which sign-ins failed, which mail
    /// went out, which upload waits to be applied.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn commit_unrecorded(self) -> Result<(), StoreError> {
        Ok(self.inner.commit().await?)
    }

    /// Makes the writers of the system's chain wait for each other, on PostgreSQL; SQLite has one writer anyway.
    pub(crate) async fn lock_system(&self) -> Result<(), StoreError> {
        self.inner.execute_unprepared("SELECT pg_advisory_xact_lock(7310589)").await?;
        Ok(())
    }

    pub(crate) async fn lock(&self, organization: OrganizationId) -> Result<(), StoreError> {
        #[expect(clippy::disallowed_methods, reason = "locks a row whatever the scope; reads nothing")]
        let select = organization::Entity::find().filter(organization::Column::Id.eq(organization.0));
        select.lock_exclusive().one(&self.inner).await?;
        Ok(())
    }

    /// Inserts rows of one table, many at once; those that are there by their key are written over.
    pub(crate) async fn put_all<A>(&self, rows: Vec<A>) -> Result<(), StoreError>
    where
        A: ActiveModelTrait + Send + Clone,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        let (keys, rest): (Vec<_>, Vec<_>) = <A::Entity as EntityTrait>::Column::iter()
            .partition(|column| <A::Entity as EntityTrait>::PrimaryKey::from_column(*column).is_some());
        let over = OnConflict::columns(keys).update_columns(rest).to_owned();
        for chunk in rows.chunks(ROWS_AT_ONCE) {
            let insert = A::Entity::insert_many(chunk.to_vec()).on_conflict(over.clone());
            insert.exec_without_returning(&self.inner).await?;
        }
        Ok(())
    }

    /// Inserts rows of one table, many at once.
    pub(crate) async fn insert_all<A>(&self, rows: Vec<A>) -> Result<(), StoreError>
    where
        A: ActiveModelTrait + Send + Clone,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        for chunk in rows.chunks(ROWS_AT_ONCE) {
            A::Entity::insert_many(chunk.to_vec()).exec_without_returning(&self.inner).await?;
        }
        Ok(())
    }
}
