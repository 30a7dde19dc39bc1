//! Drawing up an amendment of an adopted plan, or writing on in a draft.

use super::{
    opened::{below, said},
    replace_draft::adoption_fault,
};
use crate::{CommandError, Workflow};
use sucharit_domain::{
    access::Actor,
    approval::ApprovalState,
    event::EventKind,
    id::PlanRevisionId,
    plan::{amendment, document::PlanDocument, read_document, revision::PlanRevision, write_document},
    refusal::{Fault, Path, Refusal},
};

impl Workflow {
    /// Draws up the amendment that follows an adopted plan's latest revision, or puts another text in place of a draft: the
    /// amendment's, or that of a plan never adopted, which says it at once.
    ///
    /// `document` is the plan's JSON form; `base` what the revision said when it was taken out to be changed, where that is known. The
    /// reason is for those who sign an amendment.
    ///
    /// # Errors
    /// Refused with every fault of the input and the revision as it stands.
    pub async fn amend_plan(
        &self,
        actor: &Actor,
        id: PlanRevisionId,
        expected_version: i32,
        document: &str,
        base: Option<&PlanDocument>,
        reason: Option<String>,
    ) -> Result<PlanRevision, CommandError<PlanRevision>> {
        let opened = self.open_revision(actor, id).await?;
        let is_drafted = opened.revision.state == ApprovalState::Draft;
        let is_first_draft = opened.is_first_draft();
        let may = amendment::may_amend(&opened.revision, opened.latest.id == id, actor);
        let mut refusals = Vec::new();
        refusals.extend(may.err().map(|why| Refusal::new(Path::default().field("input"), why.into())));
        refusals.extend(opened.stale(expected_version));
        if base.is_some() && base != opened.document().await?.as_ref() {
            // Nobody's change goes under because a file was taken before it.
            let fault = Fault::StaleVersion { expected: None, current: Some(opened.revision.version) };
            refusals.push(Refusal::new(Path::input("document"), fault));
        }
        let document = match read_document::read(document) {
            Ok(document) => {
                let current = opened.current_document().await?;
                refusals.extend(below("document", amendment::faults(&document, &current, &opened.in_use().await?)));
                let adoption = adoption_fault(actor, &document).filter(|_| is_first_draft);
                refusals.extend(below("document", adoption.into_iter().collect()));
                Some(document)
            }
            Err(faults) => {
                refusals.extend(below("document", faults));
                None
            }
        };
        let reason_fault = amendment::reason_fault(reason.as_deref(), is_first_draft);
        refusals.extend(reason_fault.map(|fault| Refusal::new(Path::input("reason"), fault)));
        let document = match document {
            Some(document) if refusals.is_empty() => document,
            _ => return Err(opened.refused(refusals)),
        };
        let (transaction, mut kind, mut plan) = (&opened.transaction, EventKind::PlanAmended, opened.plan.clone());
        let mut revision = PlanRevision {
            reason: reason.clone(),
            document: Some(write_document::write(&document).to_string()),
            ..opened.revision.clone()
        };
        if is_first_draft {
            kind = EventKind::PlanReplaced;
            (plan, revision) = self.replace_draft(transaction, (&plan, &opened.revision), &document).await?;
        } else if is_drafted {
            revision.version += 1;
            transaction.change_plan_revision(&revision).await?;
        } else {
            revision = PlanRevision {
                id: self.clock.new_uuid().into(),
                number: opened.revision.number + 1,
                state: ApprovalState::Draft,
                version: 1,
                ..revision
            };
            transaction.add_plan_revision(&revision).await?;
        }
        let mut after = said(&revision, &plan);
        after["title"] = document.heading.title.clone().into();
        after["document"] = document.digest().into();
        let mut change = opened.change(kind, after);
        change.reason = reason;
        opened.transaction.commit(opened.organization.id, actor, self.clock(), vec![change]).await?;
        Ok(revision)
    }
}
