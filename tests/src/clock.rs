//! A clock that a test sets.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use std::sync::{Arc, Mutex};
use sucharit_domain::clock::Clock;

/// A clock that stands where it was set last.
#[derive(Debug, Clone)]
pub struct SetClock(Arc<Mutex<DateTime<Utc>>>);

impl SetClock {
    /// A clock at ten in the morning of a day in Bangkok.
    pub fn at(year: i32, month: u32, day: u32) -> Self {
        let clock = Self(Arc::new(Mutex::new(DateTime::UNIX_EPOCH)));
        clock.set(year, month, day);
        clock
    }

    /// Sets it to ten in the morning of another day in Bangkok.
    pub fn set(&self, year: i32, month: u32, day: u32) {
        let instant = Utc.with_ymd_and_hms(year, month, day, 3, 0, 0).single().expect("a day");
        *self.0.lock().expect("nobody panicked") = instant;
    }

    /// Moves it on.
    pub fn pass(&self, time: TimeDelta) {
        *self.0.lock().expect("nobody panicked") += time;
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("nobody panicked")
    }
}
