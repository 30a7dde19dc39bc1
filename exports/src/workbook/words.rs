//! Phrases of our own making that several sheets write, in the digits that the reader chose.

use std::borrow::Cow;
use sucharit_domain::{calendar::FiscalYear, labels, numeral::Numerals, text};

/// `มิติที่ 1`
pub fn dimension(number: i16, numerals: Numerals) -> String {
    numerals.write(&labels::dimension(number))
}

/// `2566–2570`, or one year alone.
pub fn year_span(first: FiscalYear, last: FiscalYear, numerals: Numerals) -> String {
    if first == last { numerals.write(&first.to_string()) } else { numerals.write(&format!("{first}–{last}")) }
}

/// Fiscal years in order, neighbours drawn together: `2566–2568, 2570`.
pub fn years(years: impl IntoIterator<Item = FiscalYear>, numerals: Numerals) -> String {
    let mut spans: Vec<(FiscalYear, FiscalYear)> = Vec::new();
    for year in years {
        match spans.last_mut() {
            Some((_, last)) if last.get() + 1 == year.get() => *last = year,
            _ => spans.push((year, year)),
        }
    }
    let spans: Vec<String> = spans.into_iter().map(|(first, last)| year_span(first, last, numerals)).collect();
    spans.join(", ")
}

/// A text that says something, as it was written.
pub fn present(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text::is_blank(text))
}

/// The most UTF-16 units that a cell holds.
const LONGEST_TEXT: usize = 32_767;

/// How many of them stay free for saying that a text was cut.
const CUT_NOTE: usize = 67;

/// A text as it was written; one that is longer than a cell holds is cut, and its end says how long it was.
pub fn shortened(text: &str) -> Cow<'_, str> {
    if text.encode_utf16().count() <= LONGEST_TEXT {
        return Cow::Borrowed(text);
    }
    let mut units = 0;
    let fits = |character: &char| {
        units += character.len_utf16();
        units <= LONGEST_TEXT - CUT_NOTE
    };
    let beginning: String = text.chars().take_while(fits).collect();
    Cow::Owned(format!("{beginning}… (ตัดให้พอดีเซลล์ ข้อความเต็มยาว {} อักขระ)", text.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_years_are_drawn_together() {
        let year = |year| FiscalYear::new(year).unwrap();
        for (given, expected) in [
            (vec![], ""),
            (vec![2566], "2566"),
            (vec![2566, 2567, 2568], "2566–2568"),
            (vec![2566, 2568, 2569], "2566, 2568–2569"),
        ] {
            assert_eq!(years(given.into_iter().map(year), Numerals::Arabic), expected);
        }
        assert_eq!(years([year(2566), year(2567)], Numerals::Thai), "๒๕๖๖–๒๕๖๗");
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_visibly() {
        let longest = "ก".repeat(32_767);
        assert_eq!(shortened(&longest), longest);
        let cut = shortened("😀".repeat(16_384).as_str()).into_owned();
        assert!(cut.encode_utf16().count() <= 32_767, "{}", cut.encode_utf16().count());
        assert!(cut.ends_with("😀… (ตัดให้พอดีเซลล์ ข้อความเต็มยาว 16384 อักขระ)"));
        assert!(cut.chars().filter(|character| *character == '😀').count() == 16_350);
    }
}
