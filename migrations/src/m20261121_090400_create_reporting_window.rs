//! When reports are taken: only the windows that were moved away from the defaults are rows, and each extension is kept after its
//! end, since it explains why a report was in time. `round` is the months it covers, 6 or 12.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE reporting_window (
    fiscal_year integer NOT NULL CHECK (fiscal_year BETWEEN 2500 AND 2700),
    round smallint NOT NULL CHECK (round IN (6, 12)),
    opens_on date NOT NULL,
    due_on date NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    PRIMARY KEY (fiscal_year, round),
    CHECK (opens_on <= due_on)
);

CREATE TABLE extension (
    id uuid NOT NULL PRIMARY KEY,
    organization_id uuid REFERENCES organization (id),
    province_code text REFERENCES area (code),
    fiscal_year integer NOT NULL CHECK (fiscal_year BETWEEN 2500 AND 2700),
    round smallint NOT NULL CHECK (round IN (6, 12)),
    due_on date NOT NULL,
    reason text NOT NULL,
    granted_by text NOT NULL,
    granted_at timestamptz NOT NULL,
    ended_at timestamptz,
    CHECK ((organization_id IS NULL) <> (province_code IS NULL))
);
CREATE INDEX extension_organization ON extension (organization_id);
CREATE INDEX extension_province ON extension (province_code);
";

/// Takes them away again, the last one first.
const DOWN: &str = "
DROP TABLE extension;
DROP TABLE reporting_window;
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
