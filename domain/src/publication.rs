//! What organizations have published, in one list: what anyone sees before reading one of them.

use crate::{
    calendar::{FiscalYear, ReportingRound},
    id::{PlanPublicationId, PublicationId},
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Something published, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentPublication {
    /// The code of the organization that published it.
    pub organization_code: String,
    /// The name of that organization.
    pub organization_name: String,
    /// When, UTC.
    pub published_at: DateTime<Utc>,
    /// What it is.
    pub what: Published,
}

/// What can be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    /// A round report.
    RoundReport {
        /// Its publication.
        id: PublicationId,
        /// Of this fiscal year.
        fiscal_year: FiscalYear,
        /// Of this round.
        round: ReportingRound,
    },
    /// A plan.
    Plan {
        /// Its publication.
        id: PlanPublicationId,
        /// Its first year.
        start_fiscal_year: FiscalYear,
        /// Its last year.
        end_fiscal_year: FiscalYear,
    },
}

impl RecentPublication {
    /// Its place among all: ids are made one after another, so the newest has the greatest.
    #[must_use]
    pub fn place(&self) -> Uuid {
        match self.what {
            Published::RoundReport { id, .. } => id.into(),
            Published::Plan { id, .. } => id.into(),
        }
    }
}
