//! Walking a chain of events.

use super::Event;

/// An event as storage gives it back.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredEvent {
    /// Its place in the chain, from 1.
    pub sequence: i64,
    /// What it says; none where that can no longer be read.
    pub event: Option<Event>,
    /// The hash that was stored for it.
    pub hash: String,
}

/// A link that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrokenLink {
    /// The place in the chain where it shows.
    pub sequence: i64,
    /// What does not hold.
    pub reason: BrokenReason,
}

/// What does not hold about a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrokenReason {
    /// An event that belongs here is gone.
    Missing,
    /// It names another event before it than the one that is there.
    OtherPrevious,
    /// It is not what was hashed.
    Changed,
}

impl BrokenReason {
    /// In words, for the command line.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            Self::Missing => "is missing",
            Self::OtherPrevious => "does not follow the event before it",
            Self::Changed => "was changed after it was written",
        }
    }
}

/// The first link of a chain that does not hold; `events` come in their order, `head` is the end that was last written: its
/// place and hash.
#[must_use]
pub fn first_broken_link(events: &[StoredEvent], head: Option<&(i64, String)>) -> Option<BrokenLink> {
    let mut previous: Option<&str> = None;
    for (stored, place) in events.iter().zip(1..) {
        let event = stored.event.as_ref();
        let reason = if stored.sequence != place {
            BrokenReason::Missing
        } else if event.is_some_and(|event| event.previous_hash.as_deref() != previous) {
            BrokenReason::OtherPrevious
        } else if event.is_none_or(|event| event.hash() != stored.hash) {
            BrokenReason::Changed
        } else {
            previous = Some(&stored.hash);
            continue;
        };
        return Some(BrokenLink { sequence: place, reason });
    }
    let last = events.last().map_or(0, |last| last.sequence);
    let (end, hash) = head.map_or((0, None), |(end, hash)| (*end, Some(hash.as_str())));
    if end > last {
        return Some(BrokenLink { sequence: last + 1, reason: BrokenReason::Missing });
    }
    // Events that nobody counted, or another last one than was written.
    (end < last || hash != previous).then_some(BrokenLink { sequence: last, reason: BrokenReason::OtherPrevious })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Change, EventKind};
    use chrono::{TimeZone, Utc};
    use uuid::Uuid;

    fn chain(length: i64) -> Vec<StoredEvent> {
        let mut previous_hash = None;
        let event = |sequence| {
            let change = Change {
                kind: EventKind::ProgressRecorded,
                subject: format!("progress:{sequence}"),
                project: None,
                before: None,
                after: Some(serde_json::json!({ "disbursed": "20000.00" })),
                reason: None,
            };
            let event = Event {
                id: Uuid::nil().into(),
                organization_id: Some(Uuid::nil().into()),
                sequence,
                occurred_at: Utc.with_ymd_and_hms(2026, 4, 1, 0, 0, 0).single().unwrap(),
                actor: "planner".to_owned(),
                change,
                previous_hash: previous_hash.take(),
            };
            let hash = event.hash();
            previous_hash = Some(hash.clone());
            StoredEvent { sequence, event: Some(event), hash }
        };
        (1..=length).map(event).collect()
    }

    fn head(events: &[StoredEvent]) -> Option<(i64, String)> {
        events.last().map(|last| (last.sequence, last.hash.clone()))
    }

    #[test]
    fn events_taken_from_the_end_or_put_there_are_found() {
        let whole = chain(5);
        let head = head(&whole);
        let broken = |events: &[StoredEvent]| first_broken_link(events, head.as_ref());
        assert_eq!(broken(&whole[..4]), Some(BrokenLink { sequence: 5, reason: BrokenReason::Missing }));
        assert_eq!(broken(&[]), Some(BrokenLink { sequence: 1, reason: BrokenReason::Missing }));
        assert_eq!(broken(&chain(6)), Some(BrokenLink { sequence: 6, reason: BrokenReason::OtherPrevious }));
        assert_eq!(
            first_broken_link(&whole, None),
            Some(BrokenLink { sequence: 5, reason: BrokenReason::OtherPrevious })
        );
    }

    #[test]
    fn a_whole_chain_holds() {
        assert_eq!(broken_link(&chain(5)), None);
        assert_eq!(first_broken_link(&[], None), None);
    }

    #[test]
    fn every_kind_of_tampering_is_found_at_its_place() {
        let broken = |sequence, reason| Some(BrokenLink { sequence, reason });
        let mut changed = chain(5);
        said(&mut changed[2]).change.after = Some(serde_json::json!({ "disbursed": "10000.00" }));
        assert_eq!(broken_link(&changed), broken(3, BrokenReason::Changed));
        let mut removed = chain(5);
        removed.remove(1);
        assert_eq!(broken_link(&removed), broken(2, BrokenReason::Missing));
        let mut rehashed = chain(5);
        said(&mut rehashed[2]).change.after = None;
        rehashed[2].hash = said(&mut rehashed[2]).hash();
        assert_eq!(broken_link(&rehashed), broken(4, BrokenReason::OtherPrevious));
        let mut unreadable = chain(5);
        unreadable[4].event = None;
        assert_eq!(broken_link(&unreadable), broken(5, BrokenReason::Changed));
    }

    /// With the end of the chain as it stands.
    fn broken_link(events: &[StoredEvent]) -> Option<BrokenLink> {
        first_broken_link(events, head(events).as_ref())
    }

    fn said(stored: &mut StoredEvent) -> &mut Event {
        stored.event.as_mut().unwrap()
    }
}
