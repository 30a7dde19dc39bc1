//! The end of each organization's chain of events, so that events taken from its end are missed, too. Also what writers of one
//! organization wait for.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE event_head (
    organization_id uuid NOT NULL PRIMARY KEY REFERENCES organization (id),
    sequence bigint NOT NULL CHECK (sequence >= 1),
    hash text NOT NULL CHECK (length(hash) = 64)
);
";

/// Takes them away again.
const DOWN: &str = "DROP TABLE event_head;";

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
