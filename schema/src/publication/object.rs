//! A published round report as clients see it: read from what was sealed, never from the live records.

use crate::{
    approval::Signature,
    node::GlobalId,
    progress::{ProgressStatus, UnableReason},
    project::ProjectKind,
    round_report::ReportingRound,
    scalar::{Date, DateTime, Decimal},
    summary::Flag,
};
use async_graphql::{Description, ID, Object, SimpleObject};
use sucharit_domain::{
    clock,
    round_report::{
        publication::{self, PublishedReport},
        seal::{SealedProject, SealedSummary},
    },
};

/// A round report that was published, exactly as it was signed.
#[derive(Debug, Clone, Description)]
pub struct Publication {
    value: PublishedReport,
}

impl Publication {
    /// A publication.
    pub fn new(value: PublishedReport) -> Self {
        Self { value }
    }
}

/// A round report that was published once and was opened for changes since.
#[derive(Debug, SimpleObject)]
pub struct EndedPublication {
    /// The organization's name.
    organization_name: String,
    /// The fiscal year, B.E.
    fiscal_year: i32,
    /// The round.
    round: ReportingRound,
    /// When it stopped being published.
    ended_at: DateTime,
}

impl From<publication::EndedPublication> for EndedPublication {
    fn from(ended: publication::EndedPublication) -> Self {
        Self {
            organization_name: ended.organization_name,
            fiscal_year: ended.fiscal_year.get(),
            round: ended.round.into(),
            ended_at: DateTime(ended.ended_at),
        }
    }
}

#[Object(use_type_description)]
impl Publication {
    /// Opaque id.
    async fn id(&self) -> ID {
        GlobalId::from(self.value.publication.id).encode()
    }

    /// The organization's code.
    async fn organization_code(&self) -> &str {
        &self.value.content.organization.code
    }

    /// The organization's name.
    async fn organization_name(&self) -> &str {
        &self.value.content.organization.name
    }

    /// The plan's title.
    async fn plan_title(&self) -> &str {
        &self.value.content.plan.title
    }

    /// The fiscal year, B.E.
    async fn fiscal_year(&self) -> i32 {
        self.value.content.fiscal_year.get()
    }

    /// The round.
    async fn round(&self) -> ReportingRound {
        self.value.content.round.into()
    }

    /// The day it was published.
    async fn published_on(&self) -> Date {
        Date(clock::day_of(self.value.publication.published_at))
    }

    /// When it was published.
    async fn published_at(&self) -> DateTime {
        DateTime(self.value.publication.published_at)
    }

    /// SHA-256 of what was signed (รหัสตรวจสอบ).
    async fn digest(&self) -> &str {
        &self.value.publication.digest
    }

    /// Who signed it, in order.
    async fn signatures(&self) -> Vec<Signature> {
        self.value.signatures.iter().filter_map(Signature::of).collect()
    }

    /// The projects with what was reported, by number.
    #[graphql(complexity = "crate::page::times(36, child_complexity)")]
    async fn projects(&self) -> Vec<PublishedProject> {
        self.value.content.projects.iter().map(PublishedProject::of).collect()
    }

    /// Counts, amounts, score and flag.
    async fn summary(&self) -> PublishedSummary {
        (&self.value.content.summary).into()
    }
}

/// A project of a published report with what was reported on it.
#[derive(Debug, SimpleObject)]
pub struct PublishedProject {
    /// ลำดับที่
    number: i16,
    /// ชื่อโครงการ/กิจกรรม/มาตรการ/แนวปฏิบัติงาน
    name: String,
    /// ประเภทงาน
    kind: ProjectKind,
    /// มิติ, 1 to 4.
    dimension_number: i16,
    /// งบประมาณ (วงเงินตามแผนพัฒนาท้องถิ่น) of the year, baht.
    planned_budget: Decimal,
    /// สถานะการดำเนินงาน
    status: Option<ProgressStatus>,
    /// เหตุผลที่ไม่สามารถดำเนินการได้
    unable_reason: Option<UnableReason>,
    /// The reason in words.
    unable_detail: Option<String>,
    /// บรรจุไว้ในข้อบัญญัติ/เทศบัญญัติ/แผนการดำเนินงาน
    in_ordinance: Option<bool>,
    /// งบประมาณ (วงเงินตามข้อบัญญัติ/เทศบัญญัติ), baht.
    ordinance_budget: Option<Decimal>,
    /// การเบิกจ่ายงบประมาณ, baht.
    disbursed: Option<Decimal>,
    /// ผลการดำเนินงาน
    result: Option<String>,
    /// ปัญหา/อุปสรรค
    problems: Option<String>,
    /// ข้อเสนอแนะ
    suggestions: Option<String>,
    /// หมายเหตุ
    remark: Option<String>,
    /// SHA-256 of each file of evidence.
    evidence: Vec<String>,
}

impl PublishedProject {
    fn of(project: &SealedProject) -> Self {
        let progress = project.progress.clone();
        let reported = progress.as_ref();
        let (status, in_ordinance) = (reported.map(|values| values.status), reported.map(|values| values.in_ordinance));
        let (ordinance_budget, disbursed) =
            (reported.map(|values| values.ordinance_budget), reported.map(|values| values.disbursed));
        let unable_reason = reported.and_then(|values| values.unable_reason);
        let (unable_detail, result, problems, suggestions, remark) = progress.map_or_else(Default::default, |values| {
            (values.unable_detail, values.result, values.problems, values.suggestions, values.remark)
        });
        Self {
            number: project.number,
            name: project.name.clone(),
            kind: project.kind.into(),
            dimension_number: project.dimension,
            planned_budget: project.planned_budget.into(),
            status: status.map(Into::into),
            unable_reason: unable_reason.map(Into::into),
            unable_detail,
            in_ordinance,
            ordinance_budget: ordinance_budget.map(Into::into),
            disbursed: disbursed.map(Into::into),
            result,
            problems,
            suggestions,
            remark,
            evidence: project.evidence.clone(),
        }
    }
}

/// What the projects of a published report add up to.
#[derive(Debug, SimpleObject)]
pub struct PublishedSummary {
    /// How many projects.
    project_count: u32,
    /// Of these, in the ordinance (บรรจุในข้อบัญญัติ/เทศบัญญัติ/แผนดำเนินงาน).
    in_ordinance: u32,
    /// อยู่ระหว่างดำเนินการ
    in_progress: u32,
    /// ดำเนินการแล้วเสร็จ
    completed: u32,
    /// ไม่สามารถดำเนินการได้
    unable: u32,
    /// งบประมาณตามแผนพัฒนาท้องถิ่น, baht.
    planned_budget: Decimal,
    /// งบประมาณตามข้อบัญญัติ/เทศบัญญัติ, baht.
    ordinance_budget: Decimal,
    /// การเบิกจ่ายงบประมาณ, baht.
    disbursed: Decimal,
    /// ผลการนำแผนไปสู่การปฏิบัติ, percent; null where there are no projects.
    score: Option<Decimal>,
    /// By the exact score; null where there are no projects.
    flag: Option<Flag>,
}

impl From<&SealedSummary> for PublishedSummary {
    fn from(summary: &SealedSummary) -> Self {
        Self {
            project_count: summary.project_count,
            in_ordinance: summary.in_ordinance,
            in_progress: summary.in_progress,
            completed: summary.completed,
            unable: summary.unable,
            planned_budget: summary.planned_budget.into(),
            ordinance_budget: summary.ordinance_budget.into(),
            disbursed: summary.disbursed.into(),
            score: summary.score.map(Decimal),
            flag: summary.flag.map(Into::into),
        }
    }
}
