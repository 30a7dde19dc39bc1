//! `รายละเอียด`: every project under its nine headings.

use super::{
    outline::{dimension_label, mission_label},
    phrases::{indicator, numbered, period_and_budget, target_group},
    titles,
};
use crate::{
    ExportError,
    workbook::{Heading, Page, Sheets, TITLE_ROWS, cell::Cell},
};
use rust_xlsxwriter::DataValidation;
use sucharit_domain::{
    numeral::Numerals,
    plan::{
        book::PlanBook,
        document::{PlanDocument, ProjectDocument},
    },
    project::{IndicatorMeasure, ProjectKind},
};

pub(crate) const NAME: &str = "รายละเอียด";
const TITLE: &str = "รายละเอียดโครงการ/กิจกรรม/มาตรการ";
pub(crate) const HEADINGS: [&str; 10] = [
    "ลำดับที่",
    "ชื่อโครงการ/กิจกรรม/มาตรการ",
    "ประเภทงาน",
    "มิติและภารกิจ",
    "วัตถุประสงค์",
    "กลุ่มเป้าหมาย",
    "วิธีดำเนินการ",
    "ระยะเวลาและงบประมาณ",
    "ผู้รับผิดชอบ",
    "ตัวชี้วัด (ผลผลิต/ผลลัพธ์)",
];
const WIDTHS: [f64; 10] = [7.0, 24.0, 10.5, 22.0, 32.0, 22.0, 42.0, 17.0, 16.0, 36.0];

const KIND: u16 = 2;

pub(crate) const OUTPUTS: &str = "ผลผลิต";
pub(crate) const OUTCOMES: &str = "ผลลัพธ์";

/// Writes the sheet, with so many empty rows to be filled in.
pub(super) fn write(sheets: &mut Sheets, book: &PlanBook, blank: u32) -> Result<(), ExportError> {
    let mut page = sheets.add(NAME, &WIDTHS)?;
    page.title_block(&titles(book, TITLE, page.numerals))?;
    let mut row = page.headings(TITLE_ROWS, &HEADINGS.map(Heading::column))?;
    for project in &book.document.projects {
        let cells = cells(&page, &book.document, project);
        row = page.row(row, &cells)?.next();
    }
    page.blank_rows(row, blank)?;
    if blank > 0 {
        let kinds: Vec<&str> = ProjectKind::ALL.iter().map(|kind| kind.label()).collect();
        let kinds = DataValidation::new().allow_list_strings(&kinds)?;
        page.worksheet().add_data_validation(row, KIND, row + blank - 1, KIND, &kinds)?;
    }
    Ok(())
}

fn cells<'a>(page: &Page<'a>, document: &PlanDocument, project: &'a ProjectDocument) -> Vec<Cell<'a>> {
    let (look, numerals) = (page.look, page.numerals);
    let text = |text: String| Cell::text(text, &look.text);
    let [name, kind, place, rest @ ..] = texts(document, project, numerals);
    let first = [Cell::number(project.number, &look.number), text(name), Cell::text(kind, &look.centered), text(place)];
    first.into_iter().chain(rest.map(text)).collect()
}

/// What a project's row says after its number, column by column.
pub(crate) fn texts(document: &PlanDocument, project: &ProjectDocument, numerals: Numerals) -> [String; 9] {
    let groups: Vec<String> = project.target_groups.iter().map(|group| target_group(group, numerals)).collect();
    [
        project.name.clone(),
        project.kind.label().to_owned(),
        place_in_outline(document, project, numerals),
        numbered(project.objectives.iter().map(String::as_str), numerals),
        numbered(groups.iter().map(String::as_str), numerals),
        numbered(project.steps.iter().map(String::as_str), numerals),
        period_and_budget(project, numerals),
        project.divisions.join("\n"),
        indicators(project, numerals),
    ]
}

/// Dimension, mission, and the codes of the mission's objectives that the project serves.
fn place_in_outline(document: &PlanDocument, project: &ProjectDocument, numerals: Numerals) -> String {
    let number = project.dimension_number();
    let dimension = document.dimensions.iter().find(|dimension| dimension.number == number);
    let mission = dimension
        .into_iter()
        .flat_map(|dimension| &dimension.missions)
        .find(|mission| mission.code == project.mission_code);
    let mut lines: Vec<String> = dimension.map(|dimension| dimension_label(dimension, numerals)).into_iter().collect();
    lines.push(mission.map_or_else(
        || format!("ภารกิจ {}", numerals.write(&project.mission_code)),
        |mission| format!("ภารกิจ {}", mission_label(mission, numerals)),
    ));
    if !project.objective_codes.is_empty() {
        lines.push(format!("(ข้อ {})", numerals.write(&project.objective_codes.join(", "))));
    }
    lines.join("\n")
}

fn indicators(project: &ProjectDocument, numerals: Numerals) -> String {
    let part = |label: &str, measures: &[IndicatorMeasure]| {
        let items: Vec<String> = measures.iter().map(|measure| indicator(measure, numerals)).collect();
        (!items.is_empty()).then(|| format!("{label}\n{}", numbered(items.iter().map(String::as_str), numerals)))
    };
    let parts = [part(OUTPUTS, &project.outputs), part(OUTCOMES, &project.outcomes)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}
