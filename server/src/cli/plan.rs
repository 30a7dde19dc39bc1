//! `sucharit plan …`

use super::{database, show};
use crate::config::Settings;
use anyhow::{Context, bail};
use clap::Subcommand;
use std::path::PathBuf;
use sucharit_domain::{access::Actor, plan::read_document};
use sucharit_workflow::{CommandError, ImportedPlan, Workflow};

/// Importing plans.
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Import a plan from a JSON file: all of it, or with any problem nothing
    ///
    /// The same file twice changes nothing.
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
        let json = std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let json = String::from_utf8(json).with_context(|| format!("{} is not UTF-8 text", file.display()))?;
        let workflow = database::open(&settings.database).await?;
        let bar = show::progress("importing the plan");
        let imported = import_json(&workflow, &json).await?;
        bar.finish_and_clear();
        show::line(&match &imported {
            ImportedPlan::Added(plan) => format!("imported: {}", plan.title),
            ImportedPlan::Replaced(plan) => format!("replaced the draft: {}", plan.title),
            ImportedPlan::Unchanged(plan) => format!("nothing to change: {}", plan.title),
        })
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
