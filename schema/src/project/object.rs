//! The project as clients see it.

use super::{
    kinds::{Conformity, ProjectKind, SourceNote},
    parts::{Indicator, TargetGroup},
};
use crate::{
    approval::WhyNot,
    event::{Event, EventFilter, page::ORDER},
    failure::Failure,
    node::GlobalId,
    organization::Division,
    page::{self, Connection, Page},
    plan::{Dimension, Plan, batch::PlanBatch},
    progress::{
        CarriedForward, Progress,
        standing::{self, ProgressAction},
    },
    risk::RiskIssue,
    round_report::ReportingRound,
    scalar::{Decimal, fiscal_year},
};
use async_graphql::{Context, Description, ID, Object};
use std::sync::Arc;
use sucharit_domain::{money::Baht, progress::carry_forward, project as domain};
use sucharit_store::{EventOwner, ProjectText};
use uuid::Uuid;

/// A project of a plan (โครงการ/กิจกรรม/มาตรการ/แนวปฏิบัติ).
#[derive(Debug, Clone, Description)]
pub struct Project {
    value: domain::Project,
    batch: Arc<PlanBatch>,
}

impl Project {
    /// A project of a plan of the batch.
    pub fn new(value: domain::Project, batch: &Arc<PlanBatch>) -> Self {
        Self { value, batch: Arc::clone(batch) }
    }

    async fn indicators(&self, kind: domain::IndicatorKind) -> Result<Vec<Indicator>, Failure> {
        let indicators = self.batch.indicators().await?.get(&self.value.id).into_iter().flatten();
        Ok(indicators.filter(|indicator| indicator.kind == kind).cloned().map(Into::into).collect())
    }
}

