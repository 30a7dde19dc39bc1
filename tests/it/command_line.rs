//! The command line: the binary itself, on both databases wherever a command touches one.

/// Declares tests that each run on both databases without a server of their own.
macro_rules! on_each_database {
    ($($(#[$meta:meta])* async fn $name:ident($database:ident) $body:block)*) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn check($database: Database) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                check(Database::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                check(Database::Postgres).await;
            }
        }
    )*};
}

mod backing_up;
mod exporting;
mod importing;
mod killing;
pub mod program;
mod serving;
mod settings;
mod usage;
mod verifying;
