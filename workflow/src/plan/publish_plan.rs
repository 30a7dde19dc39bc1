//! Publishing an adopted plan.

use crate::{CommandError, Workflow};
use serde_json::json;
use sucharit_domain::{
    access::Actor,
    approval::seal::Seal,
    event::{Change, EventKind},
    id::PlanRevisionId,
    plan::{
        publication::{PlanPublication, may_publish},
        revision::{self, PlanRevision},
        write_document,
    },
    refusal::{Fault, Path, Refusal},
};

impl Workflow {
    /// Publishes the revision that a plan stands at, as it says now: from then on anyone may read that. The publication of an
    /// earlier revision ends.
    ///
    /// # Errors
    /// Refused with every fault of the input and the revision as it stands.
    pub async fn publish_plan(
        &self,
        actor: &Actor,
        id: PlanRevisionId,
        expected_version: i32,
    ) -> Result<PlanRevision, CommandError<PlanRevision>> {
        let opened = self.open_revision(actor, id).await?;
        let published = opened.transaction.read().plan_publications(&[opened.plan.id]).await?;
        let may = may_publish(&opened.revision, &opened.plan, published.contains_key(&id), actor);
        let mut refusals: Vec<_> =
            may.err().map(|why| Refusal::new(Path::default().field("input"), why.into())).into_iter().collect();
        refusals.extend(opened.stale(expected_version));
        let document = opened.current_document().await?;
        // A plan that was adopted before it came here was signed elsewhere.
        if let (Ok(()), Some(signed)) = (may, opened.chain().digest())
            && signed != revision::seal(&document).digest()
        {
            refusals.push(Refusal::new(Path::input("revisionId"), Fault::SealBroken));
        }
        if !refusals.is_empty() {
            return Err(opened.refused(refusals));
        }
        let text = Seal::of(&write_document::write(&document));
        let publication = PlanPublication {
            id: self.clock.new_uuid().into(),
            organization_id: opened.organization.id,
            plan_id: opened.plan.id,
            revision_id: id,
            document: text.text().to_owned(),
            digest: text.digest().to_owned(),
            published_at: self.clock.now(),
        };
        let revision = PlanRevision { version: opened.revision.version + 1, ..opened.revision.clone() };
        opened.transaction.publish_plan(&publication).await?;
        opened.transaction.change_plan_revision(&revision).await?;
        let change = Change {
            kind: EventKind::PlanPublished,
            subject: publication.id.named(),
            project: None,
            before: None,
            after: Some(json!({
                "title": opened.plan.title,
                "revision": revision.number,
                "digest": publication.digest,
                "version": revision.version,
            })),
            reason: None,
        };
        opened.transaction.commit(opened.organization.id, actor, self.clock(), vec![change]).await?;
        Ok(revision)
    }
}
