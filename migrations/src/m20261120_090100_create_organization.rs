//! Organizations in their districts, their divisions, and the risk bands of those that hold their own.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE organization (
    id uuid NOT NULL PRIMARY KEY,
    code text NOT NULL CONSTRAINT organization_code UNIQUE,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('PROVINCIAL_ADMINISTRATION', 'CITY_MUNICIPALITY', 'TOWN_MUNICIPALITY',
        'SUBDISTRICT_MUNICIPALITY', 'SUBDISTRICT_ADMINISTRATION', 'SPECIAL')),
    district_code text NOT NULL REFERENCES area (code)
);
CREATE INDEX organization_district ON organization (district_code);
CREATE INDEX organization_name ON organization (name, id);

CREATE TABLE division (
    id uuid NOT NULL PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    name text NOT NULL,
    CONSTRAINT division_name UNIQUE (organization_id, name)
);

CREATE TABLE risk_bands (
    organization_id uuid NOT NULL PRIMARY KEY REFERENCES organization (id),
    medium_from smallint NOT NULL,
    high_from smallint NOT NULL,
    extreme_from smallint NOT NULL,
    source text NOT NULL,
    CHECK (1 < medium_from AND medium_from < high_from AND high_from < extreme_from AND extreme_from <= 25)
);
";

/// Takes them away again, the last one first.
const DOWN: &str = "
DROP TABLE risk_bands;
DROP TABLE division;
DROP TABLE organization;
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
