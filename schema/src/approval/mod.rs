//! Chains of approval as clients see them: what they share, whatever goes through them.

mod object;

pub use object::{ApprovalStep, Seal, Signature, StepTaken, WhyNot};
