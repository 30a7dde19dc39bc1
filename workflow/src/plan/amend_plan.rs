//! Drawing up an amendment of an adopted plan.

use super::opened::{below, said};
use crate::{CommandError, Workflow};
use sucharit_domain::{
    access::Actor,
    approval::ApprovalState,
    event::EventKind,
    id::PlanRevisionId,
    plan::{amendment, read_document, revision::PlanRevision, write_document},
    refusal::{Path, Refusal},
    text,
};

impl Workflow {
    /// Draws up the amendment that follows an adopted plan's latest revision, or puts another text in place of its draft.
    ///
    /// `document` is the plan's JSON form.
    ///
    /// # Errors
    /// Refused with every fault of the input and the revision as it stands.
    pub async fn amend_plan(
        &self,
        actor: &Actor,
        id: PlanRevisionId,
        expected_version: i32,
        document: &str,
        reason: String,
    ) -> Result<PlanRevision, CommandError<PlanRevision>> {
        let opened = self.open_revision(actor, id).await?;
        let is_drafted = opened.revision.state == ApprovalState::Draft;
        let may = amendment::may_amend(&opened.revision, &opened.plan, opened.latest.id == id, actor);
        let mut refusals = Vec::new();
        refusals.extend(may.err().map(|why| Refusal::new(Path::default().field("input"), why.into())));
        refusals.extend(opened.stale(expected_version));
        let document = match read_document::read(document) {
            Ok(document) => {
                let current = opened.current_document().await?;
                refusals.extend(below("document", amendment::faults(&document, &current, &opened.in_use().await?)));
                Some(document)
            }
            Err(faults) => {
                refusals.extend(below("document", faults));
                None
            }
        };
        refusals.extend(text::reason_fault(&reason).map(|fault| Refusal::new(Path::input("reason"), fault)));
        let document = match document {
            Some(document) if refusals.is_empty() => document,
            _ => return Err(opened.refused(refusals)),
        };
        let mut revision = PlanRevision {
            reason: Some(reason.clone()),
            document: Some(write_document::write(&document).to_string()),
            ..opened.revision.clone()
        };
        if is_drafted {
            revision.version += 1;
            opened.transaction.change_plan_revision(&revision).await?;
        } else {
            revision = PlanRevision {
                id: self.clock.new_uuid().into(),
                number: opened.revision.number + 1,
                state: ApprovalState::Draft,
                version: 1,
                ..revision
            };
            opened.transaction.add_plan_revision(&revision).await?;
        }
        let mut after = said(&revision, &opened.plan);
        after["title"] = document.heading.title.clone().into();
        after["document"] = document.digest().into();
        let mut change = opened.change(EventKind::PlanAmended, after);
        change.reason = Some(reason);
        opened.transaction.commit(opened.organization.id, actor, self.clock(), vec![change]).await?;
        Ok(revision)
    }
}
