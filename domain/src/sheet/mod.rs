//! Workbooks that come back: where something is wrong in them, and what.

mod fault;

use crate::{
    language::Language,
    refusal::{Fault, WarningKind},
};
pub use fault::{FoundInstead, SheetFault};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A place in a workbook: `รายงานโครงการ!G17`, a whole sheet, or (neither) the whole file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct CellPlace {
    /// The sheet's name.
    pub sheet: Option<String>,
    /// The cell's name, `G17`.
    pub cell: Option<String>,
}

impl CellPlace {
    /// The whole file.
    #[must_use]
    pub fn file() -> Self {
        Self::default()
    }

    /// A whole sheet.
    #[must_use]
    pub fn sheet(name: &str) -> Self {
        Self { sheet: Some(name.to_owned()), cell: None }
    }

    /// A cell of a sheet; row and column count from 0.
    #[must_use]
    pub fn cell(sheet: &str, row: u32, column: u32) -> Self {
        Self { sheet: Some(sheet.to_owned()), cell: Some(cell_name(row, column)) }
    }
}

impl CellPlace {
    /// What puts places into the order in which they are read: the whole file, then by sheet, row and column.
    fn order(&self) -> (Option<&str>, u32, usize, &str) {
        let cell = self.cell.as_deref().unwrap_or_default();
        let (column, row) = cell.split_at(cell.find(|letter: char| letter.is_ascii_digit()).unwrap_or(cell.len()));
        (self.sheet.as_deref(), row.parse().unwrap_or_default(), column.len(), column)
    }
}

impl fmt::Display for CellPlace {
    /// `รายงานโครงการ!G17`; nothing for the whole file.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sheet, cell) = (self.sheet.as_deref().unwrap_or_default(), self.cell.as_deref());
        match cell {
            Some(cell) => write!(formatter, "{sheet}!{cell}"),
            None => formatter.write_str(sheet),
        }
    }
}

/// A cell's name as spreadsheets show it; row and column count from 0: `(16, 6)` is `G17`.
#[must_use]
pub fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from_digit(rest % 26 + 10, 36).unwrap_or('?').to_ascii_uppercase());
        rest /= 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", row + 1)
}

/// Something wrong in a workbook, or worth a second look, with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellProblem {
    /// Where.
    pub place: CellPlace,
    /// The stable code.
    pub code: String,
    /// In Thai.
    pub thai: String,
    /// In English.
    pub english: String,
}

impl CellProblem {
    /// What reading found.
    #[must_use]
    pub fn of(place: CellPlace, fault: &SheetFault) -> Self {
        let (thai, english) = fault.words();
        Self { place, code: fault.code().to_owned(), thai, english }
    }

    /// What a rule said of a value.
    #[must_use]
    pub fn of_rule(place: CellPlace, fault: &Fault) -> Self {
        let (thai, english) = (fault.message(Language::Thai), fault.message(Language::English));
        Self { place, code: fault.code().to_owned(), thai, english }
    }

    /// What a rule asks to look at again.
    #[must_use]
    pub fn of_warning(place: CellPlace, kind: WarningKind) -> Self {
        let (thai, english) = (kind.message(Language::Thai).to_owned(), kind.message(Language::English).to_owned());
        Self { place, code: kind.code().to_owned(), thai, english }
    }

    /// Puts them into the order of the file.
    pub fn sort(problems: &mut [Self]) {
        problems.sort_by(|one, other| one.place.order().cmp(&other.place.order()));
    }

    /// In words, without the place.
    #[must_use]
    pub fn message(&self, language: Language) -> &str {
        match language {
            Language::Thai => &self.thai,
            Language::English => &self.english,
        }
    }

    /// In words, with the place before them: `รายงานโครงการ!G17: …`.
    #[must_use]
    pub fn line(&self, language: Language) -> String {
        let message = self.message(language);
        if self.place == CellPlace::file() { message.to_owned() } else { format!("{}: {message}", self.place) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        for ((row, column), name) in [
            ((0, 0), "A1"),
            ((16, 6), "G17"),
            ((9, 25), "Z10"),
            ((0, 26), "AA1"),
            ((0, 701), "ZZ1"),
            ((1_048_575, 16_383), "XFD1048576"),
        ] {
            assert_eq!(cell_name(row, column), name);
        }
    }

    #[test]
    fn problems_come_in_the_order_of_the_file() {
        let at = |place| CellProblem::of_rule(place, &Fault::Required);
        let mut problems: Vec<_> =
            [(9, 0), (1, 27), (1, 3), (0, 2)].map(|(row, column)| at(CellPlace::cell("S", row, column))).into();
        problems.push(at(CellPlace::file()));
        CellProblem::sort(&mut problems);
        let places: Vec<_> = problems.iter().map(|problem| problem.place.to_string()).collect();
        assert_eq!(places, ["", "S!C1", "S!D2", "S!AB2", "S!A10"]);
    }

    #[test]
    fn a_problem_says_where() {
        let at = |place| CellProblem::of_rule(place, &Fault::Required).line(Language::English);
        assert_eq!(at(CellPlace::cell("รายงานโครงการ", 16, 6)), "รายงานโครงการ!G17: A value is required");
        assert_eq!(at(CellPlace::sheet("แผน")), "แผน: A value is required");
        assert_eq!(at(CellPlace::file()), "A value is required");
    }
}
