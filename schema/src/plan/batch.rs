//! Plans that were answered together, with everything below them: loaded for all on first need, once.

use crate::{context::RequestContext, event::page::EventPages, failure::Failure, organization::Organization};
use std::{collections::HashMap, sync::Arc};
use sucharit_domain::{
    access::Scope,
    approval::StepTaken,
    calendar::{FiscalYear, ReportingRound},
    evidence::Evidence,
    id::{OrganizationId, PlanId, PlanRevisionId, ProgressId, ProjectId, RiskAreaId, RiskIssueId, RoundReportId},
    organization::Division,
    plan::{Dimension, Goal, Plan, publication::PlanPublication, revision::PlanRevision, write_document},
    progress::Progress,
    project::{Indicator, Project, ProjectYear, TargetGroup},
    risk::{ControlMeasure, RiskArea, RiskAssessment, RiskIssue, band::RiskBands},
    round_report::{RoundReport, publication::Publication},
    summary::Summary,
    window::DueDates,
};
use sucharit_store::{ProjectText, SummaryOf};
use tokio::sync::{Mutex, OnceCell};

type Summaries = Arc<OnceCell<HashMap<(PlanId, i32), Summary>>>;

/// A first and a last year.
type Years = (FiscalYear, FiscalYear);

/// Declares the batch: for each association a cell that is filled by the store's load of the same plans.
macro_rules! plan_batch {
    ($($(#[$doc:meta])* $name:ident: $parent:ty => $child:ty, $load:ident;)*) => {
        /// The plans and, once one of them needed it, what belongs to all.
        #[derive(Debug)]
        pub struct PlanBatch {
            /// The request they were answered in.
            pub request: RequestContext,
            plans: Vec<Plan>,
            ids: Vec<PlanId>,
            organizations: OnceCell<HashMap<OrganizationId, Organization>>,
            risk_bands: OnceCell<HashMap<OrganizationId, RiskBands>>,
            summaries: Mutex<HashMap<(Years, Option<ReportingRound>), Summaries>>,
            sealed_texts: OnceCell<HashMap<String, String>>,
            documents: OnceCell<HashMap<PlanId, String>>,
            /// The events of their projects, by page.
            pub history: EventPages,
            $($name: OnceCell<HashMap<$parent, $child>>,)*
        }

        impl PlanBatch {
            /// A batch of these plans.
            pub fn new(request: RequestContext, plans: Vec<Plan>) -> Self {
                let ids = plans.iter().map(|plan| plan.id).collect();
                Self {
                    request,
                    plans,
                    ids,
                    organizations: OnceCell::new(),
                    risk_bands: OnceCell::new(),
                    summaries: Mutex::default(),
                    sealed_texts: OnceCell::new(),
                    documents: OnceCell::new(),
                    history: EventPages::default(),
                    $($name: OnceCell::new(),)*
                }
            }

            $(
                $(#[$doc])*
                pub async fn $name(&self) -> Result<&HashMap<$parent, $child>, Failure> {
                    self.$name.get_or_try_init(|| async { Ok(self.request.read().$load(&self.ids).await?) }).await
                }
            )*
        }
    };
}

plan_batch! {
    /// The outline of each plan.
    dimensions: PlanId => Vec<Dimension>, dimensions;
    /// The goals of each plan.
    goals: PlanId => Vec<Goal>, goals;
    /// The projects of each plan.
    projects: PlanId => Vec<Project>, projects_of;
    /// The years of each project.
    project_years: ProjectId => Vec<ProjectYear>, project_years;
    /// The divisions of each project.
    project_divisions: ProjectId => Vec<Division>, project_divisions;
    /// The objective codes of each project.
    objective_codes: ProjectId => Vec<String>, project_objective_codes;
    /// The target groups of each project.
    target_groups: ProjectId => Vec<TargetGroup>, target_groups;
    /// The objectives and steps of each project.
    project_texts: ProjectId => Vec<ProjectText>, project_texts;
    /// The indicators of each project.
    indicators: ProjectId => Vec<Indicator>, indicators;
    /// The progress of each project.
    progress: ProjectId => Vec<Progress>, progress_of_plans;
    /// The evidence of each progress report, what was removed included.
    evidence: ProgressId => Vec<Evidence>, evidence_of_plans;
    /// The SHA-256 of the evidence that is there, of each progress report.
    evidence_hashes: ProgressId => Vec<String>, evidence_hashes;
    /// The risk areas of each plan.
    risk_areas: PlanId => Vec<RiskArea>, risk_areas;
    /// The issues of each risk area.
    risk_issues: RiskAreaId => Vec<RiskIssue>, risk_issues_of;
    /// The control measures of each risk area.
    control_measures: RiskAreaId => Vec<ControlMeasure>, control_measures;
    /// The scores of each issue.
    risk_assessments: RiskIssueId => Vec<RiskAssessment>, risk_assessments_of_plans;
    /// The round reports of each plan.
    round_reports: PlanId => Vec<RoundReport>, round_reports_of;
    /// The steps of the chain of each round report.
    round_report_steps: RoundReportId => Vec<StepTaken>, round_report_steps;
    /// The revisions of each plan.
    revisions: PlanId => Vec<PlanRevision>, revisions_of;
    /// The steps of the chain of each revision.
    plan_revision_steps: PlanRevisionId => Vec<StepTaken>, plan_revision_steps;
    /// The publication of each revision that is published.
    plan_publications: PlanRevisionId => PlanPublication, plan_publications;
    /// The publication of each round report that is published.
    publications: RoundReportId => Publication, publications_of_plans;
    /// What decides about the due dates of each plan's reports.
    due_dates: PlanId => DueDates, due_dates;
}

impl PlanBatch {
    /// The plans themselves.
    pub fn plans(&self) -> &[Plan] {
        &self.plans
    }

    /// One of the plans.
    pub fn plan(&self, id: PlanId) -> Result<&Plan, Failure> {
        self.plans.iter().find(|plan| plan.id == id).ok_or(Failure::Internal)
    }

    /// The plans' organizations.
    pub async fn organizations(&self) -> Result<&HashMap<OrganizationId, Organization>, Failure> {
        let load = || async {
            // Whoever may see a plan may see whose it is.
            let found = self.request.read().organizations(&Scope::Everything, &self.organization_ids()).await?;
            let organizations = Organization::batch(&self.request, found.into_values().collect());
            Ok(organizations.into_iter().map(|organization| (organization.organization_id(), organization)).collect())
        };
        self.organizations.get_or_try_init(load).await
    }

    /// The risk bands of a plan's organization.
    pub async fn risk_bands(&self, plan: PlanId) -> Result<RiskBands, Failure> {
        let load = || async { Ok::<_, Failure>(self.request.read().risk_bands(&self.organization_ids()).await?) };
        let bands = self.risk_bands.get_or_try_init(load).await?;
        Ok(bands.get(&self.plan(plan)?.organization_id).cloned().unwrap_or_default())
    }

    /// The summary of a plan for a fiscal year and round.
    pub async fn summary(&self, plan: PlanId, of: SummaryOf) -> Result<Summary, Failure> {
        self.summary_among((of.fiscal_year, of.fiscal_year), plan, of).await
    }

    /// The same, loaded for all years of the plans at once.
    pub async fn summary_of_all_years(&self, plan: PlanId, of: SummaryOf) -> Result<Summary, Failure> {
        let first = self.plans.iter().map(|plan| plan.start_fiscal_year).min().unwrap_or(of.fiscal_year);
        let last = self.plans.iter().map(|plan| plan.end_fiscal_year).max().unwrap_or(of.fiscal_year);
        self.summary_among((first, last), plan, of).await
    }

    async fn summary_among(&self, years: Years, plan: PlanId, of: SummaryOf) -> Result<Summary, Failure> {
        let summaries = Arc::clone(self.summaries.lock().await.entry((years, of.round)).or_default());
        let load = || async { Ok::<_, Failure>(self.request.read().plan_summaries(&self.ids, years, of.round).await?) };
        let found = summaries.get_or_try_init(load).await?.get(&(plan, of.fiscal_year.get()));
        Ok(found.copied().unwrap_or_else(|| Summary::none(of.round)))
    }

    /// What was signed last for each round report that is on its way or approved, by digest.
    pub async fn sealed_texts(&self) -> Result<&HashMap<String, String>, Failure> {
        let load = || async {
            let last = self.round_report_steps().await?.values().filter_map(|steps| steps.last());
            let digests: Vec<String> = last.filter_map(|step| step.digest.clone()).collect();
            Ok::<_, Failure>(self.request.read().seals(&digests).await?)
        };
        self.sealed_texts.get_or_try_init(load).await
    }

    /// What each plan says as it stands, in its JSON form.
    pub async fn documents(&self) -> Result<&HashMap<PlanId, String>, Failure> {
        let load = || async {
            let organizations = self.organizations().await?;
            let plans: Vec<_> = self
                .plans
                .iter()
                .filter_map(|plan| Some((organizations.get(&plan.organization_id)?.value(), plan)))
                .collect();
            let documents = self.request.read().plan_documents(&plans).await?;
            let text = |(plan, document)| (plan, write_document::write(&document).to_string());
            Ok::<_, Failure>(documents.into_iter().map(text).collect())
        };
        self.documents.get_or_try_init(load).await
    }

    fn organization_ids(&self) -> Vec<OrganizationId> {
        self.plans.iter().map(|plan| plan.organization_id).collect()
    }
}
