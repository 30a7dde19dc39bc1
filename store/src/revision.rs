//! Revisions of plans.

use crate::{
    StoreError, Transaction,
    convert::{self, grouped},
    database::Session,
    scope,
    table::revision,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder};
use std::collections::HashMap;
use sucharit_domain::{
    access::Scope,
    approval::ApprovalState,
    id::{PlanId, PlanRevisionId},
    plan::revision::PlanRevision,
};

impl Session<'_> {
    /// Revisions by id; those that do not exist for `scope` are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_revisions(
        &self,
        scope: &Scope,
        ids: &[PlanRevisionId],
    ) -> Result<HashMap<PlanRevisionId, PlanRevision>, StoreError> {
        let rows = scope::find_in::<revision::Entity>(scope)
            .filter(revision::Column::Id.is_in(ids.iter().map(|id| id.0)))
            .all(&self.executor)
            .await?;
        rows.into_iter().map(|row| from_model(row).map(|found| (found.id, found))).collect()
    }

    /// The revisions of plans that were found in scope, by number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revisions_of(&self, plans: &[PlanId]) -> Result<HashMap<PlanId, Vec<PlanRevision>>, StoreError> {
        let rows = scope::children::<revision::Entity>()
            .filter(revision::Column::PlanId.is_in(plans.iter().map(|id| id.0)))
            .order_by_asc(revision::Column::Number)
            .all(&self.executor)
            .await?;
        let revisions = rows.into_iter().map(from_model).collect::<Result<Vec<_>, _>>()?;
        Ok(grouped(revisions.into_iter().map(|revision| (revision.plan_id, revision))))
    }
}

impl Transaction {
    /// Adds a revision to a plan.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_plan_revision(&self, revision: &PlanRevision) -> Result<(), StoreError> {
        self.insert_all(vec![to_model(revision).into_active_model()]).await
    }

    /// Records what a revision says now, and where it stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_plan_revision(&self, revision: &PlanRevision) -> Result<(), StoreError> {
        to_model(revision).into_active_model().reset_all().update(&self.inner).await?;
        Ok(())
    }
}

fn to_model(revision: &PlanRevision) -> revision::Model {
    let revision = revision.clone();
    revision::Model {
        id: revision.id.0,
        plan_id: revision.plan_id.0,
        number: revision.number,
        state: revision.state.code().to_owned(),
        reason: revision.reason,
        document: revision.document,
        version: revision.version,
    }
}

fn from_model(row: revision::Model) -> Result<PlanRevision, StoreError> {
    Ok(PlanRevision {
        id: row.id.into(),
        plan_id: row.plan_id.into(),
        number: row.number,
        state: convert::code("revision.state", &row.state, ApprovalState::from_code)?,
        reason: row.reason,
        document: row.document,
        version: row.version,
    })
}
