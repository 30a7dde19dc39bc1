//! The chart of `สรุปสถานะ`: how many projects have come how far, by dimension and together.

use super::status_sheet::{AWAITING, DIMENSION, NAME, STATUSES};
use crate::{
    ExportError,
    workbook::{FONT, Page},
};
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartSeries, ChartSolidFill,
    ChartType, Color, ObjectMovement,
};
use sucharit_domain::{labels, progress::ProgressStatus};

const TITLE: &str = "จำนวนโครงการตามสถานะการดำเนินงาน";
const ALT_TEXT: &str = "แผนภูมิแท่งแสดงจำนวนโครงการตามสถานะการดำเนินงาน แยกรายมิติและรวม 4 มิติ ตามตัวเลขในตารางด้านบน";
const ROWS: u32 = 10;
const ROW_POINTS: f64 = 24.0;
const WIDTH_PIXELS: u32 = 1_590;
const HEIGHT_PIXELS: u32 = ROWS * 32 - 12;

/// Places the chart from `row` on over rows of a fixed height; gives the row after it.
pub(super) fn insert(page: &mut Page<'_>, row: u32, first: u32, last: u32) -> Result<u32, ExportError> {
    let title = page.numerals.write(TITLE);
    let alt_text = page.numerals.write(ALT_TEXT);
    let sheet = page.worksheet();
    for covered in row..row + ROWS {
        sheet.set_row_height(covered, ROW_POINTS)?;
    }
    let mut chart = Chart::new(ChartType::Column);
    chart.title().set_name(title.as_str()).set_font(&font(18.0, true));
    for (column, name, color) in series() {
        let mut series = ChartSeries::new();
        series
            .set_name(name)
            .set_categories((NAME, first, DIMENSION, last, DIMENSION))
            .set_values((NAME, first, column, last, column))
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(color)))
            .set_data_label(ChartDataLabel::new().show_value().set_num_format("#,##0;;").set_font(&font(14.0, false)))
            .set_gap(60);
        chart.push_series(&series);
    }
    chart.x_axis().set_font(&font(16.0, false));
    chart
        .y_axis()
        .set_font(&font(14.0, false))
        .set_num_format("#,##0")
        .set_min(0)
        .set_major_gridlines_line(ChartLine::new().set_color(Color::RGB(0xD9_D9_D9)));
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(16.0, false));
    chart.set_width(WIDTH_PIXELS).set_height(HEIGHT_PIXELS).set_alt_text(alt_text.as_str());
    chart.set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    sheet.insert_chart_with_offset(row, DIMENSION, &chart, 4, 4)?;
    Ok(row + ROWS)
}

/// Column, name and colour of each status; the colours differ in lightness too.
fn series() -> [(u16, &'static str, Color); 4] {
    [
        (STATUSES[0], ProgressStatus::InProgress.label(), Color::RGB(0x5B_9B_D5)),
        (STATUSES[1], ProgressStatus::Completed.label(), Color::RGB(0x37_86_3C)),
        (STATUSES[2], ProgressStatus::Unable.label(), Color::RGB(0xB0_1E_1E)),
        (AWAITING, labels::AWAITING, Color::RGB(0xBF_BF_BF)),
    ]
}

fn font(size: f64, bold: bool) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(size);
    if bold {
        font.set_bold();
    } else {
        font.unset_bold();
    }
    font
}
