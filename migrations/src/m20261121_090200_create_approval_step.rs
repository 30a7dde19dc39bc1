//! The steps of chains of approval and what their signatures seal. Steps outlive what they are about, like events, so they name it
//! without a reference; they and the sealed texts are never changed or deleted: the database itself refuses it.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE seal (
    digest text NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
    canonical text NOT NULL
);

CREATE TABLE approval_step (
    id uuid NOT NULL PRIMARY KEY,
    subject_kind text NOT NULL CHECK (subject_kind IN ('ROUND_REPORT', 'PLAN')),
    subject_id uuid NOT NULL,
    sequence integer NOT NULL CHECK (sequence >= 1),
    run integer NOT NULL CHECK (run >= 1),
    step text NOT NULL CHECK (step IN ('SUBMIT', 'WITHDRAW', 'ENDORSE', 'APPROVE', 'RETURN', 'REOPEN')),
    account_id uuid NOT NULL REFERENCES account (id),
    username text NOT NULL,
    name text NOT NULL,
    position text NOT NULL,
    words text,
    taken_at timestamptz NOT NULL,
    digest text REFERENCES seal (digest),
    CONSTRAINT approval_step_sequence UNIQUE (subject_id, sequence),
    CONSTRAINT approval_step_once UNIQUE (subject_id, run, step),
    CHECK ((digest IS NOT NULL) = (step = 'SUBMIT' OR step = 'ENDORSE' OR step = 'APPROVE'))
);
";

/// Each statement that would change what was signed is refused.
const SQLITE_GUARD: &str = "
CREATE TRIGGER approval_step_never_changed BEFORE UPDATE ON approval_step
BEGIN SELECT RAISE(ABORT, 'signatures are never changed'); END;
CREATE TRIGGER approval_step_never_deleted BEFORE DELETE ON approval_step
BEGIN SELECT RAISE(ABORT, 'signatures are never deleted'); END;
CREATE TRIGGER seal_never_changed BEFORE UPDATE ON seal
BEGIN SELECT RAISE(ABORT, 'what was signed is never changed'); END;
CREATE TRIGGER seal_never_deleted BEFORE DELETE ON seal
BEGIN SELECT RAISE(ABORT, 'what was signed is never deleted'); END;
";

/// The same, and against emptying the whole table, too.
const POSTGRES_GUARD: &str = "
CREATE FUNCTION refuse_signature_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'signatures and what they sealed are never changed or deleted'; END $$;
CREATE TRIGGER approval_step_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON approval_step
FOR EACH STATEMENT EXECUTE FUNCTION refuse_signature_change();
CREATE TRIGGER seal_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON seal
FOR EACH STATEMENT EXECUTE FUNCTION refuse_signature_change();
";

/// Takes the tables away again, with their guards.
const DOWN: &str = "
DROP TABLE approval_step;
DROP TABLE seal;
";

/// The guards' function stays behind on PostgreSQL.
const POSTGRES_DOWN: &str = "
DROP FUNCTION refuse_signature_change();
";

/// This step of the tables' history.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection.execute_unprepared(UP).await?;
        let postgres = manager.get_database_backend() == DbBackend::Postgres;
        connection.execute_unprepared(if postgres { POSTGRES_GUARD } else { SQLITE_GUARD }).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection.execute_unprepared(DOWN).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            connection.execute_unprepared(POSTGRES_DOWN).await?;
        }
        Ok(())
    }
}
