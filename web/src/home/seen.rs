//! When somebody was here before, kept in a cookie of the browser.

use chrono::{DateTime, TimeDelta, Utc};
use poem::{Request, http::header};

const COOKIE: &str = "sucharit-seen";

/// What comes after a pause of this length is another visit.
const PAUSE: TimeDelta = TimeDelta::minutes(30);

/// How far a first visit looks back, and every other at most.
const FARTHEST: TimeDelta = TimeDelta::days(30);

/// Since when things are new, and what to remember.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// When the visit before this one ended.
    pub since: DateTime<Utc>,
    /// Whether there was none.
    pub is_first: bool,
    now: DateTime<Utc>,
}

impl Seen {
    /// By the cookie: `<end of the visit before>.<last seen>`, in seconds.
    pub fn of(request: &Request, now: DateTime<Utc>) -> Self {
        let headers = request.headers().get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = headers.flat_map(|header| header.split(';')).filter_map(|pair| pair.trim().split_once('='));
        Self::read(pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value), now)
    }

    fn read(cookie: Option<&str>, now: DateTime<Utc>) -> Self {
        let instant = |seconds: &str| DateTime::from_timestamp(seconds.parse().ok()?, 0);
        let kept = cookie.and_then(|cookie| cookie.split_once('.'));
        let kept = kept.and_then(|(before, last)| Some((instant(before)?, instant(last)?)));
        let (since, is_first) = match kept {
            Some((before, last)) => (if now - last > PAUSE { last } else { before }, false),
            None => (now - FARTHEST, true),
        };
        // As far back as it goes, there is no visit to speak of.
        let is_first = is_first || since <= now - FARTHEST + PAUSE;
        Self { since: since.clamp(now - FARTHEST, now), is_first, now }
    }

    /// What the browser is to keep.
    pub fn cookie(&self, secure: bool) -> String {
        let secure = if secure { "; Secure" } else { "" };
        let (before, last) = (self.since.timestamp(), self.now.timestamp());
        format!("{COOKIE}={before}.{last}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}")
    }
}

#[cfg(test)]
mod tests {
    use super::{FARTHEST, Seen};
    use chrono::{DateTime, TimeDelta};

    #[test]
    fn a_visit_ends_with_a_pause() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let since = |cookie: Option<&str>| (now - Seen::read(cookie, now).since).num_minutes();
        assert_eq!(since(None), FARTHEST.num_minutes());
        assert_eq!(since(Some("1799990000.1799999940")), 166, "a minute ago is the same visit");
        assert_eq!(since(Some("1799990000.1799996400")), 60, "an hour ago was another one");
        assert_eq!(since(Some("nonsense")), FARTHEST.num_minutes());
        assert_eq!(Seen::read(Some("1900000000.1900000000"), now).since, now, "never later than now");
        assert!(Seen::read(None, now).is_first && Seen::read(Some("1.1"), now).is_first);
        assert!(!Seen::read(Some("1799990000.1799999940"), now).is_first);
        assert_eq!(now - Seen::read(Some("1.1"), now).since, TimeDelta::days(30));
    }
}
