//! Time and fresh identifiers as a parameter, so that rules run against a set clock in tests.

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use chrono_tz::Asia::Bangkok;
use uuid::{NoContext, Timestamp, Uuid};

/// Where "now" and new identifiers come from.
pub trait Clock: Send + Sync {
    /// The present instant, UTC, whole microseconds (what both databases keep).
    fn now(&self) -> DateTime<Utc>;

    /// A new `UUIDv7` of this instant.
    fn new_uuid(&self) -> Uuid {
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos()))
    }

    /// The present day in Bangkok, which every rule about days uses.
    fn today(&self) -> NaiveDate {
        day_of(self.now())
    }
}

/// The day in Bangkok at an instant.
#[must_use]
pub fn day_of(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&Bangkok).date_naive()
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}

/// A clock that stands still, for tests and examples.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub DateTime<Utc>);

impl Clock for FixedClock {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn the_day_is_bangkoks() {
        let late = FixedClock(Utc.with_ymd_and_hms(2026, 4, 30, 17, 0, 0).single().expect("a valid instant"));
        assert_eq!(late.today(), NaiveDate::from_ymd_opt(2026, 5, 1).expect("a valid day"));
        let before = FixedClock(Utc.with_ymd_and_hms(2026, 4, 30, 16, 59, 59).single().expect("a valid instant"));
        assert_eq!(before.today(), NaiveDate::from_ymd_opt(2026, 4, 30).expect("a valid day"));
    }
}
