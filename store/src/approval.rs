//! The steps of chains of approval, and the texts that their signatures sealed.

use crate::{
    StoreError, Transaction,
    convert::{self, grouped},
    database::Session,
    scope,
    table::{approval_step, round_report, seal},
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::OnConflict,
};
use std::collections::HashMap;
use sucharit_domain::{
    approval::{Approvable, ApprovalStep, StepTaken, seal::Seal},
    id::{PlanId, RoundReportId},
};
use uuid::Uuid;

impl Session<'_> {
    /// The steps of the round reports of plans that were found in scope, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn round_report_steps(
        &self,
        plans: &[PlanId],
    ) -> Result<HashMap<RoundReportId, Vec<StepTaken>>, StoreError> {
        let reports = scope::children::<round_report::Entity>()
            .select_only()
            .column(round_report::Column::Id)
            .filter(round_report::Column::PlanId.is_in(plans.iter().map(|id| id.0)))
            .into_query();
        let steps = steps().filter(approval_step::Column::SubjectId.in_subquery(reports));
        self.load_steps(steps).await
    }

    /// The steps of things that were found in scope, or that are published; in order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn steps_of<Id>(&self, subjects: &[Id]) -> Result<HashMap<Id, Vec<StepTaken>>, StoreError>
    where
        Id: From<Uuid> + Into<Uuid> + Copy + Eq + std::hash::Hash,
    {
        let ids = subjects.iter().map(|id| (*id).into());
        self.load_steps(steps().filter(approval_step::Column::SubjectId.is_in(ids))).await
    }

    async fn load_steps<Id>(
        &self,
        steps: Select<approval_step::Entity>,
    ) -> Result<HashMap<Id, Vec<StepTaken>>, StoreError>
    where
        Id: From<Uuid> + Eq + std::hash::Hash,
    {
        let rows = steps.all(&self.executor).await?;
        let steps = rows.into_iter().map(|row| Ok((Id::from(row.subject_id), from_model(row)?)));
        Ok(grouped(steps.collect::<Result<Vec<_>, StoreError>>()?))
    }

    /// Sealed texts by digest.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn seals(&self, digests: &[String]) -> Result<HashMap<String, String>, StoreError> {
        let rows =
            scope::children::<seal::Entity>().filter(seal::Column::Digest.is_in(digests)).all(&self.executor).await?;
        Ok(rows.into_iter().map(|row| (row.digest, row.canonical)).collect())
    }
}

impl Transaction {
    /// Adds a step to the chain of a thing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_step(
        &self,
        kind: Approvable,
        subject: impl Into<Uuid>,
        step: &StepTaken,
    ) -> Result<(), StoreError> {
        self.insert_all(vec![to_model(kind, subject.into(), step).into_active_model()]).await
    }

    /// Keeps what was signed, once for everybody who signs it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_seal(&self, sealed: &Seal) -> Result<(), StoreError> {
        let row = seal::Model { digest: sealed.digest().to_owned(), canonical: sealed.text().to_owned() };
        let once = OnConflict::column(seal::Column::Digest).do_nothing().to_owned();
        let insert = seal::Entity::insert(row.into_active_model()).on_conflict(once);
        insert.exec_without_returning(&self.inner).await?;
        Ok(())
    }
}

fn steps() -> Select<approval_step::Entity> {
    scope::children::<approval_step::Entity>().order_by_asc(approval_step::Column::Sequence)
}

fn from_model(row: approval_step::Model) -> Result<StepTaken, StoreError> {
    Ok(StepTaken {
        id: row.id.into(),
        sequence: row.sequence,
        run: row.run,
        step: convert::code("approval_step.step", &row.step, ApprovalStep::from_code)?,
        account: row.account_id.into(),
        username: row.username,
        name: row.name,
        position: row.position,
        words: row.words,
        taken_at: row.taken_at,
        digest: row.digest,
    })
}

fn to_model(kind: Approvable, subject_id: Uuid, step: &StepTaken) -> approval_step::Model {
    let step = step.clone();
    approval_step::Model {
        id: step.id.0,
        subject_kind: kind.code().to_owned(),
        subject_id,
        sequence: step.sequence,
        run: step.run,
        step: step.step.code().to_owned(),
        account_id: step.account.0,
        username: step.username,
        name: step.name,
        position: step.position,
        words: step.words,
        taken_at: step.taken_at,
        digest: step.digest,
    }
}
