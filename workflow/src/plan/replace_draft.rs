//! Putting another text in place of a plan's draft, by a file or by a form.

use crate::Workflow;
use sucharit_domain::{
    access::Actor,
    approval::ApprovalState,
    plan::{Plan, document::PlanDocument, revision::PlanRevision},
    refusal::{Fault, Path, Refusal},
};
use sucharit_store::{StoreError, Transaction};

impl Workflow {
    /// Lets a plan that was never adopted, and its only revision, say something else. Projects and risk issues stay the same things.
    pub(super) async fn replace_draft(
        &self,
        transaction: &Transaction,
        (plan, revision): (&Plan, &PlanRevision),
        document: &PlanDocument,
    ) -> Result<(Plan, PlanRevision), StoreError> {
        let heading = &document.heading;
        let replacement = Plan {
            title: heading.title.clone(),
            end_fiscal_year: heading.end_fiscal_year,
            state: if heading.announced_on.is_some() { ApprovalState::Approved } else { ApprovalState::Draft },
            announced_on: heading.announced_on,
            adopted_by_position: heading.adopted_by_position.clone(),
            ..plan.clone()
        };
        let revision = PlanRevision { state: replacement.state, version: revision.version + 1, ..revision.clone() };
        let divisions = self.settle_divisions(transaction, plan.organization_id, document).await?;
        transaction.amend_plan(&replacement, document, &divisions, self.clock()).await?;
        if replacement.end_fiscal_year != plan.end_fiscal_year {
            transaction.renew_round_reports(&replacement, self.clock()).await?;
        }
        transaction.change_plan_revision(&revision).await?;
        Ok((replacement, revision))
    }
}

/// What somebody with an account brings is a draft: it is adopted by the chain, not by a day in its text.
pub(super) fn adoption_fault(actor: &Actor, document: &PlanDocument) -> Option<Refusal> {
    let adopts = actor.account().is_some() && document.heading.announced_on.is_some();
    adopts.then(|| Refusal::new(Path::default().field("plan").field("announcedOn"), Fault::WrongRole))
}
