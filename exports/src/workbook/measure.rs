//! How much room a text takes, estimated. Heights are written into the file because not every program fits them itself: LibreOffice
//! leaves the rows of a file like this at the default height when it opens or prints it, and no program fits merged cells.
//!
//! Measured in digits of the body font, on the widths of TH Sarabun New: a Thai letter is about as wide as a digit, marks above and
//! below take no room. Estimates lean to the high side.

use sucharit_domain::money::Baht;

/// Height of a row with one line of body text, in points.
pub const ONE_LINE: f64 = 24.0;

/// Height of every further line, in points; the font itself needs 20.8.
const FURTHER_LINE: f64 = 21.5;

/// How many lines `text` takes in a column of this width, wrapped at words.
pub fn lines(text: &str, width: f64) -> u32 {
    let wrapped = (width - 2.5).max(width * 0.7);
    let mut lines = 0;
    for paragraph in text.split('\n') {
        lines += 1;
        if paragraph.chars().map(character_width).sum::<f64>() <= width - 1.0 {
            continue;
        }
        let mut room = 0.0;
        for character in paragraph.chars() {
            room += character_width(character);
            if room > wrapped {
                lines += 1;
                room = character_width(character);
            }
        }
    }
    lines
}

/// Height of a text, in points.
pub fn height(text: &str, width: f64) -> f64 {
    height_of_lines(lines(text, width))
}

/// Height of so many lines, in points.
pub const fn height_of_lines(lines: u32) -> f64 {
    ONE_LINE + lines.saturating_sub(1) as f64 * FURTHER_LINE
}

/// The least width of a column of amounts: its headings are longer than most amounts.
const LEAST_AMOUNT_WIDTH: f64 = 14.0;

/// The width of a column whose greatest amount this is.
pub fn amount_width(greatest: Baht) -> f64 {
    let baht = (greatest.satang() / 100).to_string().len();
    let characters = u32::try_from(baht + (baht - 1) / 3 + 3).unwrap_or(u32::MAX);
    (f64::from(characters) + 1.5).max(LEAST_AMOUNT_WIDTH)
}

fn character_width(character: char) -> f64 {
    match character {
        '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}' => 0.0,
        ' ' | '.' | ',' | '(' | ')' | '-' | ':' | '\'' => 0.6,
        'A'..='Z' | '๐'..='๙' | '…' => 1.3,
        '\u{1100}'.. => 2.0,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_take_no_room_and_paragraphs_begin_lines() {
        assert_eq!(lines("", 10.0), 1);
        assert_eq!(lines("ปู่ปี่", 8.0), 1);
        assert_eq!(lines("ก\nข\nค", 10.0), 3);
        assert_eq!(lines(&"ก".repeat(19), 20.0), 1);
        assert_eq!(lines(&"ก".repeat(20), 20.0), 2);
        assert_eq!(lines(&"ก".repeat(34), 20.0), 2);
        assert_eq!(lines(&"ก".repeat(35), 20.0), 3);
    }

    #[test]
    fn amounts_fit() {
        for (satang, width) in [(0, 14.0), (99_999_999, 14.0), (9_999_999_999_999, 18.5)] {
            assert!((amount_width(Baht::from_satang(satang).unwrap()) - width).abs() < 0.01, "{satang}");
        }
    }
}
