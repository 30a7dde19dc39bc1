//! Taking a step of the chain of a plan's revision: what all of them have in common.

use super::opened::{Opened, below, said};
use crate::{
    CommandError, Workflow,
    approval::{event_of, say_step, told_of},
    notification::hand_over::HandOver,
};
use chrono::NaiveDate;
use sucharit_domain::{
    access::Actor,
    approval::{Approvable, ApprovalStep, StepTaken, seal::Seal},
    id::PlanRevisionId,
    notification::letter::Thing,
    plan::{
        Plan, amendment,
        document::PlanDocument,
        revision::{self, PlanRevision},
        write_document,
    },
    refusal::{Fault, Path, Refusal},
};

/// A step that somebody wants to take.
pub(super) struct Wanted {
    pub step: ApprovalStep,
    /// The opinion or the reason, where the step has one.
    pub words: Option<String>,
    /// The day of the announcement, with an approval.
    pub announced_on: Option<NaiveDate>,
    pub expected_version: i32,
}

impl Workflow {
    /// Takes a step: who signs, seals the revision as it stands, and nothing else than what was sealed before. The approval lets
    /// the plan stand at the revision.
    pub(super) async fn take_plan_step(
        &self,
        actor: &Actor,
        id: PlanRevisionId,
        wanted: Wanted,
    ) -> Result<PlanRevision, CommandError<PlanRevision>> {
        let opened = self.open_revision(actor, id).await?;
        let Wanted { step, words, announced_on, .. } = wanted;
        let mut refusals = Vec::new();
        let may = opened.chain().take(step, actor);
        refusals.extend(may.err().map(|why| Refusal::new(Path::default().field("input"), why.into())));
        refusals.extend(opened.stale(wanted.expected_version));
        refusals.extend(words.as_deref().and_then(|words| step.words_fault(words)));
        if announced_on.is_some_and(|day| day > self.clock.today()) {
            refusals.push(Refusal::new(Path::input("announcedOn"), Fault::DayInFuture));
        }
        let mut signed = None;
        if step.signs() && may.is_ok() {
            let document = opened.document().await?;
            let seal = document.as_ref().map(revision::seal);
            let is_intact = step == ApprovalStep::Submit || seal.as_ref().map(Seal::digest) == opened.chain().digest();
            signed = document.zip(seal).filter(|_| is_intact);
            match &signed {
                None => refusals.push(Refusal::new(Path::input("revisionId"), Fault::SealBroken)),
                Some((document, _)) if opened.is_amendment() => {
                    let current = opened.current_document().await?;
                    let faults = amendment::faults(document, &current, &opened.in_use().await?);
                    refusals.extend(below("revisionId", faults));
                }
                Some(_) => {}
            }
        }
        let state = match may {
            Ok(state) if refusals.is_empty() => state,
            _ => return Err(opened.refused(refusals)),
        };
        let (read, seal) = (opened.transaction.read(), signed.as_ref().map(|(_, seal)| seal));
        let taken = self.step_taken(&read, actor, &opened.chain(), (step, words), seal).await?;
        let Some(taken) = taken else {
            return Err(opened.refused(vec![Refusal::new(Path::input("revisionId"), Fault::WrongRole)]));
        };
        if let Some(seal) = seal {
            opened.transaction.keep_seal(seal).await?;
        }
        opened.transaction.add_step(Approvable::Plan, id, &taken).await?;
        let mut revision = PlanRevision { state, version: opened.revision.version + 1, ..opened.revision.clone() };
        let plan = match &signed {
            Some((document, _)) if step == ApprovalStep::Approve => {
                revision.document = None;
                self.adopt(&opened, document, &taken, announced_on).await?
            }
            _ if opened.is_amendment() => opened.plan.clone(),
            _ => Plan { state, ..opened.plan.clone() },
        };
        if !opened.is_amendment() {
            opened.transaction.change_plan(&plan).await?;
        }
        opened.transaction.change_plan_revision(&revision).await?;
        if let Some(kind) = told_of(step) {
            let handed = HandOver {
                kind,
                organization: &opened.organization,
                thing: Thing::Plan { title: plan.title.clone() },
                about: id.named(),
                version: revision.version,
                remark: taken.words.as_deref(),
            };
            self.tell(&opened.transaction, actor, &handed).await?;
        }
        let mut after = said(&revision, &plan);
        if step == ApprovalStep::Approve {
            // What the plan's tables say from here on.
            let adopted = opened.transaction.read().plan_document(&opened.organization, &plan).await?;
            after["document"] = adopted.digest().into();
        }
        let mut change = opened.change(event_of(Approvable::Plan, step), after);
        say_step(&mut change, taken);
        opened.transaction.commit(opened.organization.id, actor, self.clock(), vec![change]).await?;
        Ok(revision)
    }

    /// Lets the plan stand at the revision. What it said before stays readable as the revision before.
    async fn adopt(
        &self,
        opened: &Opened,
        document: &PlanDocument,
        approved: &StepTaken,
        announced_on: Option<NaiveDate>,
    ) -> Result<Plan, CommandError<PlanRevision>> {
        let heading = &document.heading;
        let plan = Plan {
            title: heading.title.clone(),
            revision: opened.revision.number,
            state: approved.step.to(),
            announced_on: announced_on.or(heading.announced_on),
            adopted_by_position: Some(heading.adopted_by_position.clone().unwrap_or_else(|| approved.position.clone())),
            ..opened.plan.clone()
        };
        if opened.is_amendment() {
            let (transaction, plans) = (&opened.transaction, [opened.plan.id]);
            let before = write_document::write(&opened.current_document().await?).to_string();
            let revisions = transaction.read().revisions_of(&plans).await?.remove(&opened.plan.id).unwrap_or_default();
            let replaced = revisions.into_iter().find(|revision| revision.number == opened.plan.revision);
            if let Some(replaced) = replaced {
                let archived = PlanRevision { document: Some(before), version: replaced.version + 1, ..replaced };
                transaction.change_plan_revision(&archived).await?;
            }
            let divisions = self.settle_divisions(transaction, opened.organization.id, document).await?;
            transaction.amend_plan(&plan, document, &divisions, self.clock()).await?;
        }
        Ok(plan)
    }
}
