//! Published round reports: what anyone may read, and only by what was sealed.

use super::seal::SealedReport;
use crate::{
    approval::StepTaken,
    calendar::{FiscalYear, ReportingRound, thai_date},
    clock,
    id::{OrganizationId, PublicationId, RoundReportId},
    numeral::Numerals,
    sha256,
};
use chrono::{DateTime, Utc};

/// That a report is published, as it was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Identity.
    pub id: PublicationId,
    /// Whose report.
    pub organization_id: OrganizationId,
    /// Which report.
    pub round_report_id: RoundReportId,
    /// The run of its chain that was approved.
    pub run: i32,
    /// SHA-256 of what was signed.
    pub digest: String,
    /// When, UTC.
    pub published_at: DateTime<Utc>,
}

/// A report that was published once and was opened for changes since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedPublication {
    /// The organization's name.
    pub organization_name: String,
    /// The year.
    pub fiscal_year: FiscalYear,
    /// The round.
    pub round: ReportingRound,
    /// When it ended, UTC.
    pub ended_at: DateTime<Utc>,
}

/// A published report with all that is shown of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedReport {
    /// That it is published.
    pub publication: Publication,
    /// What was signed.
    pub content: SealedReport,
    /// The signatures of the run, in order.
    pub signatures: Vec<StepTaken>,
}

/// That a report was published until it was opened for changes, in Thai and English.
#[must_use]
pub fn ended_words(ended_at: DateTime<Utc>) -> (String, String) {
    let day = clock::day_of(ended_at);
    (
        format!("รายงานนี้เคยเผยแพร่ และถูกเปิดให้แก้ไขเมื่อ {}", thai_date(day, Numerals::Arabic)),
        format!("This report was published and was opened for changes on {}", day.format("%-d %B %Y")),
    )
}

impl PublishedReport {
    /// A publication with the text that was sealed and the steps of its report; none where the text is not what was signed.
    #[must_use]
    pub fn read(publication: Publication, text: &str, steps: &[StepTaken]) -> Option<Self> {
        if sha256::of(text) != publication.digest {
            return None;
        }
        let content = SealedReport::read(text)?;
        let of_run = |step: &&StepTaken| step.run == publication.run && step.step.signs();
        let signatures = steps.iter().filter(of_run).cloned().collect();
        Some(Self { publication, content, signatures })
    }
}
