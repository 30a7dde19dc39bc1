//! The round report as clients see it.

use crate::{
    failure::Failure,
    node::GlobalId,
    plan::{Plan, batch::PlanBatch},
    progress::Progress,
    project::Project,
    scalar::Date,
    summary::Summary,
};
use async_graphql::{Description, Enum, ID, Object};
use std::sync::Arc;
use sucharit_domain::{calendar, project, round_report as domain};
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

    /// The last day to report.
    async fn due_on(&self) -> Date {
        Date(self.value.due_on())
    }

    /// Whether the due date passed before it was approved.
    async fn is_overdue(&self) -> bool {
        self.value.is_overdue(self.batch.request.workflow().clock().today())
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
