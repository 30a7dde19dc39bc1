//! The sign-off block at the end of a report: three signers side by side.

use super::{Page, measure, rows::TALLEST};
use crate::ExportError;
use chrono::NaiveDate;
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

/// The least height of each line, in points: two lines for an opinion, some room to sign by hand.
const LEAST_HEIGHTS: [f64; 6] = [
    measure::ONE_LINE,
    measure::height_of_lines(2),
    measure::ONE_LINE * 1.5,
    measure::ONE_LINE,
    measure::ONE_LINE,
    measure::ONE_LINE,
];

impl Page<'_> {
    /// Writes the block, an empty row first; gives the row after it.
    pub(crate) fn sign_off(&mut self, row: u32, signers: &[Signer<'_>; 3]) -> Result<u32, ExportError> {
        let zones = thirds(&self.widths);
        let texts = signers.each_ref().map(|signer| self.lines(signer));
        self.sheet.set_row_height(row, measure::ONE_LINE)?;
        let mut next = row + 1;
        for (line, least) in LEAST_HEIGHTS.into_iter().enumerate() {
            let needed = texts.iter().zip(zones);
            let needed = needed.map(|(lines, (first, last))| measure::height(&lines[line], self.width_of(first, last)));
            let height = needed.fold(least, f64::max);
            // What is taller than a row may be, such as a long opinion, takes several.
            let mut end = next;
            while height / f64::from(end - next + 1) > TALLEST {
                end += 1;
            }
            for row in next..=end {
                self.sheet.set_row_height(row, height / f64::from(end - next + 1))?;
            }
            let format = if line == 0 { &self.look.signer } else { &self.look.sign };
            for (lines, (first, last)) in texts.iter().zip(zones) {
                if next < end {
                    self.sheet.merge_range(next, first, end, last, &lines[line], format)?;
                } else {
                    self.merge(next, first, last, &lines[line], format)?;
                }
            }
            next = end + 1;
        }
        Ok(next)
    }

    /// What is written of a signer, line by line.
    fn lines(&self, signer: &Signer<'_>) -> [String; 6] {
        [
            signer.heading.to_owned(),
            opinion(signer),
            format!("ลงชื่อ {DOTS}"),
            format!("({})", signer.name.unwrap_or(DOTS)),
            format!("ตำแหน่ง {}", signer.position.unwrap_or(SHORT_DOTS)),
            format!("วันที่ {}", self.signed_on(signer)),
        ]
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
