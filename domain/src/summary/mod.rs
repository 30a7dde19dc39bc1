//! Summaries of a set of projects in a fiscal year: counts, amounts, score and flag.

pub mod score;

use crate::{calendar::ReportingRound, money::Baht, plan::DIMENSIONS};
pub use score::{Flag, Score};
use std::ops::AddAssign;

/// Counts and amounts over the conforming projects planned for one fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Conforming projects planned for the year.
    pub projects: u32,
    /// Of these, in the ordinance (บรรจุในข้อบัญญัติ/เทศบัญญัติ/แผนดำเนินงาน).
    pub in_ordinance: u32,
    /// อยู่ระหว่างดำเนินการ
    pub in_progress: u32,
    /// ดำเนินการแล้วเสร็จ
    pub completed: u32,
    /// ไม่สามารถดำเนินการได้
    pub unable: u32,
    /// งบประมาณตามแผนพัฒนาท้องถิ่น, baht.
    pub planned_budget: Baht,
    /// งบประมาณตามข้อบัญญัติ/เทศบัญญัติ, baht, over all reports.
    pub ordinance_budget: Baht,
    /// The same, over the projects in the ordinance alone.
    pub budget_in_ordinance: Baht,
    /// การเบิกจ่ายงบประมาณ, baht.
    pub disbursed: Baht,
}

impl Tally {
    /// Projects with any status (รวมทั้งสิ้น).
    #[must_use]
    pub const fn reported(&self) -> u32 {
        self.in_progress + self.completed + self.unable
    }

    /// Projects without a report (รอรายงานผล).
    #[must_use]
    pub const fn awaiting(&self) -> u32 {
        self.projects - self.reported()
    }

    /// ผลการนำแผนไปสู่การปฏิบัติ; none where there are no projects.
    #[must_use]
    pub fn score(&self) -> Option<Score> {
        Score::of(self.completed, self.in_progress, self.projects)
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.projects += other.projects;
        self.in_ordinance += other.in_ordinance;
        self.in_progress += other.in_progress;
        self.completed += other.completed;
        self.unable += other.unable;
        self.planned_budget = self.planned_budget + other.planned_budget;
        self.ordinance_budget = self.ordinance_budget + other.ordinance_budget;
        self.budget_in_ordinance = self.budget_in_ordinance + other.budget_in_ordinance;
        self.disbursed = self.disbursed + other.disbursed;
    }
}

/// A summary of a plan or an area: a tally for each of the four dimensions, empty ones included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// The round whose scale the flag uses: the one asked for, or the latest one reported.
    pub round: ReportingRound,
    /// By dimension number, 1 to 4.
    pub by_dimension: [Tally; DIMENSIONS as usize],
}

impl Summary {
    /// Nothing planned, nothing reported; by the latest round where none is asked for.
    #[must_use]
    pub fn none(round: Option<ReportingRound>) -> Self {
        Self::empty(round.unwrap_or(ReportingRound::SixMonth))
    }

    /// The same of a round.
    #[must_use]
    pub fn empty(round: ReportingRound) -> Self {
        Self { round, by_dimension: [Tally::default(); DIMENSIONS as usize] }
    }

    /// All dimensions together (รวม 4 มิติ).
    #[must_use]
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        for tally in self.by_dimension {
            total += tally;
        }
        total
    }

    /// The flag of a tally of this summary.
    #[must_use]
    pub fn flag(&self, tally: &Tally) -> Option<Flag> {
        tally.score().map(|score| Flag::of(score, self.round))
    }
}
