//! `sucharit verify-events`

use super::{database, show, verify_evidence};
use crate::config::Settings;
use anyhow::{Context, bail};
use clap::Args;
use sucharit_domain::{
    access::{Actor, Scope},
    event::chain,
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
        let snapshot = workflow.store().snapshot().await?;
        let read = snapshot.read();
        let scope = match &self.organization {
            None => Actor::operator().scope,
            Some(code) => {
                let organization = read.organization(&Scope::Everything, code).await?;
                Scope::Organization(organization.with_context(|| format!("there is no organization {code:?}"))?.id)
            }
        };
        let bar = show::progress("walking the chains");
        let (mut events, mut broken) = (0_usize, Vec::new());
        let organizations = read.all_organizations(&scope).await?;
        for organization in &organizations {
            let recorded = read.events(Some(organization.id)).await;
            let recorded = recorded.with_context(|| format!("the events of {} cannot be read", organization.code))?;
            events += recorded.len();
            if let Some(link) =
                chain::first_broken_link(&recorded, read.event_head(Some(organization.id)).await?.as_ref())
            {
                broken.push(format!("\n  {}: event {} {}", organization.code, link.sequence, link.reason.english()));
            }
            let files = || database::files(settings);
            if let Some(file) = verify_evidence::first_broken(&read, organization.id, &recorded, files).await? {
                broken.push(format!("\n  {}: {file}", organization.code));
            }
        }
        bar.finish_and_clear();
        if !broken.is_empty() {
            bail!("the audit trail is broken:{}", broken.concat());
        }
        show::line(&format!(
            "{} of {}: every link holds",
            show::count(events, "event"),
            show::count(organizations.len(), "organization")
        ))
    }
}
