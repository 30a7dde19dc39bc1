//! รายงานความก้าวหน้า: the reports of single projects in one round.

pub mod evidence;
pub mod list;
pub mod one;
pub mod steps;
pub mod table;
pub mod values;

use crate::{address, trouble::Trouble, visit::Visit};
use poem::{Request, Response, Result, handler, web::Path};
use sucharit_domain::calendar::{FiscalYear, ReportingRound};

mod query {
    crate::operation!(
        "src/progress/progress.graphql": RoundProgress, RoundTable, ProjectProgress, RecordProgress, ConfirmProgress, ReopenProgress,
        RemoveEvidence
    );
}

/// A round of an organization, as an address names it.
#[derive(Debug, Clone)]
pub struct RoundPlace {
    /// The organization's code.
    pub organization: String,
    /// The fiscal year, B.E.
    pub fiscal_year: i64,
    /// The round.
    pub round: ReportingRound,
}

impl RoundPlace {
    /// Reads what an address names.
    ///
    /// # Errors
    /// Where it names none.
    pub fn read(organization: &str, fiscal_year: &str, round: &str) -> Result<Self, Trouble> {
        let fiscal_year = fiscal_year.parse().ok().and_then(FiscalYear::new).ok_or_else(Trouble::not_found)?;
        let round = address::read_round(round).ok_or_else(Trouble::not_found)?;
        Ok(Self { organization: organization.to_owned(), fiscal_year: fiscal_year.get().into(), round })
    }

    /// Of the path's parameters.
    ///
    /// # Errors
    /// Where they name none.
    pub fn of(path: &Path<(String, String, String)>) -> Result<Self, Trouble> {
        Self::read(&path.0.0, &path.0.1, &path.0.2)
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> String {
        address::round(&self.organization, self.fiscal_year, self.round)
    }

    /// The round before it: of the same year, or the last of the year before.
    #[must_use]
    pub fn last(&self) -> (i64, ReportingRound) {
        match self.round {
            ReportingRound::SixMonth => (self.fiscal_year - 1, ReportingRound::TwelveMonth),
            ReportingRound::TwelveMonth => (self.fiscal_year, ReportingRound::SixMonth),
        }
    }
}

/// `GET /progress`: to the round that is reported now, of one's own organization.
#[handler]
pub async fn now(request: &Request) -> Result<Response> {
    let v = Visit::signed_in(request).await?;
    let organization = v.viewer.as_ref().and_then(|viewer| viewer.organization.clone());
    let Some((organization, _)) = organization else { return Ok(v.go("/")) };
    let (fiscal_year, round) = address::current_round(v.schema().today());
    Ok(v.go(&format!("{}/progress", address::round(&organization, fiscal_year, round))))
}
