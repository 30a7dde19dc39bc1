//! Reading everything that the plan workbook shows.

use crate::Workflow;
use std::collections::HashMap;
use sucharit_domain::{
    access::Actor,
    id::PlanId,
    plan::{
        book::{PlanBook, RiskStanding},
        document::{RiskAreaDocument, RiskIssueDocument},
        read_document,
    },
    risk::{RiskAssessment, RiskBasis, RiskIssue, band::RiskBands},
};
use sucharit_store::StoreError;

impl Workflow {
    /// The workbook's content for a plan, as it stands or as one of its revisions says; none where that does not exist for the
    /// actor.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn read_plan_book(
        &self,
        actor: &Actor,
        id: PlanId,
        revision: Option<i32>,
    ) -> Result<Option<PlanBook>, StoreError> {
        // One moment for all of it, so that the sheets agree.
        let snapshot = self.store.snapshot().await?;
        let read = snapshot.read();
        let Some(plan) = read.plan(&actor.scope, id).await? else { return Ok(None) };
        let organizations = read.organizations(&actor.scope, &[plan.organization_id]).await?;
        let Some(organization) = organizations.get(&plan.organization_id) else { return Ok(None) };
        let mut document = read.plan_document(organization, &plan).await?;
        if let Some(number) = revision {
            let revisions = read.revisions_of(&[plan.id]).await?.remove(&plan.id).unwrap_or_default();
            let Some(revision) = revisions.into_iter().find(|revision| revision.number == number) else {
                return Ok(None);
            };
            if let Some(text) = revision.document {
                // A text that was changed past the server and says nothing any more has no workbook.
                let Ok(text) = read_document::read(&text) else { return Ok(None) };
                document = text;
            }
        }
        let province = read.area(&document.organization.province_code).await?.map(|area| area.name).unwrap_or_default();
        let bands = read.risk_bands(&[organization.id]).await?.remove(&organization.id).unwrap_or_default();
        let areas = read.risk_areas(&[plan.id]).await?.remove(&plan.id).unwrap_or_default();
        let issues = read.risk_issues_of(&[plan.id]).await?;
        let scores = read.risk_assessments_of_plans(&[plan.id]).await?;
        let mut standings = HashMap::new();
        for area in &areas {
            for issue in issues.get(&area.id).into_iter().flatten() {
                let scores = scores.get(&issue.id).map_or(&[][..], Vec::as_slice);
                standings.insert((area.sequence, issue.sequence), (&issue.text, standing(issue, scores, &bands)));
            }
        }
        let stand = |area: &RiskAreaDocument| {
            // Another revision may have other issues there, which nobody scored.
            let of = |(place, issue): (i16, &RiskIssueDocument)| match standings.get(&(area.sequence, place)) {
                Some((text, standing)) if **text == issue.text => *standing,
                _ => RiskStanding { score: None, level: issue.level },
            };
            (1..).zip(&area.issues).map(of).collect()
        };
        let risks = document.risk_areas.iter().map(stand).collect();
        Ok(Some(PlanBook { risks, document, province, made_on: self.clock.today() }))
    }
}

/// The latest score before controls, else what the plan states.
fn standing(issue: &RiskIssue, scores: &[RiskAssessment], bands: &RiskBands) -> RiskStanding {
    let inherent = scores.iter().filter(|score| score.basis == RiskBasis::Inherent);
    let score = inherent.max_by_key(|score| score.fiscal_year).map(|score| score.score);
    let level = score.map(|score| bands.level(score.value())).or(issue.stated_level);
    RiskStanding { score, level }
}
