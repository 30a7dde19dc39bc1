//! Progress: one report for a project, fiscal year and round. Money is whole satang; a reason goes with UNABLE and only there.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE progress (
    id uuid NOT NULL PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES project (id),
    fiscal_year integer NOT NULL,
    round smallint NOT NULL CHECK (round IN (6, 12)),
    status text NOT NULL CHECK (status IN ('IN_PROGRESS', 'COMPLETED', 'UNABLE')),
    unable_reason text CHECK (unable_reason IN ('NO_BUDGET', 'POLICY_CHANGED', 'UNDERSTAFFED', 'OTHER')),
    unable_detail text,
    in_ordinance boolean NOT NULL,
    ordinance_satang bigint NOT NULL CHECK (ordinance_satang BETWEEN 0 AND 9999999999999),
    disbursed_satang bigint NOT NULL CHECK (disbursed_satang BETWEEN 0 AND 9999999999999),
    result text,
    problems text,
    suggestions text,
    remark text,
    carried_over boolean NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    updated_at timestamptz NOT NULL,
    CONSTRAINT progress_once UNIQUE (project_id, fiscal_year, round),
    FOREIGN KEY (project_id, fiscal_year) REFERENCES project_year (project_id, fiscal_year),
    CHECK ((status = 'UNABLE') = (unable_reason IS NOT NULL)),
    CHECK (unable_detail IS NULL OR status = 'UNABLE'),
    CHECK (unable_reason <> 'OTHER' OR unable_detail IS NOT NULL),
    CHECK (NOT carried_over OR (round = 12 AND status = 'COMPLETED'))
);
";

/// Takes them away again, the last one first.
const DOWN: &str = "
DROP TABLE progress;
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
