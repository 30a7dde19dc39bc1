//! The pages' addresses: written here and nowhere else.

use chrono::NaiveDate;
use std::borrow::Borrow;
use sucharit_domain::calendar::{FiscalYear, ReportingRound};

/// A round as it stands in an address.
#[must_use]
pub fn round_word(round: ReportingRound) -> &'static str {
    match round {
        ReportingRound::SixMonth => "six-month",
        ReportingRound::TwelveMonth => "twelve-month",
    }
}

/// The round that an address names.
#[must_use]
pub fn read_round(word: &str) -> Option<ReportingRound> {
    ReportingRound::ALL.into_iter().find(|round| round_word(*round) == word)
}

/// A round report of an organization.
#[must_use]
pub fn round(organization: &str, fiscal_year: i64, round: ReportingRound) -> String {
    format!("/organization/{organization}/round/{fiscal_year}/{}", round_word(round))
}

/// The progress of one project in a round.
#[must_use]
pub fn project_progress(organization: &str, fiscal_year: i64, round: ReportingRound, number: i64) -> String {
    format!("{}/project/{number}", self::round(organization, fiscal_year, round))
}

/// The round that is reported now: the last one whose reports are taken by the usual calendar.
#[must_use]
pub fn current_round(today: NaiveDate) -> (i64, ReportingRound) {
    let year = FiscalYear::of(today);
    if today >= ReportingRound::SixMonth.opens_on(year) {
        (year.get().into(), ReportingRound::SixMonth)
    } else {
        (i64::from(year.get()) - 1, ReportingRound::TwelveMonth)
    }
}

/// The plan of an organization that covers the present year, or else its latest.
#[must_use]
pub fn plans(organization: &str) -> String {
    format!("/organization/{}/plan", encoded(organization))
}

/// Where a plan is brought as a workbook.
#[must_use]
pub fn plan_workbook(organization: &str) -> String {
    format!("{}/workbook", plans(organization))
}

/// A plan of an organization, by a year that it covers.
#[must_use]
pub fn plan(organization: &str, fiscal_year: impl Borrow<i64>) -> String {
    format!("{}/{}", plans(organization), fiscal_year.borrow())
}

/// A revision of a plan.
#[must_use]
pub fn revision(organization: &str, fiscal_year: impl Borrow<i64>, number: impl Borrow<i64>) -> String {
    format!("{}/revision/{}", plan(organization, fiscal_year), number.borrow())
}

/// What a revision of a plan says otherwise than the one before it.
#[must_use]
pub fn amendment(organization: &str, fiscal_year: impl Borrow<i64>, number: impl Borrow<i64>) -> String {
    let to = *number.borrow();
    format!("{}/difference?from={}&to={to}", plan(organization, fiscal_year), to - 1)
}

/// A project of a plan.
#[must_use]
pub fn project(organization: &str, fiscal_year: impl Borrow<i64>, number: impl Borrow<i64>) -> String {
    format!("{}/project/{}", plan(organization, fiscal_year), number.borrow())
}

/// What an organization has published, for everybody.
#[must_use]
pub fn public_organization(organization: &str) -> String {
    format!("/public/{}", encoded(organization))
}

/// A published round report, for everybody.
#[must_use]
pub fn public_round(organization: &str, fiscal_year: i64, round: impl Borrow<ReportingRound>) -> String {
    format!("{}/{fiscal_year}/{}", public_organization(organization), round_word(*round.borrow()))
}

/// A published plan, for everybody, by a year that it covers.
#[must_use]
pub fn public_plan(organization: &str, fiscal_year: impl Borrow<i64>) -> String {
    format!("{}/plan/{}", public_organization(organization), fiscal_year.borrow())
}

/// An organization's plan over its years.
#[must_use]
pub fn overview(organization: &str, fiscal_year: i64) -> String {
    format!("/organization/{organization}/overview/{fiscal_year}")
}

/// An organization's risks in a fiscal year.
#[must_use]
pub fn risk(organization: &str, fiscal_year: i64) -> String {
    format!("/organization/{organization}/risk/{fiscal_year}")
}

/// The area with this code, in a fiscal year and round.
#[must_use]
pub fn area(code: &str, fiscal_year: i64, round: ReportingRound) -> String {
    format!("/area/{}/{fiscal_year}/{}", encoded(code), round_word(round))
}

/// Only a path of this site; the first page for anything else.
#[must_use]
pub fn own(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if own { path } else { "/" }
}

/// A text as it stands in a query.
#[must_use]
pub fn encoded(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut encoded, byte| {
        let _ = match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                write!(encoded, "{}", char::from(byte))
            }
            _ => write!(encoded, "%{byte:02X}"),
        };
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::{current_round, encoded, own};
    use chrono::NaiveDate;
    use sucharit_domain::calendar::ReportingRound::{SixMonth, TwelveMonth};

    #[test]
    fn the_round_that_is_reported_now() {
        for (day, expected) in [
            ((2026, 3, 31), (2568, TwelveMonth)),
            ((2026, 4, 1), (2569, SixMonth)),
            ((2026, 9, 30), (2569, SixMonth)),
            ((2026, 10, 1), (2569, TwelveMonth)),
            ((2026, 12, 31), (2569, TwelveMonth)),
        ] {
            let day = NaiveDate::from_ymd_opt(day.0, day.1, day.2).unwrap();
            assert_eq!(current_round(day), expected, "{day}");
        }
    }

    #[test]
    fn only_paths_of_this_site() {
        for (given, kept) in [
            ("/account", "/account"),
            ("/a?b=c%20d", "/a?b=c%20d"),
            ("", "/"),
            ("account", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("/a\r\nset-cookie: x", "/"),
            ("/ก", "/"),
        ] {
            assert_eq!(own(given), kept, "{given}");
        }
    }

    #[test]
    fn queries_are_encoded() {
        assert_eq!(encoded("/a?b=ก&c"), "/a%3Fb%3D%E0%B8%81%26c");
    }
}
