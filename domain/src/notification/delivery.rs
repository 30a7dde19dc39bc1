//! What becomes of a message as mail. A message is marked before it is handed to the mail server: where the process dies before
//! the answer is kept, nobody can tell whether it went out, so it is never sent again and shows as unknown.

use crate::code::coded_enum;
use chrono::{DateTime, Duration, Utc};

coded_enum! {
    /// Where the mail stands.
    pub enum DeliveryState {
        /// The account has no address: it is read here alone.
        NoAddress = "NO_ADDRESS",
        /// To be sent, or to be tried again.
        Waiting = "WAITING",
        /// Handed to the mail server at this moment.
        Sending = "SENDING",
        /// The mail server took it.
        Sent = "SENT",
        /// The mail server refused it for good, or could not be reached for days.
        Failed = "FAILED",
        /// Handed over, and the answer was lost: it may have arrived, so it is not sent again.
        Unknown = "UNKNOWN",
    }
}

/// What became of a message as mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Where it stands.
    pub state: DeliveryState,
    /// The address, as it was when the message was made.
    pub email: Option<String>,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next, UTC; only while it waits.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When the mail server took it, UTC.
    pub sent_at: Option<DateTime<Utc>>,
    /// What the mail server said last.
    pub answer: Option<String>,
}

/// How one attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The mail server took it; what it said.
    Sent(String),
    /// Not now, perhaps later; why.
    Later(String),
    /// Never; why.
    Never(String),
    /// Nobody can tell; what is known.
    Unknown(String),
}

/// After so long, a message that could not be sent is no longer news.
#[must_use]
pub fn longest_wait() -> Duration {
    Duration::days(3)
}

/// How long a process may send alone unless it says again that it does, which it does before each message: far longer than one
/// message may take.
#[must_use]
pub fn lease() -> Duration {
    Duration::minutes(10)
}

/// How long to wait after so many attempts: 1, 2, 4 … minutes, at most an hour.
#[must_use]
pub fn back_off(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts.saturating_sub(1)).unwrap_or_default().min(6);
    Duration::minutes(2_i64.pow(doublings).min(60))
}

impl Delivery {
    /// Of a new message: at once, where there is an address.
    #[must_use]
    pub fn new(email: Option<String>, now: DateTime<Utc>) -> Self {
        let state = if email.is_some() { DeliveryState::Waiting } else { DeliveryState::NoAddress };
        let next_attempt_at = email.is_some().then_some(now);
        Self { state, email, attempts: 0, next_attempt_at, sent_at: None, answer: None }
    }

    /// After an attempt that ended so.
    #[must_use]
    pub fn after(self, outcome: Outcome, now: DateTime<Utc>) -> Self {
        let attempts = self.attempts + 1;
        let (state, answer) = match outcome {
            Outcome::Sent(answer) => (DeliveryState::Sent, answer),
            Outcome::Later(reason) => (DeliveryState::Waiting, reason),
            Outcome::Never(reason) => (DeliveryState::Failed, reason),
            Outcome::Unknown(reason) => (DeliveryState::Unknown, reason),
        };
        Self {
            state,
            attempts,
            next_attempt_at: (state == DeliveryState::Waiting).then(|| now + back_off(attempts)),
            sent_at: (state == DeliveryState::Sent).then_some(now),
            answer: Some(answer),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_an_hour() {
        let minutes: Vec<i64> = (1..=9).map(|attempts| back_off(attempts).num_minutes()).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(back_off(i32::MAX).num_minutes(), 60);
    }

    #[test]
    fn only_what_surely_did_not_go_out_waits_again() {
        let now = DateTime::UNIX_EPOCH;
        let fresh = Delivery::new(Some("a@example.go.th".to_owned()), now);
        assert_eq!((fresh.state, fresh.next_attempt_at), (DeliveryState::Waiting, Some(now)));
        assert_eq!(Delivery::new(None, now).state, DeliveryState::NoAddress);
        let word = || "…".to_owned();
        for (outcome, state, waits) in [
            (Outcome::Sent(word()), DeliveryState::Sent, false),
            (Outcome::Later(word()), DeliveryState::Waiting, true),
            (Outcome::Never(word()), DeliveryState::Failed, false),
            (Outcome::Unknown(word()), DeliveryState::Unknown, false),
        ] {
            let after = fresh.clone().after(outcome, now);
            assert_eq!((after.state, after.next_attempt_at.is_some(), after.attempts), (state, waits, 1));
            assert_eq!(after.sent_at.is_some(), state == DeliveryState::Sent);
        }
    }
}
