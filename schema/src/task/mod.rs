//! What somebody has to do now, as clients see it.

use crate::{
    context::RequestContext,
    failure::Failure,
    organization::Organization,
    plan::batch::PlanBatch,
    project::Project,
    round_report::{ReportingRound, RoundReport},
    scalar::Date,
};
use async_graphql::{Description, Enum, Object};
use std::sync::Arc;
use sucharit_domain::{id::PlanId, task as domain};

/// What is to be done about a round report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::TaskKind")]
pub enum TaskKind {
    /// Report projects that have no report and no figures to open with.
    ReportProgress,
    /// Confirm six-month figures, or record others in their place.
    ConfirmProgress,
    /// Submit the report: every project is reported.
    SubmitRoundReport,
    /// Endorse or return the report.
    EndorseRoundReport,
    /// Approve or return the report.
    ApproveRoundReport,
    /// Enter the approved report in e-PlanNACC and keep its day and reference number.
    RecordFiling,
    /// Publish the approved report.
    PublishRoundReport,
}

/// Something to do now.
#[derive(Debug, Clone, Description)]
pub struct Task {
    value: domain::Task,
    batch: Arc<PlanBatch>,
}

impl Task {
    /// What whoever asks has to do now, nearest due date first.
    pub async fn all(request: &RequestContext) -> Result<Vec<Self>, Failure> {
        let actor = request.actor()?;
        let tasks = request.workflow().read_tasks(actor).await?;
        let mut plans: Vec<PlanId> = tasks.iter().map(|task| task.report.plan_id).collect();
        plans.sort();
        plans.dedup();
        let plans = request.read().plans(&actor.scope, &plans).await?.into_values().collect();
        let batch = Arc::new(PlanBatch::new(request.clone(), plans));
        Ok(tasks.into_iter().map(|value| Self { value, batch: Arc::clone(&batch) }).collect())
    }
}

#[Object(use_type_description)]
impl Task {
    /// What.
    async fn kind(&self) -> TaskKind {
        self.value.kind.into()
    }

    /// Whose report it is about.
    async fn organization(&self) -> Result<Organization, Failure> {
        self.batch.organizations().await?.get(&self.value.organization_id).cloned().ok_or(Failure::Internal)
    }

    /// The report.
    async fn round_report(&self) -> RoundReport {
        RoundReport::new(self.value.report.clone(), &self.batch)
    }

    /// The fiscal year, B.E.
    async fn fiscal_year(&self) -> i32 {
        self.value.report.fiscal_year.get()
    }

    /// The round.
    async fn round(&self) -> ReportingRound {
        self.value.report.round.into()
    }

    /// The last day on which the report is in time.
    async fn due_on(&self) -> Date {
        Date(self.value.due_on)
    }

    /// Whether that day passed.
    async fn is_overdue(&self) -> bool {
        self.value.report.is_overdue(self.value.due_on, self.batch.request.workflow().clock().today())
    }

    /// How many projects it is about; 0 where it is about the report as a whole.
    async fn project_count(&self) -> usize {
        self.value.projects.len()
    }

    /// The projects it is about, by number; none where it is about the report as a whole.
    #[graphql(complexity = "crate::page::times(36, child_complexity)")]
    async fn projects(&self) -> Result<Vec<Project>, Failure> {
        let projects = self.batch.projects().await?.get(&self.value.report.plan_id).into_iter().flatten();
        let about = projects.filter(|project| self.value.projects.contains(&project.id));
        Ok(about.map(|project| Project::new(project.clone(), &self.batch)).collect())
    }
}
