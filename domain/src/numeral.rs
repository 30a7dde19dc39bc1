//! Arabic and Thai numerals in text. Numbers in cells and on the wire stay numbers.

/// Which digits a document's text is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numerals {
    /// 0123456789
    #[default]
    Arabic,
    /// ๐๑๒๓๔๕๖๗๘๙
    Thai,
}

impl Numerals {
    /// Writes `text` with these digits: Arabic digits become Thai ones where Thai is chosen; nothing else changes.
    #[must_use]
    pub fn write(self, text: &str) -> String {
        match self {
            Self::Arabic => text.to_owned(),
            Self::Thai => text.chars().map(thai_digit).collect(),
        }
    }
}

fn thai_digit(character: char) -> char {
    match character.to_digit(10) {
        Some(digit) => char::from_u32('๐' as u32 + digit).unwrap_or(character),
        None => character,
    }
}

#[cfg(test)]
mod tests {
    use super::Numerals;

    #[test]
    fn digits_only() {
        assert_eq!(Numerals::Thai.write("O37 ปี 2569: 20,000.00"), "O๓๗ ปี ๒๕๖๙: ๒๐,๐๐๐.๐๐");
        assert_eq!(Numerals::Arabic.write("๑ 1"), "๑ 1");
    }
}
