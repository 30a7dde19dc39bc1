//! The risk table: areas, issues, control measures, and their scores by fiscal year and basis.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE risk_area (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    sequence smallint NOT NULL CHECK (sequence >= 1),
    operation text NOT NULL,
    CONSTRAINT risk_area_sequence UNIQUE (plan_id, sequence)
);

CREATE TABLE risk_issue (
    id uuid NOT NULL PRIMARY KEY,
    risk_area_id uuid NOT NULL REFERENCES risk_area (id) ON DELETE CASCADE,
    sequence smallint NOT NULL CHECK (sequence >= 1),
    text text NOT NULL,
    stated_level text CHECK (stated_level IN ('LOW', 'MEDIUM', 'HIGH', 'EXTREME')),
    CONSTRAINT risk_issue_sequence UNIQUE (risk_area_id, sequence)
);

CREATE TABLE control_measure (
    id uuid NOT NULL PRIMARY KEY,
    risk_area_id uuid NOT NULL REFERENCES risk_area (id) ON DELETE CASCADE,
    position smallint NOT NULL,
    name text NOT NULL,
    project_id uuid REFERENCES project (id) ON DELETE CASCADE,
    CONSTRAINT control_measure_position UNIQUE (risk_area_id, position)
);
CREATE INDEX control_measure_project ON control_measure (project_id);

CREATE TABLE risk_assessment (
    id uuid NOT NULL PRIMARY KEY,
    issue_id uuid NOT NULL REFERENCES risk_issue (id),
    fiscal_year integer NOT NULL CHECK (fiscal_year BETWEEN 2500 AND 2700),
    basis text NOT NULL CHECK (basis IN ('INHERENT', 'RESIDUAL')),
    likelihood smallint NOT NULL CHECK (likelihood BETWEEN 1 AND 5),
    impact smallint NOT NULL CHECK (impact BETWEEN 1 AND 5),
    rationale text,
    version integer NOT NULL CHECK (version >= 1),
    CONSTRAINT risk_assessment_once UNIQUE (issue_id, fiscal_year, basis)
);
";

/// Takes them away again, the last one first.
const DOWN: &str = "
DROP TABLE risk_assessment;
DROP TABLE control_measure;
DROP TABLE risk_issue;
DROP TABLE risk_area;
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
