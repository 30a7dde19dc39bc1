//! Scoring a risk issue for a fiscal year, before or after controls.

use crate::{CommandError, Workflow};
use serde_json::{Value, json};
use sucharit_domain::{
    access::{Action, Actor},
    event::{Change, EventKind},
    id::RiskIssueId,
    risk::{
        RiskAssessment,
        assess::{self, AssessmentInput, Situation},
    },
};

impl Workflow {
    /// Records a score, first or changed.
    ///
    /// # Errors
    /// Refused with every fault of the input; a stale version comes with the score as it stands.
    pub async fn assess_risk(
        &self,
        actor: &Actor,
        issue_id: RiskIssueId,
        input: AssessmentInput,
    ) -> Result<RiskAssessment, CommandError<RiskAssessment>> {
        let read = self.store.read();
        let Some((plan_id, issue)) = read.risk_issues(&actor.scope, &[issue_id]).await?.remove(&issue_id) else {
            return Err(CommandError::not_found("issueId"));
        };
        let Some(plan) = read.plan(&actor.scope, plan_id).await? else {
            return Err(CommandError::not_found("issueId"));
        };
        actor.may(Action::AssessRisk).map_err(CommandError::not_allowed)?;
        let transaction = self.store.begin(Some(plan.organization_id)).await?;
        let read = transaction.read();
        let bands = read.risk_bands(&[plan.organization_id]).await?.remove(&plan.organization_id).unwrap_or_default();
        let scores = read.risk_assessments(issue_id).await?;
        let mut of_year = scores.iter().filter(|score| score.fiscal_year.get() == input.fiscal_year);
        let other_basis = of_year.clone().find(|score| score.basis != input.basis);
        let current = of_year.find(|score| score.basis == input.basis);
        let basis = input.basis;
        let situation =
            Situation { plan: &plan, bands: &bands, stated_level: issue.stated_level, current, other_basis };
        let (fiscal_year, score, rationale) = assess::check(input, &situation)
            .map_err(|refusals| CommandError::Refused { refusals, current: current.cloned().map(Box::new) })?;
        let assessment = RiskAssessment {
            id: current.map_or_else(|| self.clock.new_uuid().into(), |current| current.id),
            issue_id,
            fiscal_year,
            basis,
            score,
            rationale,
            version: current.map_or(1, |current| current.version + 1),
        };
        match current {
            Some(_) => transaction.change_risk_assessment(&assessment).await?,
            None => transaction.add_risk_assessment(&assessment).await?,
        }
        let change = Change {
            kind: EventKind::RiskAssessed,
            subject: issue_id.named(),
            project: None,
            before: current.map(said),
            after: Some(said(&assessment)),
            reason: None,
        };
        transaction.commit(plan.organization_id, actor, self.clock(), vec![change]).await?;
        Ok(assessment)
    }
}

/// What the audit trail says of a score.
pub(crate) fn said(assessment: &RiskAssessment) -> Value {
    json!({
        "fiscalYear": assessment.fiscal_year,
        "basis": assessment.basis,
        "likelihood": assessment.score.likelihood,
        "impact": assessment.score.impact,
        "rationale": assessment.rationale,
        "version": assessment.version,
    })
}
