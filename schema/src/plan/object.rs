//! The plan as clients see it.

use super::{Dimension, Goal, PlanRevision, batch::PlanBatch};
use crate::{
    failure::Failure,
    node::GlobalId,
    organization::Organization,
    page::{self, Connection, Page},
    project::{Project, ProjectFilter, ProjectOrder, select},
    risk::{RiskArea, RiskBasis, RiskIssue, RiskMatrix, matrix},
    round_report::{ApprovalState, ReportingRound, RoundReport},
    scalar::{Date, fiscal_year},
    summary::{Summary, YearSummary},
};
use async_graphql::{Description, ID, Object};
use std::sync::Arc;
use sucharit_domain::{access::Action, calendar, plan as domain};
use sucharit_store::SummaryOf;

/// A five-year anti-corruption action plan (แผนปฏิบัติการป้องกันการทุจริต), as it stands.
#[derive(Debug, Clone, Description)]
pub struct Plan {
    value: domain::Plan,
    batch: Arc<PlanBatch>,
}

impl Plan {
    /// A plan of the batch.
    pub fn new(value: domain::Plan, batch: &Arc<PlanBatch>) -> Self {
        Self { value, batch: Arc::clone(batch) }
    }

    /// What it is.
    pub fn value(&self) -> &domain::Plan {
        &self.value
    }
}

