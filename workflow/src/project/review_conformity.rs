//! NACC's review of whether a project conforms to its dimension.

use crate::{CommandError, Workflow};
use serde_json::{Value, json};
use sucharit_domain::{
    access::Actor,
    event::{Change, EventKind},
    id::ProjectId,
    project::{Conformity, Project, may_review_conformity, signed_report_fault},
    refusal::{Fault, Path, Refusal},
    text,
};

impl Workflow {
    /// Says whether a project conforms to its dimension, with a reason. One that does not needs no report and counts nowhere, so it
    /// cannot be said while a report of one of its years is signed.
    ///
    /// # Errors
    /// Refused with every fault of the input; a stale version comes with the project as it stands.
    pub async fn review_conformity(
        &self,
        actor: &Actor,
        id: ProjectId,
        conformity: Conformity,
        reason: String,
        expected_version: i32,
    ) -> Result<Project, CommandError<Project>> {
        let Some((project, plan)) = self.project_and_plan(actor, id).await? else {
            return Err(CommandError::not_found("projectId"));
        };
        let transaction = self.store.begin(Some(plan.organization_id)).await?;
        // As it stands now that nobody else writes.
        let read = transaction.read();
        let project = read.projects(&actor.scope, &[id]).await?.remove(&id).unwrap_or(project);
        let mut refusals = Vec::new();
        if let Err(why) = may_review_conformity(plan.state, actor) {
            refusals.push(Refusal::new(Path::default().field("input"), why.into()));
        }
        refusals.extend(text::reason_fault(&reason).map(|fault| Refusal::new(Path::input("reason"), fault)));
        let years = read.project_years(&[plan.id]).await?.remove(&id).unwrap_or_default();
        let reports = read.round_reports_of(&[plan.id]).await?.remove(&plan.id).unwrap_or_default();
        let states = reports.iter().map(|report| (report.fiscal_year, report.state));
        let signed = signed_report_fault(&years, states).filter(|_| conformity != project.conformity);
        refusals.extend(signed.map(|fault| Refusal::new(Path::input("conformity"), fault)));
        if project.version != expected_version {
            let fault = Fault::StaleVersion { expected: Some(expected_version), current: Some(project.version) };
            refusals.push(Refusal::new(Path::input("expectedVersion"), fault));
        }
        if !refusals.is_empty() {
            return Err(CommandError::Refused { refusals, current: Some(Box::new(project)) });
        }
        let reviewed = Project { conformity, version: project.version + 1, ..project.clone() };
        transaction.change_conformity(&reviewed).await?;
        let change = Change {
            kind: EventKind::ConformityReviewed,
            subject: id.named(),
            project: Some(id),
            before: Some(said(&project)),
            after: Some(said(&reviewed)),
            reason: Some(reason),
        };
        transaction.commit(plan.organization_id, actor, self.clock(), vec![change]).await?;
        Ok(reviewed)
    }
}

/// What the audit trail says of a project's conformity.
fn said(project: &Project) -> Value {
    json!({ "conformity": project.conformity, "version": project.version })
}
