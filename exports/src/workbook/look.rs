//! The formats of all cells, made once for a workbook.

use super::FONT;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use sucharit_domain::{risk::RiskLevel, summary::Flag};

/// Size of everything but titles, in points.
const BODY_SIZE: f64 = 16.0;

/// Size of titles, in points.
const TITLE_SIZE: f64 = 18.0;

/// A colour that goes with a word, light enough for black text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// The best.
    Green,
    /// Between green and orange.
    Yellow,
    /// Between yellow and red.
    Orange,
    /// The worst.
    Red,
}

impl Shade {
    /// The cell colour.
    pub const fn color(self) -> Color {
        Color::RGB(match self {
            Self::Green => 0xA9_D1_8E,
            Self::Yellow => 0xFF_E6_99,
            Self::Orange => 0xF4_B1_83,
            Self::Red => 0xFF_8F_8F,
        })
    }
}

impl From<Flag> for Shade {
    fn from(flag: Flag) -> Self {
        match flag {
            Flag::Green => Self::Green,
            Flag::Orange => Self::Orange,
            Flag::Red => Self::Red,
        }
    }
}

impl From<RiskLevel> for Shade {
    fn from(level: RiskLevel) -> Self {
        match level {
            RiskLevel::Low => Self::Green,
            RiskLevel::Medium => Self::Yellow,
            RiskLevel::High => Self::Orange,
            RiskLevel::Extreme => Self::Red,
        }
    }
}

/// Every format that a sheet uses.
pub struct Look {
    /// The workbook's default: the font alone.
    pub plain: Format,
    /// Title block.
    pub title: Format,
    /// Column heading.
    pub heading: Format,
    /// Text of a table.
    pub text: Format,
    /// Bold text of a table.
    pub strong: Format,
    /// Short text of a table, in the middle.
    pub centered: Format,
    /// An amount of baht.
    pub amount: Format,
    /// A count.
    pub count: Format,
    /// A number without thousands separators: a year, a running number.
    pub number: Format,
    /// The same, at the left.
    pub number_at_left: Format,
    /// A score in percent.
    pub score: Format,
    /// The word of a total row.
    pub total: Format,
    /// An amount of a total row.
    pub total_amount: Format,
    /// A count of a total row.
    pub total_count: Format,
    /// A score of a total row.
    pub total_score: Format,
    /// A note under a table.
    pub note: Format,
    /// A line of the sign-off block.
    pub sign: Format,
    /// The head of a signer.
    pub signer: Format,
    /// Text to be filled in.
    pub entry: Format,
    /// Short text to be chosen, in the middle.
    pub entry_centered: Format,
    /// An amount of baht to be filled in.
    pub entry_amount: Format,
    /// Text of a form that nobody may change.
    pub closed: Format,
    /// The same in the middle.
    pub closed_centered: Format,
    /// An amount of baht that nobody may change.
    pub closed_amount: Format,
    /// A number that nobody may change.
    pub closed_number: Format,
    shades: [Format; 4],
}

impl Look {
    /// Makes them.
    pub fn new() -> Self {
        let plain = Format::new().set_font_name(FONT).set_font_size(BODY_SIZE);
        let wrapped = plain.clone().set_text_wrap();
        let cell = wrapped.clone().set_align(FormatAlign::Top).set_border(FormatBorder::Thin);
        let centered = cell.clone().set_align(FormatAlign::Center);
        let amount = cell.clone().set_align(FormatAlign::Right).set_num_format("#,##0.00");
        let count = centered.clone().set_num_format("#,##0");
        let number = centered.clone().set_num_format("0");
        let score = centered.clone().set_num_format("0.00");
        let in_total = |format: &Format| format.clone().set_bold().set_background_color(Color::RGB(0xF2_F2_F2));
        let middle = wrapped.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
        let open = |format: &Format| format.clone().set_unlocked();
        let closed = |format: &Format| format.clone().set_background_color(Color::RGB(0xED_ED_ED));
        let shade = |shade: Shade| centered.clone().set_background_color(shade.color());
        Self {
            title: middle.clone().set_bold().set_font_size(TITLE_SIZE),
            heading: middle
                .clone()
                .set_bold()
                .set_border(FormatBorder::Thin)
                .set_background_color(Color::RGB(0xD9_E2_F3)),
            strong: cell.clone().set_bold(),
            number_at_left: cell.clone().set_align(FormatAlign::Left).set_num_format("0"),
            total: in_total(&centered),
            total_amount: in_total(&amount),
            total_count: in_total(&count),
            total_score: in_total(&score),
            note: plain.clone().set_bold(),
            signer: middle.clone().set_bold(),
            entry: open(&cell),
            entry_centered: open(&centered),
            entry_amount: open(&amount),
            closed: closed(&cell),
            closed_centered: closed(&centered),
            closed_amount: closed(&amount),
            closed_number: closed(&number),
            sign: middle,
            shades: [Shade::Green, Shade::Yellow, Shade::Orange, Shade::Red].map(shade),
            plain,
            text: cell,
            centered,
            amount,
            count,
            number,
            score,
        }
    }

    /// Short text on a colour.
    pub fn shaded(&self, shade: Shade) -> &Format {
        match shade {
            Shade::Green => &self.shades[0],
            Shade::Yellow => &self.shades[1],
            Shade::Orange => &self.shades[2],
            Shade::Red => &self.shades[3],
        }
    }
}
