//! Messages to accounts and what became of them as mail (the outbox), and the leases by which one process at a time does what must
//! not be done by two.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE notification (
    id uuid NOT NULL PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES account (id),
    kind text NOT NULL CHECK (kind IN ('SUBMITTED', 'ENDORSED', 'APPROVED', 'RETURNED', 'REOPENED', 'REMINDER')),
    about text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    created_at timestamptz NOT NULL,
    due_key text NOT NULL CONSTRAINT notification_due_key UNIQUE,
    state text NOT NULL CHECK (state IN ('NO_ADDRESS', 'WAITING', 'SENDING', 'SENT', 'FAILED', 'UNKNOWN')),
    email text,
    attempts integer NOT NULL CHECK (attempts >= 0),
    next_attempt_at timestamptz,
    sent_at timestamptz,
    answer text,
    CHECK ((state = 'NO_ADDRESS') = (email IS NULL)),
    CHECK ((state = 'WAITING') = (next_attempt_at IS NOT NULL)),
    CHECK ((state = 'SENT') = (sent_at IS NOT NULL))
);
CREATE INDEX notification_account ON notification (account_id, id);
CREATE INDEX notification_waiting ON notification (next_attempt_at) WHERE state = 'WAITING';

CREATE TABLE lease (
    name text NOT NULL PRIMARY KEY,
    holder uuid NOT NULL,
    held_until timestamptz NOT NULL
);
";

/// Takes them away again, the last one first.
const DOWN: &str = "
DROP TABLE lease;
DROP TABLE notification;
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
