//! The words of messages, Thai or English by the reader's account.

use super::NotificationKind;
use crate::{
    calendar::{FiscalYear, ReportingRound, thai_date},
    language::Language::{self, English, Thai},
    numeral::Numerals,
};
use chrono::NaiveDate;

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// One line, without control characters.
    pub subject: String,
    /// Lines.
    pub body: String,
}

/// The thing that was handed over, or falls due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Thing {
    /// A round report.
    RoundReport {
        /// The year.
        fiscal_year: FiscalYear,
        /// The round.
        round: ReportingRound,
    },
    /// A plan.
    Plan {
        /// Its title.
        title: String,
    },
}

/// What is left to do before a due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// The own division has not reported so many projects.
    OwnProjects(usize),
    /// The report is not submitted, and so many of its projects are not reported.
    Submitting(usize),
    /// The clerk has not acted.
    Endorsing,
    /// The executive has not acted.
    Approving,
}

impl Thing {
    fn words(&self, language: Language) -> String {
        match (self, language) {
            (Self::RoundReport { fiscal_year, round }, Thai) => {
                format!("รายงานผลรอบ {} ปีงบประมาณ พ.ศ. {fiscal_year}", round.label())
            }
            (Self::RoundReport { fiscal_year, round }, English) => {
                format!("The {}-month report of fiscal year {fiscal_year}", round.months())
            }
            (Self::Plan { title }, _) => title.clone(),
        }
    }
}

/// Somebody acted in the chain of approval, and now it is the reader's turn, or the reader must know. `remark` is the opinion or
/// reason of whoever acted.
#[must_use]
pub fn hand_over(
    kind: NotificationKind,
    thing: &Thing,
    organization: &str,
    remark: Option<&str>,
    language: Language,
) -> Letter {
    let what = match (kind, language) {
        (NotificationKind::Submitted, Thai) => "เสนอเพื่อให้ท่านพิจารณาให้ความเห็นชอบ",
        (NotificationKind::Submitted, English) => "awaits your endorsement",
        (NotificationKind::Endorsed, Thai) => "ผ่านความเห็นชอบแล้ว เสนอเพื่อให้ท่านพิจารณาอนุมัติ",
        (NotificationKind::Endorsed, English) => "was endorsed and awaits your approval",
        (NotificationKind::Approved, Thai) => "ได้รับอนุมัติแล้ว",
        (NotificationKind::Approved, English) => "was approved",
        (NotificationKind::Returned, Thai) => "ถูกส่งกลับเพื่อแก้ไข",
        (NotificationKind::Returned, English) => "was returned to be put right",
        (NotificationKind::Reopened, Thai) => "ถูกเปิดให้แก้ไขอีกครั้ง",
        (NotificationKind::Reopened, English) => "was opened again",
        (NotificationKind::Reminder, Thai) => "ใกล้ครบกำหนด",
        (NotificationKind::Reminder, English) => "falls due",
    };
    let what = format!("{} {what}", thing.words(language));
    let mut lines = vec![what.clone(), organization.to_owned()];
    if let Some(remark) = remark {
        let label = match language {
            Thai => "ความเห็น/เหตุผล",
            English => "Opinion or reason",
        };
        lines.push(format!("{label}: {remark}"));
    }
    letter(&what, &lines)
}

/// A due date comes near, and something is left to do for the reader.
#[must_use]
pub fn reminder(
    thing: &Thing,
    organization: &str,
    left: Left,
    (due_on, today): (NaiveDate, NaiveDate),
    language: Language,
) -> Letter {
    let thing = thing.words(language);
    let subject = match ((due_on - today).num_days(), language) {
        (0, Thai) => format!("ครบกำหนดวันนี้: {thing}"),
        (days, Thai) => format!("อีก {days} วันครบกำหนด: {thing}"),
        (0, English) => format!("Due today: {thing}"),
        (1, English) => format!("Due tomorrow: {thing}"),
        (days, English) => format!("Due in {days} days: {thing}"),
    };
    let due = match language {
        Thai => format!("วันครบกำหนด: {}", thai_date(due_on, Numerals::Arabic)),
        English => format!("Due date: {due_on}"),
    };
    let left = match (left, language) {
        (Left::OwnProjects(count), Thai) => format!("โครงการของกองท่านที่ยังไม่ได้รายงานผล: {count} โครงการ"),
        (Left::OwnProjects(count), English) => format!("Projects of your division without a report: {count}"),
        (Left::Submitting(count), Thai) => format!("ยังไม่ได้เสนอปลัด โครงการที่ยังไม่ได้รายงานผล: {count} โครงการ"),
        (Left::Submitting(count), English) => format!("Not submitted yet; projects without a report: {count}"),
        (Left::Endorsing, Thai) => "รอท่านพิจารณาให้ความเห็นชอบ".to_owned(),
        (Left::Endorsing, English) => "Awaits your endorsement".to_owned(),
        (Left::Approving, Thai) => "รอท่านพิจารณาอนุมัติ".to_owned(),
        (Left::Approving, English) => "Awaits your approval".to_owned(),
    };
    letter(&subject, &[thing, organization.to_owned(), due, left])
}

/// A subject is one line of a mail's head: whatever could end that line becomes a space.
fn letter(subject: &str, lines: &[String]) -> Letter {
    let subject = subject.replace(char::is_control, " ");
    Letter { subject, body: lines.join("\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Thing {
        Thing::RoundReport { fiscal_year: FiscalYear::new(2568).unwrap(), round: ReportingRound::SixMonth }
    }

    #[test]
    fn says_what_happened_in_the_readers_language() {
        let thai = hand_over(NotificationKind::Returned, &report(), "เทศบาล ก", Some("ขาดหลักฐาน"), Thai);
        assert_eq!(thai.subject, "รายงานผลรอบ 6 เดือน ปีงบประมาณ พ.ศ. 2568 ถูกส่งกลับเพื่อแก้ไข");
        assert!(thai.body.ends_with("เทศบาล ก\nความเห็น/เหตุผล: ขาดหลักฐาน"), "{}", thai.body);
        let english = hand_over(NotificationKind::Submitted, &report(), "เทศบาล ก", None, English);
        assert_eq!(english.subject, "The 6-month report of fiscal year 2568 awaits your endorsement");
    }

    #[test]
    fn counts_the_days_that_are_left() {
        let due_on = NaiveDate::from_ymd_opt(2025, 4, 30).unwrap();
        let subject = |day: u32, language| {
            let today = NaiveDate::from_ymd_opt(2025, 4, day).unwrap();
            reminder(&report(), "เทศบาล ก", Left::Submitting(3), (due_on, today), language).subject
        };
        assert_eq!(subject(23, Thai), "อีก 7 วันครบกำหนด: รายงานผลรอบ 6 เดือน ปีงบประมาณ พ.ศ. 2568");
        assert_eq!(subject(29, English), "Due tomorrow: The 6-month report of fiscal year 2568");
        assert_eq!(subject(30, Thai), "ครบกำหนดวันนี้: รายงานผลรอบ 6 เดือน ปีงบประมาณ พ.ศ. 2568");
    }

    #[test]
    fn a_subject_is_one_line_whatever_a_title_holds() {
        let plan = Thing::Plan { title: "แผน\r\nBcc: other@example.go.th".to_owned() };
        let letter = hand_over(NotificationKind::Submitted, &plan, "ก", None, Thai);
        assert!(!letter.subject.contains(['\r', '\n']), "{:?}", letter.subject);
    }
}
