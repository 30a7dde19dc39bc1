//! Published round reports: what anyone may read, by the digest of what was signed. A report is published once at a time; reopening
//! it ends that.

use sea_orm_migration::prelude::*;

/// The table this migration makes.
const UP: &str = "
CREATE TABLE publication (
    id uuid NOT NULL PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    round_report_id uuid NOT NULL REFERENCES round_report (id),
    run integer NOT NULL CHECK (run >= 1),
    digest text NOT NULL REFERENCES seal (digest),
    published_at timestamptz NOT NULL,
    withdrawn_at timestamptz
);
CREATE INDEX publication_organization ON publication (organization_id);
CREATE UNIQUE INDEX publication_once ON publication (round_report_id) WHERE withdrawn_at IS NULL;
";

/// Takes it away again.
const DOWN: &str = "
DROP TABLE publication;
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
