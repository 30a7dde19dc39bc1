//! File names that every file system takes.

use crate::workbook::SAMPLE;

/// The most bytes a name part may have; with the rest it stays below the 255 bytes that file systems allow.
const LONGEST_PART: usize = 150;

/// The part of a name that says whose file it is, and whether it holds sample data.
pub(crate) fn whose(organization: &str, is_sample: bool) -> String {
    let organization = clean(organization);
    if is_sample { format!("{organization}-{SAMPLE}") } else { organization }
}

/// `part` with every character that some file system refuses, or that hides what a name says, replaced by `-`, and cut where it
/// is too long.
fn clean(part: &str) -> String {
    let mut cleaned = String::with_capacity(part.len());
    for character in part.trim().chars() {
        let character = if is_refused(character) { '-' } else { character };
        if cleaned.len() + character.len_utf8() > LONGEST_PART {
            break;
        }
        cleaned.push(character);
    }
    cleaned
}

fn is_refused(character: char) -> bool {
    let separates_or_matches = r#"<>:"/\|?*"#.contains(character);
    let turns_direction =
        matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    separates_or_matches || turns_direction || character.is_control()
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn refused_characters_are_replaced() {
        assert_eq!(clean("เทศบาล/ตำบล: \"ก\\ข\"?\n"), "เทศบาล-ตำบล- -ก-ข--");
        assert_eq!(clean("a\u{202E}b"), "a-b");
        assert!(clean(&"ก".repeat(1_000)).len() <= super::LONGEST_PART);
    }
}
