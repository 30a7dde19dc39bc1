//! `assessRisk`

use super::{RiskAssessment, RiskBasis};
use crate::{
    context::RequestContext,
    failure::Failure,
    node::GlobalId,
    plan::batch::PlanBatch,
    user_error::{self, StaleThing, UserError, patch},
};
use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use std::sync::Arc;
use sucharit_domain::{
    id::RiskIssueId,
    risk::{self as domain, assess::AssessmentInput},
};
use sucharit_workflow::CommandError;

/// A score as it is stated.
#[derive(Debug, InputObject)]
pub struct AssessRiskInput {
    /// The risk issue.
    issue_id: ID,
    /// The fiscal year, B.E.
    fiscal_year: i32,
    /// Before or after controls.
    basis: RiskBasis,
    /// โอกาส, 1 to 5.
    likelihood: i32,
    /// ผลกระทบ, 1 to 5.
    impact: i32,
    /// Why; left out it stays as it was, null empties it.
    rationale: MaybeUndefined<String>,
    /// The version that was read; null for the first score of the year and basis.
    expected_version: Option<i32>,
}

/// What came of it.
#[derive(Debug, SimpleObject)]
pub struct AssessRiskPayload {
    /// The score as it stands now; null when refused.
    assessment: Option<RiskAssessment>,
    /// Every fault of the input.
    user_errors: Vec<UserError>,
}

/// `assessRisk`
#[derive(Debug, Default)]
pub struct AssessRisk;

#[Object]
impl AssessRisk {
    /// Scores a risk issue for a fiscal year, before or after controls.
    async fn assess_risk(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The score.")] input: AssessRiskInput,
    ) -> Result<AssessRiskPayload, Failure> {
        let request = RequestContext::of(context);
        let language = request.language();
        let Ok(GlobalId::RiskIssue(issue)) = GlobalId::decode(&input.issue_id) else {
            return Ok(refused(user_error::not_found("issueId", language)));
        };
        let input = AssessmentInput {
            fiscal_year: input.fiscal_year,
            basis: input.basis.into(),
            likelihood: input.likelihood,
            impact: input.impact,
            rationale: patch(input.rationale, Into::into),
            expected_version: input.expected_version,
        };
        match request.workflow().assess_risk(request.actor()?, issue, input).await {
            Ok(assessment) => Ok(AssessRiskPayload {
                assessment: Some(answer(&request, issue, assessment).await?),
                user_errors: Vec::new(),
            }),
            Err(CommandError::Refused { refusals, current }) => {
                let current = match current {
                    Some(current) => Some(StaleThing::RiskAssessment(answer(&request, issue, *current).await?)),
                    None => None,
                };
                Ok(refused(user_error::list(refusals, current.as_ref(), language)))
            }
            Err(CommandError::Failed(error)) => Err(error.into()),
        }
    }
}

fn refused(user_errors: Vec<UserError>) -> AssessRiskPayload {
    AssessRiskPayload { assessment: None, user_errors }
}

async fn answer(
    request: &RequestContext,
    issue: RiskIssueId,
    assessment: domain::RiskAssessment,
) -> Result<RiskAssessment, Failure> {
    let scope = &request.actor()?.scope;
    let (plan, _) = request.read().risk_issues(scope, &[issue]).await?.remove(&issue).ok_or(Failure::Internal)?;
    let plans = request.read().plans(scope, &[plan]).await?.into_values().collect();
    Ok(RiskAssessment::new(assessment, plan, &Arc::new(PlanBatch::new(request.clone(), plans))))
}
