//! A published plan as clients see it: read from the text that was published, never from the live records.

use crate::{
    approval::Signature,
    node::GlobalId,
    project::ProjectKind,
    scalar::{Date, DateTime, Decimal},
};
use async_graphql::{Description, ID, Object, SimpleObject};
use sucharit_domain::{
    clock,
    plan::{
        document::{DimensionDocument, ProjectDocument},
        publication::PublishedPlan,
    },
};

/// A plan that was published, exactly as it stood then.
#[derive(Debug, Clone, Description)]
pub struct PlanPublication {
    value: PublishedPlan,
}

impl PlanPublication {
    /// A published plan.
    pub fn new(value: PublishedPlan) -> Self {
        Self { value }
    }
}

#[Object(use_type_description)]
impl PlanPublication {
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
    async fn title(&self) -> &str {
        &self.value.content.heading.title
    }

    /// The first fiscal year, B.E.
    async fn start_fiscal_year(&self) -> i32 {
        self.value.content.heading.start_fiscal_year.get()
    }

    /// The last fiscal year, B.E.
    async fn end_fiscal_year(&self) -> i32 {
        self.value.content.heading.end_fiscal_year.get()
    }

    /// ฉบับที่, 1 for the plan as first made.
    async fn revision(&self) -> i32 {
        self.value.revision
    }

    /// The day it was announced (วันที่ประกาศใช้).
    async fn announced_on(&self) -> Option<Date> {
        self.value.content.heading.announced_on.map(Date)
    }

    /// The day it was published.
    async fn published_on(&self) -> Date {
        Date(clock::day_of(self.value.publication.published_at))
    }

    /// When it was published.
    async fn published_at(&self) -> DateTime {
        DateTime(self.value.publication.published_at)
    }

    /// SHA-256 of its text (รหัสตรวจสอบ).
    async fn digest(&self) -> &str {
        &self.value.publication.digest
    }

    /// Its whole text, of which `digest` is the SHA-256: the plan's JSON form.
    #[graphql(complexity = "crate::page::times(36, child_complexity)")]
    async fn document(&self) -> &str {
        &self.value.publication.document
    }

    /// Who signed it, in order; nobody where it was adopted before it came here.
    async fn signatures(&self) -> Vec<Signature> {
        self.value.signatures.iter().filter_map(Signature::of).collect()
    }

    /// The four dimensions, by number.
    #[graphql(complexity = "crate::page::times(4, child_complexity)")]
    async fn dimensions(&self) -> Vec<PublishedDimension> {
        self.value.content.dimensions.iter().map(Into::into).collect()
    }

    /// The projects, by number.
    #[graphql(complexity = "crate::page::times(36, child_complexity)")]
    async fn projects(&self) -> Vec<PublishedPlanProject> {
        self.value.content.projects.iter().map(Into::into).collect()
    }
}

/// A dimension of a published plan.
#[derive(Debug, SimpleObject)]
pub struct PublishedDimension {
    /// มิติที่, 1 to 4.
    number: i16,
    /// Its name.
    name: String,
}

impl From<&DimensionDocument> for PublishedDimension {
    fn from(dimension: &DimensionDocument) -> Self {
        Self { number: dimension.number, name: dimension.name.clone() }
    }
}

/// A project of a published plan.
#[derive(Debug, SimpleObject)]
pub struct PublishedPlanProject {
    /// ลำดับที่
    number: i16,
    /// ชื่อโครงการ/กิจกรรม/มาตรการ/แนวปฏิบัติงาน
    name: String,
    /// ประเภทงาน
    kind: ProjectKind,
    /// มิติ, 1 to 4.
    dimension_number: i16,
    /// ภารกิจตามมิติ
    mission_code: String,
    /// Names of the responsible divisions.
    divisions: Vec<String>,
    /// วัตถุประสงค์
    objectives: Vec<String>,
    /// Whether the plan gives it a budget.
    uses_budget: bool,
    /// The years in which it runs, with the planned budget of each.
    budgets: Vec<PublishedBudget>,
}

impl From<&ProjectDocument> for PublishedPlanProject {
    fn from(project: &ProjectDocument) -> Self {
        let budget = |(year, planned): (&sucharit_domain::calendar::FiscalYear, &sucharit_domain::money::Baht)| {
            PublishedBudget { fiscal_year: year.get(), planned_budget: (*planned).into() }
        };
        Self {
            number: project.number,
            name: project.name.clone(),
            kind: project.kind.into(),
            dimension_number: project.dimension_number(),
            mission_code: project.mission_code.clone(),
            divisions: project.divisions.clone(),
            objectives: project.objectives.clone(),
            uses_budget: project.uses_budget,
            budgets: project.budgets.iter().map(budget).collect(),
        }
    }
}

/// What a published plan gives a project in one fiscal year.
#[derive(Debug, SimpleObject)]
pub struct PublishedBudget {
    /// The year, B.E.
    fiscal_year: i32,
    /// งบประมาณ (วงเงินตามแผนพัฒนาท้องถิ่น), baht.
    planned_budget: Decimal,
}
