//! Accounts, the sessions of people, the tokens of programs, and what slows failed sign-ins down. Secrets are kept as hashes
//! alone: passwords by argon2id, cookies and tokens (256 random bits) by SHA-256.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE account (
    id uuid NOT NULL PRIMARY KEY,
    username text NOT NULL CONSTRAINT account_username UNIQUE,
    name text NOT NULL,
    position text NOT NULL,
    email text,
    role text NOT NULL CHECK (role IN ('OFFICER', 'PLANNER', 'CLERK', 'EXECUTIVE', 'NACC_PROVINCE', 'NACC_REGION',
        'NACC_CENTRAL', 'ADMIN')),
    organization_id uuid REFERENCES organization (id),
    division_id uuid REFERENCES division (id),
    area_code text REFERENCES area (code),
    language text NOT NULL CHECK (language IN ('TH', 'EN')),
    password_hash text,
    is_disabled boolean NOT NULL,
    created_at timestamptz NOT NULL,
    CHECK ((organization_id IS NULL) <> (area_code IS NULL)),
    CHECK ((organization_id IS NOT NULL) = (role IN ('OFFICER', 'PLANNER', 'CLERK', 'EXECUTIVE'))),
    CHECK ((role = 'OFFICER') = (division_id IS NOT NULL))
);
CREATE INDEX account_organization ON account (organization_id);

CREATE TABLE session (
    id uuid NOT NULL PRIMARY KEY,
    secret_hash text NOT NULL CONSTRAINT session_secret UNIQUE,
    account_id uuid NOT NULL REFERENCES account (id),
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE access_token (
    id uuid NOT NULL PRIMARY KEY,
    secret_hash text NOT NULL CONSTRAINT access_token_secret UNIQUE,
    account_id uuid NOT NULL REFERENCES account (id),
    name text NOT NULL,
    read_only boolean NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT access_token_name UNIQUE (account_id, name)
);

CREATE TABLE sign_in_failure (
    subject text NOT NULL PRIMARY KEY,
    failures integer NOT NULL CHECK (failures >= 1),
    last_at timestamptz NOT NULL
);
";

/// Takes them away again, the last one first.
const DOWN: &str = "
DROP TABLE sign_in_failure;
DROP TABLE access_token;
DROP TABLE session;
DROP TABLE account;
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
