//! How a round is reported: project by project, then through the chain.

use super::{Story, accounts, progress::report, settle};
use anyhow::Context;
use chrono::Days;
use sucharit_domain::{
    calendar::{FiscalYear, ReportingRound},
    project::Project,
    round_report::{RoundReport, filing::Filing},
};

/// The last project on which a round that is not finished is reported.
const LAST_OF_UNFINISHED: i16 = 30;

/// What the clerk writes.
const ENDORSED: &str = "ตรวจสอบแล้ว ถูกต้องตามผลการดำเนินงาน เห็นควรพิจารณาอนุมัติ";

/// What the executive writes.
const APPROVED: &str = "อนุมัติ ให้รายงานและเผยแพร่ต่อไป";

/// Why the clerk returned a report once.
const RETURNED: &str = "โปรดตรวจสอบจำนวนเงินที่เบิกจ่ายของโครงการลำดับที่ 28 กับทะเบียนคุมงบประมาณอีกครั้ง";

impl Story<'_> {
    /// Reports a round of a year, the plan's `place`-th from 0, and takes it through the chain; a round that is not finished is left
    /// where it is with its last projects missing.
    pub async fn report(
        &self,
        year: FiscalYear,
        place: i16,
        round: ReportingRound,
        is_finished: bool,
    ) -> anyhow::Result<()> {
        let read = self.workflow.store().read();
        let projects = read.projects_of(&[self.plan.id]).await?.remove(&self.plan.id).unwrap_or_default();
        let recorded = read.progress_of_plans(&[self.plan.id]).await?;
        // What was complete after six months stands in the twelve-month report already.
        let is_carried = |project: &Project| {
            let mut all = recorded.get(&project.id).into_iter().flatten();
            all.any(|found| (found.fiscal_year, found.round) == (year, round))
        };
        for project in projects.iter().filter(|project| is_finished || project.number <= LAST_OF_UNFINISHED) {
            if !is_carried(project) {
                self.record(project, year, place, round).await?;
            }
        }
        if is_finished { self.sign(year, round).await } else { Ok(()) }
    }

    /// Records a project's progress, six projects a day.
    async fn record(
        &self,
        project: &Project,
        year: FiscalYear,
        place: i16,
        round: ReportingRound,
    ) -> anyhow::Result<()> {
        let number = project.number;
        let document = self.document.projects.iter().find(|document| document.number == number);
        let document = document.context("it is a project of the plan")?;
        let reporter = match &self.officer {
            Some(officer) if document.divisions.iter().any(|division| division == accounts::DIVISION) => officer,
            _ => &self.planner,
        };
        let input = report(document, year, round, self.pace.status(number, year, place, round));
        let (days, turn) = (u64::try_from(number / 6)?, i64::from(number % 6));
        let workflow = self.at(round.opens_on(year) + Days::new(3 + days), 40 * turn);
        let recorded = workflow.record_progress(reporter, project.id, year.get(), round, input).await;
        settle(recorded).map(drop).with_context(|| format!("project {number}, {year}, {} months", round.months()))
    }

    /// Takes a round's report through the chain; the first twelve-month one is returned once.
    async fn sign(&self, year: FiscalYear, round: ReportingRound) -> anyhow::Result<()> {
        let day = |days: u64| round.opens_on(year) + Days::new(days);
        let (planner, clerk, executive) = (&self.planner, &self.clerk, &self.executive);
        let mut report = self.round_report(year, round).await?;
        let id = report.id;
        if (year, round) == (self.plan.start_fiscal_year, ReportingRound::TwelveMonth) {
            report = settle(self.at(day(14), 0).submit_round_report(planner, id, report.version).await)?;
            let reason = RETURNED.to_owned();
            report = settle(self.at(day(15), 90).return_round_report(clerk, id, report.version, reason).await)?;
        }
        report = settle(self.at(day(17), 0).submit_round_report(planner, id, report.version).await)?;
        let opinion = ENDORSED.to_owned();
        report = settle(self.at(day(19), 60).endorse_round_report(clerk, id, report.version, opinion).await)?;
        let opinion = APPROVED.to_owned();
        report = settle(self.at(day(22), 30).approve_round_report(executive, id, report.version, opinion).await)?;
        let filing = Filing {
            filed_on: day(23), reference_number: format!("ตัวอย่าง-{year}-{}", round.months())
        };
        report = settle(self.at(day(23), 15).record_filing(planner, id, report.version, filing).await)?;
        settle(self.at(day(23), 45).publish_round_report(planner, id, report.version).await).map(drop)
    }

    async fn round_report(&self, year: FiscalYear, round: ReportingRound) -> anyhow::Result<RoundReport> {
        let reports = self.workflow.store().read().round_reports_of(&[self.plan.id]).await?.remove(&self.plan.id);
        let mut reports = reports.into_iter().flatten();
        reports.find(|report| (report.fiscal_year, report.round) == (year, round)).context("each round has its report")
    }
}
