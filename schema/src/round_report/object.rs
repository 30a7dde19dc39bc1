//! The round report as clients see it.

use crate::{
    approval::{Seal, Signature, StepTaken, WhyNot},
    failure::Failure,
    node::GlobalId,
    plan::{Plan, batch::PlanBatch},
    progress::Progress,
    project::Project,
    scalar::{Date, DateTime},
    summary::Summary,
    window::{Extension, ReportingWindow},
};
use async_graphql::{Description, Enum, ID, Object, SimpleObject};
use chrono::NaiveDate;
use std::sync::Arc;
use sucharit_domain::{
    approval as domain_approval, calendar,
    progress::{self as domain_progress, carry_forward},
    round_report::{
        self as domain,
        book::{Reported, RoundReportRow},
        chain, filing,
        seal::{self, SealedReport},
    },
    window::DueDates,
};
use sucharit_store::SummaryOf;

/// One of the two reporting rounds of a fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "calendar::ReportingRound")]
pub enum ReportingRound {
    /// รอบ 6 เดือน: October–March, reported in April.
    SixMonth,
    /// รอบ 12 เดือน: October–September, reported in October.
    TwelveMonth,
}

/// Where a report or a plan stands on its way to the executive's (นายก) signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::ApprovalState")]
pub enum ApprovalState {
    /// ร่าง
    Draft,
    /// เสนอปลัด
    Submitted,
    /// ปลัดเห็นชอบ
    Endorsed,
    /// นายกอนุมัติ
    Approved,
}

/// What can be done with a round report as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "chain::RoundReportAction")]
pub enum RoundReportAction {
    /// เสนอปลัด
    Submit,
    /// ถอนเรื่อง, before the clerk acted.
    Withdraw,
    /// ปลัดเห็นชอบ, with an opinion.
    Endorse,
    /// นายกอนุมัติ, with an opinion.
    Approve,
    /// ส่งคืน, with a reason.
    Return,
    /// ป.ป.ช. opens an approved one again, with a reason.
    Reopen,
    /// Record its entry in e-PlanNACC.
    RecordFiling,
    /// เผยแพร่
    Publish,
}

/// The entry of a report in e-PlanNACC.
#[derive(Debug, Clone, SimpleObject)]
pub struct Filing {
    /// The day of the entry.
    filed_on: Date,
    /// Its reference number (เลขอ้างอิง).
    reference_number: String,
}

impl From<filing::Filing> for Filing {
    fn from(filing: filing::Filing) -> Self {
        Self { filed_on: Date(filing.filed_on), reference_number: filing.reference_number }
    }
}

/// The report of a whole plan for one fiscal year and round: what is signed and sent to NACC.
#[derive(Debug, Clone, Description)]
pub struct RoundReport {
    value: domain::RoundReport,
    batch: Arc<PlanBatch>,
}

impl RoundReport {
    /// A report of a plan of the batch.
    pub fn new(value: domain::RoundReport, batch: &Arc<PlanBatch>) -> Self {
        Self { value, batch: Arc::clone(batch) }
    }

    async fn due_dates(&self) -> Result<&DueDates, Failure> {
        self.batch.due_dates().await?.get(&self.value.plan_id).ok_or(Failure::Internal)
    }

    async fn find_due_on(&self) -> Result<NaiveDate, Failure> {
        Ok(self.due_dates().await?.due_on(self.value.fiscal_year, self.value.round))
    }

    /// The conforming projects planned for the year, each with its report of the round.
    async fn rows(&self) -> Result<Vec<RoundReportRow>, Failure> {
        let reported = Reported {
            projects: self.batch.projects().await?.get(&self.value.plan_id).map(Vec::as_slice).unwrap_or_default(),
            years: self.batch.project_years().await?,
            progress: self.batch.progress().await?,
            evidence: self.batch.evidence_hashes().await?,
        };
        Ok(reported.rows(self.value.fiscal_year, self.value.round))
    }

    /// Projects of its plan by number.
    pub async fn projects(&self, numbers: &[i16]) -> Result<Vec<Project>, Failure> {
        let projects = self.batch.projects().await?.get(&self.value.plan_id).into_iter().flatten();
        let wanted = projects.filter(|project| numbers.contains(&project.number));
        Ok(wanted.map(|project| Project::new(project.clone(), &self.batch)).collect())
    }

