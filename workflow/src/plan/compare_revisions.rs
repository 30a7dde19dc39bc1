//! Holding one revision of a plan against another.

use crate::Workflow;
use serde_json::Value;
use sucharit_domain::{
    access::Actor,
    id::PlanId,
    plan::{
        revision_diff::{PlanDifference, revision_diff},
        write_document,
    },
};
use sucharit_store::StoreError;

impl Workflow {
    /// What one revision of a plan says otherwise than another; none where the plan or a revision does not exist for the actor.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn compare_revisions(
        &self,
        actor: &Actor,
        plan: PlanId,
        numbers: (i32, i32),
    ) -> Result<Option<Vec<PlanDifference>>, StoreError> {
        // One moment for all of it: an approval moves texts from one place to the other.
        let snapshot = self.store.snapshot().await?;
        let read = snapshot.read();
        let Some(plan) = read.plan(&actor.scope, plan).await? else { return Ok(None) };
        let organizations = read.organizations(&actor.scope, &[plan.organization_id]).await?;
        let Some(organization) = organizations.get(&plan.organization_id) else { return Ok(None) };
        let revisions = read.revisions_of(&[plan.id]).await?.remove(&plan.id).unwrap_or_default();
        let current = write_document::write(&read.plan_document(organization, &plan).await?);
        let text = |number: i32| {
            let revision = revisions.iter().find(|revision| revision.number == number)?;
            let kept = revision.document.as_deref();
            kept.map_or_else(|| Some(current.clone()), |kept| serde_json::from_str::<Value>(kept).ok())
        };
        Ok(text(numbers.0).zip(text(numbers.1)).map(|(before, after)| revision_diff(&before, &after)))
    }
}
