//! A revision of a plan: where it stands, who signed it, what may be done with it.

use super::query::revisions::{RevisionsOrganizationPlan, RevisionsOrganizationPlanRevisions};
use crate::{address, visit::Visit};
use askama::Template;
use poem::{Request, Response, Result, handler, web::Path};
use sucharit_domain::{access::WhyNot, approval::ApprovalStep, round_report::ApprovalState};

#[derive(Template)]
#[template(path = "plan/revision.html")]
struct RevisionPage {
    v: Visit,
    code: String,
    organization: String,
    plan: RevisionsOrganizationPlan,
    revision: RevisionsOrganizationPlanRevisions,
}

impl RevisionPage {
    fn at(&self, rest: &str) -> String {
        format!("{}{rest}", address::revision(&self.code, self.plan.start_fiscal_year, self.revision.revision))
    }

    /// The steps that one may take.
    fn steps(&self) -> Vec<(&'static str, &'static str, bool)> {
        let offered = |step: &ApprovalStep| {
            super::step::words(&self.v, *step).map(|(word, label, _)| (word, label, *step == ApprovalStep::Return))
        };
        let mut steps: Vec<_> = self.revision.viewer_can.iter().filter_map(offered).collect();
        if self.revision.viewer_can_publish {
            steps.push(("publish", self.v.t("เผยแพร่แผนต่อสาธารณะ", "Publish the plan"), false));
        }
        steps
    }

    /// Why a step that it waits for is not one's own to take; only what is worth saying.
    fn refused(&self) -> Vec<(&'static str, WhyNot)> {
        let revision = &self.revision;
        let steps = [
            (ApprovalStep::Submit, revision.submit),
            (ApprovalStep::Withdraw, revision.withdraw),
            (ApprovalStep::Endorse, revision.endorse),
            (ApprovalStep::Approve, revision.approve),
            (ApprovalStep::Return, revision.return_),
        ];
        let worth = |(step, why): (ApprovalStep, Option<WhyNot>)| {
            let why = why.filter(|why| matches!(why, WhyNot::OwnStep | WhyNot::ReadOnlyToken))?;
            super::step::words(&self.v, step).map(|(_, label, _)| (label, why))
        };
        steps.into_iter().filter_map(worth).collect()
    }

    /// The way to the executive's signature: each state, whether it was reached, and whether it stands there.
    fn way(&self) -> Vec<(ApprovalState, bool, bool)> {
        let all = [ApprovalState::Draft, ApprovalState::Submitted, ApprovalState::Endorsed, ApprovalState::Approved];
        let here = all.iter().position(|state| *state == self.revision.state).unwrap_or_default();
        all.into_iter().enumerate().map(|(place, state)| (state, place < here, place == here)).collect()
    }

    fn stands(&self) -> bool {
        self.revision.revision == self.plan.revision
    }
}

/// `GET /organization/CODE/plan/YEAR/revision/NUMBER`
#[handler]
pub async fn show(request: &Request, Path((code, year, number)): Path<(String, i64, i64)>) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let (organization, plan) = super::revisions(&v, &code, year).await?;
    let revision = super::numbered(&plan, number)?;
    let page = RevisionPage { v, code, organization, plan, revision };
    Ok(page.v.answer(&page))
}
