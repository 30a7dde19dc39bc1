//! Revisions of a plan: each goes through the chain, and the adopted one leaves those before it readable.

use super::document::PlanDocument;
use crate::{
    approval::{Approvable, ApprovalState, Chain, StepTaken, seal::Seal},
    id::{PlanId, PlanRevisionId},
};

/// A revision of a plan: the plan as first made, or an amendment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRevision {
    /// Identity.
    pub id: PlanRevisionId,
    /// Whose revision.
    pub plan_id: PlanId,
    /// ฉบับที่, 1 for the plan as first made.
    pub number: i32,
    /// Where it stands in its chain.
    pub state: ApprovalState,
    /// Why the plan is amended; none for the first revision.
    pub reason: Option<String>,
    /// Its text, as [`super::write_document`] writes it; none for the revision that the plan itself stands at.
    pub document: Option<String>,
    /// Counts its changes, from 1.
    pub version: i32,
}

impl PlanRevision {
    /// Its chain, given every step of it, in order.
    #[must_use]
    pub const fn chain<'a>(&self, steps: &'a [StepTaken]) -> Chain<'a> {
        Chain::new(Approvable::Plan, self.state, steps)
    }
}

/// What the signatures of a revision seal: everything but what its adoption adds, which comes after them.
#[must_use]
pub fn seal(document: &PlanDocument) -> Seal {
    let mut signed = document.clone();
    signed.heading.announced_on = None;
    signed.heading.adopted_by_position = None;
    Seal::of(&super::write_document::write(&signed))
}
