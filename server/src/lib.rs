//! The server: settings, HTTP, command line. It puts the other crates together and has no rule of its own.
//!
//! # Invariants
//! - Everything in the settings is checked before anything listens; unknown keys are refused.
//! - Mutations come by POST with `application/json` alone (see [`http::graphql`]).
//! - One line in the log for each request; never documents, variables, names or secrets.
//! - Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
//!
//! # Adding a command
//! A file under `cli/`, its variant in [`cli::Command`], a test that runs the binary.
//!
//! # Adding a route
//! A handler under `http/`, its line in [`http::routes`], a test through HTTP.

mod backup_file;
pub mod cli;
pub mod config;
pub mod http;
pub mod mail;
mod reference_data;
mod telemetry;

pub use sucharit_migrations as migrations;
pub use sucharit_store as store;
pub use sucharit_workflow as workflow;
