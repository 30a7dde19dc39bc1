//! Whether evidence is what the audit trail says, its bytes included.

use anyhow::Context;
use sucharit_domain::{
    access::Scope,
    event::chain::StoredEvent,
    evidence::verify::{BrokenEvidence, Trail},
    id::OrganizationId,
};
use sucharit_store::{Files, Session};

/// The first file of an organization that is not what was recorded, in words; `recorded` are the organization's events. The
/// storage of files is opened when there is any evidence.
///
/// # Errors
/// When the database or the files cannot be read.
pub async fn first_broken(
    read: &Session<'_>,
    organization: OrganizationId,
    recorded: &[StoredEvent],
    files: impl FnOnce() -> anyhow::Result<Files>,
) -> anyhow::Result<Option<String>> {
    let evidence = read.evidence_of_organization(organization).await?;
    let trail = Trail::of(recorded);
    if let Some(broken) = trail.first_broken(&evidence) {
        return Ok(Some(in_words(read, &broken).await?));
    }
    if evidence.is_empty() {
        return Ok(None);
    }
    let files = files()?;
    for row in &evidence {
        let broken = files.broken(&row.sha256).await.context("the evidence files cannot be read")?;
        if let Some(reason) = broken {
            let broken = BrokenEvidence { subject: row.subject(), project: trail.project(row), reason };
            return Ok(Some(in_words(read, &broken).await?));
        }
    }
    Ok(None)
}

async fn in_words(read: &Session<'_>, broken: &BrokenEvidence) -> anyhow::Result<String> {
    let id = broken.subject.strip_prefix("evidence:").unwrap_or(&broken.subject);
    let projects: Vec<_> = broken.project.into_iter().collect();
    let project = read.projects(&Scope::Everything, &projects).await?.into_values().next();
    let of_project = project.map(|project| format!(" of project {}", project.number)).unwrap_or_default();
    Ok(format!("evidence {id}{of_project} {}", broken.reason.english()))
}
