//! Boundaries of the rules for adding and removing evidence.

use super::*;
use crate::{
    calendar::{FiscalYear, ReportingRound},
    evidence::Removal,
    money::Baht,
    progress::{ProgressStatus, ProgressValues},
};
use chrono::DateTime;
use uuid::Uuid;

fn progress(carried_over: bool) -> Progress {
    Progress {
        id: Uuid::nil().into(),
        project_id: Uuid::nil().into(),
        fiscal_year: FiscalYear::new(2568).unwrap(),
        round: ReportingRound::TwelveMonth,
        values: ProgressValues {
            status: ProgressStatus::Completed,
            unable_reason: None,
            unable_detail: None,
            in_ordinance: false,
            ordinance_budget: Baht::ZERO,
            disbursed: Baht::ZERO,
            result: None,
            problems: None,
            suggestions: None,
            remark: None,
        },
        carried_over,
        reopened: false,
        version: 1,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn evidence(number: usize, removed: bool) -> Evidence {
    let removal = Removal {
        at: DateTime::UNIX_EPOCH, by: "ผู้ทดสอบ".to_owned(), reason: "แนบผิด".to_owned()
    };
    Evidence {
        id: Uuid::nil().into(),
        organization_id: Uuid::nil().into(),
        progress_id: Uuid::nil().into(),
        name: "รายงาน.pdf".to_owned(),
        kind: EvidenceKind::Pdf,
        size: 1,
        sha256: format!("{number:064}"),
        added_at: DateTime::UNIX_EPOCH,
        added_by: "ผู้ทดสอบ".to_owned(),
        removal: removed.then_some(removal),
    }
}

const FILE: IncomingFile<'static> =
    IncomingFile {
        name: "รายงาน ๑.pdf", size: 10, largest: 10, sha256: "new", kind: Ok(EvidenceKind::Pdf)
    };

/// The codes of a refused addition, with their places.
fn faults(file: &IncomingFile<'_>, situation: &Situation<'_>) -> Vec<String> {
    let refusals = check(file, situation).err().unwrap_or_default();
    refusals.iter().map(|refusal| format!("{} {}", refusal.path, refusal.fault.code())).collect()
}

#[test]
fn a_file_is_taken_or_every_fault_is_told() {
    let (own, carried) = (progress(false), progress(true));
    let open = Situation { progress: &own, report_state: Some(ApprovalState::Draft), evidence: &[] };
    assert_eq!(check(&FILE, &open), Ok(EvidenceKind::Pdf));
    assert_eq!(check(&FILE, &Situation { report_state: None, ..open }), Ok(EvidenceKind::Pdf));
    for (file, expected) in [
        (IncomingFile { size: 11, kind: Err(Unrecognised::OtherKind), ..FILE }, vec!["file FILE_TOO_LARGE"]),
        (IncomingFile { size: 0, kind: Err(Unrecognised::OtherKind), ..FILE }, vec!["file FILE_EMPTY"]),
        (IncomingFile { kind: Err(Unrecognised::OtherKind), ..FILE }, vec!["file FILE_TYPE_NOT_ALLOWED"]),
        (IncomingFile { kind: Err(Unrecognised::HasMacros), ..FILE }, vec!["file FILE_HAS_MACROS"]),
        (
            IncomingFile { name: "../ก.pdf", kind: Err(Unrecognised::OtherKind), ..FILE },
            vec!["file BAD_FILE_NAME", "file FILE_TYPE_NOT_ALLOWED"],
        ),
    ] {
        assert_eq!(faults(&file, &open), expected, "{file:?}");
    }
    for state in [ApprovalState::Submitted, ApprovalState::Endorsed, ApprovalState::Approved] {
        assert_eq!(faults(&FILE, &Situation { report_state: Some(state), ..open }), ["progress REPORT_NOT_DRAFT"]);
    }
    assert_eq!(faults(&FILE, &Situation { progress: &carried, ..open }), ["progress CARRIED_OVER"]);
}

#[test]
fn names_are_kept_and_never_mislead() {
    let own = progress(false);
    let open = Situation { progress: &own, report_state: None, evidence: &[] };
    let longest = "ก".repeat(LONGEST_NAME);
    for (name, expected) in [
        ("ภาพกิจกรรม ครั้งที่ ๒ (ฉบับแก้ไข).pdf", None),
        ("a.b.c", None),
        (" .pdf", None),
        (longest.as_str(), None),
        (&(longest.clone() + "ข"), Some("file TEXT_TOO_LONG")),
        ("", Some("file REQUIRED")),
        ("  ", Some("file REQUIRED")),
        ("..", Some("file BAD_FILE_NAME")),
        ("a/b", Some("file BAD_FILE_NAME")),
        ("C:\\a", Some("file BAD_FILE_NAME")),
        ("a\r\nb", Some("file BAD_FILE_NAME")),
        ("a\0b", Some("file BAD_FILE_NAME")),
        ("รายงาน\u{202e}fdp.exe", Some("file BAD_FILE_NAME")),
    ] {
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_eq!(faults(&IncomingFile { name, ..FILE }, &open), expected, "{name:?}");
    }
}

#[test]
fn what_was_removed_counts_no_more() {
    let own = progress(false);
    let mut attached: Vec<Evidence> = (1..MOST_FILES).map(|number| evidence(number, false)).collect();
    attached.push(evidence(MOST_FILES, true));
    let situation = Situation { progress: &own, report_state: None, evidence: &attached };
    assert_eq!(faults(&FILE, &situation), [""; 0]);
    let (there, gone) = (format!("{:064}", 1), format!("{MOST_FILES:064}"));
    assert_eq!(faults(&IncomingFile { sha256: &there, ..FILE }, &situation), ["file DUPLICATE"]);
    assert_eq!(faults(&IncomingFile { sha256: &gone, ..FILE }, &situation), [""; 0], "removed, and added again");
    attached.push(evidence(MOST_FILES + 1, false));
    let situation = Situation { progress: &own, report_state: None, evidence: &attached };
    assert_eq!(faults(&FILE, &situation), ["progress TOO_MANY_FILES"]);
}

#[test]
fn a_removal_needs_a_reason_and_a_draft() {
    let own = progress(false);
    let open = Situation { progress: &own, report_state: Some(ApprovalState::Draft), evidence: &[] };
    let codes = |evidence: &Evidence, situation: &Situation<'_>, reason: &str| {
        let refusals = check_removal(evidence, situation, reason).err().unwrap_or_default();
        refusals.iter().map(|refusal| format!("{} {}", refusal.path, refusal.fault.code())).collect::<Vec<_>>()
    };
    assert_eq!(codes(&evidence(1, false), &open, "แนบผิด"), [""; 0]);
    assert_eq!(codes(&evidence(1, false), &open, " "), ["input.reason REQUIRED"]);
    assert_eq!(codes(&evidence(1, true), &open, "แนบผิด"), ["input.evidenceId WRONG_STATE"]);
    let submitted = Situation { report_state: Some(ApprovalState::Submitted), ..open };
    assert_eq!(
        codes(&evidence(1, false), &submitted, ""),
        ["input.evidenceId REPORT_NOT_DRAFT", "input.reason REQUIRED"]
    );
}
