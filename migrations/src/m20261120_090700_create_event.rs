//! The audit trail: one event for each change, chained by hash within its organization. `before` and `after` keep their bytes.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE event (
    id uuid NOT NULL PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    sequence bigint NOT NULL CHECK (sequence >= 1),
    occurred_at timestamptz NOT NULL,
    actor text NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    project_id uuid,
    before_json text,
    after_json text,
    reason text,
    previous_hash text,
    hash text NOT NULL CHECK (length(hash) = 64),
    CHECK ((sequence = 1) = (previous_hash IS NULL)),
    CONSTRAINT event_sequence UNIQUE (organization_id, sequence)
);
CREATE INDEX event_project ON event (project_id, sequence);
";

/// Takes them away again, the last one first.
const DOWN: &str = "
DROP TABLE event;
";

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
