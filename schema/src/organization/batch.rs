//! Organizations that were answered together, with what belongs to them.

use crate::{area::Area, context::RequestContext, event::page::EventPages, failure::Failure, plan::batch::PlanBatch};
use std::{collections::HashMap, sync::Arc};
use sucharit_domain::{
    id::OrganizationId,
    organization::{Division, Organization},
    plan::Plan,
    risk::band::RiskBands,
};
use tokio::sync::OnceCell;

/// The plans of each organization, and the batch that all of them share.
type PlansOfAll = (HashMap<OrganizationId, Vec<Plan>>, Arc<PlanBatch>);

/// Districts and provinces by code.
type AreasOfAll = (HashMap<String, Area>, HashMap<String, Area>);

/// The organizations and, once one of them needed it, what belongs to all.
#[derive(Debug)]
pub struct OrganizationBatch {
    /// The request they were answered in.
    pub request: RequestContext,
    /// All of them.
    pub ids: Vec<OrganizationId>,
    district_codes: Vec<String>,
    areas: OnceCell<AreasOfAll>,
    divisions: OnceCell<HashMap<OrganizationId, Vec<Division>>>,
    risk_bands: OnceCell<HashMap<OrganizationId, RiskBands>>,
    plans: OnceCell<PlansOfAll>,
    /// Their events, by page.
    pub events: EventPages,
}

impl OrganizationBatch {
    /// A batch of these organizations.
    pub fn new(request: RequestContext, organizations: &[Organization]) -> Self {
        let ids = organizations.iter().map(|organization| organization.id).collect();
        let mut district_codes: Vec<String> = organizations.iter().map(|found| found.district_code.clone()).collect();
        district_codes.sort();
        district_codes.dedup();
        Self {
            request,
            ids,
            district_codes,
            areas: OnceCell::new(),
            divisions: OnceCell::new(),
            risk_bands: OnceCell::new(),
            plans: OnceCell::new(),
            events: EventPages::default(),
        }
    }

    /// The district of an organization of these and its province.
    pub async fn district_and_province(&self, district: &str) -> Result<(Area, Area), Failure> {
        let load = || async {
            let tree = self.request.areas().await?;
            let districts = self.district_codes.iter().filter_map(|code| tree.get(code));
            let mut provinces: Vec<String> = districts.filter_map(|area| area.parent_code.clone()).collect();
            provinces.sort();
            provinces.dedup();
            let districts = Area::by_code(&self.request, &self.district_codes).await?;
            Ok::<_, Failure>((districts, Area::by_code(&self.request, &provinces).await?))
        };
        let (districts, provinces) = self.areas.get_or_try_init(load).await?;
        let district = districts.get(district).ok_or(Failure::Internal)?;
        let province = district.parent_code().and_then(|code| provinces.get(code)).ok_or(Failure::Internal)?;
        Ok((district.clone(), province.clone()))
    }

    /// The divisions of each.
    pub async fn divisions(&self) -> Result<&HashMap<OrganizationId, Vec<Division>>, Failure> {
        self.divisions.get_or_try_init(|| async { Ok(self.request.read().divisions(&self.ids).await?) }).await
    }

    /// The risk bands of those that hold their own.
    pub async fn risk_bands(&self) -> Result<&HashMap<OrganizationId, RiskBands>, Failure> {
        self.risk_bands.get_or_try_init(|| async { Ok(self.request.read().risk_bands(&self.ids).await?) }).await
    }

    /// The plans of each, and the batch that all of them share.
    pub async fn plans(&self) -> Result<&PlansOfAll, Failure> {
        let load = || async {
            let plans = self.request.read().plans_of(&self.ids).await?;
            let batch = PlanBatch::new(self.request.clone(), plans.values().flatten().cloned().collect());
            Ok((plans, Arc::new(batch)))
        };
        self.plans.get_or_try_init(load).await
    }
}
