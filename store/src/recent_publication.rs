//! What was published lately, of all organizations. Anyone may read it, so no scope limits who finds it.

use crate::{
    StoreError, convert,
    database::Session,
    organization::name_contains,
    plan_publication::published as published_plans,
    publication::published as published_reports,
    table::{organization, plan, plan_publication, publication, round_report},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use sucharit_domain::publication::{Published, RecentPublication};
use uuid::Uuid;

/// A stretch of what was published, newest first.
#[derive(Debug, Clone, Copy, Default)]
pub struct PublicationWindow {
    /// Older than this one.
    pub after: Option<Uuid>,
    /// Newer than this one.
    pub before: Option<Uuid>,
    /// At most so many.
    pub size: u64,
    /// Count them from the list's end: the oldest.
    pub from_end: bool,
}

/// What was found of it.
#[derive(Debug, Clone, Default)]
pub struct PublicationStretch {
    /// What was published, newest first.
    pub publications: Vec<RecentPublication>,
    /// Whether there is newer.
    pub more_before: bool,
    /// Whether there is older.
    pub more_after: bool,
    /// How many there are in all.
    pub total: u64,
}

/// Id, instant, code and name of the organization, a fiscal year, and what else tells it apart.
type Row<T> = (Uuid, DateTime<Utc>, String, String, i32, T);

impl Session<'_> {
    /// A stretch of what organizations with this in their name have published; of all where nothing is said. Six statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recent_publications(
        &self,
        organization_name: Option<&str>,
        window: PublicationWindow,
    ) -> Result<PublicationStretch, StoreError> {
        let name = || organization_name.filter(|part| !part.is_empty()).map(name_contains);
        let reports = || {
            let joined = published_reports().inner_join(organization::Entity).inner_join(round_report::Entity);
            joined.filter(Condition::all().add_option(name()))
        };
        let plans = || {
            let joined = published_plans().inner_join(organization::Entity).inner_join(plan::Entity);
            joined.filter(Condition::all().add_option(name()))
        };

        let rows: Vec<Row<i16>> = stretch(reports(), publication::Column::Id, window)
            .select_only()
            .columns([publication::Column::Id, publication::Column::PublishedAt])
            .columns([organization::Column::Code, organization::Column::Name])
            .columns([round_report::Column::FiscalYear, round_report::Column::Round])
            .into_tuple()
            .all(&self.executor)
            .await?;
        let mut found = Vec::with_capacity(rows.len());
        for (id, published_at, organization_code, organization_name, year, round) in rows {
            let (fiscal_year, round) = (convert::fiscal_year(year)?, convert::round(round)?);
            let what = Published::RoundReport { id: id.into(), fiscal_year, round };
            found.push(RecentPublication { organization_code, organization_name, published_at, what });
        }

        let rows: Vec<Row<i32>> = stretch(plans(), plan_publication::Column::Id, window)
            .select_only()
            .columns([plan_publication::Column::Id, plan_publication::Column::PublishedAt])
            .columns([organization::Column::Code, organization::Column::Name])
            .columns([plan::Column::StartFiscalYear, plan::Column::EndFiscalYear])
            .into_tuple()
            .all(&self.executor)
            .await?;
        for (id, published_at, organization_code, organization_name, start, end) in rows {
            let (start_fiscal_year, end_fiscal_year) = (convert::fiscal_year(start)?, convert::fiscal_year(end)?);
            let what = Published::Plan { id: id.into(), start_fiscal_year, end_fiscal_year };
            found.push(RecentPublication { organization_code, organization_name, published_at, what });
        }

        // Each table gave as many as are wanted at most; of both together, those nearest to where it begins.
        found.sort_by_key(|publication| std::cmp::Reverse(publication.place()));
        let size = usize::try_from(window.size).unwrap_or(usize::MAX);
        if window.from_end {
            found.drain(..found.len().saturating_sub(size));
        } else {
            found.truncate(size);
        }

        let total = reports().count(&self.executor).await? + plans().count(&self.executor).await?;
        let first = found.first().map(RecentPublication::place);
        let newer = match (first, window.after) {
            (Some(first), _) => {
                reports().filter(publication::Column::Id.gt(first)).count(&self.executor).await?
                    + plans().filter(plan_publication::Column::Id.gt(first)).count(&self.executor).await?
            }
            (None, Some(after)) => {
                reports().filter(publication::Column::Id.gte(after)).count(&self.executor).await?
                    + plans().filter(plan_publication::Column::Id.gte(after)).count(&self.executor).await?
            }
            (None, None) => 0,
        };
        let more_after = newer + (found.len() as u64) < total;
        Ok(PublicationStretch { publications: found, more_before: newer > 0, more_after, total })
    }
}

/// The rows of one table that lie in the stretch.
fn stretch<E: EntityTrait>(select: Select<E>, id: impl ColumnTrait, window: PublicationWindow) -> Select<E> {
    let (after, before) = (window.after.map(|place| id.lt(place)), window.before.map(|place| id.gt(place)));
    let order = if window.from_end { Order::Asc } else { Order::Desc };
    select.filter(Condition::all().add_option(after).add_option(before)).order_by(id, order).limit(window.size)
}
