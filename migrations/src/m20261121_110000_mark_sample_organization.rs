//! An organization whose data are made up for a demonstration says so, and with it every page and export that shows them.

use sea_orm_migration::prelude::*;

/// The column this migration adds.
const UP: &str = "ALTER TABLE organization ADD COLUMN is_sample boolean NOT NULL DEFAULT false;";

/// Takes it away again.
const DOWN: &str = "ALTER TABLE organization DROP COLUMN is_sample;";

/// This step of the tables' history.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(UP).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(DOWN).await.map(drop)
    }
}
