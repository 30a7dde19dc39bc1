//! Plans with their outline (dimension, mission, objective) and goals. Goal targets are whole hundredths of their unit.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE plan (
    id uuid NOT NULL PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization (id),
    title text NOT NULL,
    start_fiscal_year integer NOT NULL CHECK (start_fiscal_year BETWEEN 2500 AND 2700),
    end_fiscal_year integer NOT NULL CHECK (end_fiscal_year BETWEEN 2500 AND 2700),
    revision integer NOT NULL CHECK (revision >= 1),
    state text NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'ENDORSED', 'APPROVED')),
    announced_on date,
    adopted_by_position text,
    CHECK (start_fiscal_year <= end_fiscal_year),
    CONSTRAINT plan_revision UNIQUE (organization_id, start_fiscal_year, revision)
);

CREATE TABLE dimension (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    number smallint NOT NULL CHECK (number BETWEEN 1 AND 4),
    name text NOT NULL,
    CONSTRAINT dimension_number UNIQUE (plan_id, number)
);

CREATE TABLE mission (
    id uuid NOT NULL PRIMARY KEY,
    dimension_id uuid NOT NULL REFERENCES dimension (id) ON DELETE CASCADE,
    position smallint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    CONSTRAINT mission_code UNIQUE (dimension_id, code)
);

CREATE TABLE mission_objective (
    id uuid NOT NULL PRIMARY KEY,
    mission_id uuid NOT NULL REFERENCES mission (id) ON DELETE CASCADE,
    position smallint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    CONSTRAINT mission_objective_code UNIQUE (mission_id, code)
);

CREATE TABLE goal (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    position smallint NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    baseline_fiscal_year integer CHECK (baseline_fiscal_year BETWEEN 2500 AND 2700),
    unit text NOT NULL,
    direction text NOT NULL CHECK (direction IN ('DECREASE', 'INCREASE', 'AT_LEAST', 'AT_MOST')),
    source_notes text NOT NULL,
    CONSTRAINT goal_code UNIQUE (plan_id, code)
);

CREATE TABLE goal_target (
    goal_id uuid NOT NULL REFERENCES goal (id) ON DELETE CASCADE,
    fiscal_year integer NOT NULL CHECK (fiscal_year BETWEEN 2500 AND 2700),
    value_hundredths bigint NOT NULL CHECK (value_hundredths >= 0),
    PRIMARY KEY (goal_id, fiscal_year)
);
";

/// Takes them away again, the last one first.
const DOWN: &str = "
DROP TABLE goal_target;
DROP TABLE goal;
DROP TABLE mission_objective;
DROP TABLE mission;
DROP TABLE dimension;
DROP TABLE plan;
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
