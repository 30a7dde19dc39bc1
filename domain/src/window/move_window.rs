//! The rules for moving a reporting window.

use super::{ReportingWindow, sensible_days};
use crate::{
    calendar::{FiscalYear, ReportingRound},
    refusal::{Fault, Path, Refusal},
    text,
};
use chrono::NaiveDate;

/// A window as somebody wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WindowInput {
    /// The year, B.E.
    pub fiscal_year: i32,
    /// The round.
    pub round: ReportingRound,
    /// The first day on which a report may be submitted.
    pub opens_on: NaiveDate,
    /// The last day on which it is in time.
    pub due_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// The version that was read; none while the defaults hold.
    pub expected_version: Option<i32>,
}

/// Checks one input whole, against the window as it stands (none where the year is no fiscal year).
///
/// # Errors
/// Every fault of the input, each with its place.
pub fn check(input: &WindowInput, current: Option<&ReportingWindow>) -> Result<ReportingWindow, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut refuse = |field: &str, fault: Fault| refusals.push(Refusal::new(Path::input(field), fault));
    let fiscal_year = FiscalYear::new(input.fiscal_year);
    if let Some(year) = fiscal_year {
        let days = sensible_days(year, input.round);
        for (field, day) in [("opensOn", input.opens_on), ("dueOn", input.due_on)] {
            if !days.contains(&day) {
                refuse(field, Fault::OutsideWindowRange { first: *days.start(), last: *days.end() });
            }
        }
    } else {
        refuse("fiscalYear", Fault::NotAFiscalYear);
    }
    if input.due_on < input.opens_on {
        refuse("dueOn", Fault::DueBeforeOpening);
    }
    if let Some(fault) = text::reason_fault(&input.reason) {
        refuse("reason", fault);
    }
    let version = current.and_then(|window| window.version);
    if current.is_some() && version != input.expected_version {
        refuse("expectedVersion", Fault::StaleVersion { expected: input.expected_version, current: version });
    }
    match (fiscal_year, refusals.is_empty()) {
        (Some(fiscal_year), true) => Ok(ReportingWindow {
            fiscal_year,
            round: input.round,
            opens_on: input.opens_on,
            due_on: input.due_on,
            version: Some(version.unwrap_or_default() + 1),
        }),
        _ => Err(refusals),
    }
}
