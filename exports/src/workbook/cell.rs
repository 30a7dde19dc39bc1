//! One cell of a table: what stands in it and how it looks.

use rust_xlsxwriter::Format;
use std::borrow::Cow;
use sucharit_domain::money::Baht;

/// What stands in a cell.
#[derive(Debug, Clone)]
pub enum Content<'a> {
    /// Nothing.
    Empty,
    /// A text; never taken for a formula, a link or a number.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
    /// A formula and what it comes to.
    Formula {
        /// With its equals sign.
        formula: String,
        /// The exact figure.
        result: String,
    },
    /// Nothing is written: a cell merged over several rows covers it.
    Covered,
}

/// One cell.
#[derive(Debug, Clone)]
pub struct Cell<'a> {
    /// What stands in it.
    pub content: Content<'a>,
    /// How it looks.
    pub format: &'a Format,
}

impl<'a> Cell<'a> {
    /// An empty cell.
    pub fn empty(format: &'a Format) -> Self {
        Self { content: Content::Empty, format }
    }

    /// A cell that another one covers.
    pub fn covered(format: &'a Format) -> Self {
        Self { content: Content::Covered, format }
    }

    /// A text.
    pub fn text(text: impl Into<Cow<'a, str>>, format: &'a Format) -> Self {
        Self { content: Content::Text(text.into()), format }
    }

    /// A text, or an empty cell.
    pub fn optional_text(text: Option<&'a str>, format: &'a Format) -> Self {
        text.map_or_else(|| Self::empty(format), |text| Self::text(text, format))
    }

    /// An amount of baht.
    pub fn amount(amount: Baht, format: &'a Format) -> Self {
        Self { content: Content::Number(hundredths(amount.satang())), format }
    }

    /// A whole number.
    pub fn number(number: impl Into<f64>, format: &'a Format) -> Self {
        Self { content: Content::Number(number.into()), format }
    }

    /// A formula and what it comes to.
    pub fn formula(formula: String, result: &impl ToString, format: &'a Format) -> Self {
        Self { content: Content::Formula { formula, result: result.to_string() }, format }
    }
}

/// Hundredths as the nearest number a spreadsheet can hold, which is the one it reads `12.34` as.
#[expect(
    clippy::cast_precision_loss,
    reason = "amounts lie far below 2^53 satang, and the division is rounded correctly"
)]
pub fn hundredths(hundredths: i64) -> f64 {
    hundredths as f64 / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "the very same number is meant")]
    fn amounts_are_the_numbers_that_their_digits_spell() {
        for satang in [0, 1, 10, 110, 2_000_000, 123_456_789, 9_999_999_999_999, 1_005, 8_115] {
            let amount = Baht::from_satang(satang).unwrap();
            assert_eq!(hundredths(satang), amount.to_string().parse::<f64>().unwrap(), "{amount}");
        }
    }
}
