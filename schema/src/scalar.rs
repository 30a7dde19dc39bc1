//! Scalars of the contract.

use crate::failure::Failure;
use async_graphql::{Description, InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{DateTime as Instant, NaiveDate, SecondsFormat, Utc};
use sucharit_domain::{calendar::FiscalYear, money::Baht};

/// An exact decimal number as a string, such as `"20000.00"`: money in baht, scores in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Description)]
pub struct Decimal(pub rust_decimal::Decimal);

#[Scalar(use_type_description)]
impl ScalarType for Decimal {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::custom("ต้องเป็นข้อความตัวเลข เช่น \"20000.00\" (a string such as \"20000.00\")"));
        };
        let digits = text.strip_prefix('-').unwrap_or(text);
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && digits.starts_with(|first: char| first.is_ascii_digit())
            && !digits.ends_with('.');
        let number = if plain { rust_decimal::Decimal::from_str_exact(text).ok() } else { None };
        number
            .map(Self)
            .ok_or_else(|| InputValueError::custom("ไม่ใช่จำนวนทศนิยมที่อ่านได้ (not a decimal number of at most 28 digits)"))
    }

    fn is_valid(value: &Value) -> bool {
        Self::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl From<Baht> for Decimal {
    fn from(amount: Baht) -> Self {
        Self(amount.to_decimal())
    }
}

/// A day in the Common Era, ISO 8601: `2026-04-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Description)]
pub struct Date(pub NaiveDate);

#[Scalar(use_type_description)]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .map(Self)
                .map_err(|_| InputValueError::custom("ต้องเป็นวันที่แบบ ค.ศ. ปปปป-ดด-วว (a date YYYY-MM-DD)")),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn is_valid(value: &Value) -> bool {
        Self::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

/// An instant in UTC, ISO 8601: `2026-04-30T03:00:00.000000Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Description)]
pub struct DateTime(pub Instant<Utc>);

#[Scalar(use_type_description)]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Instant::parse_from_rfc3339(text)
                .map(|instant| Self(instant.with_timezone(&Utc)))
                .map_err(|_| InputValueError::custom("ต้องเป็นเวลาแบบ ISO 8601 (an ISO 8601 instant)")),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn is_valid(value: &Value) -> bool {
        Self::parse(value.clone()).is_ok()
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

/// A fiscal year that a client asks for.
pub fn fiscal_year(year: i32) -> Result<FiscalYear, Failure> {
    FiscalYear::new(year).ok_or(Failure::BAD_FISCAL_YEAR)
}
