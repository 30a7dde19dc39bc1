//! How the risks are scored: as the plan states them in its first year, and lower after controls from year to year.

use super::{Story, settle};
use anyhow::Context;
use chrono::Days;
use sucharit_domain::{
    calendar::{FiscalYear, ReportingRound},
    patch::Patch,
    risk::{RiskBasis, RiskLevel, RiskScore, assess::AssessmentInput},
};

impl Story<'_> {
    /// Scores every issue for a year, the plan's `place`-th from 0, before and after controls, in its second month.
    pub async fn score_risks(&self, year: FiscalYear, place: i16) -> anyhow::Result<()> {
        let read = self.workflow.store().read();
        let areas = read.risk_areas(&[self.plan.id]).await?.remove(&self.plan.id).unwrap_or_default();
        let mut issues = read.risk_issues_of(&[self.plan.id]).await?;
        // The first round opens six months after the year began.
        let opens_on = ReportingRound::SixMonth.opens_on(year);
        let day = opens_on.checked_sub_days(Days::new(137)).context("a day of the calendar")?;
        let mut minutes = 0;
        for area in areas {
            for issue in issues.remove(&area.id).unwrap_or_default() {
                let level = issue.stated_level.unwrap_or(RiskLevel::Medium);
                for basis in [RiskBasis::Inherent, RiskBasis::Residual] {
                    let score = score(area.sequence + issue.sequence, level, place, basis);
                    let input = AssessmentInput {
                        fiscal_year: year.get(),
                        basis,
                        likelihood: score.likelihood.into(),
                        impact: score.impact.into(),
                        rationale: Patch::Set(rationale(basis).to_owned()),
                        expected_version: None,
                    };
                    settle(self.at(day, minutes).assess_risk(&self.planner, issue.id, input).await)?;
                    minutes += 5;
                }
            }
        }
        Ok(())
    }
}

/// The score of an issue, told apart by a number of its own. Before controls: of its stated level. After them: less likely by one,
/// from year to year by another one, but every third issue stays as likely as it was in the first year.
fn score(issue: i16, level: RiskLevel, place: i16, basis: RiskBasis) -> RiskScore {
    let (likelihood, impact) = match level {
        RiskLevel::Extreme => (4, 4),
        RiskLevel::High => (3 + issue % 2, 4 - issue % 2),
        RiskLevel::Medium => (2 + issue % 2, 3 - issue % 2),
        RiskLevel::Low => (1, 2),
    };
    let held_down = match basis {
        RiskBasis::Inherent => 0,
        RiskBasis::Residual if place == 0 && issue % 3 == 0 => 0,
        RiskBasis::Residual => 1 + place / 2,
    };
    RiskScore { likelihood: (likelihood - held_down).max(1), impact }
}

const fn rationale(basis: RiskBasis) -> &'static str {
    match basis {
        RiskBasis::Inherent => "พิจารณาจากเรื่องร้องเรียน ผลการตรวจสอบภายใน และลักษณะงานในปีที่ผ่านมา",
        RiskBasis::Residual => "พิจารณาจากผลของมาตรการควบคุมที่ดำเนินการแล้ว",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sucharit_domain::risk::band::RiskBands;

    #[test]
    fn scores_are_of_the_stated_level_and_controls_never_raise_them() {
        let bands = RiskBands::default();
        for level in [RiskLevel::Low, RiskLevel::Medium, RiskLevel::High, RiskLevel::Extreme] {
            for issue in 1..=8 {
                let inherent = score(issue, level, 0, RiskBasis::Inherent);
                assert_eq!(bands.level(inherent.value()), level, "issue {issue}");
                let mut before = inherent.value();
                for place in 0..3 {
                    let residual = score(issue, level, place, RiskBasis::Residual).value();
                    assert!(residual <= before, "issue {issue}, year {place}");
                    before = residual;
                }
            }
        }
    }
}
