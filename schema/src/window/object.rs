//! Windows and extensions as clients see them.

use crate::{
    context::RequestContext,
    failure::Failure,
    round_report::ReportingRound,
    scalar::{Date, DateTime},
};
use async_graphql::{Context, Description, ID, Object};
use sucharit_domain::{access::Action, calendar::FiscalYear, id::ExtensionId, window as domain};
use uuid::Uuid;

/// The days on which the reports of a fiscal year and round are taken, the same for the whole country.
#[derive(Debug, Clone, Copy, Description)]
pub struct ReportingWindow(pub domain::ReportingWindow);

impl ReportingWindow {
    /// The window of a fiscal year and round.
    pub async fn of(request: &RequestContext, fiscal_year: FiscalYear, round: ReportingRound) -> Result<Self, Failure> {
        Ok(Self(request.read().reporting_window(fiscal_year, round.into()).await?))
    }
}

#[Object(use_type_description)]
impl ReportingWindow {
    /// The fiscal year, B.E.
    async fn fiscal_year(&self) -> i32 {
        self.0.fiscal_year.get()
    }

    /// The round.
    async fn round(&self) -> ReportingRound {
        self.0.round.into()
    }

    /// The first day on which a report may be submitted.
    async fn opens_on(&self) -> Date {
        Date(self.0.opens_on)
    }

    /// The last day on which it is in time; extensions may give single organizations more.
    async fn due_on(&self) -> Date {
        Date(self.0.due_on)
    }

    /// Counts its moves, from 1; null while the defaults hold.
    async fn version(&self) -> Option<i32> {
        self.0.version
    }

    /// Whether you may move it: NACC central may.
    async fn viewer_can_move(&self, context: &Context<'_>) -> Result<bool, Failure> {
        Ok(RequestContext::of(context).actor()?.may(Action::MoveWindow).is_ok())
    }
}

/// More time for the report of one organization, or for those of a whole province.
#[derive(Debug, Clone, Description)]
pub struct Extension(pub domain::Extension);

impl Extension {
    /// The extension that an opaque id names; none for anything else. It is no node: it shows where the reports do that it is
    /// about.
    pub fn decode_id(id: &ID) -> Option<ExtensionId> {
        let (word, id) = id.split_once(':')?;
        (word == ExtensionId::WORD).then(|| Uuid::try_parse(id).ok())?.map(Into::into)
    }
}

#[Object(use_type_description)]
impl Extension {
    /// Opaque id.
    async fn id(&self) -> ID {
        ID(self.0.id.named())
    }

    /// The province that has more time as a whole, by code; null where it is one organization's.
    async fn province_code(&self) -> Option<&str> {
        match &self.0.given_to {
            domain::GivenTo::Province(code) => Some(code),
            domain::GivenTo::Organization(_) => None,
        }
    }

    /// The fiscal year, B.E.
    async fn fiscal_year(&self) -> i32 {
        self.0.fiscal_year.get()
    }

    /// The round.
    async fn round(&self) -> ReportingRound {
        self.0.round.into()
    }

    /// The last day on which the report is in time.
    async fn due_on(&self) -> Date {
        Date(self.0.due_on)
    }

    /// Why.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Who gave it.
    async fn granted_by(&self) -> &str {
        &self.0.granted_by
    }

    /// When.
    async fn granted_at(&self) -> DateTime {
        DateTime(self.0.granted_at)
    }

    /// When it was taken back; null while it runs.
    async fn ended_at(&self) -> Option<DateTime> {
        self.0.ended_at.map(DateTime)
    }
}
