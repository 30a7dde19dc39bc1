//! What stands in a cell, and reading it as what belongs there.

use super::{amount, day};
use calamine::{DataRef, ExcelDateTime};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use sucharit_domain::{
    calendar::thai_date,
    labels,
    numeral::Numerals,
    progress::{form::as_written, import::name_key},
    refusal::Fault,
    sheet::{CellPlace, CellProblem, SheetFault},
    text::LONGEST_TEXT,
};

/// What stands in a cell that is not blank.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Found {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// TRUE or FALSE.
    Truth(bool),
    /// A number that is shown as a day.
    Day(NaiveDate),
    /// An error, as the cell shows it.
    Error(String),
    /// A formula that was never calculated.
    Uncalculated,
    /// A text too long to keep, with its length.
    TooLong(usize),
}

/// The longest text that is kept: a little more than any field holds, so that the field's own rule says what is too long.
const LONGEST_KEPT: usize = 32_767;

impl Found {
    /// Takes a cell over; none where it is blank.
    pub(super) fn of(value: &DataRef<'_>, has_formula: bool) -> Option<Self> {
        let text = |text: &str| {
            let length = text.chars().count();
            if length > LONGEST_KEPT {
                return Some(Self::TooLong(length));
            }
            as_written(text).map(Self::Text)
        };
        match value {
            DataRef::Empty if has_formula => Some(Self::Uncalculated),
            DataRef::Empty => None,
            #[expect(
                clippy::cast_precision_loss,
                reason = "calamine gives whole numbers only for other formats than this"
            )]
            DataRef::Int(number) => Some(Self::Number(*number as f64)),
            DataRef::Float(number) => Some(Self::Number(*number)),
            DataRef::String(found) | DataRef::DurationIso(found) => text(found),
            DataRef::SharedString(found) => text(found),
            DataRef::Bool(truth) => Some(Self::Truth(*truth)),
            DataRef::DateTime(day) => Some(Self::of_day(day)),
            DataRef::DateTimeIso(found) => match found.get(..10).and_then(|day| day.parse().ok()) {
                Some(day) => Some(Self::Day(day)),
                None => text(found),
            },
            DataRef::Error(error) => Some(Self::Error(error.to_string())),
        }
    }

    fn of_day(day: &ExcelDateTime) -> Self {
        let (year, month, of_month, ..) = day.to_ymd_hms_milli();
        let found = NaiveDate::from_ymd_opt(year.into(), month.into(), of_month.into());
        found.filter(|_| day.is_datetime()).map_or(Self::Number(day.as_f64()), Self::Day)
    }

    /// How many bytes it takes.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            _ => 8,
        }
    }
}

/// Reads cells of one sheet, noting every problem.
pub(super) struct CellReader<'a> {
    pub(super) sheet: &'a str,
    pub(super) problems: Vec<CellProblem>,
}

impl CellReader<'_> {
    /// Notes a problem of a cell.
    pub(super) fn wrong(&mut self, (row, column): (u32, u32), fault: &SheetFault) {
        self.problems.push(CellProblem::of(CellPlace::cell(self.sheet, row, column), fault));
    }

    fn wrong_by_rule(&mut self, (row, column): (u32, u32), fault: &Fault) {
        self.problems.push(CellProblem::of_rule(CellPlace::cell(self.sheet, row, column), fault));
    }

    /// Whether the cell holds something at all; an error or a formula without its value is noted.
    fn present<'f>(&mut self, at: (u32, u32), found: Option<&'f Found>) -> Option<&'f Found> {
        match found? {
            Found::Error(error) => self.wrong(at, &SheetFault::FormulaError { error: error.clone() }),
            Found::Uncalculated => self.wrong(at, &SheetFault::FormulaWithoutValue),
            Found::TooLong(length) => {
                self.wrong_by_rule(at, &Fault::TextTooLong { longest: LONGEST_TEXT, length: *length });
            }
            found => return Some(found),
        }
        None
    }

    /// A text. A number or a day that a program made of what was typed becomes the text that it shows.
    pub(super) fn text(&mut self, at: (u32, u32), found: Option<&Found>) -> Option<String> {
        Some(match self.present(at, found)? {
            Found::Text(text) => text.clone(),
            Found::Number(number) => amount::of_number(*number).map_or_else(|| number.to_string(), |it| it.to_string()),
            Found::Truth(truth) => labels::yes_or_no(*truth).to_owned(),
            Found::Day(day) => thai_date(day::in_common_era(*day), Numerals::Arabic),
            Found::Error(_) | Found::Uncalculated | Found::TooLong(_) => return None,
        })
    }

    /// An amount of baht.
    pub(super) fn amount(&mut self, at: (u32, u32), found: Option<&Found>) -> Option<Decimal> {
        let found = self.present(at, found)?;
        let amount = match found {
            Found::Number(number) => {
                let amount = amount::of_number(*number);
                if amount.is_none() {
                    self.wrong_by_rule(at, &Fault::AmountTooLarge);
                    return None;
                }
                amount
            }
            Found::Text(text) => amount::of_text(text),
            _ => None,
        };
        if amount.is_none() {
            let shown = match found {
                Found::Text(text) => text.chars().take(40).collect(),
                Found::Day(day) => thai_date(day::in_common_era(*day), Numerals::Arabic),
                Found::Truth(truth) => labels::yes_or_no(*truth).to_owned(),
                _ => String::new(),
            };
            self.wrong(at, &SheetFault::NotAnAmount { text: shown });
        }
        amount
    }

    /// One of a list of words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        at: (u32, u32),
        found: Option<&Found>,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let said = match self.present(at, found)? {
            Found::Text(text) => name_key(text),
            Found::Truth(truth) => labels::yes_or_no(*truth).to_owned(),
            _ => String::new(),
        };
        let chosen = choices.iter().find(|(word, _)| name_key(word) == said).map(|(_, choice)| *choice);
        if chosen.is_none() {
            let mut allowed: Vec<&'static str> = choices.iter().map(|(word, _)| *word).collect();
            allowed.dedup();
            self.wrong(at, &SheetFault::NotInList { allowed });
        }
        chosen
    }
}
