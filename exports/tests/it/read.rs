//! Reading a workbook back.

use calamine::{Data, DataRef, Range, Reader, Xlsx, open_workbook_from_rs};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The values of one sheet, from its first cell on.
pub struct Sheet(Range<Data>);

impl Sheet {
    pub fn text(&self, row: u32, column: u32) -> String {
        match self.0.get_value((row, column)) {
            None | Some(Data::Empty) => String::new(),
            Some(Data::String(text)) => text.clone(),
            Some(other) => panic!("{row},{column} is no text: {other:?}"),
        }
    }

    pub fn number(&self, row: u32, column: u32) -> f64 {
        match self.0.get_value((row, column)) {
            Some(Data::Float(number)) => *number,
            other => panic!("{row},{column} is no number: {other:?}"),
        }
    }

    pub fn is_empty(&self, row: u32, column: u32) -> bool {
        matches!(self.0.get_value((row, column)), None | Some(Data::Empty))
    }

    pub fn texts(&self, row: u32, columns: std::ops::Range<u32>) -> Vec<String> {
        columns.map(|column| self.text(row, column)).collect()
    }

    /// The rows of a column that hold this text.
    pub fn rows_with(&self, column: u32, text: &str) -> Vec<u32> {
        let (last, _) = self.0.end().expect("the sheet is not empty");
        let holds = |row: &u32| matches!(self.0.get_value((*row, column)), Some(Data::String(found)) if found == text);
        (0..=last).filter(holds).collect()
    }
}

pub fn sheet(bytes: &[u8], name: &str) -> Sheet {
    Sheet(open(bytes).worksheet_range(name).expect("the sheet is there"))
}

pub fn sheet_names(bytes: &[u8]) -> Vec<String> {
    open(bytes).sheet_names()
}

/// The formula of a cell, without its equals sign; empty where there is none.
pub fn formula(bytes: &[u8], name: &str, row: u32, column: u32) -> String {
    let formulas = open(bytes).worksheet_formula(name).expect("the sheet is there");
    formulas.get_value((row, column)).cloned().unwrap_or_default()
}

/// Merged ranges of a sheet: first row, first column, last row, last column.
pub fn merged(bytes: &[u8], name: &str) -> Vec<(u32, u32, u32, u32)> {
    let merged = open(bytes).merge_cells_by_sheet_name(name).expect("its ranges can be read");
    merged.into_iter().map(|range| (range.start.0, range.start.1, range.end.0, range.end.1)).collect()
}

/// Whether a cell of the sheet holds this very text, as a shared string.
pub fn has_text_cell(bytes: &[u8], name: &str, text: &str) -> bool {
    let mut workbook = open(bytes);
    let mut cells = workbook.worksheet_cells_reader(name).expect("the sheet is there");
    while let Some(cell) = cells.next_cell().expect("its cells can be read") {
        if matches!(cell.get_value(), DataRef::SharedString(found) if *found == text) {
            return true;
        }
    }
    false
}

/// One part of the file.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("the workbook is a zip file");
    let mut text = String::new();
    archive.by_name(name).expect("the part is there").read_to_string(&mut text).expect("the part is text");
    text
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    open_workbook_from_rs(Cursor::new(bytes)).expect("the workbook can be read")
}
