//! `sucharit plan …`

use super::{database, show};
use crate::config::Settings;
use anyhow::{Context, bail};
use clap::Subcommand;
use std::path::{Path, PathBuf};
use sucharit_domain::{access::Actor, plan::read_document};
use sucharit_workflow::{CommandError, ImportedPlan, Workflow};

/// Importing plans.
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Import a plan from a JSON file or a workbook: all of it, or with any problem nothing
    ///
    /// A workbook is the one of `export plan`, changed or not, or of `export plan-template`, filled in.
    /// The same file twice changes nothing.
    #[command(verbatim_doc_comment)]
    Import {
        /// The file
        file: PathBuf,
    },
}

impl PlanCommand {
    /// Runs it.
    ///
    /// # Errors
    /// When the file cannot be read, has problems, or contradicts what is recorded.
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let Self::Import { file } = self;
        let content = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let workflow = database::open(&settings.database).await?;
        let bar = show::progress("importing the plan");
        let imported = if is_workbook(&file, &content) {
            import_workbook(&workflow, &content).await?
        } else {
            let json = String::from_utf8(content).with_context(|| format!("{} is not UTF-8 text", file.display()))?;
            import_json(&workflow, &json).await?
        };
        bar.finish_and_clear();
        show::line(&match &imported {
            ImportedPlan::Added(plan) => format!("imported: {}", plan.title),
            ImportedPlan::Replaced(plan) => format!("replaced the draft: {}", plan.title),
            ImportedPlan::Unchanged(plan) => format!("nothing to change: {}", plan.title),
        })
    }
}

/// Whether a file is a workbook, or is called one, so that what is wrong with it is said of a workbook.
fn is_workbook(file: &Path, content: &[u8]) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    content.starts_with(b"PK") || ["xlsx", "xlsm", "xls", "ods"].contains(&ending.as_str())
}

/// Imports a plan as a workbook.
async fn import_workbook(workflow: &Workflow, content: &[u8]) -> anyhow::Result<ImportedPlan> {
    let reading = match sucharit_exports::import::plan::read(content) {
        Ok(reading) => reading,
        Err(problems) => bail!(super::import::refused(&problems)),
    };
    match workflow.import_plan(&Actor::operator(), &reading.document).await {
        Ok(imported) => Ok(imported),
        Err(CommandError::Refused { refusals, .. }) => {
            let problems: Vec<_> = refusals.iter().map(|refusal| reading.problem(refusal)).collect();
            bail!(super::import::refused(&problems))
        }
        Err(CommandError::Failed(error)) => Err(error).context("the import failed, nothing was written"),
    }
}

/// Imports a plan in its JSON form.
///
/// # Errors
/// With every problem of the file at its place, or why it cannot be imported.
pub async fn import_json(workflow: &Workflow, json: &str) -> anyhow::Result<ImportedPlan> {
    let refused = |refusals: &[_]| {
        format!("nothing was imported; {}:{}", show::count(refusals.len(), "problem"), show::refusals(refusals))
    };
    let document = match read_document::read(json) {
        Ok(document) => document,
        Err(refusals) => bail!(refused(&refusals)),
    };
    match workflow.import_plan(&Actor::operator(), &document).await {
        Ok(imported) => Ok(imported),
        Err(CommandError::Refused { refusals, .. }) => bail!(refused(&refusals)),
        Err(CommandError::Failed(error)) => Err(error).context("the import failed, nothing was written"),
    }
}
