//! Published round reports. Anyone may read them, so no scope limits who finds them; what they show is what was sealed.

use crate::{
    StoreError, Transaction, convert,
    database::Session,
    scope,
    table::{organization, publication, round_report},
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Select, sea_query::Expr};
use std::collections::{BTreeMap, HashMap};
use sucharit_domain::{
    access::Scope,
    id::{PlanId, PublicationId, RoundReportId},
    round_report::publication::{EndedPublication, Publication, PublishedReport},
};

impl Session<'_> {
    /// The publications of the round reports of plans that were found in scope.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn publications_of_plans(
        &self,
        plans: &[PlanId],
    ) -> Result<HashMap<RoundReportId, Publication>, StoreError> {
        let rows = published()
            .inner_join(round_report::Entity)
            .filter(round_report::Column::PlanId.is_in(plans.iter().map(|id| id.0)))
            .all(&self.executor)
            .await?;
        Ok(rows.into_iter().map(|row| (row.round_report_id.into(), from_model(row))).collect())
    }

    /// What the organization with this code has published, the newest fiscal year and round first. Three statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn published_reports(&self, organization_code: &str) -> Result<Vec<PublishedReport>, StoreError> {
        // PostgreSQL takes no U+0000, so no code has it.
        if organization_code.contains('\0') {
            return Ok(Vec::new());
        }
        let of_organization = published()
            .inner_join(organization::Entity)
            .inner_join(round_report::Entity)
            .filter(organization::Column::Code.eq(organization_code))
            .order_by_desc(round_report::Column::FiscalYear)
            .order_by_desc(round_report::Column::Round);
        self.load_published(of_organization).await
    }

    /// One published report. Three statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn published_report(&self, id: PublicationId) -> Result<Option<PublishedReport>, StoreError> {
        Ok(self.load_published(published().filter(publication::Column::Id.eq(id.0))).await?.pop())
    }

    /// What the organization with this code published once and does not any more, because it was opened again. Two statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn ended_publications(&self, organization_code: &str) -> Result<Vec<EndedPublication>, StoreError> {
        let Some(organization) = self.organization(&Scope::Everything, organization_code).await? else {
            return Ok(Vec::new());
        };
        let rows = scope::children::<publication::Entity>()
            .filter(publication::Column::OrganizationId.eq(organization.id.0))
            .find_also_related(round_report::Entity)
            .all(&self.executor)
            .await?;
        // Of each year and round the last end; none where it is published again.
        let mut ends: BTreeMap<(i32, i16), Vec<Option<DateTime<Utc>>>> = BTreeMap::new();
        for (publication, report) in rows {
            let Some(report) = report else { continue };
            ends.entry((report.fiscal_year, report.round)).or_default().push(publication.withdrawn_at);
        }
        let mut ended = Vec::new();
        for ((fiscal_year, round), ends) in ends {
            let Some(ended_at) = ends.into_iter().collect::<Option<Vec<_>>>().and_then(|ends| ends.into_iter().max())
            else {
                continue;
            };
            ended.push(EndedPublication {
                organization_name: organization.name.clone(),
                fiscal_year: convert::fiscal_year(fiscal_year)?,
                round: convert::round(round)?,
                ended_at,
            });
        }
        Ok(ended)
    }

    async fn load_published(&self, select: Select<publication::Entity>) -> Result<Vec<PublishedReport>, StoreError> {
        let publications: Vec<Publication> = select.all(&self.executor).await?.into_iter().map(from_model).collect();
        let digests: Vec<String> = publications.iter().map(|publication| publication.digest.clone()).collect();
        let texts = self.seals(&digests).await?;
        let reports: Vec<RoundReportId> = publications.iter().map(|publication| publication.round_report_id).collect();
        let steps = self.steps_of(&reports).await?;
        let read = |publication: Publication| {
            let text = texts.get(&publication.digest).map(String::as_str).unwrap_or_default();
            let steps = steps.get(&publication.round_report_id).map(Vec::as_slice).unwrap_or_default();
            let digest = publication.digest.clone();
            PublishedReport::read(publication, text, steps).ok_or_else(|| StoreError::corrupt("seal.canonical", digest))
        };
        publications.into_iter().map(read).collect()
    }
}

impl Transaction {
    /// Publishes a report.
    ///
    /// # Errors
    /// When the database fails, or the report is published already.
    pub async fn add_publication(&self, publication: &Publication) -> Result<(), StoreError> {
        let row = publication::Model {
            id: publication.id.0,
            organization_id: publication.organization_id.0,
            round_report_id: publication.round_report_id.0,
            run: publication.run,
            digest: publication.digest.clone(),
            published_at: publication.published_at,
            withdrawn_at: None,
        };
        self.insert_all(vec![row.into_active_model()]).await
    }

    /// Ends the publication of a report, if it is published.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn withdraw_publication(&self, report: RoundReportId, now: DateTime<Utc>) -> Result<(), StoreError> {
        let update = publication::Entity::update_many()
            .col_expr(publication::Column::WithdrawnAt, Expr::val(now))
            .filter(publication::Column::RoundReportId.eq(report.0))
            .filter(publication::Column::WithdrawnAt.is_null());
        update.exec(&self.inner).await?;
        Ok(())
    }
}

/// What is published now.
pub(crate) fn published() -> Select<publication::Entity> {
    scope::children::<publication::Entity>().filter(publication::Column::WithdrawnAt.is_null())
}

fn from_model(row: publication::Model) -> Publication {
    Publication {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        round_report_id: row.round_report_id.into(),
        run: row.run,
        digest: row.digest,
        published_at: row.published_at,
    }
}
