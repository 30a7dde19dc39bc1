//! Evidence: the rows. The bytes are in [`crate::Files`].

use crate::{
    StoreError, Transaction,
    convert::{self, grouped},
    database::Session,
    project::of_plans,
    scope,
    table::{evidence, progress},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, IntoActiveModel, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
    Select,
};
use std::collections::HashMap;
use sucharit_domain::{
    access::Scope,
    evidence::{Evidence, EvidenceKind, Removal},
    id::{EvidenceId, OrganizationId, PlanId, ProgressId},
};

impl Session<'_> {
    /// All evidence on the progress of plans that were found in scope, in the order in which it was added, what was removed
    /// included.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn evidence_of_plans(&self, plans: &[PlanId]) -> Result<HashMap<ProgressId, Vec<Evidence>>, StoreError> {
        let evidence = self.load_evidence(of_progress_of(plans)).await?;
        Ok(grouped(evidence.into_iter().map(|evidence| (evidence.progress_id, evidence))))
    }

    /// The same of one report that was found in scope.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn evidence_of_progress(&self, progress: ProgressId) -> Result<Vec<Evidence>, StoreError> {
        let select = scope::children::<evidence::Entity>().filter(evidence::Column::ProgressId.eq(progress.0));
        self.load_evidence(select).await
    }

    /// The same of a whole organization that was found in scope, whatever became of its reports.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn evidence_of_organization(&self, organization: OrganizationId) -> Result<Vec<Evidence>, StoreError> {
        let select = scope::children::<evidence::Entity>().filter(evidence::Column::OrganizationId.eq(organization.0));
        self.load_evidence(select).await
    }

    /// Evidence by id, what was removed included; what does not exist for `scope` is left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn evidence(
        &self,
        scope: &Scope,
        ids: &[EvidenceId],
    ) -> Result<HashMap<EvidenceId, Evidence>, StoreError> {
        let select =
            scope::find_in::<evidence::Entity>(scope).filter(evidence::Column::Id.is_in(ids.iter().map(|id| id.0)));
        Ok(self.load_evidence(select).await?.into_iter().map(|evidence| (evidence.id, evidence)).collect())
    }

    /// The SHA-256 of the evidence that is there (not what was removed) on the progress of plans that were found in scope, each
    /// report's in ascending order: what a seal holds of it. One statement.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn evidence_hashes(&self, plans: &[PlanId]) -> Result<HashMap<ProgressId, Vec<String>>, StoreError> {
        let rows: Vec<(uuid::Uuid, String)> = of_progress_of(plans)
            .filter(evidence::Column::RemovedAt.is_null())
            .select_only()
            .columns([evidence::Column::ProgressId, evidence::Column::Sha256])
            .into_tuple()
            .all(&self.executor)
            .await?;
        let mut hashes: HashMap<ProgressId, Vec<String>> =
            grouped(rows.into_iter().map(|(progress, hash)| (progress.into(), hash)));
        // Here and not in the database, whose order depends on its locale.
        for hashes in hashes.values_mut() {
            hashes.sort_unstable();
        }
        Ok(hashes)
    }

    /// Every address that a row refers to, once, in ascending order: what a backup must hold.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn evidence_addresses(&self) -> Result<Vec<String>, StoreError> {
        let mut addresses: Vec<String> = scope::children::<evidence::Entity>()
            .select_only()
            .column(evidence::Column::Sha256)
            .distinct()
            .into_tuple()
            .all(&self.executor)
            .await?;
        addresses.sort_unstable();
        Ok(addresses)
    }

    async fn load_evidence(&self, select: Select<evidence::Entity>) -> Result<Vec<Evidence>, StoreError> {
        let rows = select
            .order_by_asc(evidence::Column::AddedAt)
            .order_by_asc(evidence::Column::Id)
            .all(&self.executor)
            .await?;
        rows.into_iter().map(from_model).collect()
    }
}

impl Transaction {
    /// Adds the row of a file whose bytes are kept already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_evidence(&self, evidence: &Evidence) -> Result<(), StoreError> {
        self.insert_all(vec![to_model(evidence)?.into_active_model()]).await
    }

    /// Writes down that a file was removed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_evidence(&self, evidence: &Evidence) -> Result<(), StoreError> {
        to_model(evidence)?.into_active_model().reset_all().update(&self.inner).await?;
        Ok(())
    }
}

fn of_progress_of(plans: &[PlanId]) -> Select<evidence::Entity> {
    scope::children::<evidence::Entity>()
        .inner_join(progress::Entity)
        .join(JoinType::InnerJoin, progress::Relation::Project.def())
        .filter(of_plans(plans))
}

fn from_model(row: evidence::Model) -> Result<Evidence, StoreError> {
    let removal = match (row.removed_at, row.removed_by, row.removal_reason) {
        (Some(at), Some(by), Some(reason)) => Some(Removal { at, by, reason }),
        _ => None,
    };
    Ok(Evidence {
        id: row.id.into(),
        organization_id: row.organization_id.into(),
        progress_id: row.progress_id.into(),
        name: row.name,
        kind: convert::code("evidence.kind", &row.kind, EvidenceKind::from_code)?,
        size: u64::try_from(row.size).map_err(|_| StoreError::corrupt("evidence.size", row.size))?,
        sha256: row.sha256,
        added_at: row.added_at,
        added_by: row.added_by,
        removal,
    })
}

fn to_model(evidence: &Evidence) -> Result<evidence::Model, StoreError> {
    let removal = evidence.removal.clone();
    Ok(evidence::Model {
        id: evidence.id.0,
        organization_id: evidence.organization_id.0,
        progress_id: evidence.progress_id.0,
        name: evidence.name.clone(),
        kind: evidence.kind.code().to_owned(),
        size: i64::try_from(evidence.size).map_err(|_| StoreError::corrupt("evidence.size", evidence.size))?,
        sha256: evidence.sha256.clone(),
        added_at: evidence.added_at,
        added_by: evidence.added_by.clone(),
        removed_at: removal.as_ref().map(|removal| removal.at),
        removed_by: removal.as_ref().map(|removal| removal.by.clone()),
        removal_reason: removal.map(|removal| removal.reason),
    })
}
