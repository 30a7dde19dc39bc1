//! Reading a published plan.

use crate::Workflow;
use sucharit_domain::{
    calendar::FiscalYear,
    plan::{
        book::{PlanBook, RiskStanding},
        publication::PublishedPlan,
    },
};
use sucharit_store::StoreError;

impl Workflow {
    /// The plan that an organization has published for a fiscal year, as it stood then; none where there is none.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn read_published_plan(
        &self,
        organization_code: &str,
        fiscal_year: FiscalYear,
    ) -> Result<Option<PublishedPlan>, StoreError> {
        let published = self.store.read().published_plans(organization_code).await?;
        let covers =
            |published: &PublishedPlan| published.content.heading.fiscal_years().any(|covered| covered == fiscal_year);
        Ok(published.into_iter().find(covers))
    }

    /// The workbook's content of a published plan: its own text alone, so with the levels of risk that it states.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn read_published_plan_book(
        &self,
        organization_code: &str,
        fiscal_year: FiscalYear,
    ) -> Result<Option<PlanBook>, StoreError> {
        let Some(published) = self.read_published_plan(organization_code, fiscal_year).await? else { return Ok(None) };
        let document = published.content;
        let province = self.store.read().area(&document.organization.province_code).await?;
        let of_area = document
            .risk_areas
            .iter()
            .map(|area| area.issues.iter().map(|issue| RiskStanding { score: None, level: issue.level }).collect());
        Ok(Some(PlanBook {
            risks: of_area.collect(),
            province: province.map(|area| area.name).unwrap_or_default(),
            document,
            made_on: self.clock.today(),
        }))
    }
}
