//! The rules for giving more time.

use super::{ReportingWindow, sensible_days};
use crate::{
    calendar::{FiscalYear, ReportingRound},
    refusal::{Fault, Path, Refusal},
    text,
};
use chrono::NaiveDate;

/// An extension as somebody wants it; who it is for is looked up in the actor's scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtensionInput {
    /// The code of the organization; exactly one of this and `province_code`.
    pub organization_code: Option<String>,
    /// The code of the province.
    pub province_code: Option<String>,
    /// The year, B.E.
    pub fiscal_year: i32,
    /// The round.
    pub round: ReportingRound,
    /// The last day on which the report is to be in time.
    pub due_on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// Checks all of an input but who it is for, on this day, with the window as it stands (none where the year is no fiscal year).
///
/// # Errors
/// Every fault of the input, each with its place.
pub fn check(
    input: &ExtensionInput,
    window: Option<&ReportingWindow>,
    today: NaiveDate,
) -> Result<FiscalYear, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut refuse = |field: &str, fault: Fault| refusals.push(Refusal::new(Path::input(field), fault));
    match window {
        None => refuse("fiscalYear", Fault::NotAFiscalYear),
        Some(window) => {
            let days = sensible_days(window.fiscal_year, window.round);
            if !days.contains(&input.due_on) {
                refuse("dueOn", Fault::OutsideWindowRange { first: *days.start(), last: *days.end() });
            } else if input.due_on <= window.due_on {
                refuse("dueOn", Fault::DueNotLater { than: window.due_on });
            } else if input.due_on < today {
                // A day that has passed gives nobody more time.
                refuse("dueOn", Fault::DueNotLater { than: today.pred_opt().unwrap_or(today) });
            }
        }
    }
    if input.organization_code.is_some() == input.province_code.is_some() {
        refuse("organizationCode", Fault::OrganizationOrProvince);
    }
    if let Some(fault) = text::reason_fault(&input.reason) {
        refuse("reason", fault);
    }
    match (window, refusals.is_empty()) {
        (Some(window), true) => Ok(window.fiscal_year),
        _ => Err(refusals),
    }
}
