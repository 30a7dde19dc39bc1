//! The command line.

mod account;
mod backup;
mod check_copy;
mod database;
mod demo;
mod export;
mod import;
mod migrate;
mod plan;
mod print_access;
mod print_schema;
mod restore;
mod serve;
mod show;
mod token;
mod verify_events;
mod verify_evidence;

use crate::{config::Settings, telemetry};
use clap::{Parser, Subcommand};
pub use database::FILE as DATABASE_FILE;
pub use migrate::bring_up_to_date;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Five-year anti-corruption plans of Thai local governments: plan, risks, progress, NACC's reports.
#[derive(Debug, Parser)]
#[command(name = "sucharit", version)]
pub struct Cli {
    /// Folder of the SQLite database; wins over settings and DATABASE_URL
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Settings file; `config.default.toml` lists every key with its default
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve a demonstration: a municipality's plan in a database that it makes
    Demo(demo::Demo),
    /// Serve; refuses an outdated database
    Serve(serve::Serve),
    /// Bring the database up to date and load the areas of the country
    Migrate,
    /// Import plans
    #[command(subcommand)]
    Plan(plan::PlanCommand),
    /// Keep accounts
    #[command(subcommand)]
    Account(account::AccountCommand),
    /// Give out and revoke tokens for programs
    #[command(subcommand)]
    Token(token::TokenCommand),
    /// Write workbooks
    #[command(subcommand)]
    Export(export::ExportCommand),
    /// Read filled forms back
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Check the audit trail and evidence: every organization's chain of events, or one's
    VerifyEvents(verify_events::VerifyEvents),
    /// Write the SQLite database and its evidence into one file, while the server runs
    ///
    /// The file holds the database as it stands at one moment, the evidence files of the data
    /// folder, and the checksums of all of them. The audit trail of the copy is checked before the
    /// file takes its name.
    ///
    /// Of passwords, sessions and tokens it holds hashes alone, of everything else all there is:
    /// keep it as safe as the database. Only its owner can read it.
    #[command(verbatim_doc_comment)]
    Backup(backup::Backup),
    /// Put a backup into the folder of --data-dir, which is empty or not there yet
    ///
    /// Every checksum and the audit trail are checked first; with anything wrong, nothing is left.
    ///
    /// Sessions and tokens that were valid when the backup was made are valid in it until they
    /// expire. Where that is not wanted, revoke the tokens and reset the passwords.
    #[command(verbatim_doc_comment)]
    Restore(restore::Restore),
    /// Print the GraphQL schema
    PrintSchema,
    /// Print the table of who may do what
    PrintAccess,
}

/// Runs the command that the arguments name.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return show::failure(&error.into()),
    };
    match runtime.block_on(run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => show::failure(&error),
    }
}

async fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command {
        Command::PrintSchema => return print_schema::run(),
        Command::PrintAccess => return print_access::run(),
        _ => {}
    }
    let settings = Settings::read(cli.config.as_deref(), cli.data_dir.as_deref())?;
    telemetry::start(&settings.log);
    match cli.command {
        Command::Demo(demo) => demo.run(settings).await,
        Command::Serve(serve) => serve.run(settings).await,
        Command::Migrate => migrate::run(&settings).await,
        Command::Plan(plan) => plan.run(&settings).await,
        Command::Account(account) => account.run(&settings).await,
        Command::Token(token) => token.run(&settings).await,
        Command::Export(export) => export.run(&settings).await,
        Command::Import(import) => import.run(&settings).await,
        Command::VerifyEvents(verify) => verify.run(&settings).await,
        Command::Backup(backup) => backup.run(&settings).await,
        Command::Restore(restore) => restore.run(&settings).await,
        Command::PrintSchema | Command::PrintAccess => Ok(()),
    }
}

/// The folder that a file or folder stands in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
