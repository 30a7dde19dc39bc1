//! Revisions of plans. An adopted plan changes by an amendment, which goes through the chain on its own and leaves the text of the
//! revision before it readable. The revision that stands in the plan's tables has no text of its own: they hold it.

use sea_orm_migration::prelude::*;

/// The table this migration makes, with the revision of every plan that is there already, by the plan's own id.
const UP: &str = "
CREATE TABLE revision (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    number integer NOT NULL CHECK (number >= 1),
    state text NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'ENDORSED', 'APPROVED')),
    reason text,
    document text,
    version integer NOT NULL CHECK (version >= 1),
    CONSTRAINT revision_number UNIQUE (plan_id, number)
);
INSERT INTO revision (id, plan_id, number, state, version) SELECT id, id, revision, state, 1 FROM plan;
";

/// Takes it away again.
const DOWN: &str = "
DROP TABLE revision;
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
