//! The implementation score (ผลการนำแผนไปสู่การปฏิบัติ) and its flag, both by e-PlanNACC.

use crate::{calendar::ReportingRound, code::coded_enum};
use rust_decimal::{Decimal, RoundingStrategy};

/// `100 × (completed + in progress × ½) ÷ all`, kept as an exact fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    half_points: u32,
    projects: u32,
}

impl Score {
    /// The score of a set of projects; none where there are no projects.
    #[must_use]
    pub fn of(completed: u32, in_progress: u32, projects: u32) -> Option<Self> {
        (projects > 0).then_some(Self { half_points: 2 * completed + in_progress, projects })
    }

    /// Whether the exact score reaches so many percent.
    #[must_use]
    pub fn reaches(self, percent: u32) -> bool {
        u64::from(self.half_points) * 100 >= u64::from(percent) * 2 * u64::from(self.projects)
    }

    /// The score as it is shown: percent, rounded half up to two places.
    #[must_use]
    pub fn shown(self) -> Decimal {
        let mut shown = (Decimal::from(self.half_points) * Decimal::from(50) / Decimal::from(self.projects))
            .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        shown.rescale(2);
        shown
    }
}

coded_enum! {
    /// How far a plan has been carried out, as a colour.
    pub enum Flag {
        /// เขียว
        Green = "GREEN",
        /// ส้ม
        Orange = "ORANGE",
        /// แดง
        Red = "RED",
    }
}

impl Flag {
    /// Six-month round: green from 50, orange from 20. Twelve-month round: green from 80, orange from 50.
    #[must_use]
    pub fn of(score: Score, round: ReportingRound) -> Self {
        let (green, orange) = match round {
            ReportingRound::SixMonth => (50, 20),
            ReportingRound::TwelveMonth => (80, 50),
        };
        if score.reaches(green) {
            Self::Green
        } else if score.reaches(orange) {
            Self::Orange
        } else {
            Self::Red
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Flag::*, *};
    use ReportingRound::{SixMonth, TwelveMonth};

    #[test]
    fn rounded_half_up_only_when_shown() {
        for (completed, in_progress, projects, shown) in [
            (0, 0, 1, "0.00"),
            (36, 0, 36, "100.00"),
            (12, 22, 36, "63.89"), // 63.888…
            (1, 0, 3, "33.33"),
            (2, 0, 3, "66.67"),
            (0, 1, 16, "3.13"),  // 3.125
            (0, 1, 800, "0.06"), // 0.0625
            (0, 99, 100, "49.50"),
        ] {
            let score = Score::of(completed, in_progress, projects).unwrap();
            assert_eq!(score.shown().to_string(), shown, "{completed} {in_progress} {projects}");
        }
        assert_eq!(Score::of(0, 0, 0), None, "no projects: no score, not 0");
    }

    #[test]
    fn flags_compare_the_exact_score() {
        for (in_progress, projects, round, flag) in [
            (99, 100, SixMonth, Orange),        // 49.5
            (100, 100, SixMonth, Green),        // 50
            (39_999, 40_000, SixMonth, Orange), // 49.99875, shown as 50.00
            (40, 100, SixMonth, Orange),        // 20
            (39, 100, SixMonth, Red),           // 19.5
            (100, 100, TwelveMonth, Orange),    // 50
            (99, 100, TwelveMonth, Red),        // 49.5
        ] {
            let score = Score::of(0, in_progress, projects).unwrap();
            assert_eq!(Flag::of(score, round), flag, "{in_progress}/{projects} {round:?}");
        }
        for (completed, flag) in [(80, Green), (79, Orange), (50, Orange), (49, Red)] {
            assert_eq!(Flag::of(Score::of(completed, 0, 100).unwrap(), TwelveMonth), flag, "{completed}");
        }
    }
}