    /// How it stands: what may be done with it, and who signed.
    async fn standing(&self) -> Result<chain::Standing<'_>, Failure> {
        Ok(chain::Standing {
            report: &self.value,
            plan_state: self.batch.plan(self.value.plan_id)?.state,
            steps: self.batch.round_report_steps().await?.get(&self.value.id).map(Vec::as_slice).unwrap_or_default(),
            is_published: self.batch.publications().await?.contains_key(&self.value.id),
            is_window_open: {
                let window = self.due_dates().await?.window(self.value.fiscal_year, self.value.round);
                window.is_open(self.batch.request.workflow().clock().today())
            },
        })
    }

    /// Its content as it stands, sealed, to be held against what was signed.
    async fn current_seal(&self, kept: Option<&str>) -> Result<domain_approval::seal::Seal, Failure> {
        let plan = self.batch.plan(self.value.plan_id)?;
        let organization = self.batch.organizations().await?.get(&plan.organization_id).ok_or(Failure::Internal)?;
        let rows = self.rows().await?;
        Ok(SealedReport::held_against(kept, organization.value(), plan, &self.value, &rows).seal())
    }
}

#[Object(use_type_description)]
impl RoundReport {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        GlobalId::from(self.value.id).encode()
    }

    /// The plan it reports on.
    async fn plan(&self) -> Result<Plan, Failure> {
        Ok(Plan::new(self.batch.plan(self.value.plan_id)?.clone(), &self.batch))
    }

    /// The fiscal year, B.E.
    async fn fiscal_year(&self) -> i32 {
        self.value.fiscal_year.get()
    }

    /// The round.
    async fn round(&self) -> ReportingRound {
        self.value.round.into()
    }

    /// Where it stands.
    async fn state(&self) -> ApprovalState {
        self.value.state.into()
    }

    /// The last day on which it is in time: the window's, or the latest extension's beyond it.
    async fn due_on(&self) -> Result<Date, Failure> {
        Ok(Date(self.find_due_on().await?))
    }

    /// Whether the due date passed before it was approved.
    async fn is_overdue(&self) -> Result<bool, Failure> {
        let today = self.batch.request.workflow().clock().today();
        Ok(self.value.is_overdue(self.find_due_on().await?, today))
    }

    /// Whether it was submitted after the due date; null while it is not submitted.
    async fn was_late(&self) -> Result<Option<bool>, Failure> {
        Ok(self.standing().await?.was_late(self.find_due_on().await?))
    }

    /// When its reports are taken, the same for the whole country.
    async fn window(&self) -> Result<ReportingWindow, Failure> {
        Ok(ReportingWindow(self.due_dates().await?.window(self.value.fiscal_year, self.value.round)))
    }

    /// The extensions that run for it: its organization's and its province's, the first given first.
    async fn extensions(&self) -> Result<Vec<Extension>, Failure> {
        let due_dates = self.due_dates().await?;
        Ok(due_dates.extensions_of(self.value.fiscal_year, self.value.round).cloned().map(Extension).collect())
    }

    /// What was reported, by project number.
    #[graphql(complexity = "crate::page::times(36, child_complexity)")]
    async fn progress(&self) -> Result<Vec<Progress>, Failure> {
        let progress = self.batch.progress().await?;
        let of_round = |report: &&domain_progress::Progress| {
            (report.fiscal_year, report.round) == (self.value.fiscal_year, self.value.round)
        };
        let rows = self.rows().await?.into_iter();
        let reports = rows.filter_map(|row| progress.get(&row.project.id)?.iter().find(of_round));
        Ok(reports.map(|report| Progress::new(report.clone(), &self.batch)).collect())
    }

    /// The projects that are not reported yet (รอรายงานผล), by number.
    #[graphql(complexity = "crate::page::times(36, child_complexity)")]
    async fn missing(&self) -> Result<Vec<Project>, Failure> {
        let missing = self.rows().await?.into_iter().filter(|row| row.progress.is_none());
        Ok(missing.map(|row| Project::new(row.project, &self.batch)).collect())
    }

    /// Those of the missing projects whose six-month figures the twelve-month report opens with, not yet confirmed, by number.
    #[graphql(complexity = "crate::page::times(36, child_complexity)")]
    async fn unconfirmed(&self) -> Result<Vec<Project>, Failure> {
        if self.value.round != calendar::ReportingRound::TwelveMonth {
            return Ok(Vec::new());
        }
        let progress = self.batch.progress().await?;
        let waits = |row: &RoundReportRow| {
            let reports = progress.get(&row.project.id).map(Vec::as_slice).unwrap_or_default();
            carry_forward::carried_forward(reports, self.value.fiscal_year).is_some()
        };
        let waiting = self.rows().await?.into_iter().filter(waits);
        Ok(waiting.map(|row| Project::new(row.project, &self.batch)).collect())
    }

    /// Counts, amounts, score and flag.
    async fn summary(&self) -> Result<Summary, Failure> {
        let of = SummaryOf { fiscal_year: self.value.fiscal_year, round: Some(self.value.round) };
        Ok(self.batch.summary(self.value.plan_id, of).await?.into())
    }

    /// Who signed it on its present way from the draft, in order; nobody in a draft.
    async fn signatures(&self) -> Result<Vec<Signature>, Failure> {
        Ok(self.standing().await?.chain().current().iter().filter_map(Signature::of).collect())
    }

    /// Every step that was ever taken with it, in order, with opinions and reasons.
    #[graphql(complexity = "crate::page::times(5, child_complexity)")]
    async fn steps(&self) -> Result<Vec<StepTaken>, Failure> {
        let standing = self.standing().await?;
        let void = standing.steps.len() - standing.chain().current().len();
        let step = |(place, taken): (usize, &domain_approval::StepTaken)| StepTaken::new(taken, place < void);
        Ok(standing.steps.iter().enumerate().map(step).collect())
    }

    /// What was signed, held against the report as it stands; null in a draft.
    async fn seal(&self) -> Result<Option<Seal>, Failure> {
        let standing = self.standing().await?;
        let chain = standing.chain();
        if chain.is_untouched_draft() {
            return Ok(None);
        }
        let texts = self.batch.sealed_texts().await?;
        let signed = chain.current().first().and_then(|step| step.digest.clone());
        let kept = signed.as_ref().and_then(|digest| texts.get(digest)).map(String::as_str);
        let current = self.current_seal(kept).await?;
        let is_intact = chain.digest().is_some_and(|digest| seal::is_intact(digest, kept, &current));
        let differences = kept.map(|kept| seal::differences(kept, &current)).unwrap_or_default();
        Ok(Some(Seal { digest: signed, is_intact, differences: differences.into_iter().map(Into::into).collect() }))
    }

    /// What you may do with it now, by your role, by where it stands and by who took its steps.
    async fn viewer_can(&self) -> Result<Vec<RoundReportAction>, Failure> {
        let (standing, actor) = (self.standing().await?, self.batch.request.actor()?);
        let allowed = chain::RoundReportAction::ALL.iter().filter(|action| standing.may(**action, actor).is_ok());
        Ok(allowed.map(|action| (*action).into()).collect())
    }

    /// Why you may not do this with it now; null where you may.
    async fn why_not(
        &self,
        #[graphql(desc = "What you would do.")] action: RoundReportAction,
    ) -> Result<Option<WhyNot>, Failure> {
        let may = self.standing().await?.may(action.into(), self.batch.request.actor()?);
        Ok(may.err().map(Into::into))
    }

    /// Its entry in e-PlanNACC, once recorded.
    async fn filing(&self) -> Option<Filing> {
        self.value.filing.clone().map(Into::into)
    }

    /// When it was published; null where it is not.
    async fn published_at(&self) -> Result<Option<DateTime>, Failure> {
        let publication = self.batch.publications().await?.get(&self.value.id);
        Ok(publication.map(|publication| DateTime(publication.published_at)))
    }

    /// Counts its changes, from 1.
    async fn version(&self) -> i32 {
        self.value.version
    }
}
