//! Evidence.

pub mod add_evidence;
pub mod read_evidence;
pub mod remove_evidence;

use crate::Workflow;
use sucharit_domain::{
    access::{Action, Actor, WhyNot},
    event::{Change, EventKind},
    evidence::{Evidence, attach::Situation},
    id::{OrganizationId, ProgressId},
    progress::Progress,
    round_report::RoundReport,
};
use sucharit_store::{Session, StoreError};

/// A report and what decides about its evidence.
struct Place {
    organization: OrganizationId,
    progress: Progress,
    report: Option<RoundReport>,
    evidence: Vec<Evidence>,
    permission: Result<(), WhyNot>,
}

impl Place {
    fn situation(&self) -> Situation<'_> {
        Situation {
            progress: &self.progress,
            report_state: self.report.as_ref().map(|report| report.state),
            evidence: &self.evidence,
        }
    }
}

impl Workflow {
    /// Reads a report with what decides about its evidence; none where it does not exist for the actor.
    async fn place(read: Session<'_>, actor: &Actor, id: ProgressId) -> Result<Option<Place>, StoreError> {
        let Some(progress) = read.progress(&actor.scope, &[id]).await?.remove(&id) else { return Ok(None) };
        let project = progress.project_id;
        let Some(project) = read.projects(&actor.scope, &[project]).await?.remove(&project) else { return Ok(None) };
        let Some(plan) = read.plan(&actor.scope, project.plan_id).await? else { return Ok(None) };
        let divisions = read.project_divisions(&[plan.id]).await?.remove(&project.id).unwrap_or_default();
        let divisions: Vec<_> = divisions.into_iter().map(|division| division.id).collect();
        let reports = read.round_reports_of(&[plan.id]).await?.remove(&plan.id).unwrap_or_default();
        let of_round =
            |report: &RoundReport| (report.fiscal_year, report.round) == (progress.fiscal_year, progress.round);
        Ok(Some(Place {
            organization: plan.organization_id,
            report: reports.into_iter().find(of_round),
            evidence: read.evidence_of_progress(id).await?,
            permission: actor.may_for(Action::RecordProgress, &divisions),
            progress,
        }))
    }
}

fn change(kind: EventKind, place: &Place, evidence: &Evidence) -> Change {
    let said = Some(evidence.to_json());
    let (before, after) = if evidence.removal.is_some() { (said, None) } else { (None, said) };
    Change {
        kind,
        subject: evidence.subject(),
        project: Some(place.progress.project_id),
        before,
        after,
        reason: evidence.removal.as_ref().map(|removal| removal.reason.clone()),
    }
}
