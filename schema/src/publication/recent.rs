//! What was published lately, as clients see it.

use crate::{
    context::RequestContext,
    failure::Failure,
    node::GlobalId,
    page::{Connection, Page},
    round_report::ReportingRound,
    scalar::{Date, DateTime},
};
use async_graphql::{Description, ID, Object};
use sucharit_domain::{
    clock,
    publication::{self as domain, Published},
};
use sucharit_store::PublicationWindow;
use uuid::Uuid;

/// Something that was published, a round report or a plan, without what it says.
#[derive(Debug, Clone, Description)]
pub struct RecentPublication(domain::RecentPublication);

#[Object(use_type_description)]
impl RecentPublication {
    /// Opaque id, which `publication` or `planPublication` takes.
    async fn id(&self) -> ID {
        match self.0.what {
            Published::RoundReport { id, .. } => GlobalId::from(id).encode(),
            Published::Plan { id, .. } => GlobalId::from(id).encode(),
        }
    }

    /// The organization's code.
    async fn organization_code(&self) -> &str {
        &self.0.organization_code
    }

    /// The organization's name.
    async fn organization_name(&self) -> &str {
        &self.0.organization_name
    }

    /// The fiscal year of a report, the first one of a plan, B.E.
    async fn fiscal_year(&self) -> i32 {
        match self.0.what {
            Published::RoundReport { fiscal_year, .. } => fiscal_year.get(),
            Published::Plan { start_fiscal_year, .. } => start_fiscal_year.get(),
        }
    }

    /// The last fiscal year of a plan, B.E.; null for a report.
    async fn end_fiscal_year(&self) -> Option<i32> {
        match self.0.what {
            Published::RoundReport { .. } => None,
            Published::Plan { end_fiscal_year, .. } => Some(end_fiscal_year.get()),
        }
    }

    /// The round of a report; null for a plan.
    async fn round(&self) -> Option<ReportingRound> {
        match self.0.what {
            Published::RoundReport { round, .. } => Some(round.into()),
            Published::Plan { .. } => None,
        }
    }

    /// The day it was published.
    async fn published_on(&self) -> Date {
        Date(clock::day_of(self.0.published_at))
    }

    /// When it was published.
    async fn published_at(&self) -> DateTime {
        DateTime(self.0.published_at)
    }
}

/// The order of the list, in cursors.
pub const ORDER: &str = "publications, newest first";

/// A page of the list.
pub async fn page(
    request: &RequestContext,
    organization_name: Option<&str>,
    page: &Page<Uuid>,
) -> Result<Connection<RecentPublication>, Failure> {
    let window =
        PublicationWindow { after: page.after, before: page.before, size: page.size as u64, from_end: page.from_end };
    let stretch = request.read().recent_publications(organization_name, window).await?;
    let item = |found: domain::RecentPublication| (found.place(), RecentPublication(found));
    let items = stretch.publications.into_iter().map(item).collect();
    Ok(Connection::new(page, items, (stretch.more_before, stretch.more_after), stretch.total))
}
