//! A revision of a plan opened for a command: everything that decides about it, read within the command's transaction.

use crate::{CommandError, Workflow};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use sucharit_domain::{
    access::Actor,
    approval::{ApprovalState, Chain, StepTaken},
    event::{Change, EventKind},
    id::{PlanRevisionId, ProjectId},
    organization::Organization,
    plan::{Plan, amendment::InUse, document::PlanDocument, read_document, revision::PlanRevision},
    refusal::{Fault, Path, Refusal},
};
use sucharit_store::{StoreError, Transaction};

/// The revision, its plan and its steps, with the transaction that holds off other writers.
pub(super) struct Opened {
    pub transaction: Transaction,
    pub organization: Organization,
    pub plan: Plan,
    pub revision: PlanRevision,
    /// The plan's latest revision: the one that was opened, or one after it.
    pub latest: PlanRevision,
    pub steps: Vec<StepTaken>,
}

impl Workflow {
    /// Opens a revision; none where it does not exist for the actor.
    pub(super) async fn open_revision(
        &self,
        actor: &Actor,
        id: PlanRevisionId,
    ) -> Result<Opened, CommandError<PlanRevision>> {
        let missing = || CommandError::not_found("revisionId");
        let read = self.store.read();
        let plan = read.plan_revisions(&actor.scope, &[id]).await?.remove(&id).ok_or_else(missing)?.plan_id;
        let organization = read.plan(&actor.scope, plan).await?.ok_or_else(missing)?.organization_id;
        let transaction = self.store.begin(Some(organization)).await?;
        // As it stands now that nobody else writes.
        let read = transaction.read();
        let mut revisions = read.revisions_of(&[plan]).await?.remove(&plan).unwrap_or_default();
        let revision = revisions.iter().find(|revision| revision.id == id).cloned().ok_or_else(missing)?;
        let latest = revisions.pop().ok_or_else(missing)?;
        let plan = read.plan(&actor.scope, plan).await?.ok_or_else(missing)?;
        let organizations = read.organizations(&actor.scope, &[organization]).await?.remove(&organization);
        let organization = organizations.ok_or_else(missing)?;
        let steps = read.steps_of(&[id]).await?.remove(&id).unwrap_or_default();
        Ok(Opened { transaction, organization, plan, revision, latest, steps })
    }
}

impl Opened {
    /// The revision's chain.
    pub(super) fn chain(&self) -> Chain<'_> {
        self.revision.chain(&self.steps)
    }

    /// Whether the plan does not stand at the revision yet: an amendment on its way.
    pub(super) fn is_amendment(&self) -> bool {
        self.revision.number > self.plan.revision
    }

    /// Whether it is the draft of a plan that was never adopted.
    pub(super) fn is_first_draft(&self) -> bool {
        !self.is_amendment() && self.revision.state == ApprovalState::Draft
    }

    /// What the plan says as it stands.
    pub(super) async fn current_document(&self) -> Result<PlanDocument, StoreError> {
        self.transaction.read().plan_document(&self.organization, &self.plan).await
    }

    /// What the revision says; none where its text was changed past the server and says nothing any more.
    pub(super) async fn document(&self) -> Result<Option<PlanDocument>, StoreError> {
        match &self.revision.document {
            Some(text) => Ok(read_document::read(text).ok()),
            None => Ok(Some(self.current_document().await?)),
        }
    }

    /// What hangs on the plan.
    pub(super) async fn in_use(&self) -> Result<InUse, StoreError> {
        let (read, plan) = (self.transaction.read(), self.plan.id);
        let projects = read.projects_of(&[plan]).await?.remove(&plan).unwrap_or_default();
        let numbers: HashMap<ProjectId, i16> =
            projects.into_iter().map(|project| (project.id, project.number)).collect();
        let mut in_use = InUse::default();
        for (project, reports) in read.progress_of_plans(&[plan]).await? {
            let Some(number) = numbers.get(&project) else { continue };
            let years: &mut BTreeMap<_, bool> = in_use.progress.entry(*number).or_default();
            for report in reports {
                let has_amount = !report.values.ordinance_budget.is_zero() || !report.values.disbursed.is_zero();
                *years.entry(report.fiscal_year).or_default() |= has_amount;
            }
        }
        let scores = read.risk_assessments_of_plans(&[plan]).await?;
        let issues = read.risk_issues_of(&[plan]).await?;
        for area in read.risk_areas(&[plan]).await?.remove(&plan).unwrap_or_default() {
            let with_score = issues.get(&area.id).into_iter().flatten().filter(|issue| scores.contains_key(&issue.id));
            in_use.scored.extend(with_score.map(|issue| (area.sequence, issue.sequence)));
        }
        Ok(in_use)
    }

    /// That the version that was read is not the one it has.
    pub(super) fn stale(&self, expected_version: i32) -> Option<Refusal> {
        let current = self.revision.version;
        let fault = Fault::StaleVersion { expected: Some(expected_version), current: Some(current) };
        (expected_version != current).then(|| Refusal::new(Path::input("expectedVersion"), fault))
    }

    /// The refusal of a command, with the revision as it stands.
    pub(super) fn refused(self, refusals: Vec<Refusal>) -> CommandError<PlanRevision> {
        CommandError::Refused { refusals, current: Some(Box::new(self.revision)) }
    }

    /// What the audit trail names the plan.
    pub(super) fn subject(&self) -> String {
        self.plan.id.named()
    }

    /// The change from the revision as it was read to `after`.
    pub(super) fn change(&self, kind: EventKind, after: Value) -> Change {
        let before = Some(said(&self.revision, &self.plan));
        Change { kind, subject: self.subject(), project: None, before, after: Some(after), reason: None }
    }
}

/// What the audit trail says of a revision and its plan.
pub(super) fn said(revision: &PlanRevision, plan: &Plan) -> Value {
    json!({
        "title": plan.title,
        "revision": revision.number,
        "state": revision.state,
        "announcedOn": plan.announced_on,
        "version": revision.version,
    })
}

/// Refusals of a part, at their places below `field` of the input.
pub(super) fn below(field: &str, refusals: Vec<Refusal>) -> Vec<Refusal> {
    let within = |refusal: Refusal| {
        let mut path = Path::input(field);
        path.0.extend(refusal.path.0);
        Refusal::new(path, refusal.fault)
    };
    refusals.into_iter().map(within).collect()
}
