//! `sucharit verify-events`

use super::{database, show, verify_evidence};
use crate::config::Settings;
use anyhow::{Context, bail};
use clap::Args;
use sucharit_domain::{
    access::{Actor, Scope},
    event::chain::{self, StoredEvent},
    id::OrganizationId,
};
use sucharit_store::{Files, Session};
use sucharit_workflow::{
    Workflow,
    event::{ChangedRow, first_changed_row},
};

/// Checks the audit trail.
#[derive(Debug, Args)]
pub struct VerifyEvents {
    /// Only this organization's chain
    #[arg(long, value_name = "CODE")]
    organization: Option<String>,
}

impl VerifyEvents {
    /// Walks every chain and reads every file of evidence, and names the first broken link and the first broken file of each
    /// organization.
    ///
    /// # Errors
    /// When a link or a file is broken, or the database or the files cannot be read.
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        let workflow = database::open(&settings.database).await?;
        let bar = show::progress("walking the chains");
        let found = verify(&workflow, self.organization.as_deref(), || database::files(settings)).await;
        bar.finish_and_clear();
        show::line(&found?)
    }
}

/// Walks the chain of the organization with this code, or every organization's and the system's, and answers with what was
/// walked, in words. Evidence is compared with its events, and its files are read from the storage that `files` opens, once there
/// is any.
///
/// # Errors
/// When a link or a file of evidence is broken, naming the first of each chain, or the database or a file cannot be read.
pub async fn verify(
    workflow: &Workflow,
    organization: Option<&str>,
    files: impl Fn() -> anyhow::Result<Files>,
) -> anyhow::Result<String> {
    // One moment for all of it: who writes meanwhile breaks nothing.
    let snapshot = workflow.store().snapshot().await?;
    let read = snapshot.read();
    let organizations = match organization {
        None => read.all_organizations(&Actor::operator().scope).await?,
        Some(code) => {
            let found = read.organization(&Scope::Everything, code).await?;
            vec![found.with_context(|| format!("there is no organization {code:?}"))?]
        }
    };
    let mut walk = Walk::default();
    for organization in &organizations {
        // Rows are held against a chain that holds itself.
        let recorded = walk.chain(&read, &organization.code, Some(organization.id)).await?;
        let Some(recorded) = recorded else { continue };
        if let Some(changed) = first_changed_row(&read, organization, &recorded).await? {
            let ChangedRow { subject, place, what } = changed;
            walk.broken
                .push(format!("\n  {}: {place} ({subject}) is not what was recorded: {what}", organization.code));
        }
        if let Some(file) = verify_evidence::first_broken(&read, organization.id, &recorded, &files).await? {
            walk.broken.push(format!("\n  {}: {file}", organization.code));
        }
    }
    let of_organizations =
        format!("{} of {}", show::count(walk.events, "event"), show::count(organizations.len(), "organization"));
    let mut walked = of_organizations;
    if organization.is_none() {
        let before = walk.events;
        walk.chain(&read, "system", None).await?;
        walked = format!("{walked}, {} of the system", show::count(walk.events - before, "event"));
    }
    if !walk.broken.is_empty() {
        bail!("the audit trail is broken:{}", walk.broken.concat());
    }
    Ok(format!("{walked}: every link holds"))
}

/// What was found so far.
#[derive(Debug, Default)]
struct Walk {
    events: usize,
    broken: Vec<String>,
}

impl Walk {
    async fn chain(
        &mut self,
        read: &Session<'_>,
        name: &str,
        organization: Option<OrganizationId>,
    ) -> anyhow::Result<Option<Vec<StoredEvent>>> {
        let recorded = read.events(organization).await;
        let recorded = recorded.with_context(|| format!("the events of {name} cannot be read"))?;
        self.events += recorded.len();
        if let Some(link) = chain::first_broken_link(&recorded, read.event_head(organization).await?.as_ref()) {
            self.broken.push(format!("\n  {name}: event {} {}", link.sequence, link.reason.english()));
            return Ok(None);
        }
        Ok(Some(recorded))
    }
}
