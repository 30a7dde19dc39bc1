//! The organization as clients see it.

use super::batch::OrganizationBatch;
use crate::{
    area::Area,
    context::RequestContext,
    event::{Event, EventFilter, page::ORDER},
    failure::Failure,
    node::GlobalId,
    page::{self, Connection, Page},
    plan::Plan,
    risk::RiskBands,
    scalar::fiscal_year,
};
use async_graphql::{Context, Description, Enum, ID, Object, SimpleObject};
use std::sync::Arc;
use sucharit_domain::{access::Action, id::OrganizationId, organization as domain};
use sucharit_store::EventOwner;
use uuid::Uuid;

/// ประเภท อปท.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::OrganizationKind")]
pub enum OrganizationKind {
    /// องค์การบริหารส่วนจังหวัด (อบจ.)
    ProvincialAdministration,
    /// เทศบาลนคร
    CityMunicipality,
    /// เทศบาลเมือง
    TownMunicipality,
    /// เทศบาลตำบล
    SubdistrictMunicipality,
    /// องค์การบริหารส่วนตำบล (อบต.)
    SubdistrictAdministration,
    /// อปท. รูปแบบพิเศษ
    Special,
}

/// A unit of an organization (สำนัก/กอง/ฝ่าย/งาน).
#[derive(Debug, Clone, SimpleObject)]
pub struct Division {
    /// Opaque id.
    id: ID,
    /// Its name.
    name: String,
}

impl From<domain::Division> for Division {
    fn from(division: domain::Division) -> Self {
        Self { id: ID(division.id.named()), name: division.name }
    }
}

/// A local government (องค์กรปกครองส่วนท้องถิ่น, อปท.).
#[derive(Debug, Clone, Description)]
pub struct Organization {
    value: domain::Organization,
    batch: Arc<OrganizationBatch>,
}

impl Organization {
    /// Organizations that are answered together.
    pub fn batch(request: &RequestContext, organizations: Vec<domain::Organization>) -> Vec<Self> {
        let batch = Arc::new(OrganizationBatch::new(request.clone(), &organizations));
        organizations.into_iter().map(|value| Self { value, batch: Arc::clone(&batch) }).collect()
    }

    /// Its identity.
    pub fn organization_id(&self) -> OrganizationId {
        self.value.id
    }

    /// What it is.
    pub fn value(&self) -> &domain::Organization {
        &self.value
    }

    async fn all_plans(&self) -> Result<Vec<Plan>, Failure> {
        let (plans, batch) = self.batch.plans().await?;
        let plans = plans.get(&self.value.id).into_iter().flatten();
        Ok(plans.map(|plan| Plan::new(plan.clone(), batch)).collect())
    }
}

#[Object(use_type_description)]
impl Organization {
    /// Whether what is recorded of it is made up for a demonstration (ข้อมูลตัวอย่าง).
    pub async fn is_sample(&self) -> bool {
        self.value.is_sample
    }

    /// Opaque id.
    pub async fn id(&self) -> ID {
        GlobalId::from(self.value.id).encode()
    }

    /// Short stable code, such as `wapi-pathum`.
    async fn code(&self) -> &str {
        &self.value.code
    }

    /// Full Thai name.
    async fn name(&self) -> &str {
        &self.value.name
    }

    /// Its legal form.
    async fn kind(&self) -> OrganizationKind {
        self.value.kind.into()
    }

    /// The district (อำเภอ) it lies in.
    async fn district(&self) -> Result<Area, Failure> {
        Ok(self.batch.district_and_province(&self.value.district_code).await?.0)
    }

    /// The province (จังหวัด) it lies in.
    async fn province(&self) -> Result<Area, Failure> {
        Ok(self.batch.district_and_province(&self.value.district_code).await?.1)
    }

    /// Its plans, the latest first.
    async fn plans(&self) -> Result<Vec<Plan>, Failure> {
        self.all_plans().await
    }

    /// The plan that covers a fiscal year (B.E.): its latest revision.
    async fn plan(&self, #[graphql(desc = "The fiscal year, B.E.")] fiscal_year: i32) -> Result<Option<Plan>, Failure> {
        let year = self::fiscal_year(fiscal_year)?;
        Ok(self.all_plans().await?.into_iter().find(|plan| plan.value().covers(year)))
    }

    /// Whether you may bring a plan of it as a workbook (`POST /imports/plan`): the planning division may.
    async fn viewer_can_import_plan(&self) -> Result<bool, Failure> {
        Ok(self.batch.request.actor()?.may(Action::EditPlan).is_ok())
    }

    /// Its divisions, by name.
    async fn divisions(&self) -> Result<Vec<Division>, Failure> {
        let divisions = self.batch.divisions().await?.get(&self.value.id).cloned().unwrap_or_default();
        Ok(divisions.into_iter().map(Into::into).collect())
    }

    /// Its audit trail, newest first.
    #[graphql(complexity = "page::cost(first, last, child_complexity)")]
    async fn events(
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
        let owners: Vec<Uuid> = self.batch.ids.iter().map(|id| id.0).collect();
        let owner = (EventOwner::Organization, self.value.id.0, owners.as_slice());
        self.batch.events.page(&self.batch.request, owner, &page, filter, counted).await
    }

    /// Which risk scores make which level here.
    async fn risk_bands(&self) -> Result<RiskBands, Failure> {
        Ok(self.batch.risk_bands().await?.get(&self.value.id).cloned().unwrap_or_default().into())
    }
}
