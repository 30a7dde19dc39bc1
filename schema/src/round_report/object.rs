//! The round report as clients see it.

use crate::{
    failure::Failure,
    node::GlobalId,
    plan::{Plan, batch::PlanBatch},
    progress::Progress,
    project::Project,
    scalar::Date,
    summary::Summary,
    window::{Extension, ReportingWindow},
};
use async_graphql::{Description, Enum, ID, Object};
use chrono::NaiveDate;
use std::sync::Arc;
use sucharit_domain::{calendar, progress::carry_forward, project, round_report as domain, window::DueDates};
use sucharit_store::SummaryOf;

/// One of the two reporting rounds of a fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "calendar::ReportingRound")]
pub enum ReportingRound {
    /// รอบ 6 เดือน: October–March, reported in April.
    SixMonth,
    /// รอบ 12 เดือน: October–September, reported in October.
    TwelveMonth,
}

/// Where a report or a plan stands on its way to the executive's (นายก) signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::ApprovalState")]
pub enum ApprovalState {
    /// ร่าง
    Draft,
    /// เสนอปลัด
    Submitted,
    /// ปลัดเห็นชอบ
    Endorsed,
    /// นายกอนุมัติ
    Approved,
}

/// The report of a whole plan for one fiscal year and round: what is signed and sent to NACC.
#[derive(Debug, Clone, Description)]
pub struct RoundReport {
    value: domain::RoundReport,
    batch: Arc<PlanBatch>,
}

impl RoundReport {
    /// A report of a plan of the batch.
    pub fn new(value: domain::RoundReport, batch: &Arc<PlanBatch>) -> Self {
        Self { value, batch: Arc::clone(batch) }
    }

    async fn due_dates(&self) -> Result<&DueDates, Failure> {
        self.batch.due_dates().await?.get(&self.value.plan_id).ok_or(Failure::Internal)
    }

    async fn find_due_on(&self) -> Result<NaiveDate, Failure> {
        Ok(self.due_dates().await?.due_on(self.value.fiscal_year, self.value.round))
    }

    /// The conforming projects planned for the year, each with its report of the round.
    async fn reported(&self) -> Result<Vec<(&project::Project, Option<Progress>)>, Failure> {
        let projects = self.batch.projects().await?.get(&self.value.plan_id).into_iter().flatten();
        let (years, progress) = (self.batch.project_years().await?, self.batch.progress().await?);
        let wanted = (self.value.fiscal_year, self.value.round);
        let counted = |project: &&project::Project| {
            let mut years = years.get(&project.id).into_iter().flatten();
            project.conformity == project::Conformity::Conforming && years.any(|year| year.fiscal_year == wanted.0)
        };
        let with_report = |project: &'_ _| {
            let project: &project::Project = project;
            let mut reports = progress.get(&project.id).into_iter().flatten();
            let report = reports.find(|report| (report.fiscal_year, report.round) == wanted);
            report.map(|report| Progress::new(report.clone(), &self.batch))
        };
        Ok(projects.filter(counted).map(|project| (project, with_report(project))).collect())
    }
}

#[Object(use_type_description)]
impl RoundReport {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        GlobalId::from(self.value.id).encode()
    }

    /// The plan it reports on.
    async fn plan(&self) -> Result<Plan, Failure> {
        Ok(Plan::new(self.batch.plan(self.value.plan_id)?.clone(), &self.batch))
    }

    /// The fiscal year, B.E.
    async fn fiscal_year(&self) -> i32 {
        self.value.fiscal_year.get()
    }

    /// The round.
    async fn round(&self) -> ReportingRound {
        self.value.round.into()
    }

    /// Where it stands.
    async fn state(&self) -> ApprovalState {
        self.value.state.into()
    }

    /// The last day on which it is in time: the window's, or the latest extension's beyond it.
    async fn due_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.find_due_on().await?))
    }

    /// Whether the due date passed before it was approved.
    async fn is_overdue(&self) -> Result<bool, Failure> {
        let today = self.batch.request.workflow().clock().today();
        Ok(self.value.is_overdue(self.find_due_on().await?, today))
    }

    /// When its reports are taken, the same for the whole country.
    async fn window(&self) -> Result<ReportingWindow, Failure> {
        Ok(ReportingWindow(self.due_dates().await?.window(self.value.fiscal_year, self.value.round)))
    }

    /// The extensions that run for it: its organization's and its province's, the first given first.
    async fn extensions(&self) -> Result<Vec<Extension>, Failure> {
        let due_dates = self.due_dates().await?;
        Ok(due_dates.extensions_of(self.value.fiscal_year, self.value.round).cloned().map(Extension).collect())
    }

    /// What was reported, by project number.
    #[graphql(complexity = "crate::page::times(36, child_complexity)")]
    async fn progress(&self) -> Result<Vec<Progress>, Failure> {
        Ok(self.reported().await?.into_iter().filter_map(|(_, progress)| progress).collect())
    }

    /// The projects that are not reported yet (รอรายงานผล), by number.
    #[graphql(complexity = "crate::page::times(36, child_complexity)")]
    async fn missing(&self) -> Result<Vec<Project>, Failure> {
        let reported = self.reported().await?.into_iter();
        let missing = reported.filter(|(_, progress)| progress.is_none());
        Ok(missing.map(|(project, _)| Project::new(project.clone(), &self.batch)).collect())
    }

    /// Those of the missing projects whose six-month figures the twelve-month report opens with, not yet confirmed, by number.
    #[graphql(complexity = "crate::page::times(36, child_complexity)")]
    async fn unconfirmed(&self) -> Result<Vec<Project>, Failure> {
        if self.value.round != calendar::ReportingRound::TwelveMonth {
            return Ok(Vec::new());
        }
        let progress = self.batch.progress().await?;
        let waits = |project: &project::Project| {
            let reports = progress.get(&project.id).map(Vec::as_slice).unwrap_or_default();
            carry_forward::carried_forward(reports, self.value.fiscal_year).is_some()
        };
        let waiting = self.reported().await?.into_iter().map(|(project, _)| project).filter(|project| waits(project));
        Ok(waiting.map(|project| Project::new(project.clone(), &self.batch)).collect())
    }

    /// Counts, amounts, score and flag.
    async fn summary(&self) -> Result<Summary, Failure> {
        let of = SummaryOf { fiscal_year: self.value.fiscal_year, round: Some(self.value.round) };
        Ok(self.batch.summary(self.value.plan_id, of).await?.into())
    }

    /// Counts its changes, from 1.
    async fn version(&self) -> i32 {
        self.value.version
    }
}
