//! Plans, their outline, their goals, their revisions.

mod amend_plan;
mod approve_plan;
pub mod batch;
pub mod diff;
mod endorse_plan;
mod goal;
mod object;
mod outcome;
mod outline;
mod publish_plan;
mod return_plan;
mod revision;
mod submit_plan;
mod withdraw_plan;

use async_graphql::MergedObject;
pub use goal::Goal;
pub use object::Plan;
pub use outline::Dimension;
pub use revision::PlanRevision;

/// What is done with a revision of a plan.
#[derive(Debug, Default, MergedObject)]
pub struct PlanMutation(
    amend_plan::AmendPlan,
    submit_plan::SubmitPlan,
    withdraw_plan::WithdrawPlan,
    endorse_plan::EndorsePlan,
    approve_plan::ApprovePlan,
    return_plan::ReturnPlan,
    publish_plan::PublishPlan,
);
