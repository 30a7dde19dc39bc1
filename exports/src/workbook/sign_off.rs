//! The sign-off block at the end of a report: three signers side by side.

use super::{Page, measure, rows::TALLEST};
use crate::ExportError;
use chrono::NaiveDate;
use rust_xlsxwriter::Format;
use sucharit_domain::calendar::thai_date;

/// One signer. Dotted lines stand where something has not been given yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signer<'a> {
    /// In which capacity: ผู้รายงาน, ความเห็นปลัด, ความเห็นนายก.
    pub heading: &'static str,
    /// Whether an opinion is asked of this signer.
    pub gives_opinion: bool,
    /// The opinion (ความเห็น).
    pub opinion: Option<&'a str>,
    /// The name.
    pub name: Option<&'a str>,
    /// The position (ตำแหน่ง).
    pub position: Option<&'a str>,
    /// The day of the signature.
    pub signed_on: Option<NaiveDate>,
}

impl Signer<'static> {
    /// The three signers, none of whom has signed.
    pub const UNSIGNED: [Self; 3] =
        [Self::unsigned("ผู้รายงาน", false), Self::unsigned("ความเห็นปลัด", true), Self::unsigned("ความเห็นนายก", true)];

    const fn unsigned(heading: &'static str, gives_opinion: bool) -> Self {
        Self { heading, gives_opinion, opinion: None, name: None, position: None, signed_on: None }
    }
}

const DOTS: &str = "…………………………………";
const SHORT_DOTS: &str = "………………………";
const LEAST_OPINION_LINES: u32 = 2;

impl Page<'_> {
    /// Writes the block, an empty row first; gives the row after it.
    pub(crate) fn sign_off(&mut self, row: u32, signers: &[Signer<'_>; 3]) -> Result<u32, ExportError> {
        let zones = thirds(&self.widths);
        let look = self.look;
        let heading = row + 1;
        let mut opinion_lines = LEAST_OPINION_LINES;
        for (signer, (first, last)) in signers.iter().zip(zones) {
            let opinion = opinion(signer);
            opinion_lines = opinion_lines.max(measure::lines(&opinion, self.width_of(first, last)));
            let lines: [(&str, &Format); 6] = [
                (signer.heading, &look.signer),
                (&opinion, &look.sign),
                (&format!("ลงชื่อ {DOTS}"), &look.sign),
                (&format!("({})", signer.name.unwrap_or(DOTS)), &look.sign),
                (&format!("ตำแหน่ง {}", signer.position.unwrap_or(SHORT_DOTS)), &look.sign),
                (&format!("วันที่ {}", self.signed_on(signer)), &look.sign),
            ];
            for (row, (text, format)) in (heading..).zip(lines) {
                self.merge(row, first, last, text, format)?;
            }
        }
        for row in row..=heading + 5 {
            self.sheet.set_row_height(row, measure::ONE_LINE)?;
        }
        self.sheet.set_row_height(heading + 1, measure::height_of_lines(opinion_lines).min(TALLEST))?;
        self.sheet.set_row_height(heading + 2, measure::ONE_LINE * 1.5)?;
        Ok(heading + 6)
    }

    fn signed_on(&self, signer: &Signer<'_>) -> String {
        signer.signed_on.map_or_else(|| SHORT_DOTS.to_owned(), |day| thai_date(day, self.numerals))
    }
}

fn opinion(signer: &Signer<'_>) -> String {
    match (signer.gives_opinion, signer.opinion) {
        (false, _) => String::new(),
        (true, Some(opinion)) => opinion.to_owned(),
        (true, None) => format!("{DOTS}\n{DOTS}"),
    }
}

/// Columns in three zones of about the same width, each at least one column wide.
fn thirds(widths: &[f64]) -> [(u16, u16); 3] {
    let total: f64 = widths.iter().sum();
    let count = u16::try_from(widths.len()).unwrap_or(u16::MAX);
    let nearest = |share: f64, least: u16, most: u16| {
        let distance = |end: u16| (widths[..usize::from(end)].iter().sum::<f64>() - total * share).abs();
        (least..=most).min_by(|left, right| distance(*left).total_cmp(&distance(*right))).unwrap_or(least)
    };
    let second = nearest(1.0 / 3.0, 1, count.saturating_sub(2));
    let third = nearest(2.0 / 3.0, second + 1, count.saturating_sub(1));
    [(0, second - 1), (second, third - 1), (third, count - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_about_as_wide_as_each_other() {
        assert_eq!(thirds(&[1.0; 3]), [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(thirds(&[1.0; 9]), [(0, 2), (3, 5), (6, 8)]);
        assert_eq!(thirds(&[5.0, 8.0, 28.0, 12.0, 12.0, 12.0, 10.0, 30.0]), [(0, 2), (3, 5), (6, 7)]);
        assert_eq!(thirds(&[90.0, 1.0, 1.0]), [(0, 0), (1, 1), (2, 2)]);
    }
}
