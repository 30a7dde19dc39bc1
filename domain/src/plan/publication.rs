//! Published plans: what anyone may read, as the plan stood when it was published.

use super::{Plan, document::PlanDocument, read_document, revision::PlanRevision};
use crate::{
    access::{Action, Actor, WhyNot},
    approval::{ApprovalState, StepTaken},
    id::{OrganizationId, PlanId, PlanPublicationId, PlanRevisionId},
    sha256,
};
use chrono::{DateTime, Utc};

/// That a revision of a plan is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanPublication {
    /// Identity.
    pub id: PlanPublicationId,
    /// Whose plan.
    pub organization_id: OrganizationId,
    /// Which plan.
    pub plan_id: PlanId,
    /// Which revision of it.
    pub revision_id: PlanRevisionId,
    /// Its text, canonical JSON.
    pub document: String,
    /// SHA-256 of the text.
    pub digest: String,
    /// When, UTC.
    pub published_at: DateTime<Utc>,
}

impl PlanPublication {
    /// Whether its text still is what was published.
    #[must_use]
    pub fn is_intact(&self) -> bool {
        sha256::of(&self.document) == self.digest
    }
}

/// A published plan with all that is shown of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedPlan {
    /// That it is published.
    pub publication: PlanPublication,
    /// ฉบับที่
    pub revision: i32,
    /// What it says.
    pub content: PlanDocument,
    /// The signatures of its revision, in order; none where it was adopted before it came here.
    pub signatures: Vec<StepTaken>,
}

impl PublishedPlan {
    /// A publication with its revision and that one's steps; none where the text is not what was published.
    #[must_use]
    pub fn read(publication: PlanPublication, revision: &PlanRevision, steps: &[StepTaken]) -> Option<Self> {
        if !publication.is_intact() {
            return None;
        }
        let content = read_document::read(&publication.document).ok()?;
        let signatures = revision.chain(steps).current().iter().filter(|step| step.step.signs()).cloned().collect();
        Some(Self { publication, revision: revision.number, content, signatures })
    }
}

/// Whether the actor may publish a revision now: only the one that the plan stands at, and once.
///
/// # Errors
/// Why not.
pub fn may_publish(revision: &PlanRevision, plan: &Plan, is_published: bool, actor: &Actor) -> Result<(), WhyNot> {
    actor.may(Action::PublishPlan)?;
    let stands = revision.number == plan.revision && revision.state == ApprovalState::Approved;
    if stands && !is_published { Ok(()) } else { Err(WhyNot::WrongState) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::{Capacity, Role, Scope},
        calendar::FiscalYear,
        id::AccountId,
    };
    use uuid::Uuid;

    #[test]
    fn only_the_adopted_revision_is_published_and_once() {
        let id = Uuid::from_u128(1);
        let plan = Plan {
            id: id.into(),
            organization_id: id.into(),
            title: "แผน".to_owned(),
            start_fiscal_year: FiscalYear::new(2566).unwrap(),
            end_fiscal_year: FiscalYear::new(2570).unwrap(),
            revision: 2,
            state: ApprovalState::Approved,
            announced_on: None,
            adopted_by_position: None,
        };
        let revision = |number, state| PlanRevision {
            id: id.into(),
            plan_id: id.into(),
            number,
            state,
            reason: None,
            document: None,
            version: 1,
        };
        let by = |role| {
            let capacity = Capacity::Account { id: AccountId(id), role, division: None, read_only: false };
            Actor { name: "somebody".to_owned(), scope: Scope::Everything, capacity }
        };
        for (number, state, is_published, role, expected) in [
            (2, ApprovalState::Approved, false, Role::Planner, Ok(())),
            (2, ApprovalState::Approved, true, Role::Planner, Err(WhyNot::WrongState)),
            (2, ApprovalState::Endorsed, false, Role::Planner, Err(WhyNot::WrongState)),
            (1, ApprovalState::Approved, false, Role::Planner, Err(WhyNot::WrongState)),
            (3, ApprovalState::Draft, false, Role::Planner, Err(WhyNot::WrongState)),
            (2, ApprovalState::Approved, false, Role::Executive, Err(WhyNot::WrongRole)),
        ] {
            let may = may_publish(&revision(number, state), &plan, is_published, &by(role));
            assert_eq!(may, expected, "{number} {state:?} {is_published} {role:?}");
        }
    }
}
