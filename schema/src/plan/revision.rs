//! A revision of a plan as clients see it.

use super::{Plan, batch::PlanBatch};
use crate::{
    approval::{ApprovalStep, Signature, StepTaken, WhyNot},
    failure::Failure,
    node::GlobalId,
    round_report::ApprovalState,
    scalar::DateTime,
};
use async_graphql::{Description, ID, Object};
use std::sync::Arc;
use sucharit_domain::{
    approval::{self as domain_approval, Chain},
    plan::{amendment::may_amend, publication::may_publish, revision as domain},
};

/// A revision of a plan (ฉบับที่): the plan as first made, or an amendment, each on its own way to the executive's signature.
#[derive(Debug, Clone, Description)]
pub struct PlanRevision {
    value: domain::PlanRevision,
    batch: Arc<PlanBatch>,
}

impl PlanRevision {
    /// A revision of a plan of the batch.
    pub fn new(value: domain::PlanRevision, batch: &Arc<PlanBatch>) -> Self {
        Self { value, batch: Arc::clone(batch) }
    }

    /// Its chain.
    async fn chain(&self) -> Result<Chain<'_>, Failure> {
        let steps = self.batch.plan_revision_steps().await?.get(&self.value.id);
        Ok(self.value.chain(steps.map(Vec::as_slice).unwrap_or_default()))
    }
}

#[Object(use_type_description)]
impl PlanRevision {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        GlobalId::from(self.value.id).encode()
    }

    /// Whose revision.
    async fn plan(&self) -> Result<Plan, Failure> {
        Ok(Plan::new(self.batch.plan(self.value.plan_id)?.clone(), &self.batch))
    }

    /// ฉบับที่, 1 for the plan as first made. The plan stands at the one that its own `revision` names.
    async fn revision(&self) -> i32 {
        self.value.number
    }

    /// Where it stands.
    async fn state(&self) -> ApprovalState {
        self.value.state.into()
    }

    /// Why the plan is amended; null for the first revision.
    async fn reason(&self) -> Option<&str> {
        self.value.reason.as_deref()
    }

    /// What it says: the plan's JSON form, which `amendPlan` takes.
    #[graphql(complexity = "crate::page::times(36, child_complexity)")]
    async fn document(&self) -> Result<String, Failure> {
        match &self.value.document {
            Some(document) => Ok(document.clone()),
            None => self.batch.documents().await?.get(&self.value.plan_id).cloned().ok_or(Failure::Internal),
        }
    }

    /// Who signed it on its present way from the draft, in order; nobody in a draft, or where it was adopted before it came here.
    async fn signatures(&self) -> Result<Vec<Signature>, Failure> {
        Ok(self.chain().await?.current().iter().filter_map(Signature::of).collect())
    }

    /// Every step that was ever taken with it, in order, with opinions and reasons.
    #[graphql(complexity = "crate::page::times(5, child_complexity)")]
    async fn steps(&self) -> Result<Vec<StepTaken>, Failure> {
        let current = self.chain().await?.current().len();
        let steps = self.batch.plan_revision_steps().await?.get(&self.value.id).map(Vec::as_slice).unwrap_or_default();
        let void = steps.len() - current;
        let step = |(place, taken): (usize, &domain_approval::StepTaken)| StepTaken::new(taken, place < void);
        Ok(steps.iter().enumerate().map(step).collect())
    }

    /// The steps that you may take with it now, by your role, by where it stands and by who took its steps.
    async fn viewer_can(&self) -> Result<Vec<ApprovalStep>, Failure> {
        let (chain, actor) = (self.chain().await?, self.batch.request.actor()?);
        let allowed = domain_approval::ApprovalStep::ALL.iter().filter(|step| chain.may(**step, actor).is_ok());
        Ok(allowed.map(|step| (*step).into()).collect())
    }

    /// Why you may not take this step with it now; null where you may.
    async fn why_not(
        &self,
        #[graphql(desc = "The step that you would take.")] step: ApprovalStep,
    ) -> Result<Option<WhyNot>, Failure> {
        Ok(self.chain().await?.may(step.into(), self.batch.request.actor()?).err().map(Into::into))
    }

    /// When it was published as it stands; null while it is not.
    async fn published_at(&self) -> Result<Option<DateTime>, Failure> {
        let publication = self.batch.plan_publications().await?.get(&self.value.id);
        Ok(publication.map(|publication| DateTime(publication.published_at)))
    }

    /// Whether you may publish it now: the planning division may, once the plan stands at it.
    async fn viewer_can_publish(&self) -> Result<bool, Failure> {
        let is_published = self.batch.plan_publications().await?.contains_key(&self.value.id);
        let (plan, actor) = (self.batch.plan(self.value.plan_id)?, self.batch.request.actor()?);
        Ok(may_publish(&self.value, plan, is_published, actor).is_ok())
    }

    /// Whether you may amend it now (`amendPlan`): draw up what follows an adopted plan, or change a draft.
    async fn viewer_can_amend(&self) -> Result<bool, Failure> {
        let revisions = self.batch.revisions().await?.get(&self.value.plan_id);
        let is_latest = revisions.and_then(|all| all.last()).is_some_and(|latest| latest.id == self.value.id);
        Ok(may_amend(&self.value, is_latest, self.batch.request.actor()?).is_ok())
    }

    /// Counts its changes, from 1.
    async fn version(&self) -> i32 {
        self.value.version
    }
}
