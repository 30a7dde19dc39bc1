//! When a due date is near enough to remind of it.

use crate::{
    calendar::{FiscalYear, ReportingRound},
    window::DueDates,
};
use chrono::NaiveDate;

/// So many days before a due date there is a reminder.
pub const DAYS_BEFORE: [i64; 3] = [30, 7, 1];

/// Which of the reminders is due today, by its days before: the last one whose day has come. A day on which nobody swept is caught
/// up with on the next; after the due date there is none.
#[must_use]
pub fn due_today(due_on: NaiveDate, today: NaiveDate) -> Option<i64> {
    let left = (due_on - today).num_days();
    if left < 0 {
        return None;
    }
    DAYS_BEFORE.into_iter().filter(|before| left <= *before).min()
}

/// The years and rounds of which any report has a reminder today, by the windows that were moved and all running extensions.
#[must_use]
pub fn rounds_due(due_dates: &DueDates, today: NaiveDate) -> Vec<(FiscalYear, ReportingRound)> {
    let this_year = FiscalYear::of(today).get();
    // A window lies within a year of its round, so further years have none.
    let years = (this_year - 2..=this_year + 1).filter_map(FiscalYear::new);
    let rounds = years.flat_map(|year| ReportingRound::ALL.map(|round| (year, round)));
    let is_due = |(year, round): &(FiscalYear, ReportingRound)| {
        let window = due_dates.window(*year, *round).due_on;
        let mut days = due_dates.extensions_of(*year, *round).map(|extension| extension.due_on).chain([window]);
        days.any(|due_on| due_today(due_on, today).is_some())
    };
    rounds.filter(is_due).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::ReportingWindow;
    use ReportingRound::{SixMonth, TwelveMonth};
    use chrono::Duration;

    #[test]
    fn only_rounds_that_fall_due_are_swept() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let year = |year| FiscalYear::new(year).unwrap();
        let by_default = DueDates::default();
        assert_eq!(rounds_due(&by_default, day(2026, 3, 30)), []);
        assert_eq!(rounds_due(&by_default, day(2026, 3, 31)), [(year(2569), SixMonth)]);
        assert_eq!(rounds_due(&by_default, day(2026, 5, 1)), []);
        assert_eq!(rounds_due(&by_default, day(2026, 10, 31)), [(year(2569), TwelveMonth)]);
        let moved = ReportingWindow {
            due_on: day(2026, 5, 15),
            version: Some(1),
            ..ReportingWindow::default_of(year(2569), SixMonth)
        };
        let moved = DueDates { windows: vec![moved], extensions: Vec::new() };
        assert_eq!(rounds_due(&moved, day(2026, 5, 1)), [(year(2569), SixMonth)]);
        assert_eq!(rounds_due(&moved, day(2026, 4, 14)), []);
    }

    #[test]
    fn thirty_seven_and_one_day_before() {
        let due_on = NaiveDate::from_ymd_opt(2026, 4, 30).unwrap();
        for (left, expected) in [
            (31, None),
            (30, Some(30)),
            (8, Some(30)),
            (7, Some(7)),
            (2, Some(7)),
            (1, Some(1)),
            (0, Some(1)),
            (-1, None),
        ] {
            assert_eq!(due_today(due_on, due_on - Duration::days(left)), expected, "{left} days left");
        }
    }
}
