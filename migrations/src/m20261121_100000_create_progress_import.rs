//! Uploaded progress forms that wait to be applied: a page shows what one would change, and applies it without a second upload.
//! What was read is kept as JSON, never the file; a row is taken away a day after it came.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE progress_import (
    id uuid NOT NULL PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id),
    organization_id uuid NOT NULL REFERENCES organization (id),
    plan_id uuid NOT NULL,
    fiscal_year integer NOT NULL CHECK (fiscal_year BETWEEN 2500 AND 2700),
    round smallint NOT NULL CHECK (round IN (6, 12)),
    file_name text NOT NULL,
    sha256 text NOT NULL CHECK (length(sha256) = 64),
    reading text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    applied_at timestamptz
);
CREATE INDEX progress_import_expiry ON progress_import (expires_at);
";

/// Takes them away again, the last one first.
const DOWN: &str = "
DROP TABLE progress_import;
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
