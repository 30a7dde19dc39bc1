//! The charts of the overview.

use super::{
    Latest, Plan,
    query::overview::{
        Mark, OverviewOrganizationPlanGoals as Goal, OverviewOrganizationPlanSummaries as Year,
        OverviewOrganizationPlanSummariesLatestByDimension as Dimension,
    },
};
use crate::{
    chart::{self, Chart, GREEN, GREY, ORANGE, RED, Series},
    visit::Visit,
    words,
};
use sucharit_domain::{progress::ProgressStatus, summary::Flag};

/// A chart of the overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Statuses by dimension in a year.
    Status,
    /// Scores by round over the years.
    Score,
    /// Planned, in the ordinance, disbursed, over the years.
    Budget,
    /// What the goals ask for, over the years.
    Goal,
}

const BLUES: [&str; 3] = ["#17396b", "#4f86c6", "#a9c8ea"];

impl Figure {
    /// All, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Status, Self::Score, Self::Budget, Self::Goal];

    /// What it is, in few words.
    pub fn words(self, v: &Visit) -> &str {
        match self {
            Self::Status => v.t("แผนภูมิสถานะโครงการตามมิติ", "Chart of projects by dimension"),
            Self::Score => v.t("แผนภูมิผลการนำแผนไปสู่การปฏิบัติ", "Chart of implementation scores"),
            Self::Budget => v.t("แผนภูมิงบประมาณ", "Chart of budgets"),
            Self::Goal => v.t("แผนภูมิเป้าหมาย", "Chart of goals"),
        }
    }

    /// Its name in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Score => "score",
            Self::Budget => "budget",
            Self::Goal => "goal",
        }
    }
}

/// A chart with its figures.
pub fn of(v: &Visit, figure: Figure, plan: &Plan, fiscal_year: i64) -> Chart {
    let year = plan.summaries.iter().find(|year| year.fiscal_year == fiscal_year);
    match figure {
        Figure::Status => status(v, year.map(|year| &year.latest), fiscal_year),
        Figure::Score => score(v, plan),
        Figure::Budget => budget(v, plan),
        Figure::Goal => goal(v, plan),
    }
}

/// A year's two rounds.
pub fn rounds(year: &Year) -> [&Mark; 2] {
    [&year.six_month, &year.twelve_month]
}

/// Whether anything was reported.
pub fn is_reported(mark: &Mark) -> bool {
    mark.awaiting < mark.project_count
}

fn status(v: &Visit, latest: Option<&Latest>, fiscal_year: i64) -> Chart {
    let dimensions = latest.map(|latest| latest.by_dimension.as_slice()).unwrap_or_default();
    let series = |name: &str, colour, of: fn(&Dimension) -> i64| Series {
        name: name.to_owned(),
        colour,
        figures: dimensions.iter().map(|dimension| Some(chart::exact(of(dimension)))).collect(),
    };
    let title = v.t("สถานะโครงการจำแนกตามมิติ ปีงบประมาณ", "Projects by dimension and status, fiscal year");
    Chart {
        title: format!("{title} {fiscal_year}"),
        categories: dimensions.iter().map(|dimension| v.dimension(dimension.number)).collect(),
        series: vec![
            series(v.word(&ProgressStatus::Completed), GREEN, |found| found.completed),
            series(v.word(&ProgressStatus::InProgress), ORANGE, |found| found.in_progress),
            series(v.word(&ProgressStatus::Unable), RED, |found| found.unable),
            series(words::awaiting(v.settings.language), GREY, |found| found.awaiting),
        ],
        is_stacked: true,
        is_lying: true,
        most: None,
    }
}

/// A bar for each round in the colour of its flag; none where nothing was reported yet.
fn score(v: &Visit, plan: &Plan) -> Chart {
    let mut categories = Vec::new();
    let mut marks = Vec::new();
    for year in &plan.summaries {
        for mark in rounds(year) {
            categories.push(format!("{} · {}", year.fiscal_year, v.word(&mark.round)));
            marks.push(mark);
        }
    }
    let series = |flag: Flag, colour| {
        let figure = |mark: &&Mark| {
            let is_of = mark.flag == Some(flag) && is_reported(mark);
            mark.score.as_deref().filter(|_| is_of).and_then(|score| score.parse().ok())
        };
        Series { name: v.word(&flag).to_owned(), colour, figures: marks.iter().map(figure).collect() }
    };
    Chart {
        title: v
            .t("ผลการนำแผนไปสู่การปฏิบัติ (ร้อยละ) จำแนกตามรอบการรายงาน", "Implementation score (percent) by round")
            .to_owned(),
        categories,
        series: vec![series(Flag::Green, GREEN), series(Flag::Orange, ORANGE), series(Flag::Red, RED)],
        is_stacked: true,
        is_lying: true,
        most: Some(100.0),
    }
}

fn budget(v: &Visit, plan: &Plan) -> Chart {
    let series = |name: &str, colour, of: fn(&Latest) -> &str| Series {
        name: name.to_owned(),
        colour,
        figures: plan.summaries.iter().map(|year| of(&year.latest).parse().ok()).collect(),
    };
    let [dark, middle, light] = BLUES;
    Chart {
        title: v.t("งบประมาณ (บาท) จำแนกตามปีงบประมาณ", "Budget (baht) by fiscal year").to_owned(),
        categories: plan.summaries.iter().map(|year| year.fiscal_year.to_string()).collect(),
        series: vec![
            series(v.t("ตามแผนพัฒนาท้องถิ่น", "Planned"), light, |latest| {
                &latest.planned_budget
            }),
            series(v.t("ตามข้อบัญญัติ/เทศบัญญัติ", "In the ordinance"), middle, |latest| &latest.ordinance_budget),
            series(v.t("เบิกจ่ายจริง", "Disbursed"), dark, |latest| &latest.disbursed),
        ],
        is_stacked: false,
        is_lying: false,
        most: None,
    }
}

fn goal(v: &Visit, plan: &Plan) -> Chart {
    let years: Vec<i64> = plan.summaries.iter().map(|year| year.fiscal_year).collect();
    let series = |(place, goal): (usize, &Goal)| Series {
        name: format!("{} {} ({})", v.t("เป้าหมายที่", "Goal"), place + 1, goal.unit),
        colour: BLUES[place % BLUES.len()],
        figures: years.iter().map(|year| target(goal, *year)?.parse().ok()).collect(),
    };
    Chart {
        title: v.t("ค่าเป้าหมายของแผนจำแนกตามปีงบประมาณ", "The plan's targets by fiscal year").to_owned(),
        categories: years.iter().map(ToString::to_string).collect(),
        series: plan.goals.iter().enumerate().map(series).collect(),
        is_stacked: false,
        is_lying: false,
        most: None,
    }
}

/// What a goal asks for in a year.
pub fn target(goal: &Goal, fiscal_year: i64) -> Option<&str> {
    goal.targets.iter().find(|target| target.fiscal_year == fiscal_year).map(|target| target.value.as_str())
}
