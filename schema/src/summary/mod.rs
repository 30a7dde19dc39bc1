//! Summaries as clients see them.

use crate::{round_report::ReportingRound, scalar::Decimal};
use async_graphql::{Enum, SimpleObject};
use sucharit_domain::{labels, summary as domain};

/// How far a plan has been carried out. Six-month round: green from 50, orange from 20; twelve-month: green from 80, orange
/// from 50.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::Flag")]
pub enum Flag {
    /// เขียว
    Green,
    /// ส้ม
    Orange,
    /// แดง
    Red,
}

/// The conforming projects planned for a fiscal year: counts, amounts in baht, score and flag.
#[derive(Debug, SimpleObject)]
pub struct Summary {
    /// The round whose scale the flag uses: the one asked for, else the latest one reported.
    round: ReportingRound,
    /// How many projects.
    project_count: u32,
    /// Of these, in the ordinance (บรรจุในข้อบัญญัติ/เทศบัญญัติ/แผนดำเนินงาน).
    in_ordinance: u32,
    /// อยู่ระหว่างดำเนินการ
    in_progress: u32,
    /// ดำเนินการแล้วเสร็จ
    completed: u32,
    /// ไม่สามารถดำเนินการได้
    unable: u32,
    /// รอรายงานผล
    awaiting: u32,
    /// ผลการนำแผนไปสู่การปฏิบัติ, percent, rounded half up to two places; null where there are no projects.
    score: Option<Decimal>,
    /// By the exact score; null where there are no projects.
    flag: Option<Flag>,
    /// งบประมาณตามแผนพัฒนาท้องถิ่น
    planned_budget: Decimal,
    /// งบประมาณตามข้อบัญญัติ/เทศบัญญัติ, over all reports.
    ordinance_budget: Decimal,
    /// การเบิกจ่ายงบประมาณ
    disbursed: Decimal,
    /// The same by dimension: always all four, zeros included.
    by_dimension: Vec<DimensionSummary>,
}

/// The projects of one fiscal year.
#[derive(Debug, SimpleObject)]
pub struct YearSummary {
    /// The fiscal year, B.E.
    pub fiscal_year: i32,
    /// By what was reported after six months.
    pub six_month: Summary,
    /// By what was reported after twelve months.
    pub twelve_month: Summary,
    /// For each project by the latest round reported.
    pub latest: Summary,
}

/// The projects of one dimension.
#[derive(Debug, SimpleObject)]
pub struct DimensionSummary {
    /// 1 to 4.
    number: i32,
    /// `มิติที่ 1` to `มิติที่ 4`.
    label: String,
    /// How many projects.
    project_count: u32,
    /// Of these, in the ordinance.
    in_ordinance: u32,
    /// อยู่ระหว่างดำเนินการ
    in_progress: u32,
    /// ดำเนินการแล้วเสร็จ
    completed: u32,
    /// ไม่สามารถดำเนินการได้
    unable: u32,
    /// รอรายงานผล
    awaiting: u32,
    /// Percent; null where there are no projects.
    score: Option<Decimal>,
    /// By the exact score; null where there are no projects.
    flag: Option<Flag>,
    /// Baht.
    planned_budget: Decimal,
    /// Baht.
    ordinance_budget: Decimal,
    /// Baht.
    disbursed: Decimal,
}

impl From<domain::Summary> for Summary {
    fn from(summary: domain::Summary) -> Self {
        let total = summary.total();
        let dimension = |(number, tally): (i16, &domain::Tally)| DimensionSummary {
            number: number.into(),
            label: labels::dimension(number),
            project_count: tally.projects,
            in_ordinance: tally.in_ordinance,
            in_progress: tally.in_progress,
            completed: tally.completed,
            unable: tally.unable,
            awaiting: tally.awaiting(),
            score: tally.score().map(|score| Decimal(score.shown())),
            flag: summary.flag(tally).map(Into::into),
            planned_budget: tally.planned_budget.into(),
            ordinance_budget: tally.ordinance_budget.into(),
            disbursed: tally.disbursed.into(),
        };
        Self {
            round: summary.round.into(),
            project_count: total.projects,
            in_ordinance: total.in_ordinance,
            in_progress: total.in_progress,
            completed: total.completed,
            unable: total.unable,
            awaiting: total.awaiting(),
            score: total.score().map(|score| Decimal(score.shown())),
            flag: summary.flag(&total).map(Into::into),
            planned_budget: total.planned_budget.into(),
            ordinance_budget: total.ordinance_budget.into(),
            disbursed: total.disbursed.into(),
            by_dimension: (1..).zip(&summary.by_dimension).map(dimension).collect(),
        }
    }
}
