//! When reports are taken: the window of each fiscal year and round, extensions of its due date, and what both come to for one
//! organization. Days are Bangkok's.

pub mod extend;
pub mod move_window;

use crate::{
    calendar::{FiscalYear, ReportingRound},
    id::{ExtensionId, OrganizationId},
};
use chrono::{DateTime, Months, NaiveDate, Utc};
use std::ops::RangeInclusive;

/// The days on which the reports of a fiscal year and round are taken, the same for the whole country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportingWindow {
    /// The year.
    pub fiscal_year: FiscalYear,
    /// The round.
    pub round: ReportingRound,
    /// The first day on which a report may be submitted.
    pub opens_on: NaiveDate,
    /// The last day on which it is in time.
    pub due_on: NaiveDate,
    /// Counts its moves, from 1; none while the defaults hold.
    pub version: Option<i32>,
}

impl ReportingWindow {
    /// The window where nobody moved it: 1 to 30 April, 1 to 31 October (e-PlanNACC).
    #[must_use]
    pub fn default_of(fiscal_year: FiscalYear, round: ReportingRound) -> Self {
        let (opens_on, due_on) = (round.opens_on(fiscal_year), round.due_on(fiscal_year));
        Self { fiscal_year, round, opens_on, due_on, version: None }
    }

    /// Whether reports are taken by now. A late report is taken, too: late is a flag, not a state.
    #[must_use]
    pub fn is_open(&self, today: NaiveDate) -> bool {
        today >= self.opens_on
    }
}

/// The days within which the window of a round may lie, its extensions included: from the last month of the round to the eve of
/// the day on which it would open a year later.
#[must_use]
pub fn sensible_days(fiscal_year: FiscalYear, round: ReportingRound) -> RangeInclusive<NaiveDate> {
    let opens_on = round.opens_on(fiscal_year);
    let eve = (opens_on + Months::new(12)).pred_opt().unwrap_or(opens_on);
    opens_on - Months::new(1)..=eve
}

/// More time for the report of one organization, or for those of a whole province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// Identity.
    pub id: ExtensionId,
    /// Who has more time.
    pub given_to: GivenTo,
    /// The year.
    pub fiscal_year: FiscalYear,
    /// The round.
    pub round: ReportingRound,
    /// The last day on which the report is in time.
    pub due_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who gave it, as the audit trail names actors.
    pub granted_by: String,
    /// When, UTC.
    pub granted_at: DateTime<Utc>,
    /// When it was taken back, UTC; none while it runs.
    pub ended_at: Option<DateTime<Utc>>,
}

/// Who has more time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GivenTo {
    /// One organization.
    Organization(OrganizationId),
    /// All organizations of the province with this code.
    Province(String),
}

impl GivenTo {
    /// The organization, in whose chain it is recorded; none for a province: that is the system's.
    #[must_use]
    pub const fn organization(&self) -> Option<OrganizationId> {
        match self {
            Self::Organization(id) => Some(*id),
            Self::Province(_) => None,
        }
    }
}

/// What decides about the due dates of one plan's reports: the windows that were moved, and the extensions that run for its
/// organization or its province.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DueDates {
    /// The moved windows.
    pub windows: Vec<ReportingWindow>,
    /// The running extensions.
    pub extensions: Vec<Extension>,
}

impl DueDates {
    /// The window of a fiscal year and round.
    #[must_use]
    pub fn window(&self, fiscal_year: FiscalYear, round: ReportingRound) -> ReportingWindow {
        let mut windows = self.windows.iter();
        let moved = windows.find(|window| (window.fiscal_year, window.round) == (fiscal_year, round));
        moved.copied().unwrap_or_else(|| ReportingWindow::default_of(fiscal_year, round))
    }

    /// The extensions of a fiscal year and round.
    pub fn extensions_of(&self, fiscal_year: FiscalYear, round: ReportingRound) -> impl Iterator<Item = &Extension> {
        self.extensions.iter().filter(move |given| (given.fiscal_year, given.round) == (fiscal_year, round))
    }

    /// The last day on which the report is in time: the window's, or the latest of the extensions beyond it.
    #[must_use]
    pub fn due_on(&self, fiscal_year: FiscalYear, round: ReportingRound) -> NaiveDate {
        let extended = self.extensions_of(fiscal_year, round).map(|extension| extension.due_on).max();
        extended.into_iter().fold(self.window(fiscal_year, round).due_on, NaiveDate::max)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