#[Object(use_type_description)]
impl Project {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        GlobalId::from(self.value.id).encode()
    }

    /// The plan it belongs to.
    async fn plan(&self) -> Result<Plan, Failure> {
        Ok(Plan::new(self.batch.plan(self.value.plan_id)?.clone(), &self.batch))
    }

    /// ลำดับที่
    async fn number(&self) -> i16 {
        self.value.number
    }

    /// ชื่อโครงการ/กิจกรรม/มาตรการ/แนวปฏิบัติงาน
    async fn name(&self) -> &str {
        &self.value.name
    }

    /// ประเภทงาน
    async fn kind(&self) -> ProjectKind {
        self.value.kind.into()
    }

    /// มิติ
    async fn dimension(&self) -> Result<Dimension, Failure> {
        let mut dimensions = self.batch.dimensions().await?.get(&self.value.plan_id).into_iter().flatten();
        let dimension = dimensions.find(|dimension| dimension.number == self.value.dimension_number);
        let dimension = dimension.cloned().ok_or(Failure::Internal)?;
        Ok(Dimension::new(dimension, self.value.plan_id, &self.batch))
    }

    /// ภารกิจตามมิติ, such as `2.2`.
    async fn mission_code(&self) -> &str {
        &self.value.mission_code
    }

    /// Codes of the mission objectives it serves, such as `2.2.1`.
    async fn objective_codes(&self) -> Result<Vec<String>, Failure> {
        Ok(self.batch.objective_codes().await?.get(&self.value.id).cloned().unwrap_or_default())
    }

    /// The fiscal years (B.E.) in which it runs (ปีงบประมาณที่ดำเนินการ).
    async fn fiscal_years(&self) -> Result<Vec<i32>, Failure> {
        let years = self.batch.project_years().await?.get(&self.value.id).into_iter().flatten();
        Ok(years.map(|year| year.fiscal_year.get()).collect())
    }

    /// Whether the plan gives it a budget.
    async fn uses_budget(&self) -> bool {
        self.value.uses_budget
    }

    /// งบประมาณ (วงเงินตามแผนพัฒนาท้องถิ่น) of a fiscal year (B.E.), baht; 0 where it does not run.
    async fn planned_budget(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
    ) -> Result<Decimal, Failure> {
        let wanted = self::fiscal_year(fiscal_year)?;
        let mut years = self.batch.project_years().await?.get(&self.value.id).into_iter().flatten();
        let year = years.find(|year| year.fiscal_year == wanted);
        Ok(year.map_or(Baht::ZERO, |year| year.planned_budget).into())
    }

    /// Responsible divisions.
    async fn divisions(&self) -> Result<Vec<Division>, Failure> {
        let divisions = self.batch.project_divisions().await?.get(&self.value.id).into_iter().flatten();
        Ok(divisions.cloned().map(Into::into).collect())
    }

    /// กลุ่มเป้าหมาย
    async fn target_groups(&self) -> Result<Vec<TargetGroup>, Failure> {
        let groups = self.batch.target_groups().await?.get(&self.value.id).into_iter().flatten();
        Ok(groups.cloned().map(Into::into).collect())
    }

    /// วัตถุประสงค์
    async fn objectives(&self) -> Result<Vec<&str>, Failure> {
        let texts = self.batch.project_texts().await?.get(&self.value.id).into_iter().flatten();
        Ok(texts.filter_map(ProjectText::objective).collect())
    }

    /// วิธีดำเนินการ
    async fn steps(&self) -> Result<Vec<&str>, Failure> {
        let texts = self.batch.project_texts().await?.get(&self.value.id).into_iter().flatten();
        Ok(texts.filter_map(ProjectText::step).collect())
    }

    /// ผลผลิต
    async fn outputs(&self) -> Result<Vec<Indicator>, Failure> {
        self.indicators(domain::IndicatorKind::Output).await
    }

    /// ผลลัพธ์
    async fn outcomes(&self) -> Result<Vec<Indicator>, Failure> {
        self.indicators(domain::IndicatorKind::Outcome).await
    }

    /// Whether NACC's reviewer finds it in line with its dimension.
    async fn conformity(&self) -> Conformity {
        self.value.conformity.into()
    }

    /// ดำเนินการในไตรมาส, 1 to 4.
    async fn quarter(&self) -> Option<i16> {
        self.value.quarter
    }

    /// หมายเหตุ
    async fn remark(&self) -> Option<&str> {
        self.value.remark.as_deref()
    }

    /// Doubts about the source, for a planner to settle.
    async fn source_notes(&self) -> Vec<SourceNote> {
        self.value.source_notes.iter().copied().map(Into::into).collect()
    }

    /// Its report for a fiscal year (B.E.) and round; null: nothing reported, รอรายงานผล.
    async fn progress(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
        #[graphql(desc = "The round.")] round: ReportingRound,
    ) -> Result<Option<Progress>, Failure> {
        let wanted = (self::fiscal_year(fiscal_year)?, round.into());
        let mut reports = self.batch.progress().await?.get(&self.value.id).into_iter().flatten();
        let report = reports.find(|report| (report.fiscal_year, report.round) == wanted);
        Ok(report.map(|report| Progress::new(report.clone(), &self.batch)))
    }

    /// The six-month figures that its twelve-month report of a fiscal year (B.E.) opens with, not yet confirmed; null where there
    /// are none, or where the twelve-month round is reported already.
    async fn carried_forward(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
    ) -> Result<Option<CarriedForward>, Failure> {
        let fiscal_year = self::fiscal_year(fiscal_year)?;
        let reports = self.batch.progress().await?.get(&self.value.id).map(Vec::as_slice).unwrap_or_default();
        let six_month = carry_forward::carried_forward(reports, fiscal_year);
        Ok(six_month.map(|report| CarriedForward::new(Progress::new(report.clone(), &self.batch))))
    }

    /// All its reports, by fiscal year and round.
    #[graphql(complexity = "crate::page::times(10, child_complexity)")]
    async fn progress_history(&self) -> Result<Vec<Progress>, Failure> {
        let reports = self.batch.progress().await?.get(&self.value.id).into_iter().flatten();
        Ok(reports.map(|report| Progress::new(report.clone(), &self.batch)).collect())
    }

    /// What happened to it and its reports, newest first.
    #[graphql(complexity = "page::cost(first, last, child_complexity)")]
    async fn history(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many, from the start: 20 unless said, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many, from the end; not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only these; all where it is left out.")] filter: Option<EventFilter>,
    ) -> Result<Connection<Event>, Failure> {
        let page = Page::new(ORDER, first, after.as_deref(), last, before.as_deref())?;
        let counted = context.look_ahead().field("totalCount").exists();
        let owners: Vec<Uuid> = self.batch.projects().await?.values().flatten().map(|project| project.id.0).collect();
        let owner = (EventOwner::Project, self.value.id.0, owners.as_slice());
        self.batch.history.page(&self.batch.request, owner, &page, filter, counted).await
    }

    /// The risk issues it holds down, through the control measures it carries out.
    #[graphql(complexity = "crate::page::times(5, child_complexity)")]
    async fn controls(&self) -> Result<Vec<RiskIssue>, Failure> {
        let areas = self.batch.risk_areas().await?.get(&self.value.plan_id).into_iter().flatten();
        let (measures, issues) = (self.batch.control_measures().await?, self.batch.risk_issues().await?);
        let carries_out =
            |area| measures.get(area).into_iter().flatten().any(|measure| measure.project_id == Some(self.value.id));
        let controlled = areas.filter(|area| carries_out(&area.id)).filter_map(|area| issues.get(&area.id)).flatten();
        Ok(controlled.map(|issue| RiskIssue::new(issue.clone(), &self.batch)).collect())
    }

    /// What you may do now with its progress of a fiscal year (B.E.) and round.
    async fn viewer_can(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
        #[graphql(desc = "The round.")] round: ReportingRound,
    ) -> Result<Vec<ProgressAction>, Failure> {
        standing::viewer_can(&self.batch, self.value.id, self::fiscal_year(fiscal_year)?, round.into()).await
    }

    /// Why you may not do this now with its progress of a fiscal year (B.E.) and round; null where you may.
    async fn why_not(
        &self,
        #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32,
        #[graphql(desc = "The round.")] round: ReportingRound,
        #[graphql(desc = "What you would do.")] action: ProgressAction,
    ) -> Result<Option<WhyNot>, Failure> {
        let year = self::fiscal_year(fiscal_year)?;
        standing::why_not(&self.batch, self.value.id, year, round.into(), action).await
    }

    /// Whether you may review its conformity now: NACC's officers may, once the plan is adopted.
    async fn viewer_can_review_conformity(&self) -> Result<bool, Failure> {
        let plan = self.batch.plan(self.value.plan_id)?;
        Ok(domain::may_review_conformity(plan.state, self.batch.request.actor()?).is_ok())
    }

    /// Counts its changes, from 1.
    async fn version(&self) -> i32 {
        self.value.version
    }
}
