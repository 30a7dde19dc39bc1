//! Chains of approval as clients see them: what they share, whatever goes through them.

mod object;

pub use object::{Seal, Signature, StepTaken, WhyNot};
