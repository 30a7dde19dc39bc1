//! Money: decimal baht with two places, held as whole satang.

use crate::refusal::Fault;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, iter::Sum, ops::Add};

/// An amount of money in baht, exact to the satang, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Baht(i64);

impl Baht {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The greatest amount one field may hold: 99,999,999,999.99 baht. Far above any local budget, and small enough that the sum
    /// over every project of every organization fits the database's integers, and the sum over one plan a spreadsheet's numbers.
    pub const GREATEST: Self = Self(9_999_999_999_999);

    /// An amount given in satang, as storage keeps it. `None` when negative.
    #[must_use]
    pub const fn from_satang(satang: i64) -> Option<Self> {
        if satang < 0 { None } else { Some(Self(satang)) }
    }

    /// Whole satang.
    #[must_use]
    pub const fn satang(self) -> i64 {
        self.0
    }

    /// Baht as a decimal of two places.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// Reads an amount that a person or a client stated.
    ///
    /// # Errors
    /// [`Fault::NegativeAmount`], [`Fault::TooManyDecimals`], [`Fault::AmountTooLarge`].
    pub fn from_decimal(amount: Decimal) -> Result<Self, Fault> {
        if amount.is_sign_negative() && !amount.is_zero() {
            return Err(Fault::NegativeAmount);
        }
        if amount > Self::GREATEST.to_decimal() {
            return Err(Fault::AmountTooLarge);
        }
        let satang = amount * Decimal::ONE_HUNDRED;
        if !satang.fract().is_zero() {
            return Err(Fault::TooManyDecimals);
        }
        satang.to_i64().map(Self).ok_or(Fault::AmountTooLarge)
    }

    /// Whether there is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Display for Baht {
    /// `20000.00`
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl Serialize for Baht {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Baht {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let amount: Decimal = Deserialize::deserialize(deserializer)?;
        // A sum may exceed what one field may hold.
        let satang = (amount * Decimal::ONE_HUNDRED).to_i64().and_then(Self::from_satang);
        satang.ok_or_else(|| de::Error::custom("not an amount of baht"))
    }
}

impl Add for Baht {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Baht {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// `20000.00` as `20,000.00`.
#[must_use]
pub fn grouped(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut grouped = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, Fault> {
        Baht::from_decimal(text.parse().unwrap()).map(|amount| amount.to_string())
    }

    #[test]
    fn two_places_exactly() {
        for (text, expected) in [
            ("0", Ok("0.00")),
            ("-0.00", Ok("0.00")),
            ("20000", Ok("20000.00")),
            ("0.01", Ok("0.01")),
            ("1.10", Ok("1.10")),
            ("1.100", Ok("1.10")),
            ("99999999999.99", Ok("99999999999.99")),
            ("100000000000", Err(Fault::AmountTooLarge)),
            ("1000000000000000", Err(Fault::AmountTooLarge)),
            ("79228162514264337593543950335", Err(Fault::AmountTooLarge)),
            ("0.001", Err(Fault::TooManyDecimals)),
            ("-0.01", Err(Fault::NegativeAmount)),
        ] {
            assert_eq!(read(text), expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn thousands_are_grouped() {
        for (given, expected) in
            [("0", "0"), ("999", "999"), ("1000", "1,000"), ("20000.00", "20,000.00"), ("-1234567.5", "-1,234,567.5")]
        {
            assert_eq!(grouped(given), expected);
        }
    }
}
