//! Who may take which step now, and where it leads.

use super::{Approvable, ApprovalState, ApprovalStep, StepTaken};
use crate::access::{Actor, WhyNot};

/// The chain of one thing: where it stands, and every step that was taken.
#[derive(Debug, Clone, Copy)]
pub struct Chain<'a> {
    of: Approvable,
    state: ApprovalState,
    steps: &'a [StepTaken],
}

impl<'a> Chain<'a> {
    /// The chain of a thing in this state, with all its steps in order.
    #[must_use]
    pub const fn new(of: Approvable, state: ApprovalState, steps: &'a [StepTaken]) -> Self {
        Self { of, state, steps }
    }

    /// The steps of the run that is under way, or ended in an approval; none in a draft.
    #[must_use]
    pub fn current(&self) -> &'a [StepTaken] {
        match self.steps.last() {
            Some(last) if last.step.signs() => {
                let first = self.steps.iter().position(|step| step.run == last.run).unwrap_or_default();
                &self.steps[first..]
            }
            _ => &[],
        }
    }

    /// The number of the run to which the next step belongs.
    #[must_use]
    pub fn run(&self) -> i32 {
        match (self.current().last(), self.steps.last()) {
            (Some(step), _) => step.run,
            (None, Some(ended)) => ended.run + 1,
            (None, None) => 1,
        }
    }

    /// The place of the next step among all of them.
    #[must_use]
    pub fn next_sequence(&self) -> i32 {
        self.steps.last().map_or(1, |step| step.sequence + 1)
    }

    /// The digest that everybody in the run signed; none in a draft, and none where the signatures do not lead to the state, as
    /// after somebody changed one of them past the server.
    #[must_use]
    pub fn digest(&self) -> Option<&'a str> {
        let current = self.current();
        let last = current.last().filter(|step| step.step.to() == self.state)?;
        let digest = last.digest.as_deref();
        digest.filter(|_| current.iter().all(|step| step.digest.as_deref() == digest))
    }

    /// Whether it is a draft of which no signature is left.
    #[must_use]
    pub fn is_untouched_draft(&self) -> bool {
        self.state == ApprovalState::Draft && self.current().is_empty()
    }

    /// Whether the actor may take a step now: by role, by state, and only who took none of the run's steps may judge it.
    ///
    /// # Errors
    /// Why not.
    pub fn may(&self, step: ApprovalStep, actor: &Actor) -> Result<(), WhyNot> {
        actor.may(self.of.action(step).ok_or(WhyNot::WrongRole)?)?;
        // Clerk and executive may both return something, each in turn.
        let in_turn = step != ApprovalStep::Return || actor.role() == self.state.awaited();
        if !step.from().contains(&self.state) || !in_turn {
            return Err(WhyNot::WrongState);
        }
        if step.judges() && self.current().iter().any(|taken| Some(taken.account) == actor.account()) {
            return Err(WhyNot::OwnStep);
        }
        Ok(())
    }

    /// Takes a step: the state it leads to.
    ///
    /// # Errors
    /// Why the actor may not take it.
    pub fn take(self, step: ApprovalStep, actor: &Actor) -> Result<ApprovalState, WhyNot> {
        self.may(step, actor).map(|()| step.to())
    }
}
