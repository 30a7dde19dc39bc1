//! Checks on text that people write. Text is kept byte for byte; nothing is trimmed or normalised.

use crate::refusal::{Fault, Path, Refusal};
use unicode_normalization::UnicodeNormalization;

/// The longest name or title, in characters.
pub const LONGEST_NAME: usize = 1_000;

/// The longest free text, in characters; one spreadsheet cell holds 32,767.
pub const LONGEST_TEXT: usize = 10_000;

/// The most characters that a list of texts may have together, its parts included: a list is one cell of the plan workbook, and
/// outputs and outcomes share one.
pub const LONGEST_LIST: usize = 14_000;

/// What is wrong with `text` when it may be at most `longest` characters.
///
/// # Errors
/// [`Fault::NulInText`] (PostgreSQL cannot store U+0000) or [`Fault::TextTooLong`].
pub fn check(text: &str, longest: usize) -> Result<(), Fault> {
    if text.contains('\0') {
        return Err(Fault::NulInText);
    }
    let length = text.chars().count();
    if length > longest {
        return Err(Fault::TextTooLong { longest, length });
    }
    Ok(())
}

/// Whether a text says nothing: empty or only white space.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// What is wrong with a reason that must be given.
#[must_use]
pub fn reason_fault(reason: &str) -> Option<Fault> {
    if is_blank(reason) { Some(Fault::Required) } else { check(reason, LONGEST_TEXT).err() }
}

/// A text as searching compares it: compatibility-composed (a Thai ำ is the same in one character and in two) and lower case.
/// Only ever for comparing, never for keeping.
#[must_use]
pub fn search_key(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}

/// Checks an optional free text and notes what is wrong; a blank one counts as absent and is still kept as it is.
pub fn check_optional(refusals: &mut Vec<Refusal>, path: Path, text: Option<&str>) {
    if let Some(Err(fault)) = text.map(|text| check(text, LONGEST_TEXT)) {
        refusals.push(Refusal::new(path, fault));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_characters_not_bytes() {
        let thai = "ก".repeat(LONGEST_TEXT);
        assert_eq!(check(&thai, LONGEST_TEXT), Ok(()));
        assert_eq!(
            check(&(thai + "ข"), LONGEST_TEXT),
            Err(Fault::TextTooLong { longest: LONGEST_TEXT, length: LONGEST_TEXT + 1 })
        );
        assert_eq!(check("a\0b", LONGEST_TEXT), Err(Fault::NulInText));
    }

    #[test]
    fn searching_sees_through_encodings() {
        assert_eq!(search_key("ทำงาน E-Service"), search_key("ท\u{e4d}\u{e32}งาน e-service"));
        assert_ne!(search_key("กา"), search_key("กำ"));
    }
}
