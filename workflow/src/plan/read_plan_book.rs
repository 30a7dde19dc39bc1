//! Reading everything that the plan workbook shows.

use crate::Workflow;
use sucharit_domain::{
    access::Actor,
    id::PlanId,
    plan::book::{PlanBook, RiskStanding},
    risk::{RiskAssessment, RiskBasis, RiskIssue, band::RiskBands},
};
use sucharit_store::StoreError;

impl Workflow {
    /// The workbook's content for a plan; none where the plan does not exist for the actor.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn read_plan_book(&self, actor: &Actor, id: PlanId) -> Result<Option<PlanBook>, StoreError> {
        // One moment for all of it, so that the sheets agree.
        let snapshot = self.store.snapshot().await?;
        let read = snapshot.read();
        let Some(plan) = read.plan(&actor.scope, id).await? else { return Ok(None) };
        let organizations = read.organizations(&actor.scope, &[plan.organization_id]).await?;
        let Some(organization) = organizations.get(&plan.organization_id) else { return Ok(None) };
        let document = read.plan_document(organization, &plan).await?;
        let province = read.area(&document.organization.province_code).await?.map(|area| area.name).unwrap_or_default();
        let bands = read.risk_bands(&[organization.id]).await?.remove(&organization.id).unwrap_or_default();
        let areas = read.risk_areas(&[plan.id]).await?.remove(&plan.id).unwrap_or_default();
        let issues = read.risk_issues_of(&[plan.id]).await?;
        let scores = read.risk_assessments_of_plans(&[plan.id]).await?;
        let stand = |issue: &RiskIssue| standing(issue, scores.get(&issue.id).map_or(&[][..], Vec::as_slice), &bands);
        let risks =
            areas.iter().map(|area| issues.get(&area.id).map_or(&[][..], Vec::as_slice).iter().map(stand).collect());
        Ok(Some(PlanBook { risks: risks.collect(), document, province, made_on: self.clock.today() }))
    }
}

/// The latest score before controls, else what the plan states.
fn standing(issue: &RiskIssue, scores: &[RiskAssessment], bands: &RiskBands) -> RiskStanding {
    let inherent = scores.iter().filter(|score| score.basis == RiskBasis::Inherent);
    let score = inherent.max_by_key(|score| score.fiscal_year).map(|score| score.score);
    let level = score.map(|score| bands.level(score.value())).or(issue.stated_level);
    RiskStanding { score, level }
}
