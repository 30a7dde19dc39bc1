//! What the workbook of the audit trail is made from.

use super::{
    Event,
    chain::{BrokenLink, StoredEvent, first_broken_link},
};
use crate::{clock::day_of, id::ProjectId, organization::Organization};
use chrono::NaiveDate;
use std::collections::HashMap;

/// An organization's audit trail, with everything its workbook shows.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditBook {
    /// The local government.
    pub organization: Organization,
    /// The district's name.
    pub district: String,
    /// The province's name.
    pub province: String,
    /// The days that were asked for.
    pub period: Period,
    /// The events of those days, oldest first; those that can no longer be read belong to every day.
    pub events: Vec<StoredEvent>,
    /// Number and name of the projects that the events are about; what is gone has none.
    pub projects: HashMap<ProjectId, (i16, String)>,
    /// How the whole chain stands, whatever the days.
    pub chain: ChainStanding,
    /// The day the workbook is made.
    pub made_on: NaiveDate,
}

/// Days (Bangkok's), both ends included; an open end has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

impl Period {
    /// From `from` to `to`; none where that is before it.
    #[must_use]
    pub fn new(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<Self> {
        let backwards = from.zip(to).is_some_and(|(from, to)| to < from);
        (!backwards).then_some(Self { from, to })
    }

    /// Whether `day` lies in it.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    fn holds(self, event: &Event) -> bool {
        self.contains(day_of(event.occurred_at))
    }
}

/// How a chain of events stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainStanding {
    /// How many events it has.
    pub length: usize,
    /// The first link that does not hold.
    pub broken: Option<BrokenLink>,
    /// The hash of its end; none where nothing happened yet.
    pub head_hash: Option<String>,
}

impl ChainStanding {
    /// Walks a chain; `head` is the end that was last written: its place and hash.
    #[must_use]
    pub fn of(events: &[StoredEvent], head: Option<(i64, String)>) -> Self {
        let broken = first_broken_link(events, head.as_ref());
        Self { length: events.len(), broken, head_hash: head.map(|(_, hash)| hash) }
    }
}

/// Of a chain's events those that a workbook of this period shows.
#[must_use]
pub fn of_period(events: Vec<StoredEvent>, period: Period) -> Vec<StoredEvent> {
    let shown = |stored: &StoredEvent| stored.event.as_ref().is_none_or(|event| period.holds(event));
    events.into_iter().filter(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 4, day).unwrap()
    }

    #[test]
    fn both_ends_of_a_period_belong_to_it() {
        for (from, to, days) in [
            (None, None, 1..=30),
            (Some(10), None, 10..=30),
            (None, Some(10), 1..=10),
            (Some(10), Some(12), 10..=12),
            (Some(10), Some(10), 10..=10),
        ] {
            let period = Period::new(from.map(day), to.map(day)).unwrap();
            for of_month in 1..=30 {
                assert_eq!(period.contains(day(of_month)), days.contains(&of_month), "{from:?} {to:?} {of_month}");
            }
        }
        assert_eq!(Period::new(Some(day(11)), Some(day(10))), None, "it ends before it begins");
    }
}