#[Object(use_type_description)]
impl Plan {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        GlobalId::from(self.value.id).encode()
    }

    /// Full title.
    async fn title(&self) -> &str {
        &self.value.title
    }

    /// First fiscal year, B.E.
    async fn start_fiscal_year(&self) -> i32 {
        self.value.start_fiscal_year.get()
    }

    /// Last fiscal year, B.E.
    async fn end_fiscal_year(&self) -> i32 {
        self.value.end_fiscal_year.get()
    }

    /// The revision at which it stands: 1 for the plan as first made, one more for each adopted amendment.
    async fn revision(&self) -> i32 {
        self.value.revision
    }

    /// Where it stands in its chain.
    async fn state(&self) -> ApprovalState {
        self.value.state.into()
    }

    /// The day it was announced, once adopted.
    async fn announced_on(&self) -> Option<Date> {
        self.value.announced_on.map(Date)
    }

    /// The position of whoever adopted it.
    async fn adopted_by_position(&self) -> Option<&str> {
        self.value.adopted_by_position.as_deref()
    }

    /// Whose plan.
    async fn organization(&self) -> Result<Organization, Failure> {
        let organizations = self.batch.organizations().await?;
        organizations.get(&self.value.organization_id).cloned().ok_or(Failure::Internal)
    }

    /// Its revisions by number, an amendment on its way included.
    #[graphql(complexity = "crate::page::times(4, child_complexity)")]
    async fn revisions(&self) -> Result<Vec<PlanRevision>, Failure> {
        let revisions = self.batch.revisions().await?.get(&self.value.id).into_iter().flatten();
        Ok(revisions.map(|revision| PlanRevision::new(revision.clone(), &self.batch)).collect())
    }

    /// The four dimensions (มิติ) with their outline.
    #[graphql(complexity = "crate::page::times(4, child_complexity)")]
    async fn dimensions(&self) -> Result<Vec<Dimension>, Failure> {
        let dimensions = self.batch.dimensions().await?.get(&self.value.id).into_iter().flatten();
        Ok(dimensions.map(|dimension| Dimension::new(dimension.clone(), self.value.id, &self.batch)).collect())
    }

    /// Plan-wide goals (เป้าหมาย) with their yearly targets.
    async fn goals(&self) -> Result<Vec<Goal>, Failure> {
        let goals = self.batch.goals().await?.get(&self.value.id).into_iter().flatten();
        Ok(goals.cloned().map(Into::into).collect())
    }

    /// The risk table, by sequence.
    #[graphql(complexity = "crate::page::times(5, child_complexity)")]
    async fn risk_areas(&self) -> Result<Vec<RiskArea>, Failure> {
        let areas = self.batch.risk_areas().await?.get(&self.value.id).into_iter().flatten();
        Ok(areas.map(|area| RiskArea::new(area.clone(), &self.batch)).collect())
    }

    /// The 5 × 5 matrix of likelihood and impact in a fiscal year (B.E.), before or after controls.
    async fn risk_matrix(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
        #[graphql(desc = "Before or after controls.", default_with = "RiskBasis::Residual")] basis: RiskBasis,
    ) -> Result<RiskMatrix, Failure> {
        RiskMatrix::of(&self.value, &self.batch, self::fiscal_year(fiscal_year)?, basis).await
    }

    /// High and extreme risks that no control measure running in the fiscal year (B.E.) holds down.
    #[graphql(complexity = "crate::page::times(5, child_complexity)")]
    async fn uncontrolled_risks(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
    ) -> Result<Vec<RiskIssue>, Failure> {
        matrix::uncontrolled(&self.value, &self.batch, self::fiscal_year(fiscal_year)?).await
    }

    /// Its projects, by number unless said otherwise.
    #[graphql(complexity = "page::cost(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of a Relay connection")]
    async fn projects(
        &self,
        #[graphql(desc = "How many, from the start: 20 unless said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many, from the end; not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only these; all where it is left out.")] filter: Option<ProjectFilter>,
        #[graphql(desc = "In this order.")] order_by: Option<ProjectOrder>,
    ) -> Result<Connection<Project>, Failure> {
        let (filter, order) = (filter.unwrap_or_default(), order_by.unwrap_or_default());
        let page = Page::new(order.name(), first, after.as_deref(), last, before.as_deref())?;
        select::connection(&self.value, &self.batch, &filter, order, &page).await
    }

    /// The project with this number; null when there is none.
    async fn project(
        &self, #[graphql(desc = "ลำดับที่")] number: i32
    ) -> Result<Option<Project>, Failure> {
        let mut projects = self.batch.projects().await?.get(&self.value.id).into_iter().flatten();
        let project = projects.find(|project| i32::from(project.number) == number);
        Ok(project.map(|project| Project::new(project.clone(), &self.batch)))
    }

    /// The report of a fiscal year (B.E.) and round; null outside the plan's years.
    async fn round_report(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
        #[graphql(desc = "The round.")] round: ReportingRound,
    ) -> Result<Option<RoundReport>, Failure> {
        let wanted = (self::fiscal_year(fiscal_year)?, round.into());
        let mut reports = self.batch.round_reports().await?.get(&self.value.id).into_iter().flatten();
        let report = reports.find(|report| (report.fiscal_year, report.round) == wanted);
        Ok(report.map(|report| RoundReport::new(report.clone(), &self.batch)))
    }

    /// Its conforming projects of a fiscal year (B.E.) together; without a round, for each project the latest one reported
    /// counts.
    async fn summary(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
        #[graphql(desc = "The round; none: the latest reported one.")] round: Option<ReportingRound>,
    ) -> Result<Summary, Failure> {
        let of = SummaryOf { fiscal_year: self::fiscal_year(fiscal_year)?, round: round.map(Into::into) };
        Ok(self.batch.summary(self.value.id, of).await?.into())
    }

    /// Its summaries in each of its fiscal years, the first year first.
    #[graphql(complexity = "crate::page::times(5, child_complexity)")]
    async fn summaries(&self) -> Result<Vec<YearSummary>, Failure> {
        let mut summaries = Vec::new();
        for fiscal_year in self.value.start_fiscal_year.through(self.value.end_fiscal_year) {
            let of = |round| self.batch.summary_of_all_years(self.value.id, SummaryOf { fiscal_year, round });
            summaries.push(YearSummary {
                fiscal_year: fiscal_year.get(),
                six_month: of(Some(calendar::ReportingRound::SixMonth)).await?.into(),
                twelve_month: of(Some(calendar::ReportingRound::TwelveMonth)).await?.into(),
                latest: of(None).await?.into(),
            });
        }
        Ok(summaries)
    }

    /// Whether you may score its risks: the planning division may.
    async fn viewer_can_assess_risks(&self) -> Result<bool, Failure> {
        Ok(self.batch.request.actor()?.may(Action::AssessRisk).is_ok())
    }
}
