//! The command line.

mod account;
mod database;
mod demo;
mod demo_accounts;
mod export;
mod migrate;
mod plan;
mod print_access;
mod print_schema;
mod serve;
mod show;
mod token;
mod verify_events;
mod verify_evidence;

use crate::{config::Settings, telemetry};
use clap::{Parser, Subcommand};
pub use migrate::bring_up_to_date;
use std::{path::PathBuf, process::ExitCode};

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
    /// Check the audit trail and evidence: every organization's chain of events, or one's
    VerifyEvents(verify_events::VerifyEvents),
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
        Command::VerifyEvents(verify) => verify.run(&settings).await,
        Command::PrintSchema | Command::PrintAccess => Ok(()),
    }
}
