//! Evidence: files on progress reports, addressed by the SHA-256 of their bytes. A row is never deleted; a removal is written
//! into it. It names its organization itself and holds on to no report, because a carried report can be withdrawn while what was
//! attached to it stays in the history.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE evidence (
    id uuid NOT NULL PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    progress_id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('PDF', 'PNG', 'JPEG', 'XLSX', 'DOCX')),
    size bigint NOT NULL CHECK (size >= 1),
    sha256 text NOT NULL CHECK (length(sha256) = 64),
    added_at timestamptz NOT NULL,
    added_by text NOT NULL,
    removed_at timestamptz,
    removed_by text,
    removal_reason text,
    CHECK ((removed_at IS NULL) = (removed_by IS NULL)),
    CHECK ((removed_at IS NULL) = (removal_reason IS NULL))
);
CREATE INDEX evidence_progress ON evidence (progress_id);
CREATE INDEX evidence_organization ON evidence (organization_id);
";

/// Takes them away again, the last one first.
const DOWN: &str = "
DROP TABLE evidence;
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
