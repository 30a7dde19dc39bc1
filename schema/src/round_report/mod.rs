//! Round reports.

mod object;

pub use object::{ApprovalState, ReportingRound, RoundReport};
