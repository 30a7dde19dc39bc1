//! How many issues had which level, year by year, before controls and after them.

use super::{Issue, Plan, RiskPage};
use crate::{
    chart::{self, Chart, GREEN, GREY, ORANGE, RED, Series, YELLOW},
    trouble::Trouble,
    visit::Visit,
};
use poem::{Request, Response, Result, handler, web::Path};
use sucharit_domain::risk::{RiskBasis, RiskLevel};

/// The issues of one year, before or after controls.
pub struct Tally {
    pub fiscal_year: i64,
    pub basis: RiskBasis,
    /// How many have each level, in the order of [`LEVELS`].
    pub counts: [i64; 4],
    /// How many have none.
    pub unscored: i64,
}

/// From the gravest.
pub const LEVELS: [RiskLevel; 4] = [RiskLevel::Extreme, RiskLevel::High, RiskLevel::Medium, RiskLevel::Low];

/// The score of an issue in a year, and its level: scored in that very year, or stated by the plan where it begins.
pub fn level(plan: &Plan, issue: &Issue, fiscal_year: i64, basis: RiskBasis) -> Option<(Option<i64>, RiskLevel)> {
    let is_stated = (fiscal_year, basis) == (plan.start_fiscal_year, RiskBasis::Inherent);
    let stated = issue.stated_level.filter(|_| is_stated).map(|level| (None, level));
    RiskPage::score(issue, fiscal_year, basis).map(|score| (Some(score.score), score.level)).or(stated)
}

/// All years of the plan, each before and after controls.
pub fn tallies(plan: &Plan) -> Vec<Tally> {
    let issues: Vec<&Issue> = plan.risk_areas.iter().flat_map(|area| &area.issues).collect();
    let count = |of: &dyn Fn(&Issue) -> bool| issues.iter().map(|issue| i64::from(of(issue))).sum();
    let tally = |fiscal_year, basis| {
        let found = |issue: &Issue| level(plan, issue, fiscal_year, basis).map(|(_, level)| level);
        Tally {
            fiscal_year,
            basis,
            counts: LEVELS.map(|level| count(&|issue| found(issue) == Some(level))),
            unscored: count(&|issue| found(issue).is_none()),
        }
    };
    RiskPage::years(plan).into_iter().flat_map(|year| RiskPage::BOTH.map(|basis| tally(year, basis))).collect()
}

/// A bar for each year and basis, the gravest first.
pub fn chart(v: &Visit, plan: &Plan) -> Chart {
    let tallies = tallies(plan);
    let series = |name: &str, colour, of: &dyn Fn(&Tally) -> i64| Series {
        name: name.to_owned(),
        colour,
        figures: tallies.iter().map(|tally| Some(chart::exact(of(tally)))).collect(),
    };
    let issues = tallies.first().map_or(0, |tally| tally.counts.iter().sum::<i64>() + tally.unscored);
    let levels = LEVELS.iter().zip([RED, ORANGE, YELLOW, GREEN]).enumerate();
    let mut all: Vec<Series> =
        levels.map(|(place, (level, colour))| series(v.word(level), colour, &|tally| tally.counts[place])).collect();
    all.push(series(unscored(v), GREY, &|tally| tally.unscored));
    Chart {
        title: v.t("จำนวนประเด็นความเสี่ยงจำแนกตามระดับและปีงบประมาณ", "Risk issues by level and fiscal year").to_owned(),
        categories: tallies.iter().map(|tally| format!("{} · {}", tally.fiscal_year, v.word(&tally.basis))).collect(),
        series: all,
        is_stacked: true,
        is_lying: true,
        // All bars are as long: a scale of whole issues, in five steps.
        most: Some(chart::exact((issues.max(1) + 4) / 5 * 5)),
    }
}

/// What stands where nothing is scored.
pub fn unscored(v: &Visit) -> &str {
    v.t("ยังไม่ประเมิน", "Not assessed")
}

/// `GET /organization/:organization/risk/:year/chart/:file`: the chart, to take along.
#[handler]
pub async fn download(request: &Request, Path((code, year, file)): Path<(String, String, String)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let ending = file.strip_prefix("trend.").ok_or_else(Trouble::not_found)?;
    let register = super::Register::read(&v, &code, &year).await?;
    let plan = register.plan.ok_or_else(Trouble::not_found)?;
    let name = format!("{}-{}-{}-risk-trend", register.code, plan.start_fiscal_year, plan.end_fiscal_year);
    Ok(chart::taken_along(&v, &chart(&v, &plan), &name, ending)?)
}

#[cfg(test)]
mod tests {
    use super::{chart, tallies};
    use crate::{risk::Plan, sample, settings::Settings, visit::Visit};
    use serde_json::{Value, json};

    /// A plan with so many issues, scored in its first two years.
    fn plan(issues: i64) -> Plan {
        let score = |year: i64, basis: &str, level: &str, score: i64| json!({ "fiscalYear": year, "basis": basis, "likelihood": 1, "impact": 1, "score": score, "level": level, "rationale": null, "version": 1 });
        let issue = |number: i64| {
            let level = ["EXTREME", "HIGH", "MEDIUM", "LOW"][usize::try_from(number % 4).unwrap()];
            json!({ "id": number.to_string(), "sequence": number, "text": sample::TYPED, "statedLevel": "HIGH", "isUncontrolled": false,
                "inherentLevel": level, "residualLevel": null, "assessments": [
                    score(2567, "INHERENT", level, 9), score(2567, "RESIDUAL", "LOW", 1)] })
        };
        let issues: Vec<Value> = (1..=issues).map(issue).collect();
        let matrix = json!({ "basis": "INHERENT", "cells": [], "levels": [], "unscored": [] });
        serde_json::from_value(json!({ "startFiscalYear": 2566, "endFiscalYear": 2570, "viewerCanAssessRisks": true,
            "riskAreas": [{ "sequence": 1, "operation": "x", "issues": issues, "controlMeasures": [] }], "inherent": matrix, "residual": matrix }))
        .unwrap()
    }

    #[test]
    fn every_issue_is_counted_once_in_each_bar() {
        for issues in [0, 1, 30] {
            let plan = plan(issues);
            let tallies = tallies(&plan);
            assert_eq!(tallies.len(), 10);
            for tally in &tallies {
                assert_eq!(tally.counts.iter().sum::<i64>() + tally.unscored, issues);
            }
            // As the plan states it; nobody stated what controls leave.
            assert_eq!((tallies[0].counts, tallies[1].unscored), ([0, issues, 0, 0], issues));
            assert_eq!((tallies[3].counts, tallies[4].unscored), ([0, 0, 0, issues], issues));
            let v = Visit::sample(Settings::default(), None);
            assert!(chart(&v, &plan).svg(&v).is_some());
        }
        assert_eq!(tallies(&plan(30))[2].counts, [7, 8, 8, 7]);
    }
}
