//! Filling a form in as somebody would, past every spreadsheet program: its parts are rewritten.

use std::io::{Cursor, Read, Write};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// The row of the first project, as spreadsheets count.
const FIRST: u32 = 7;

const TABLE: &str = "xl/worksheets/sheet2.xml";
const KEYS: &str = "xl/worksheets/sheet3.xml";

/// What is put into a cell.
#[derive(Debug, Clone, Copy)]
pub enum Put<'a> {
    Text(&'a str),
    Number(&'a str),
    /// A formula with the value it came to, as the file keeps both.
    Formula(&'a str, &'a str),
    /// A formula that comes to an error.
    Error(&'a str),
    /// TRUE or FALSE.
    Truth(bool),
    Nothing,
}

/// A workbook taken apart.
#[derive(Debug, Clone)]
pub struct Form(Vec<(String, Vec<u8>)>);

/// The row of a project in the form of the reference plan.
pub fn row(project: u32) -> u32 {
    FIRST + project - 1
}

impl Form {
    pub fn open(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a ZIP archive");
        let parts = (0..archive.len()).map(|place| {
            let mut part = archive.by_index(place).expect("a part");
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("it unpacks");
            (part.name().expect("a name").into_owned(), content)
        });
        Self(parts.collect())
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.0 {
            writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    pub fn part(&self, name: &str) -> String {
        let (_, content) = self.0.iter().find(|(found, _)| found == name).expect("the part is there");
        String::from_utf8(content.clone()).expect("text")
    }

    pub fn set_part(&mut self, name: &str, content: impl Into<Vec<u8>>) {
        let content = content.into();
        match self.0.iter_mut().find(|(found, _)| found == name) {
            Some((_, part)) => *part = content,
            None => self.0.push((name.to_owned(), content)),
        }
    }

    /// Replaces a text of a part that must be there.
    pub fn replace(&mut self, part: &str, from: &str, to: &str) {
        let content = self.part(part);
        assert!(content.contains(from), "{from} is not in {part}");
        self.set_part(part, content.replace(from, to));
    }

    /// Puts something into a cell of the table.
    pub fn set(&mut self, cell: &str, put: Put<'_>) -> &mut Self {
        self.set_in(TABLE, cell, put)
    }

    /// Puts something into a cell of a sheet.
    pub fn set_in(&mut self, part: &str, cell: &str, put: Put<'_>) -> &mut Self {
        let sheet = self.part(part);
        let start = sheet.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("there is no cell {cell}"));
        let rest = &sheet[start..];
        let head = rest.find('>').expect("it ends");
        let end = if rest[..head].ends_with('/') { head + 1 } else { rest.find("</c>").expect("it ends") + 4 };
        let style = rest[..head].split("s=\"").nth(1).and_then(|style| style.split('"').next()).expect("a style");
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let content = match put {
            Put::Text(text) => format!(
                "<c r=\"{cell}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escaped(text)
            ),
            Put::Number(number) => format!("<c r=\"{cell}\" s=\"{style}\"><v>{number}</v></c>"),
            Put::Formula(formula, value) => {
                format!("<c r=\"{cell}\" s=\"{style}\"><f>{}</f><v>{value}</v></c>", escaped(formula))
            }
            Put::Error(error) => format!("<c r=\"{cell}\" s=\"{style}\" t=\"e\"><f>1/0</f><v>{error}</v></c>"),
            Put::Truth(truth) => format!("<c r=\"{cell}\" s=\"{style}\" t=\"b\"><v>{}</v></c>", u8::from(truth)),
            Put::Nothing => format!("<c r=\"{cell}\" s=\"{style}\"/>"),
        };
        self.set_part(part, format!("{}{content}{}", &sheet[..start], &rest[end..]));
        self
    }

    /// The text between `<row` and `</row>` of a row of the table.
    fn row_text(&self, row: u32) -> String {
        let sheet = self.part(TABLE);
        let start = sheet.find(&format!("<row r=\"{row}\"")).unwrap_or_else(|| panic!("there is no row {row}"));
        let end = sheet[start..].find("</row>").expect("it ends") + 6;
        sheet[start..start + end].to_owned()
    }

    /// Deletes a row.
    pub fn delete(&mut self, row: u32) -> &mut Self {
        let text = self.row_text(row);
        self.replace(TABLE, &text, "");
        self
    }

    /// Copies a row to below the table; gives its new number.
    pub fn copy_below(&mut self, from: u32) -> u32 {
        let sheet = self.part(TABLE);
        let last = sheet.rsplit("<row r=\"").next().and_then(|rest| rest.split('"').next()).expect("a row");
        let to = last.parse::<u32>().expect("a number") + 1;
        let text = renumbered(&self.row_text(from), from, to);
        self.replace(TABLE, "</sheetData>", &format!("{text}</sheetData>"));
        to
    }

    /// Puts another form's row below the table; gives its new number.
    pub fn paste_below(&mut self, other: &Self, from: u32) -> u32 {
        let to = self.copy_below(FIRST);
        for column in 'A'..='Q' {
            let text = other.text(&format!("{column}{from}"));
            self.set(&format!("{column}{to}"), if text.is_empty() { Put::Nothing } else { Put::Text(&text) });
        }
        to
    }

    /// Turns the rows of the table round: the last project first.
    pub fn turn_round(&mut self) -> &mut Self {
        let sheet = self.part(TABLE);
        let start = sheet.find(&format!("<row r=\"{FIRST}\"")).expect("a row");
        let end = sheet.find("</sheetData>").expect("it ends");
        let rows: Vec<&str> = sheet[start..end].split_inclusive("</row>").collect();
        let count = u32::try_from(rows.len()).expect("few");
        let turned = rows.iter().rev().zip(FIRST..).zip((FIRST..FIRST + count).rev());
        let turned: String = turned.map(|((text, to), from)| renumbered(text, from, to)).collect();
        self.set_part(TABLE, format!("{}{turned}{}", &sheet[..start], &sheet[end..]));
        self
    }

    /// Exchanges two columns, headings and all.
    pub fn exchange(&mut self, one: char, other: char) -> &mut Self {
        let sheet = self.part(TABLE);
        let cells: Vec<&str> = sheet.split("<c r=\"").collect();
        let exchanged: Vec<String> = cells
            .iter()
            .enumerate()
            .map(|(place, cell)| match cell.chars().next() {
                Some(letter) if place > 0 && letter == one => format!("{other}{}", &cell[1..]),
                Some(letter) if place > 0 && letter == other => format!("{one}{}", &cell[1..]),
                _ => (*cell).to_owned(),
            })
            .collect();
        self.set_part(TABLE, exchanged.join("<c r=\""));
        self
    }

    /// Merges cells of the table.
    pub fn merge(&mut self, range: &str) -> &mut Self {
        self.replace(TABLE, "</mergeCells>", &format!("<mergeCell ref=\"{range}\"/></mergeCells>"));
        self
    }

    /// What a cell of the table says, as text.
    pub fn text(&self, cell: &str) -> String {
        self.text_in("รายงานโครงการ", cell)
    }

    /// What a cell of a sheet says, as text.
    pub fn text_in(&self, sheet: &str, cell: &str) -> String {
        let mut workbook: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(self.bytes())).expect("the workbook opens");
        let sheet = calamine::Reader::worksheet_range(&mut workbook, sheet).expect("the sheet is there");
        let (letter, row) = cell.split_at(1);
        let column = u32::from(letter.as_bytes()[0] - b'A');
        let row: u32 = row.parse().expect("a number");
        sheet.get_value((row - 1, column)).map(ToString::to_string).unwrap_or_default()
    }

    /// Renames the hidden sheet, as copying the table into another workbook does away with it.
    pub fn lose_keys(&mut self) -> &mut Self {
        self.replace("xl/workbook.xml", "ข้อมูลระบบ", "Sheet1");
        self
    }

    /// Replaces a shared string that the hidden sheet uses.
    pub fn set_head(&mut self, line: u32, value: &str) -> &mut Self {
        let sheet = self.part(KEYS);
        let cell = format!("<c r=\"B{line}\"");
        let start = sheet.find(&cell).expect("the line is there");
        let end = start + sheet[start..].find("</c>").expect("it ends") + 4;
        let put = format!("{cell} t=\"inlineStr\"><is><t>{value}</t></is></c>");
        self.set_part(KEYS, format!("{}{put}{}", &sheet[..start], &sheet[end..]));
        self
    }
}

/// A row's text under another number.
fn renumbered(text: &str, from: u32, to: u32) -> String {
    let mut text = text.replace(&format!("<row r=\"{from}\""), &format!("<row r=\"{to}\""));
    for column in 'A'..='Q' {
        text = text.replace(&format!("<c r=\"{column}{from}\""), &format!("<c r=\"{column}{to}\""));
    }
    text
}
