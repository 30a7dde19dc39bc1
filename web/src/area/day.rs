//! Days, as people type them.

use crate::form::{Fault, Form, arabic};
use chrono::NaiveDate;
use sucharit_domain::calendar::BUDDHIST_ERA_OFFSET;

/// From this year on, a year is of the Buddhist Era.
const BUDDHIST: i32 = 2400;

/// A day: `30/4/2569`, `๓๐/๔/๒๕๖๙`, `2026-04-30`.
///
/// # Errors
/// Where there is none.
pub fn read(form: &Form, name: &str) -> Result<NaiveDate, Fault> {
    let typed = arabic(form.get(name).trim());
    let parts: Vec<&str> = typed.split(['/', '-', '.']).map(str::trim).collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [day, month, year] => (*year, *month, *day),
        _ => ("", "", ""),
    };
    let found = year.parse::<i32>().ok().zip(month.parse().ok()).zip(day.parse().ok());
    let found = found.and_then(|((year, month), day)| {
        let year = if year >= BUDDHIST { year - BUDDHIST_ERA_OFFSET } else { year };
        NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1900..=2200).contains(&year))
    });
    found.ok_or_else(|| {
        Fault::own(name, "กรอกวันที่เป็น วัน/เดือน/ปี เช่น 30/4/2569", "Give a day as day/month/year, such as 30/4/2569")
    })
}

/// A day as it stands in a form.
pub fn written(day: NaiveDate) -> String {
    use chrono::Datelike;
    format!("{}/{}/{}", day.day(), day.month(), day.year() + BUDDHIST_ERA_OFFSET)
}

#[cfg(test)]
mod tests {
    use super::{read, written};
    use crate::form::Form;
    use chrono::NaiveDate;

    #[test]
    fn days_as_people_type_them() {
        let day = NaiveDate::from_ymd_opt(2026, 4, 30).unwrap();
        for typed in ["30/4/2569", " ๓๐/๐๔/๒๕๖๙ ", "2026-04-30", "30.4.2026", "30-4-2569"] {
            assert_eq!(read(&Form::default().with("day", typed), "day"), Ok(day), "{typed}");
        }
        for typed in ["", "30/4", "31/4/2569", "30/4/69", "a/b/c", "30/4/99999"] {
            assert!(read(&Form::default().with("day", typed), "day").is_err(), "{typed}");
        }
        assert_eq!(written(day), "30/4/2569");
    }
}
