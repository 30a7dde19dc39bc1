//! What is planned and recorded for the projects of a plan, as a round report shows it.

use std::collections::HashMap;
use sucharit_domain::{
    id::{PlanId, ProgressId, ProjectId},
    progress::Progress,
    project::{Project, ProjectYear},
    round_report::{
        RoundReport,
        book::{Reported, RoundReportRow},
    },
};
use sucharit_store::{Session, StoreError};

/// The projects of a plan with their years, progress and evidence.
pub(super) struct Recorded {
    projects: Vec<Project>,
    years: HashMap<ProjectId, Vec<ProjectYear>>,
    progress: HashMap<ProjectId, Vec<Progress>>,
    evidence: HashMap<ProgressId, Vec<String>>,
}

impl Recorded {
    /// Reads them. Four statements.
    pub(super) async fn read(read: &Session<'_>, plan: PlanId) -> Result<Self, StoreError> {
        let plans = [plan];
        Ok(Self {
            projects: read.projects_of(&plans).await?.remove(&plan).unwrap_or_default(),
            years: read.project_years(&plans).await?,
            progress: read.progress_of_plans(&plans).await?,
            evidence: read.evidence_hashes(&plans).await?,
        })
    }

    /// The projects that count in a report, by number.
    pub(super) fn rows(&self, report: &RoundReport) -> Vec<RoundReportRow> {
        self.reported().rows(report.fiscal_year, report.round)
    }

    /// Those that do not.
    pub(super) fn non_conforming(&self, report: &RoundReport) -> Vec<Project> {
        self.reported().non_conforming(report.fiscal_year)
    }

    fn reported(&self) -> Reported<'_> {
        Reported { projects: &self.projects, years: &self.years, progress: &self.progress, evidence: &self.evidence }
    }
}
