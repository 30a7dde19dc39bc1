//! The fiscal calendar (`e-PlanNACC`: fiscal year B.E. *Y* is 1 October B.E. *Y−1* to 30 September B.E. *Y*).

use crate::{labels, numeral::Numerals};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Asia::Bangkok;
use serde::{Deserialize, Serialize};
use std::{fmt, ops::RangeInclusive};

/// Buddhist Era minus Common Era.
pub const BUDDHIST_ERA_OFFSET: i32 = 543;

/// Fiscal years the system accepts, B.E.: wide enough for history and plans to come, narrow enough to catch a C.E. year.
pub const SUPPORTED_FISCAL_YEARS: RangeInclusive<i32> = 2500..=2700;

/// A Thai government fiscal year (ปีงบประมาณ), in the Buddhist Era.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FiscalYear(i32);

impl FiscalYear {
    /// The fiscal year B.E. `year`; `None` outside [`SUPPORTED_FISCAL_YEARS`].
    #[must_use]
    pub fn new(year: i32) -> Option<Self> {
        SUPPORTED_FISCAL_YEARS.contains(&year).then_some(Self(year))
    }

    /// The Buddhist Era year.
    #[must_use]
    pub const fn get(self) -> i32 {
        self.0
    }

    /// All fiscal years from `self` to `last`, both included.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        (self.0..=last.0).map(Self)
    }

    /// The fiscal year that `day` (Bangkok) lies in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self(day.year() + BUDDHIST_ERA_OFFSET + i32::from(day.month() >= 10))
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// One of the two reporting rounds of a fiscal year (รอบการรายงาน).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReportingRound {
    /// รอบ 6 เดือน: October–March, reported in April.
    SixMonth,
    /// รอบ 12 เดือน: October–September, reported in October.
    TwelveMonth,
}

impl ReportingRound {
    /// Both rounds, in order.
    pub const ALL: [Self; 2] = [Self::SixMonth, Self::TwelveMonth];

    /// How many months of the fiscal year the round covers: 6 or 12. Also its number in storage.
    #[must_use]
    pub const fn months(self) -> i16 {
        match self {
            Self::SixMonth => 6,
            Self::TwelveMonth => 12,
        }
    }

    /// The round that covers so many months.
    #[must_use]
    pub fn from_months(months: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|round| round.months() == months)
    }

    /// Its code in requests: `SIX_MONTH`, `TWELVE_MONTH`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SixMonth => "SIX_MONTH",
            Self::TwelveMonth => "TWELVE_MONTH",
        }
    }

    /// The round with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|round| round.code() == code)
    }

    /// The default day on which its reports begin to be taken: 1 April and 1 October (e-PlanNACC).
    #[must_use]
    pub fn opens_on(self, fiscal_year: FiscalYear) -> NaiveDate {
        let year = fiscal_year.get() - BUDDHIST_ERA_OFFSET;
        match self {
            Self::SixMonth => day(year, 4, 1),
            Self::TwelveMonth => day(year, 10, 1),
        }
    }

    /// Default due date: 30 April and 31 October (e-PlanNACC).
    #[must_use]
    pub fn due_on(self, fiscal_year: FiscalYear) -> NaiveDate {
        let year = fiscal_year.get() - BUDDHIST_ERA_OFFSET;
        match self {
            Self::SixMonth => day(year, 4, 30),
            Self::TwelveMonth => day(year, 10, 31),
        }
    }
}

/// Reads a day of the Common Era written as `2026-04-30`, and in no other way.
#[must_use]
pub fn read_day(text: &str) -> Option<NaiveDate> {
    let day: NaiveDate = text.parse().ok()?;
    (day.to_string() == text).then_some(day)
}

/// A day in the long Thai form: `30 เมษายน 2569`, in Thai digits `๓๐ เมษายน ๒๕๖๙`.
#[must_use]
pub fn thai_date(day: NaiveDate, numerals: Numerals) -> String {
    let month = labels::MONTHS[day.month0() as usize];
    numerals.write(&format!("{} {month} {}", day.day(), day.year() + BUDDHIST_ERA_OFFSET))
}

/// An instant as it was in Bangkok, to the second: `30 เมษายน 2569 09:03:04 น.`.
#[must_use]
pub fn thai_date_time(instant: DateTime<Utc>, numerals: Numerals) -> String {
    let local = instant.with_timezone(&Bangkok);
    let time = numerals.write(&local.format("%H:%M:%S").to_string());
    format!("{} {time} น.", thai_date(local.date_naive(), numerals))
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the supported fiscal years lie within the calendar")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_begins_in_october() {
        for (date, year) in [((2022, 9, 30), 2565), ((2022, 10, 1), 2566), ((2023, 9, 30), 2566), ((2024, 2, 29), 2567)]
        {
            assert_eq!(FiscalYear::of(day(date.0, date.1, date.2)).get(), year, "{date:?}");
        }
        assert_eq!(FiscalYear::new(2023), None, "a C.E. year is not a fiscal year");
    }

    #[test]
    fn rounds_fall_due_in_april_and_october() {
        let year = FiscalYear::new(2569).unwrap();
        assert_eq!(ReportingRound::SixMonth.due_on(year), day(2026, 4, 30));
        assert_eq!(ReportingRound::TwelveMonth.due_on(year), day(2026, 10, 31));
    }

    #[test]
    fn days_are_read_in_one_form() {
        assert_eq!(read_day("2026-04-30"), Some(day(2026, 4, 30)));
        for wrong in ["", "2026-4-30", "2026-02-29", "30/04/2026", " 2026-04-30", "2026-04-30T00:00", "+12026-04-30 "] {
            assert_eq!(read_day(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn thai_dates() {
        assert_eq!(thai_date(day(2026, 4, 30), Numerals::Thai), "๓๐ เมษายน ๒๕๖๙");
        assert_eq!(thai_date(day(2022, 9, 29), Numerals::Arabic), "29 กันยายน 2565");
        let late = day(2026, 12, 31).and_hms_opt(17, 3, 4).unwrap().and_utc();
        assert_eq!(thai_date_time(late, Numerals::Arabic), "1 มกราคม 2570 00:03:04 น.");
        assert_eq!(thai_date_time(late, Numerals::Thai), "๑ มกราคม ๒๕๗๐ ๐๐:๐๓:๐๔ น.");
    }
}
