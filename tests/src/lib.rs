//! The harness of the behaviour tests: a real server on a real, migrated database, spoken to over HTTP.
//!
//! # Invariants
//! - Every test has a database and a server of its own; nothing is shared but the template that databases are copied from.
//! - Every test of behaviour runs on SQLite and on PostgreSQL: write it in [`on_both_databases!`].
//! - A server speaks as `planner` unless a test says otherwise: [`Server::by`] takes another account, [`Server::signed_out`] none.
//! - PostgreSQL is found by `TEST_POSTGRES_URL`; a test fails where it is not set. `./test` starts one.
//!
//! # Adding a test
//! Put it into `it/<noun>.rs`, take a [`Server`], speak GraphQL with [`Server::ask`] and [`Server::change`].

#![expect(clippy::missing_panics_doc, reason = "a harness panics where a test must fail")]
#![expect(clippy::must_use_candidate, reason = "tests use what they need")]

pub mod actors;
mod clock;
mod database;
mod server;
pub mod smtp;

pub use clock::SetClock;
pub use database::{Database, Fresh, Place};
pub use server::{Answer, DASHBOARD, RECORD_PROGRESS, Server};

/// A municipality's published plan, as the project keeps it.
pub const REFERENCE_PLAN: &str = include_str!("../../data/wapi-pathum-2566-2570.json");

/// Declares tests that each run on both databases: `mod name { sqlite, postgres }`.
#[macro_export]
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* async fn $name:ident($server:ident) $body:block)*) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn check($server: $crate::Server) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                check($crate::Server::start($crate::Database::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                check($crate::Server::start($crate::Database::Postgres).await).await;
            }
        }
    )*};
}

/// The same for tests that start their server themselves, with a clock or settings of their own.
#[macro_export]
macro_rules! on_each_database {
    ($($(#[$meta:meta])* async fn $name:ident($database:ident) $body:block)*) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn check($database: $crate::Database) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                check($crate::Database::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                check($crate::Database::Postgres).await;
            }
        }
    )*};
}
