//! `sucharit import …`

use super::{database, show};
use crate::config::Settings;
use anyhow::{Context, bail, ensure};
use clap::Subcommand;
use std::{
    io::Read,
    path::{Path, PathBuf},
};
use sucharit_domain::{
    access::Actor,
    labels,
    language::Language,
    progress::import::{CellChange, ImportPreview, PlannedChange},
    sheet::CellProblem,
};
use sucharit_exports::import::{LARGEST_FILE, progress_form};
use sucharit_workflow::{CommandError, Workflow};

/// Importing filled forms.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Show what a filled progress form would change, field by field; with --apply record it
    ///
    /// All of it is recorded or, with any problem, nothing. The form comes from
    /// `sucharit export progress-form`.
    #[command(verbatim_doc_comment)]
    Progress {
        /// The filled form (.xlsx)
        file: PathBuf,
        /// The account that reports: an officer or a planner
        #[arg(long, value_name = "NAME")]
        account: String,
        /// Record it; without this nothing is written
        #[arg(long)]
        apply: bool,
    },
}

impl ImportCommand {
    /// Runs it.
    ///
    /// # Errors
    /// When the file cannot be read, or has any problem.
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let Self::Progress { file, account, apply } = self;
        let workflow = database::open(&settings.database).await?;
        let actor = actor(&workflow, &account).await?;
        let bytes = read(&file)?;
        let bar = show::progress("reading the form");
        let reading = progress_form::read(&bytes);
        bar.finish_and_clear();
        let reading = match reading {
            Ok(reading) => reading,
            Err(problems) => bail!(refused(&problems)),
        };
        let preview = settle(workflow.preview_progress_form(&actor, &reading).await)?;
        ensure!(preview.problems.is_empty(), refused(&preview.problems));
        let head = &reading.head;
        show::line(&format!(
            "{}: fiscal year {}, {}-month round",
            head.organization_code,
            head.fiscal_year,
            head.round.months()
        ))?;
        for change in &preview.changes {
            show::line(&changed(change))?;
        }
        for warning in &preview.warnings {
            show::line(&format!("look again: {}", in_both(warning)))?;
        }
        let (changes, unchanged, awaiting) = (preview.changes.len(), preview.unchanged, preview.awaiting);
        let counts = format!("{}, {unchanged} unchanged, {awaiting} not reported", show::count(changes, "change"));
        show::line(&counts)?;
        if !apply {
            return show::line("nothing was written; --apply records it");
        }
        let applied = settle(workflow.apply_progress_form(&actor, &reading).await)?;
        show::line(&format!("recorded: {}", show::count(applied.progress.len(), "report")))
    }
}

/// As an account acts.
async fn actor(workflow: &Workflow, username: &str) -> anyhow::Result<Actor> {
    let found = workflow.store().read().account_by_username(username).await?;
    let (account, _) = found.with_context(|| format!("there is no account {username:?}"))?;
    ensure!(!account.is_disabled, "the account {username} is disabled");
    Ok(account.actor(false))
}

/// Reads a file, or the beginning of one that is too large anyway.
fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let failed = || format!("cannot read {}", path.display());
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).with_context(failed)?;
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).with_context(failed)?;
    Ok(bytes)
}

/// A report's change, with its project and a line for each field.
fn changed(change: &PlannedChange) -> String {
    let first = if change.is_first { " (first report)" } else { "" };
    let head = format!("{} {}{first}", change.number, change.name);
    let field = |field: &CellChange| {
        let change = &field.change;
        let label = labels::field(&change.field).unwrap_or(&change.field);
        let words = |value: &Option<String>| {
            let value = value.as_deref().unwrap_or("–");
            labels::field_value(&change.field, value).unwrap_or(value).to_owned()
        };
        format!("  {} {label}: {} → {}", field.place, words(&change.before), words(&change.after))
    };
    let lines: Vec<String> = std::iter::once(head).chain(change.fields.iter().map(field)).collect();
    lines.join("\n")
}

fn in_both(problem: &CellProblem) -> String {
    format!("{} / {} [{}]", problem.line(Language::Thai), problem.message(Language::English), problem.code)
}

/// Every problem by its cell, in both languages.
pub fn refused(problems: &[CellProblem]) -> String {
    let head = format!("nothing was written; {}:", show::count(problems.len(), "problem"));
    let lines: Vec<String> = std::iter::once(head).chain(problems.iter().map(in_both)).collect();
    lines.join("\n  ")
}

fn settle<T>(answer: Result<T, CommandError<ImportPreview>>) -> anyhow::Result<T> {
    match answer {
        Ok(answer) => Ok(answer),
        Err(CommandError::Refused { current: Some(preview), .. }) => bail!(refused(&preview.problems)),
        Err(CommandError::Refused { refusals, current: None }) => {
            bail!("nothing was written:{}", show::refusals(&refusals))
        }
        Err(CommandError::Failed(error)) => Err(error).context("the database failed, nothing was written"),
    }
}
