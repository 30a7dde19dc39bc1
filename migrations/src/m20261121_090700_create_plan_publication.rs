//! Published plans: what anyone may read, by its own text, so that an amendment changes nothing that was published. One of a plan is
//! published at a time; publishing a later revision ends that.

use sea_orm_migration::prelude::*;

/// The table this migration makes.
const UP: &str = "
CREATE TABLE plan_publication (
    id uuid NOT NULL PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    plan_id uuid NOT NULL REFERENCES plan (id),
    revision_id uuid NOT NULL REFERENCES revision (id),
    document text NOT NULL,
    digest text NOT NULL,
    published_at timestamptz NOT NULL,
    withdrawn_at timestamptz
);
CREATE INDEX plan_publication_organization ON plan_publication (organization_id);
CREATE UNIQUE INDEX plan_publication_once ON plan_publication (plan_id) WHERE withdrawn_at IS NULL;
";

/// Takes it away again.
const DOWN: &str = "
DROP TABLE plan_publication;
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
