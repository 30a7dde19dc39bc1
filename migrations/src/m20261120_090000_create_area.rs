//! Areas: the country, NACC's regions, provinces, districts.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE area (
    code text NOT NULL PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('COUNTRY', 'REGION', 'PROVINCE', 'DISTRICT')),
    parent_code text REFERENCES area (code),
    CHECK ((kind = 'COUNTRY') = (parent_code IS NULL))
);
CREATE INDEX area_parent ON area (parent_code);
";

/// Takes them away again, the last one first.
const DOWN: &str = "
DROP TABLE area;
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
