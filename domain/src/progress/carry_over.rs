//! A project completed in the six-month round is complete for the year: its twelve-month report takes over the values and is
//! locked (e-PlanNACC, rule 2). A carried report stands and falls with the six-month one.

use super::{Progress, ProgressStatus};
use crate::calendar::ReportingRound;

/// What a newly recorded report means for the twelve-month report of the same year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CarryOver {
    /// Nothing.
    None,
    /// The twelve-month report takes over the values.
    Put,
    /// The carried twelve-month report is withdrawn: nothing is reported for that round again.
    Withdraw,
}

/// Decides for a report of `status` recorded in `round`, with `other_round` as the other round of the year stands.
#[must_use]
pub fn decide(round: ReportingRound, status: ProgressStatus, other_round: Option<&Progress>) -> CarryOver {
    if round == ReportingRound::TwelveMonth {
        return CarryOver::None;
    }
    let completed = status == ProgressStatus::Completed;
    match other_round {
        None if completed => CarryOver::Put,
        Some(twelve_month) if twelve_month.carried_over && completed => CarryOver::Put,
        Some(twelve_month) if twelve_month.carried_over => CarryOver::Withdraw,
        _ => CarryOver::None,
    }
}

#[cfg(test)]
#[path = "carry_over_tests.rs"]
mod tests;
