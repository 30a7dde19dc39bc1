//! Published plans. Anyone may read them, so no scope limits who finds them; what they show is the text that was published.

use crate::{
    StoreError, Transaction,
    database::Session,
    scope,
    table::{organization, plan, plan_publication},
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Select, sea_query::Expr};
use std::collections::HashMap;
use sucharit_domain::{
    id::{PlanId, PlanPublicationId, PlanRevisionId},
    plan::publication::{PlanPublication, PublishedPlan},
};

impl Session<'_> {
    /// The publications of plans that were found in scope, by revision.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_publications(
        &self,
        plans: &[PlanId],
    ) -> Result<HashMap<PlanRevisionId, PlanPublication>, StoreError> {
        let of_plans = published().filter(plan_publication::Column::PlanId.is_in(plans.iter().map(|id| id.0)));
        let rows = of_plans.all(&self.executor).await?;
        Ok(rows.into_iter().map(|row| (row.revision_id.into(), from_model(row))).collect())
    }

    /// The plans that the organization with this code has published, the latest period first. Three statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn published_plans(&self, organization_code: &str) -> Result<Vec<PublishedPlan>, StoreError> {
        // PostgreSQL takes no U+0000, so no code has it.
        if organization_code.contains('\0') {
            return Ok(Vec::new());
        }
        let of_organization = published()
            .inner_join(organization::Entity)
            .inner_join(plan::Entity)
            .filter(organization::Column::Code.eq(organization_code))
            .order_by_desc(plan::Column::StartFiscalYear);
        self.load_published_plans(of_organization).await
    }

    /// One published plan. Three statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn published_plan(&self, id: PlanPublicationId) -> Result<Option<PublishedPlan>, StoreError> {
        let wanted = published().filter(plan_publication::Column::Id.eq(id.0));
        Ok(self.load_published_plans(wanted).await?.pop())
    }

    async fn load_published_plans(
        &self,
        select: Select<plan_publication::Entity>,
    ) -> Result<Vec<PublishedPlan>, StoreError> {
        let publications: Vec<PlanPublication> =
            select.all(&self.executor).await?.into_iter().map(from_model).collect();
        let plans: Vec<PlanId> = publications.iter().map(|publication| publication.plan_id).collect();
        let revisions = self.revisions_of(&plans).await?;
        let steps = self.plan_revision_steps(&plans).await?;
        let read = |publication: PlanPublication| {
            let corrupt = || StoreError::corrupt("plan_publication.document", publication.digest.clone());
            let mut of_plan = revisions.get(&publication.plan_id).into_iter().flatten();
            let revision = of_plan.find(|revision| revision.id == publication.revision_id).ok_or_else(corrupt)?;
            let steps = steps.get(&revision.id).map(Vec::as_slice).unwrap_or_default();
            PublishedPlan::read(publication.clone(), revision, steps).ok_or_else(corrupt)
        };
        publications.into_iter().map(read).collect()
    }
}

impl Transaction {
    /// Publishes a revision of a plan; the publication of an earlier one ends.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn publish_plan(&self, publication: &PlanPublication) -> Result<(), StoreError> {
        self.withdraw_plan_publication(publication.plan_id, publication.published_at).await?;
        let row = plan_publication::Model {
            id: publication.id.0,
            organization_id: publication.organization_id.0,
            plan_id: publication.plan_id.0,
            revision_id: publication.revision_id.0,
            document: publication.document.clone(),
            digest: publication.digest.clone(),
            published_at: publication.published_at,
            withdrawn_at: None,
        };
        self.insert_all(vec![row.into_active_model()]).await
    }

    async fn withdraw_plan_publication(&self, plan: PlanId, now: DateTime<Utc>) -> Result<(), StoreError> {
        let update = plan_publication::Entity::update_many()
            .col_expr(plan_publication::Column::WithdrawnAt, Expr::val(now))
            .filter(plan_publication::Column::PlanId.eq(plan.0))
            .filter(plan_publication::Column::WithdrawnAt.is_null());
        update.exec(&self.inner).await?;
        Ok(())
    }
}

/// What is published now.
pub(crate) fn published() -> Select<plan_publication::Entity> {
    scope::children::<plan_publication::Entity>().filter(plan_publication::Column::WithdrawnAt.is_null())
}

fn from_model(row: plan_publication::Model) -> PlanPublication {
    PlanPublication {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        plan_id: row.plan_id.into(),
        revision_id: row.revision_id.into(),
        document: row.document,
        digest: row.digest,
        published_at: row.published_at,
    }
}
