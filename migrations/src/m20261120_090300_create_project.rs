//! Projects and what belongs to them. Money is whole satang. `source_notes` are codes, comma-separated.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE project (
    id uuid NOT NULL PRIMARY KEY,
    plan_id uuid NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    mission_id uuid NOT NULL REFERENCES mission (id),
    number smallint NOT NULL CHECK (number >= 1),
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('PROJECT', 'ACTIVITY', 'MEASURE', 'GUIDELINE')),
    uses_budget boolean NOT NULL,
    quarter smallint CHECK (quarter BETWEEN 1 AND 4),
    conformity text NOT NULL CHECK (conformity IN ('CONFORMING', 'NON_CONFORMING')),
    remark text,
    source_notes text NOT NULL,
    version integer NOT NULL CHECK (version >= 1),
    CONSTRAINT project_number UNIQUE (plan_id, number)
);

CREATE TABLE project_year (
    project_id uuid NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    fiscal_year integer NOT NULL CHECK (fiscal_year BETWEEN 2500 AND 2700),
    planned_satang bigint NOT NULL CHECK (planned_satang BETWEEN 0 AND 9999999999999),
    PRIMARY KEY (project_id, fiscal_year)
);

CREATE TABLE project_division (
    project_id uuid NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    position smallint NOT NULL,
    division_id uuid NOT NULL REFERENCES division (id),
    PRIMARY KEY (project_id, position),
    CONSTRAINT project_division_once UNIQUE (project_id, division_id)
);

CREATE TABLE project_mission_objective (
    project_id uuid NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    position smallint NOT NULL,
    mission_objective_id uuid NOT NULL REFERENCES mission_objective (id),
    PRIMARY KEY (project_id, position),
    CONSTRAINT project_mission_objective_once UNIQUE (project_id, mission_objective_id)
);

CREATE TABLE project_target_group (
    project_id uuid NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    position smallint NOT NULL,
    category text NOT NULL CHECK (category IN ('POLITICAL_EXECUTIVES', 'LOCAL_COUNCIL', 'LOCAL_STAFF', 'YOUTH', 'CITIZENS',
        'EDUCATIONAL_INSTITUTIONS', 'GOVERNMENT_AGENCIES', 'STATE_ENTERPRISES', 'PRIVATE_SECTOR')),
    description text NOT NULL,
    people integer CHECK (people >= 0),
    source_notes text NOT NULL,
    PRIMARY KEY (project_id, position)
);

CREATE TABLE project_text (
    project_id uuid NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    heading text NOT NULL CHECK (heading IN ('OBJECTIVE', 'STEP')),
    position smallint NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (project_id, heading, position)
);

CREATE TABLE indicator (
    id uuid NOT NULL PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('OUTPUT', 'OUTCOME')),
    position smallint NOT NULL,
    text text NOT NULL,
    comparison text NOT NULL CHECK (comparison IN ('EXISTS', 'AT_LEAST', 'AT_MOST', 'EXACTLY', 'INCREASES', 'DECREASES')),
    quantity_hundredths bigint CHECK (quantity_hundredths >= 0),
    unit text,
    source_notes text NOT NULL,
    CONSTRAINT indicator_position UNIQUE (project_id, kind, position)
);
";

/// Takes them away again, the last one first.
const DOWN: &str = "
DROP TABLE indicator;
DROP TABLE project_text;
DROP TABLE project_target_group;
DROP TABLE project_mission_objective;
DROP TABLE project_division;
DROP TABLE project_year;
DROP TABLE project;
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
