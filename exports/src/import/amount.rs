//! Amounts of baht as people and programs write them.

use rust_decimal::Decimal;

/// A number of a cell, to the fifteen digits that a spreadsheet keeps: what lies beyond is noise of its arithmetic. None for what
/// is too great to be an amount.
pub(super) fn of_number(number: f64) -> Option<Decimal> {
    if !number.is_finite() {
        return None;
    }
    let fifteen_digits = format!("{number:.14e}");
    Decimal::from_scientific(&fifteen_digits).ok().map(|decimal| decimal.normalize())
}

/// An amount as text: `๒๐,๐๐๐.๐๐ บาท`, `20,000.-`, `฿ 1 500`; a lone dash is nothing. None for anything that may mean something else,
/// such as commas that do not part thousands.
pub(super) fn of_text(text: &str) -> Option<Decimal> {
    let arabic: String = text.chars().map(arabic_digit).filter(|character| !character.is_whitespace()).collect();
    let mut rest = arabic.as_str();
    for unit in ["฿", "THB", "thb", "บาทถ้วน", "บาท", "บ."] {
        rest = rest.strip_prefix(unit).unwrap_or(rest);
        rest = rest.strip_suffix(unit).unwrap_or(rest);
    }
    if matches!(rest, "-" | "–" | "—") {
        return Some(Decimal::ZERO);
    }
    rest = rest.strip_suffix(".-").unwrap_or(rest);
    let (sign, digits) = match rest.strip_prefix(['-', '−']) {
        Some(digits) => ("-", digits),
        None => ("", rest),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let thousands: Vec<&str> = groups.collect();
    let grouped = thousands.is_empty() || (first.len() <= 3 && thousands.iter().all(|group| group.len() == 3));
    if !grouped || !all_digits(first) || !thousands.iter().all(|group| all_digits(group)) || !all_digits(fraction) {
        return None;
    }
    format!("{sign}{}.{fraction}", whole.replace(',', "")).parse().ok()
}

/// A Thai digit as an Arabic one; full-width ones, too.
pub(super) fn arabic_digit(character: char) -> char {
    let digit = match character {
        '๐'..='๙' => u32::from(character) - u32::from('๐'),
        '０'..='９' => u32::from(character) - u32::from('０'),
        _ => return character,
    };
    char::from_digit(digit, 10).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_as_people_write_them() {
        for (text, expected) in [
            ("20000", Some("20000")),
            ("๒๐,๐๐๐.๐๐ บาท", Some("20000.00")),
            ("20,000.- บาท", Some("20000")),
            ("1,234,567.5", Some("1234567.5")),
            ("฿ 1 500", Some("1500")),
            ("1\u{a0}500.25 บาทถ้วน", Some("1500.25")),
            ("-", Some("0")),
            ("- บาท", Some("0")),
            ("0", Some("0")),
            ("-500", Some("-500")),
            ("1.005", Some("1.005")),
            ("", None),
            ("บาท", None),
            ("20,00", None),
            ("2,0000", None),
            ("1,,000", None),
            ("1.000,00", None),
            ("ประมาณ 500", None),
            ("500-600", None),
            ("1e5", None),
            ("5 แสน", None),
            (".", None),
            ("5.", None),
        ] {
            let expected: Option<Decimal> = expected.map(|expected| expected.parse().unwrap());
            assert_eq!(of_text(text), expected, "{text:?}");
        }
    }

    #[test]
    fn noise_beyond_fifteen_digits_is_none() {
        for (number, expected) in [
            (0.1 + 0.2, Some("0.3")),
            (20_000.000_000_000_004, Some("20000")),
            (18_500.1, Some("18500.1")),
            (99_999_999_999.99, Some("99999999999.99")),
            (1.005, Some("1.005")),
            (-0.0, Some("0")),
            (1e300, None),
            (f64::NAN, None),
        ] {
            let expected: Option<Decimal> = expected.map(|expected| expected.parse().unwrap());
            assert_eq!(of_number(number), expected, "{number}");
        }
    }
}
