//! Signing in by a provider of identities: which account is whose there, and the sign-ins that are under way, each of which may be
//! gone on with once. Of the state that ties one to its browser only the SHA-256 is kept.

use sea_orm_migration::prelude::*;

/// The tables this migration makes.
const UP: &str = "
CREATE TABLE oidc_identity (
    issuer text NOT NULL,
    subject text NOT NULL,
    account_id uuid NOT NULL REFERENCES account (id),
    PRIMARY KEY (issuer, subject),
    CONSTRAINT oidc_identity_account UNIQUE (account_id, issuer)
);

CREATE TABLE oidc_flow (
    state_hash text NOT NULL PRIMARY KEY,
    nonce text NOT NULL,
    pkce_verifier text NOT NULL,
    destination text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX oidc_flow_expires_at ON oidc_flow (expires_at);
";

/// Takes them away again, the last one first.
const DOWN: &str = "
DROP TABLE oidc_flow;
DROP TABLE oidc_identity;
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
