//! The rules for adding and removing evidence: what a file must be, and where the report must stand.

use super::{
    Evidence,
    kind::{EvidenceKind, Unrecognised},
};
use crate::{
    progress::Progress,
    refusal::{Fault, Path, Refusal},
    round_report::ApprovalState,
    text,
};

/// The most files that one report may have at a time.
pub const MOST_FILES: usize = 20;

/// The longest name of a file, in characters; what file systems hold.
pub const LONGEST_NAME: usize = 255;

/// A file that came in.
#[derive(Debug, Clone, Copy)]
pub struct IncomingFile<'a> {
    /// As its sender named it.
    pub name: &'a str,
    /// How many bytes came.
    pub size: u64,
    /// How many may come.
    pub largest: u64,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: &'a str,
    /// What the bytes are.
    pub kind: Result<EvidenceKind, Unrecognised>,
}

/// What the rules must know of the report that a file belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The report.
    pub progress: &'a Progress,
    /// Where the report of its round stands; none outside the plan's years.
    pub report_state: Option<ApprovalState>,
    /// What was ever added to it.
    pub evidence: &'a [Evidence],
}

/// Checks a file and its place whole, and answers with its kind.
///
/// # Errors
/// Every fault, at `progress` or `file`.
pub fn check(file: &IncomingFile<'_>, situation: &Situation<'_>) -> Result<EvidenceKind, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let at = |field: &str| Path::default().field(field);
    refusals.extend(check_open(situation).map(|fault| Refusal::new(at("progress"), fault)));
    let mut present = situation.evidence.iter().filter(|evidence| evidence.removal.is_none());
    if present.clone().count() >= MOST_FILES {
        refusals.push(Refusal::new(at("progress"), Fault::TooManyFiles { most: MOST_FILES }));
    }
    let mut refuse = |fault: Fault| refusals.push(Refusal::new(at("file"), fault));
    if let Some(fault) = check_name(file.name) {
        refuse(fault);
    }
    if file.size == 0 {
        refuse(Fault::FileEmpty);
    } else if file.size > file.largest {
        // What else it is does not show before all of it came.
        refuse(Fault::FileTooLarge { largest: file.largest });
    } else {
        match file.kind {
            Ok(_) if present.any(|evidence| evidence.sha256 == file.sha256) => refuse(Fault::Duplicate),
            Ok(_) => {}
            Err(Unrecognised::OtherKind) => refuse(Fault::FileTypeNotAllowed),
            Err(Unrecognised::HasMacros) => refuse(Fault::FileHasMacros),
        }
    }
    match file.kind {
        Ok(kind) if refusals.is_empty() => Ok(kind),
        _ => Err(refusals),
    }
}

/// Checks a removal.
///
/// # Errors
/// Every fault, at `evidenceId` or `reason`.
pub fn check_removal(evidence: &Evidence, situation: &Situation<'_>, reason: &str) -> Result<(), Vec<Refusal>> {
    let mut refusals = Vec::new();
    if evidence.removal.is_some() {
        refusals.push(Refusal::new(Path::input("evidenceId"), Fault::WrongState));
    }
    refusals.extend(check_open(situation).map(|fault| Refusal::new(Path::input("evidenceId"), fault)));
    if text::is_blank(reason) {
        refusals.push(Refusal::new(Path::input("reason"), Fault::Required));
    }
    text::check_optional(&mut refusals, Path::input("reason"), Some(reason));
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// Why the evidence of a report cannot be changed now.
fn check_open(situation: &Situation<'_>) -> Option<Fault> {
    match situation.report_state {
        Some(ApprovalState::Draft) | None => situation.progress.carried_over.then_some(Fault::CarriedOver),
        Some(state) => Some(Fault::ReportNotDraft { state }),
    }
}

/// What is wrong with a name. It is kept byte for byte, so what could lead out of a folder, break a header or turn the
/// direction of writing (and so hide an ending) does not come in.
fn check_name(name: &str) -> Option<Fault> {
    if text::is_blank(name) {
        return Some(Fault::Required);
    }
    let turns = |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let misleads = |letter: char| matches!(letter, '/' | '\\') || letter.is_control() || turns(letter);
    if name.contains(misleads) || name.chars().all(|letter| letter == '.') {
        return Some(Fault::BadFileName);
    }
    text::check(name, LONGEST_NAME).err()
}

#[cfg(test)]
#[path = "attach_tests.rs"]
mod tests;
