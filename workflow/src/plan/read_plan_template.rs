//! The template of an organization's next plan.

use crate::Workflow;
use sucharit_domain::{
    access::Actor,
    calendar::FiscalYear,
    plan::{
        book::PlanBook,
        document::{PlanDocument, PlanHeading},
    },
};
use sucharit_store::StoreError;

/// How many fiscal years a plan has after its first.
const YEARS: i32 = 4;

impl Workflow {
    /// A plan without projects and risks, with the outline of the organization's latest plan: for the five fiscal years from
    /// `first` on, or those after that plan's. None where the organization does not exist for the actor.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn read_plan_template(
        &self,
        actor: &Actor,
        organization_code: &str,
        first: Option<FiscalYear>,
    ) -> Result<Option<PlanBook>, StoreError> {
        let snapshot = self.store.snapshot().await?;
        let read = snapshot.read();
        let Some(organization) = read.organization(&actor.scope, organization_code).await? else { return Ok(None) };
        let plans = read.plans_of(&[organization.id]).await?.remove(&organization.id).unwrap_or_default();
        // An organization comes with its first plan.
        let Some(latest) = plans.into_iter().next() else { return Ok(None) };
        let document = read.plan_document(&organization, &latest).await?;
        let province = read.area(&document.organization.province_code).await?.map(|area| area.name).unwrap_or_default();
        let first =
            first.or_else(|| FiscalYear::new(latest.end_fiscal_year.get() + 1)).unwrap_or(latest.start_fiscal_year);
        let last = FiscalYear::new(first.get() + YEARS).unwrap_or(first);
        let heading = PlanHeading {
            title: format!("แผนปฏิบัติการป้องกันการทุจริต ของ{} (พ.ศ. {first} – {last})", organization.name),
            start_fiscal_year: first,
            end_fiscal_year: last,
            announced_on: None,
            adopted_by_position: None,
        };
        let (goals, risk_areas, projects) = (Vec::new(), Vec::new(), Vec::new());
        let document = PlanDocument { heading, goals, risk_areas, projects, ..document };
        Ok(Some(PlanBook { document, province, risks: Vec::new(), made_on: self.clock.today() }))
    }
}
