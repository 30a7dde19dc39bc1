//! Days as people and programs write them.

use super::amount::arabic_digit;
use chrono::{Datelike, NaiveDate};
use sucharit_domain::{calendar::BUDDHIST_ERA_OFFSET, labels};

/// Years from this one on were typed in the Buddhist Era.
const BUDDHIST_ERA: i32 = 2400;

/// The abbreviations of the months, January first.
const ABBREVIATIONS: [&str; 12] =
    ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

/// A day that a program took for one of the Common Era although its year was typed in the Buddhist Era.
pub(super) fn in_common_era(day: NaiveDate) -> NaiveDate {
    if day.year() < BUDDHIST_ERA {
        return day;
    }
    // The 29th of February may not be one in the other era's year.
    let year = day.year() - BUDDHIST_ERA_OFFSET;
    day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1)).unwrap_or(day)
}

/// A day as text: `๓๐ เมษายน ๒๕๖๙`, `30 เม.ย. 2569`, `30/4/2569`, `2026-04-30`. None for anything else.
pub(super) fn of_text(text: &str) -> Option<NaiveDate> {
    let arabic: String = text.trim().chars().map(arabic_digit).collect();
    if let Some(day) = sucharit_domain::calendar::read_day(&arabic) {
        return Some(day);
    }
    let words: Vec<&str> = arabic.split(['/', ' ', '\u{a0}']).filter(|word| !matches!(*word, "" | "พ.ศ.")).collect();
    let [day, month, year] = words.as_slice() else { return None };
    let named = |names: &[&str; 12]| names.iter().position(|name| name == month);
    let month = match month.parse::<u32>() {
        Ok(month) => month,
        Err(_) => u32::try_from(named(&labels::MONTHS).or_else(|| named(&ABBREVIATIONS))?).ok()? + 1,
    };
    let year: i32 = year.parse().ok().filter(|year| (1900..3000).contains(year))?;
    let year = if year >= BUDDHIST_ERA { year - BUDDHIST_ERA_OFFSET } else { year };
    NaiveDate::from_ymd_opt(year, month, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 30);
        for text in [
            "๓๐ เมษายน ๒๕๖๙",
            "30 เมษายน พ.ศ. 2569",
            "30 เม.ย. 2569",
            "30/4/2569",
            "30/04/2026",
            "2026-04-30",
            " 30/4/2569 ",
        ] {
            assert_eq!(of_text(text), day, "{text}");
        }
        for text in ["", "30/4/69", "เมษายน 2569", "31/4/2569", "4/30/2569", "30 เมษา 2569", "30-4-2569-1"]
        {
            assert_eq!(of_text(text), None, "{text}");
        }
        assert_eq!(Some(in_common_era(NaiveDate::from_ymd_opt(2569, 4, 30).unwrap())), day);
        assert_eq!(day.map(in_common_era), day);
    }
}
