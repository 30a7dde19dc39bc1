//! `แผน`: the projects by dimension and mission, with the budget of each year.

use super::{
    outline::{self, DimensionProjects, dimension_label, mission_label},
    phrases::remark_and_notes,
    titles,
};
use crate::{
    ExportError,
    workbook::{Heading, Page, Placed, Sheets, TITLE_ROWS, amount_width, cell::Cell, dimension, sign_off::Signer},
};
use rust_xlsxwriter::{Format, utility::cell_range};
use sucharit_domain::{
    calendar::FiscalYear,
    money::Baht,
    plan::{book::PlanBook, document::ProjectDocument},
};

pub(crate) const NAME: &str = "แผน";
const TITLE: &str = "แผนงาน/โครงการ/กิจกรรม/มาตรการ และงบประมาณ";

/// The headings that a reader finds the columns by.
pub(crate) const PROJECT_HEADING: &str = "โครงการ/กิจกรรม/มาตรการ";
pub(crate) const REMARK_HEADING: &str = "หมายเหตุ";

/// The label of the last row of the table.
pub(crate) const GRAND_TOTAL: &str = "รวม 4 มิติ";

const MISSION: u16 = 1;
const PROJECT: u16 = 2;
const FIRST_YEAR: u16 = 3;

/// Writes the sheet, with so many empty rows to be filled in.
pub(super) fn write(sheets: &mut Sheets, book: &PlanBook, blank: u32) -> Result<(), ExportError> {
    let document = &book.document;
    let years: Vec<FiscalYear> = document.heading.fiscal_years().collect();
    let outline = outline::of(document);
    let total = |year: &FiscalYear| sum(document.projects.iter(), *year);
    let greatest = years.iter().map(total).max().unwrap_or_default();
    let mut page = sheets.add(NAME, &widths(years.len(), greatest))?;
    page.title_block(&titles(book, TITLE, page.numerals))?;
    let first = page.headings(TITLE_ROWS, &headings(&page, &years))?;

    let mut row = first;
    for part in &outline {
        let body = write_dimension(&mut page, row, part, &years, blank)?;
        let label = format!("รวม{}", dimension(part.dimension.number, page.numerals));
        row = write_totals(&mut page, body, &label, &years, |year| sum(part.projects(), *year))?;
    }
    let whole = Placed { first, last: row.saturating_sub(1).max(first) };
    let label = page.numerals.write(GRAND_TOTAL);
    row = write_totals(&mut page, whole, &label, &years, |year| {
        outline.iter().map(|part| sum(part.projects(), *year)).sum()
    })?;
    page.sign_off(row, &Signer::UNSIGNED)?;
    Ok(())
}

fn headings(page: &Page<'_>, years: &[FiscalYear]) -> [Heading; 5] {
    let years = years.iter().map(|year| page.numerals.write(&format!("ปี {year}"))).collect();
    [
        Heading::column("มิติ"),
        Heading::column("ภารกิจตามมิติ"),
        Heading::column(PROJECT_HEADING),
        Heading::Group("งบประมาณ".to_owned(), years),
        Heading::column(REMARK_HEADING),
    ]
}

fn widths(years: usize, greatest: Baht) -> Vec<f64> {
    let mut widths = vec![18.0, 30.0, 44.0];
    widths.extend(vec![amount_width(greatest); years]);
    widths.push(18.0);
    widths
}

fn write_dimension(
    page: &mut Page<'_>,
    row: u32,
    part: &DimensionProjects<'_>,
    years: &[FiscalYear],
    blank: u32,
) -> Result<Placed, ExportError> {
    let look = page.look;
    let label = dimension_label(part.dimension, page.numerals);
    let count = part.projects().count();
    if count == 0 && blank > 0 {
        let next = page.blank_rows(row, blank)?;
        let whole = Placed { first: row, last: next - 1 };
        page.cell(whole, 0, &Cell::text(label, &look.text))?;
        return Ok(whole);
    }
    if count == 0 {
        let mut cells = vec![Cell::empty(&look.text); usize::from(page.last_column()) + 1];
        cells[0] = Cell::text(label, &look.text);
        return page.row(row, &cells);
    }
    let dimension_share = page.height_in(0, &label) / rows(count);
    let mut next = row;
    for mission in &part.missions {
        let label = mission_label(mission.mission, page.numerals);
        let share = page.height_in(MISSION, &label) / rows(mission.projects.len());
        let first = next;
        for project in &mission.projects {
            let cells = cells(page, project, years);
            next = page.row_at_least(next, &cells, share.max(dimension_share))?.next();
        }
        page.cell(Placed { first, last: next - 1 }, MISSION, &Cell::text(label, &look.text))?;
    }
    let body = Placed { first: row, last: next - 1 };
    page.cell(body, 0, &Cell::text(label, &look.text))?;
    Ok(body)
}

fn cells<'a>(page: &Page<'a>, project: &'a ProjectDocument, years: &[FiscalYear]) -> Vec<Cell<'a>> {
    let look = page.look;
    let mut cells = vec![Cell::covered(&look.text), Cell::covered(&look.text), Cell::text(&project.name, &look.text)];
    debug_assert_eq!(cells.len(), usize::from(PROJECT) + 1);
    cells.extend(years.iter().map(|year| match project.budgets.get(year) {
        Some(budget) => Cell::amount(*budget, &look.amount),
        None => Cell::empty(&look.amount),
    }));
    cells.push(remark_and_notes(project).map_or_else(|| Cell::empty(&look.text), |text| Cell::text(text, &look.text)));
    cells
}

/// A total row under `body`. SUBTOTAL passes over other subtotals, so the grand total may reach over them.
fn write_totals(
    page: &mut Page<'_>,
    body: Placed,
    label: &str,
    years: &[FiscalYear],
    total: impl Fn(&FiscalYear) -> Baht,
) -> Result<u32, ExportError> {
    let format: &Format = &page.look.total_amount;
    let mut cells: Vec<Cell<'_>> = (FIRST_YEAR..)
        .zip(years)
        .map(|(column, year)| {
            let range = cell_range(body.first, column, body.last, column);
            Cell::formula(format!("=SUBTOTAL(9,{range})"), &total(year), format)
        })
        .collect();
    cells.push(Cell::empty(&page.look.total));
    let label = Cell::text(label, &page.look.total);
    Ok(page.row_with_wide_first(body.next(), PROJECT, &label, &cells)?.next())
}

fn sum<'a>(projects: impl Iterator<Item = &'a ProjectDocument>, year: FiscalYear) -> Baht {
    projects.filter_map(|project| project.budgets.get(&year)).copied().sum()
}

fn rows(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
