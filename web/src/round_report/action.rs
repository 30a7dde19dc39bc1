//! What can be done with a round report, in words.

use sucharit_domain::round_report::chain::RoundReportAction;

/// Thai and English.
type Words = (&'static str, &'static str);

/// An action as it stands in an address.
#[must_use]
pub fn word(action: RoundReportAction) -> &'static str {
    match action {
        RoundReportAction::Submit => "submit",
        RoundReportAction::Withdraw => "withdraw",
        RoundReportAction::Endorse => "endorse",
        RoundReportAction::Approve => "approve",
        RoundReportAction::Return => "return",
        RoundReportAction::Reopen => "reopen",
        RoundReportAction::RecordFiling => "record-filing",
        RoundReportAction::Publish => "publish",
    }
}

/// The action that an address names.
#[must_use]
pub fn read(text: &str) -> Option<RoundReportAction> {
    RoundReportAction::ALL.iter().copied().find(|action| word(*action) == text)
}

/// What the button says.
#[must_use]
pub fn name(action: RoundReportAction) -> Words {
    match action {
        RoundReportAction::Submit => ("เสนอรายงานต่อปลัด", "Submit to the clerk"),
        RoundReportAction::Withdraw => ("ถอนเรื่องกลับมาแก้ไข", "Withdraw"),
        RoundReportAction::Endorse => ("เห็นชอบรายงาน", "Endorse"),
        RoundReportAction::Approve => ("อนุมัติรายงาน", "Approve"),
        RoundReportAction::Return => ("ส่งคืนให้แก้ไข", "Return"),
        RoundReportAction::Reopen => ("เปิดรายงานให้แก้ไข", "Reopen"),
        RoundReportAction::RecordFiling => ("บันทึกการรายงานในระบบ e-PlanNACC", "Record the entry in e-PlanNACC"),
        RoundReportAction::Publish => ("เผยแพร่ต่อสาธารณะ", "Publish"),
    }
}

/// What comes of it, said before.
#[must_use]
pub fn consequence(action: RoundReportAction) -> Words {
    match action {
        RoundReportAction::Submit => (
            "ท่านลงชื่อเป็นผู้รายงาน จากนั้นแก้ไขผลของรอบนี้ไม่ได้ จนกว่าจะถอนเรื่องหรือถูกส่งคืน",
            "You sign as the reporter. The round cannot be changed after that, unless it is withdrawn or returned.",
        ),
        RoundReportAction::Withdraw => (
            "รายงานกลับเป็นร่างและแก้ไขได้ ลายมือชื่อเดิมไม่มีผล ต้องเสนอใหม่",
            "The report is a draft again; its signature is void, and it has to be submitted anew.",
        ),
        RoundReportAction::Endorse => (
            "ท่านลงชื่อเห็นชอบรายงานตามที่เสนอ รายงานจะไปถึงนายก",
            "You sign that you endorse the report as submitted. It goes to the executive.",
        ),
        RoundReportAction::Approve => (
            "ท่านลงชื่ออนุมัติรายงานตามที่เสนอและเห็นชอบ เป็นขั้นตอนสุดท้ายก่อนรายงาน ป.ป.ช.",
            "You sign that you approve the report as submitted and endorsed: the last step before it goes to NACC.",
        ),
        RoundReportAction::Return => (
            "รายงานกลับเป็นร่างให้งานแผนแก้ไข พร้อมเหตุผลของท่าน",
            "The report is a draft again for the planner to change, with your reason.",
        ),
        RoundReportAction::Reopen => (
            "รายงานที่อนุมัติแล้วกลับเป็นร่าง ลายมือชื่อทั้งหมดไม่มีผล และหยุดเผยแพร่",
            "The approved report is a draft again: all signatures are void and its publication ends.",
        ),
        RoundReportAction::RecordFiling => (
            "เก็บวันที่และเลขอ้างอิงที่ได้จากระบบ e-PlanNACC ไว้กับรายงานนี้",
            "Keeps the day and reference number that e-PlanNACC gave.",
        ),
        RoundReportAction::Publish => {
            ("ทุกคนจะอ่านรายงานนี้ได้ตามที่ลงชื่อไว้ทุกตัวอักษร", "Everybody can then read this report exactly as it was signed.")
        }
    }
}

/// What is said once it is done.
#[must_use]
pub fn done(action: RoundReportAction) -> Words {
    match action {
        RoundReportAction::Submit => ("เสนอรายงานต่อปลัดแล้ว", "Submitted to the clerk"),
        RoundReportAction::Withdraw => ("ถอนเรื่องแล้ว รายงานเป็นร่าง", "Withdrawn; the report is a draft"),
        RoundReportAction::Endorse => ("เห็นชอบรายงานแล้ว", "Endorsed"),
        RoundReportAction::Approve => ("อนุมัติรายงานแล้ว", "Approved"),
        RoundReportAction::Return => ("ส่งคืนรายงานแล้ว", "Returned"),
        RoundReportAction::Reopen => ("เปิดรายงานให้แก้ไขแล้ว", "Reopened"),
        RoundReportAction::RecordFiling => ("บันทึกการรายงานแล้ว", "The entry is recorded"),
        RoundReportAction::Publish => ("เผยแพร่รายงานแล้ว", "Published"),
    }
}

/// Whether it takes words, and what they are called: an opinion or a reason.
#[must_use]
pub fn words(action: RoundReportAction) -> Option<(&'static str, Words)> {
    match action {
        RoundReportAction::Endorse | RoundReportAction::Approve => Some(("opinion", ("ความเห็น", "Opinion"))),
        RoundReportAction::Return | RoundReportAction::Reopen => Some(("reason", ("เหตุผล", "Reason"))),
        _ => None,
    }
}

/// Whether it undoes something.
#[must_use]
pub fn is_grave(action: RoundReportAction) -> bool {
    matches!(action, RoundReportAction::Withdraw | RoundReportAction::Return | RoundReportAction::Reopen)
}

#[cfg(test)]
mod tests {
    use super::{read, word};
    use sucharit_domain::round_report::chain::RoundReportAction;

    #[test]
    fn every_action_has_its_address() {
        for action in RoundReportAction::ALL {
            assert_eq!(read(word(*action)), Some(*action));
        }
        assert_eq!(read("destroy"), None);
    }
}
