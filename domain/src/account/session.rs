//! How long somebody stays signed in, and how long a program's token lasts.

use crate::id::{AccessTokenId, AccountId, SessionId};
use chrono::{DateTime, TimeDelta, Utc};

/// A session of somebody who signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenSession {
    /// Identity.
    pub id: SessionId,
    /// Whose.
    pub account_id: AccountId,
    /// When it began, UTC.
    pub created_at: DateTime<Utc>,
    /// When it was last used, UTC, to about a minute.
    pub last_seen_at: DateTime<Utc>,
}

impl OpenSession {
    /// A session that nobody uses ends after this.
    pub const IDLE: TimeDelta = TimeDelta::hours(8);

    /// Any session ends after this.
    pub const LONGEST: TimeDelta = TimeDelta::days(7);

    /// How exactly its last use is kept.
    const EXACTNESS: TimeDelta = TimeDelta::minutes(1);

    /// Whether it still holds. One that began in the future, by a clock set back since, does not outlive its span.
    #[must_use]
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        now - self.last_seen_at < Self::IDLE && (now - self.created_at).abs() < Self::LONGEST
    }

    /// Whether its last use is worth keeping anew.
    #[must_use]
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        now - self.last_seen_at >= Self::EXACTNESS
    }
}

/// A token of a program, by which it acts for an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// Identity.
    pub id: AccessTokenId,
    /// For whom it acts.
    pub account_id: AccountId,
    /// What it is for; one name once for each account.
    pub name: String,
    /// Whether it only reads.
    pub read_only: bool,
    /// When it was given out, UTC.
    pub created_at: DateTime<Utc>,
    /// When it ends, UTC.
    pub expires_at: DateTime<Utc>,
    /// When it was revoked, UTC.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl AccessToken {
    /// How many days a token lasts unless said otherwise.
    pub const DAYS: i64 = 90;

    /// The most days a token may last.
    pub const MOST_DAYS: i64 = 366;

    /// Whether it still holds.
    #[must_use]
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use uuid::Uuid;

    #[test]
    fn sessions_end_when_idle_and_when_old() {
        let at = Utc.with_ymd_and_hms(2026, 4, 1, 0, 0, 0).single().unwrap();
        let session = |seen_hours| OpenSession {
            id: Uuid::nil().into(),
            account_id: Uuid::nil().into(),
            created_at: at,
            last_seen_at: at + TimeDelta::hours(seen_hours),
        };
        for (seen, now, holds) in
            [(0, 7, true), (0, 8, false), (160, 167, true), (167, 168, false), (0, -24, true), (0, -168, false)]
        {
            assert_eq!(session(seen).holds(at + TimeDelta::hours(now)), holds, "seen {seen} now {now}");
        }
        assert!(!session(0).is_due(at + TimeDelta::seconds(59)));
        assert!(session(0).is_due(at + TimeDelta::seconds(60)));
    }

    #[test]
    fn tokens_end_when_expired_or_revoked() {
        let at = Utc.with_ymd_and_hms(2026, 4, 1, 0, 0, 0).single().unwrap();
        let mut token = AccessToken {
            id: Uuid::nil().into(),
            account_id: Uuid::nil().into(),
            name: "dashboard".to_owned(),
            read_only: true,
            created_at: at,
            expires_at: at + TimeDelta::days(1),
            revoked_at: None,
        };
        assert!(token.holds(at));
        assert!(!token.holds(at + TimeDelta::days(1)));
        token.revoked_at = Some(at);
        assert!(!token.holds(at));
    }
}
