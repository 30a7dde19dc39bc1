//! A twelve-month report that took over a six-month completion can be opened for changes: it says so, and the six-month one
//! stays as it was.

use sea_orm_migration::prelude::*;

/// The column this migration makes.
const UP: &str = "
ALTER TABLE progress ADD COLUMN reopened boolean NOT NULL DEFAULT FALSE CHECK (NOT reopened OR (round = 12 AND NOT carried_over));
";

/// This step of the tables' history.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(UP).await.map(drop)
    }

    /// SQLite drops no column that a constraint names; an unused one does no harm.
    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration("reopened progress is not taken away again".to_owned()))
    }
}
