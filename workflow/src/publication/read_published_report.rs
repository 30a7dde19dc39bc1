//! Reading a published round report.

use crate::Workflow;
use chrono::{DateTime, Utc};
use sucharit_domain::{
    access::Scope,
    approval::seal::Seal,
    calendar::{FiscalYear, ReportingRound},
    round_report::{
        book::{RoundReportBook, SignOff},
        publication::PublishedReport,
    },
};
use sucharit_store::StoreError;

impl Workflow {
    /// The workbook's content of a published report, as it was signed; none where there is none.
    ///
    /// # Errors
    /// When storage fails, and where the report is no longer what was signed: nothing else is shown under the signatures.
    pub async fn read_published_report_book(
        &self,
        organization_code: &str,
        fiscal_year: FiscalYear,
        round: ReportingRound,
    ) -> Result<Option<RoundReportBook>, StoreError> {
        let Some(published) = self.published_report(organization_code, fiscal_year, round).await? else {
            return Ok(None);
        };
        let (id, scope) = (published.publication.round_report_id, Scope::Everything);
        let Some(report) = self.store.read().round_reports(&scope, &[id]).await?.remove(&id) else { return Ok(None) };
        let book = self.round_report_book(&scope, report.plan_id, fiscal_year, round).await?;
        let digest = published.publication.digest;
        match book {
            Some(book) if matches!(&book.sign_off, SignOff::Signed { digest: signed, .. } if *signed == digest) => {
                Ok(Some(book))
            }
            _ => Err(StoreError::corrupt("publication.digest", digest)),
        }
    }

    /// The text of a published report that its signatures seal; none where there is none.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn read_published_report_text(
        &self,
        organization_code: &str,
        fiscal_year: FiscalYear,
        round: ReportingRound,
    ) -> Result<Option<Seal>, StoreError> {
        let published = self.published_report(organization_code, fiscal_year, round).await?;
        Ok(published.map(|published| published.content.seal()))
    }

    /// Since when a report that was published is not any more; none where it is, or never was.
    ///
    /// # Errors
    /// When storage fails.
    pub async fn publication_ended_at(
        &self,
        organization_code: &str,
        fiscal_year: FiscalYear,
        round: ReportingRound,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let ended = self.store.read().ended_publications(organization_code).await?;
        let wanted = ended.into_iter().find(|ended| (ended.fiscal_year, ended.round) == (fiscal_year, round));
        Ok(wanted.map(|ended| ended.ended_at))
    }

    async fn published_report(
        &self,
        organization_code: &str,
        fiscal_year: FiscalYear,
        round: ReportingRound,
    ) -> Result<Option<PublishedReport>, StoreError> {
        let published = self.store.read().published_reports(organization_code).await?;
        let wanted = |published: &PublishedReport| {
            (published.content.fiscal_year, published.content.round) == (fiscal_year, round)
        };
        Ok(published.into_iter().find(wanted))
    }
}
