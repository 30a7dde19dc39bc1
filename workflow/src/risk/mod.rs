//! Risks.

mod assess_risk;
