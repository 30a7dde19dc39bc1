//! Events are never changed or deleted: the database itself refuses it.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// Each statement that would change the trail is refused.
const SQLITE_UP: &str = "
CREATE TRIGGER event_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
";

/// The same, and against emptying the whole table, too.
const POSTGRES_UP: &str = "
CREATE FUNCTION refuse_event_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'events are never changed or deleted'; END $$;
CREATE TRIGGER event_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_event_change();
";

/// Takes the guard away again.
const SQLITE_DOWN: &str = "DROP TRIGGER event_never_deleted; DROP TRIGGER event_never_changed;";

/// Takes the guard away again.
const POSTGRES_DOWN: &str = "DROP TRIGGER event_never_changed ON event; DROP FUNCTION refuse_event_change();";

/// This step of the tables' history.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SQLITE_UP, POSTGRES_UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SQLITE_DOWN, POSTGRES_DOWN).await
    }
}

async fn run(manager: &SchemaManager<'_>, sqlite: &str, postgres: &str) -> Result<(), DbErr> {
    let sql = if manager.get_database_backend() == DbBackend::Postgres { postgres } else { sqlite };
    manager.get_connection().execute_unprepared(sql).await.map(drop)
}
