//! How failed sign-ins slow down the next ones, per account and per address.

use chrono::{DateTime, TimeDelta, Utc};

/// The failures of one account's name or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failures {
    /// How many since the last success.
    pub count: i32,
    /// When the last one was, UTC.
    pub last_at: DateTime<Utc>,
}

/// What failures are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// The name somebody tries to sign in with, whether there is such an account or not.
    Username,
    /// Where somebody tries it from: many people may share one.
    Address,
}

/// After so long without a failure, all is forgotten.
pub const FORGOTTEN_AFTER: TimeDelta = TimeDelta::hours(24);

/// The longest that anybody waits: whoever fails on purpose must not lock out the owner for long.
const LONGEST_WAIT_SECONDS: i64 = 300;

impl Counted {
    /// How many failures cost nothing.
    const fn free(self) -> i32 {
        match self {
            Self::Username => 5,
            Self::Address => 50,
        }
    }

    /// How many seconds from `now` the next try must wait: none for the first failures, then 2, 4, 8 … from the last failure.
    #[must_use]
    pub fn wait_seconds(self, failures: Option<Failures>, now: DateTime<Utc>) -> Option<i64> {
        let failures = failures.filter(|failures| now - failures.last_at < FORGOTTEN_AFTER)?;
        let beyond = failures.count - self.free() + 1;
        if beyond <= 0 {
            return None;
        }
        let delay = 2_i64.checked_pow(beyond.unsigned_abs()).unwrap_or(LONGEST_WAIT_SECONDS).min(LONGEST_WAIT_SECONDS);
        // A clock that was set back must not lock anybody out for longer than the delay itself.
        let since = (now - failures.last_at).num_seconds().max(0);
        (since < delay).then_some(delay - since)
    }

    /// The failures after one more at `now`.
    #[must_use]
    pub fn after(self, failures: Option<Failures>, now: DateTime<Utc>) -> Failures {
        let kept = failures.filter(|failures| now - failures.last_at < FORGOTTEN_AFTER);
        Failures { count: kept.map_or(0, |kept| kept.count).saturating_add(1), last_at: now }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn each_failure_beyond_the_free_ones_waits_twice_as_long() {
        let at = Utc.with_ymd_and_hms(2026, 4, 1, 0, 0, 0).single().unwrap();
        let wait = |count, seconds| {
            Counted::Username.wait_seconds(Some(Failures { count, last_at: at }), at + TimeDelta::seconds(seconds))
        };
        assert_eq!(Counted::Username.wait_seconds(None, at), None);
        assert_eq!(wait(4, 0), None);
        assert_eq!(wait(5, 0), Some(2));
        assert_eq!(wait(5, 1), Some(1));
        assert_eq!(wait(5, 2), None);
        assert_eq!(wait(6, 0), Some(4));
        assert_eq!(wait(100, 0), Some(300));
        assert_eq!(wait(100, 24 * 3600), None);
        assert_eq!(wait(100, -3600), Some(300), "a clock set back");
        assert_eq!(Counted::Address.wait_seconds(Some(Failures { count: 49, last_at: at }), at), None);
        assert_eq!(Counted::Address.wait_seconds(Some(Failures { count: 50, last_at: at }), at), Some(2));
    }

    #[test]
    fn old_failures_are_forgotten() {
        let at = Utc.with_ymd_and_hms(2026, 4, 1, 0, 0, 0).single().unwrap();
        let first = Counted::Username.after(None, at);
        assert_eq!(first.count, 1);
        assert_eq!(Counted::Username.after(Some(first), at + TimeDelta::hours(1)).count, 2);
        assert_eq!(Counted::Username.after(Some(first), at + TimeDelta::hours(24)).count, 1);
    }
}
