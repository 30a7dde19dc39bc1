//! Progress as clients see it.

use super::standing::{self, ProgressAction};
use crate::{
    approval::WhyNot,
    evidence::Evidence,
    failure::Failure,
    node::GlobalId,
    plan::batch::PlanBatch,
    project::Project,
    round_report::ReportingRound,
    scalar::{DateTime, Decimal},
    user_error::UserWarning,
};
use async_graphql::{Description, Enum, ID, Object};
use std::sync::Arc;
use sucharit_domain::{
    money::Baht,
    progress::{self as domain, record},
};

/// สถานะการดำเนินงาน; nothing reported yet is no progress at all (รอรายงานผล).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::ProgressStatus")]
pub enum ProgressStatus {
    /// อยู่ระหว่างดำเนินการ
    InProgress,
    /// ดำเนินการแล้วเสร็จ
    Completed,
    /// ไม่สามารถดำเนินการได้
    Unable,
}

/// เหตุผลที่ไม่สามารถดำเนินการได้
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::UnableReason")]
pub enum UnableReason {
    /// ไม่ได้รับงบประมาณ
    NoBudget,
    /// นโยบายผู้บริหารเปลี่ยนแปลง
    PolicyChanged,
    /// บุคลากรไม่เพียงพอ
    Understaffed,
    /// อื่นๆ, with a text.
    Other,
}

/// A progress report (รายงานผลการดำเนินงาน): one project, one fiscal year, one round.
#[derive(Debug, Clone, Description)]
pub struct Progress {
    value: domain::Progress,
    batch: Arc<PlanBatch>,
}

impl Progress {
    /// Progress of a project of the batch's plans.
    pub fn new(value: domain::Progress, batch: &Arc<PlanBatch>) -> Self {
        Self { value, batch: Arc::clone(batch) }
    }

    async fn find_project(&self) -> Result<Project, Failure> {
        let mut projects = self.batch.projects().await?.values().flatten();
        let project = projects.find(|project| project.id == self.value.project_id).ok_or(Failure::Internal)?;
        Ok(Project::new(project.clone(), &self.batch))
    }
}

#[Object(use_type_description)]
impl Progress {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        GlobalId::from(self.value.id).encode()
    }

    /// The project it reports on.
    async fn project(&self) -> Result<Project, Failure> {
        self.find_project().await
    }

    /// The reported fiscal year, B.E.
    async fn fiscal_year(&self) -> i32 {
        self.value.fiscal_year.get()
    }

    /// The reported round.
    async fn round(&self) -> ReportingRound {
        self.value.round.into()
    }

    /// สถานะการดำเนินงาน
    async fn status(&self) -> ProgressStatus {
        self.value.values.status.into()
    }

    /// เหตุผลที่ไม่สามารถดำเนินการได้, with UNABLE alone.
    async fn unable_reason(&self) -> Option<UnableReason> {
        self.value.values.unable_reason.map(Into::into)
    }

    /// The reason in words.
    async fn unable_detail(&self) -> Option<&str> {
        self.value.values.unable_detail.as_deref()
    }

    /// บรรจุไว้ในข้อบัญญัติ/เทศบัญญัติ/แผนการดำเนินงาน
    async fn in_ordinance(&self) -> bool {
        self.value.values.in_ordinance
    }

    /// งบประมาณ (วงเงินตามแผนพัฒนาท้องถิ่น) of the year, baht.
    async fn planned_budget(&self) -> Result<Decimal, Failure> {
        let mut years = self.batch.project_years().await?.get(&self.value.project_id).into_iter().flatten();
        let year = years.find(|year| year.fiscal_year == self.value.fiscal_year);
        Ok(year.map_or(Baht::ZERO, |year| year.planned_budget).into())
    }

    /// งบประมาณ (วงเงินตามข้อบัญญัติ/เทศบัญญัติ), baht.
    async fn ordinance_budget(&self) -> Decimal {
        self.value.values.ordinance_budget.into()
    }

    /// การเบิกจ่ายงบประมาณ, baht.
    async fn disbursed(&self) -> Decimal {
        self.value.values.disbursed.into()
    }

    /// ผลการดำเนินงาน
    async fn result(&self) -> Option<&str> {
        self.value.values.result.as_deref()
    }

    /// ปัญหา/อุปสรรค
    async fn problems(&self) -> Option<&str> {
        self.value.values.problems.as_deref()
    }

    /// ข้อเสนอแนะ
    async fn suggestions(&self) -> Option<&str> {
        self.value.values.suggestions.as_deref()
    }

    /// หมายเหตุ
    async fn remark(&self) -> Option<&str> {
        self.value.values.remark.as_deref()
    }

    /// Whether a six-month completion was carried into this twelve-month report, which is locked then.
    async fn is_carried_over(&self) -> bool {
        self.value.carried_over
    }

    /// Whether it was carried over once and then opened for changes (`reopenProgress`).
    async fn is_reopened(&self) -> bool {
        self.value.reopened
    }

    /// What you may do with it now.
    async fn viewer_can(&self) -> Result<Vec<ProgressAction>, Failure> {
        standing::viewer_can(&self.batch, self.value.project_id, self.value.fiscal_year, self.value.round).await
    }

    /// Why you may not do this with it now; null where you may.
    async fn why_not(
        &self,
        #[graphql(desc = "What you would do.")] action: ProgressAction,
    ) -> Result<Option<WhyNot>, Failure> {
        let (project, year, round) = (self.value.project_id, self.value.fiscal_year, self.value.round);
        standing::why_not(&self.batch, project, year, round, action).await
    }

    /// The files that show what it says, in the order in which they were added.
    async fn evidence(
        &self,
        #[graphql(default, desc = "Also those that were removed.")] include_removed: bool,
    ) -> Result<Vec<Evidence>, Failure> {
        let evidence = self.batch.evidence().await?.get(&self.value.id).into_iter().flatten();
        let wanted = evidence.filter(|evidence| include_removed || evidence.removal.is_none());
        Ok(wanted.cloned().map(Evidence::new).collect())
    }

    /// What is worth a second look about what it says.
    async fn warnings(&self) -> Vec<UserWarning> {
        let language = self.batch.request.language();
        let warnings = record::warnings(&self.value.values);
        warnings.iter().map(|warning| UserWarning::new(warning, language)).collect()
    }

    /// Counts its changes, from 1; an update states the one it read. Evidence that comes or goes leaves it alone.
    async fn version(&self) -> i32 {
        self.value.version
    }

    /// When it was last changed.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.value.updated_at)
    }
}
