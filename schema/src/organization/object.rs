//! The organization as clients see it.

use super::batch::OrganizationBatch;
use crate::{
    area::{Area, fiscal_year},
    context::RequestContext,
    failure::Failure,
    node::GlobalId,
    plan::Plan,
    risk::RiskBands,
};
use async_graphql::{Description, Enum, ID, Object, SimpleObject};
use std::sync::Arc;
use sucharit_domain::{id::OrganizationId, organization as domain};

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
        Self { id: ID(format!("division:{}", uuid::Uuid::from(division.id).simple())), name: division.name }
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
        Area::one(&self.batch.request, &self.value.district_code).await?.ok_or(Failure::Internal)
    }

    /// The province (จังหวัด) it lies in.
    async fn province(&self) -> Result<Area, Failure> {
        let areas = self.batch.request.areas().await?;
        let district = areas.get(&self.value.district_code);
        let code = district.and_then(|district| district.parent_code.as_deref()).ok_or(Failure::Internal)?;
        Area::one(&self.batch.request, code).await?.ok_or(Failure::Internal)
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

    /// Its divisions, by name.
    async fn divisions(&self) -> Result<Vec<Division>, Failure> {
        let divisions = self.batch.divisions().await?.get(&self.value.id).cloned().unwrap_or_default();
        Ok(divisions.into_iter().map(Into::into).collect())
    }

    /// Which risk scores make which level here.
    async fn risk_bands(&self) -> Result<RiskBands, Failure> {
        Ok(self.batch.risk_bands().await?.get(&self.value.id).cloned().unwrap_or_default().into())
    }
}
