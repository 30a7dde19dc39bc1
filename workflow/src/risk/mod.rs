//! Risks.

pub(crate) mod assess_risk;
