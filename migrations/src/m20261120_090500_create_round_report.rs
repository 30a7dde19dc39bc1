//! Round reports: one for each fiscal year and round of a plan. `round` is the months it covers, 6 or 12.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE round_report (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    fiscal_year integer NOT NULL CHECK (fiscal_year BETWEEN 2500 AND 2700),
    round smallint NOT NULL CHECK (round IN (6, 12)),
    state text NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'ENDORSED', 'APPROVED')),
    version integer NOT NULL CHECK (version >= 1),
    CONSTRAINT round_report_once UNIQUE (plan_id, fiscal_year, round)
);
";

/// Takes them away again, the last one first.
const DOWN: &str = "
DROP TABLE round_report;
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
