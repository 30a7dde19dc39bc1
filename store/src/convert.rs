//! Stored values to domain values. What has no meaning is an error, never guessed.

use crate::StoreError;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use std::collections::HashMap;
use std::hash::Hash;
use sucharit_domain::{
    calendar::{FiscalYear, ReportingRound},
    money::Baht,
    project::SourceNote,
};

/// A code by its enum's `from_code`.
pub fn code<T>(column: &'static str, value: &str, from_code: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    from_code(value).ok_or_else(|| StoreError::corrupt(column, value))
}

/// A code that may be absent.
pub fn optional_code<T>(
    column: &'static str,
    value: Option<&str>,
    from_code: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, StoreError> {
    value.map(|value| code(column, value, from_code)).transpose()
}

/// A fiscal year, B.E.
pub fn fiscal_year(value: i32) -> Result<FiscalYear, StoreError> {
    FiscalYear::new(value).ok_or_else(|| StoreError::corrupt("fiscal_year", value))
}

/// A round by its months.
pub fn round(months: i16) -> Result<ReportingRound, StoreError> {
    ReportingRound::from_months(months).ok_or_else(|| StoreError::corrupt("round", months))
}

/// Whole satang.
pub fn baht(satang: i64) -> Result<Baht, StoreError> {
    Baht::from_satang(satang).ok_or_else(|| StoreError::corrupt("satang", satang))
}

/// Whole hundredths.
pub fn decimal(hundredths: i64) -> Decimal {
    Decimal::new(hundredths, 2).normalize()
}

/// A decimal of at most two places as whole hundredths.
pub fn hundredths(value: Decimal) -> Result<i64, StoreError> {
    let hundredths = value * Decimal::ONE_HUNDRED;
    if !hundredths.fract().is_zero() {
        return Err(StoreError::corrupt("hundredths", value));
    }
    hundredths.to_i64().ok_or_else(|| StoreError::corrupt("hundredths", value))
}

/// Comma-separated codes to notes.
pub fn source_notes(codes: &str) -> Result<Vec<SourceNote>, StoreError> {
    codes
        .split(',')
        .filter(|note| !note.is_empty())
        .map(|note| code("source_notes", note, SourceNote::from_code))
        .collect()
}

/// Notes to comma-separated codes.
pub fn source_note_codes(notes: &[SourceNote]) -> String {
    notes.iter().map(|note| note.code()).collect::<Vec<_>>().join(",")
}

/// Rows by their parent, each parent's rows in the order they came.
pub fn grouped<K: Eq + Hash, T>(rows: impl IntoIterator<Item = (K, T)>) -> HashMap<K, Vec<T>> {
    let mut groups: HashMap<K, Vec<T>> = HashMap::new();
    for (parent, row) in rows {
        groups.entry(parent).or_default().push(row);
    }
    groups
}
