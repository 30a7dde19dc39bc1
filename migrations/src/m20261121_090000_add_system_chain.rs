//! What belongs to no organization (accounts of areas, reporting windows) has a chain of events, too: its events name no
//! organization, and its end is kept under the nil id.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// SQLite changes no column: the tables are made anew around their rows.
const SQLITE_UP: &str = "
CREATE TABLE event_new (
    id uuid NOT NULL PRIMARY KEY,
    organization_id uuid REFERENCES organization (id),
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
INSERT INTO event_new SELECT id, organization_id, sequence, occurred_at, actor, kind, subject, project_id, before_json,
    after_json, reason, previous_hash, hash FROM event;
DROP TABLE event;
ALTER TABLE event_new RENAME TO event;
CREATE INDEX event_project ON event (project_id, sequence);
CREATE TRIGGER event_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
";

const POSTGRES_UP: &str = "
ALTER TABLE event ALTER COLUMN organization_id DROP NOT NULL;
";

/// The same on both.
const UP: &str = "
CREATE UNIQUE INDEX event_system_sequence ON event (sequence) WHERE organization_id IS NULL;
CREATE TABLE event_chain_end (
    chain_id uuid NOT NULL PRIMARY KEY,
    sequence bigint NOT NULL CHECK (sequence >= 1),
    hash text NOT NULL CHECK (length(hash) = 64)
);
INSERT INTO event_chain_end SELECT organization_id, sequence, hash FROM event_head;
DROP TABLE event_head;
ALTER TABLE event_chain_end RENAME TO event_head;
";

/// This step of the tables' history.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let first = if manager.get_database_backend() == DbBackend::Postgres { POSTGRES_UP } else { SQLITE_UP };
        manager.get_connection().execute_unprepared(first).await?;
        manager.get_connection().execute_unprepared(UP).await.map(drop)
    }

    /// Events of the system's chain cannot be kept without it, and events are never deleted.
    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration("the system's chain of events is not taken away again".to_owned()))
    }
}
