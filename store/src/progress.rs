//! Progress: reading and recording.

use crate::{
    StoreError, Transaction,
    convert::{self, grouped},
    database::Session,
    project::of_plans,
    scope,
    table::{progress, project},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Select};
use std::collections::HashMap;
use sucharit_domain::{
    access::Scope,
    calendar::FiscalYear,
    id::{PlanId, ProgressId, ProjectId},
    progress::{Progress, ProgressStatus, ProgressValues, UnableReason},
};

impl Session<'_> {
    /// All progress of the projects of plans that were found in scope, by fiscal year and round.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn progress_of_plans(&self, plans: &[PlanId]) -> Result<HashMap<ProjectId, Vec<Progress>>, StoreError> {
        let select = scope::children::<progress::Entity>().inner_join(project::Entity).filter(of_plans(plans));
        let progress = self.load_progress(select).await?;
        Ok(grouped(progress.into_iter().map(|progress| (progress.project_id, progress))))
    }

    /// The progress of one project in one fiscal year, by round.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn progress_of_year(
        &self,
        project: ProjectId,
        fiscal_year: FiscalYear,
    ) -> Result<Vec<Progress>, StoreError> {
        let select = scope::children::<progress::Entity>()
            .filter(progress::Column::ProjectId.eq(project.0))
            .filter(progress::Column::FiscalYear.eq(fiscal_year.get()));
        self.load_progress(select).await
    }

    /// Progress by id; what does not exist for `scope` is left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn progress(
        &self,
        scope: &Scope,
        ids: &[ProgressId],
    ) -> Result<HashMap<ProgressId, Progress>, StoreError> {
        let select =
            scope::find_in::<progress::Entity>(scope).filter(progress::Column::Id.is_in(ids.iter().map(|id| id.0)));
        Ok(self.load_progress(select).await?.into_iter().map(|progress| (progress.id, progress)).collect())
    }

    async fn load_progress(&self, select: Select<progress::Entity>) -> Result<Vec<Progress>, StoreError> {
        let rows = select
            .order_by_asc(progress::Column::FiscalYear)
            .order_by_asc(progress::Column::Round)
            .all(&self.executor)
            .await?;
        rows.into_iter().map(from_model).collect()
    }
}

impl Transaction {
    /// Records reports, new or changed, all at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_progress(&self, progress: &[Progress]) -> Result<(), StoreError> {
        self.put_all(progress.iter().map(|progress| to_model(progress).into_active_model()).collect()).await
    }

    /// Records a change of a report that is there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_progress(&self, progress: &Progress) -> Result<(), StoreError> {
        to_model(progress).into_active_model().reset_all().update(&self.inner).await?;
        Ok(())
    }

    /// Takes reports back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_progress(&self, ids: &[ProgressId]) -> Result<(), StoreError> {
        let taken = progress::Column::Id.is_in(ids.iter().map(|id| id.0));
        progress::Entity::delete_many().filter(taken).exec(&self.inner).await?;
        Ok(())
    }
}

fn from_model(row: progress::Model) -> Result<Progress, StoreError> {
    let values = ProgressValues {
        status: convert::code("progress.status", &row.status, ProgressStatus::from_code)?,
        unable_reason: convert::optional_code(
            "progress.unable_reason",
            row.unable_reason.as_deref(),
            UnableReason::from_code,
        )?,
        unable_detail: row.unable_detail,
        in_ordinance: row.in_ordinance,
        ordinance_budget: convert::baht(row.ordinance_satang)?,
        disbursed: convert::baht(row.disbursed_satang)?,
        result: row.result,
        problems: row.problems,
        suggestions: row.suggestions,
        remark: row.remark,
    };
    Ok(Progress {
        id: row.id.into(),
        project_id: row.project_id.into(),
        fiscal_year: convert::fiscal_year(row.fiscal_year)?,
        round: convert::round(row.round)?,
        values,
        carried_over: row.carried_over,
        reopened: row.reopened,
        version: row.version,
        updated_at: row.updated_at,
    })
}

fn to_model(progress: &Progress) -> progress::Model {
    let values = progress.values.clone();
    progress::Model {
        id: progress.id.0,
        project_id: progress.project_id.0,
        fiscal_year: progress.fiscal_year.get(),
        round: progress.round.months(),
        status: values.status.code().to_owned(),
        unable_reason: values.unable_reason.map(|reason| reason.code().to_owned()),
        unable_detail: values.unable_detail,
        in_ordinance: values.in_ordinance,
        ordinance_satang: values.ordinance_budget.satang(),
        disbursed_satang: values.disbursed.satang(),
        result: values.result,
        problems: values.problems,
        suggestions: values.suggestions,
        remark: values.remark,
        carried_over: progress.carried_over,
        reopened: progress.reopened,
        version: progress.version,
        updated_at: progress.updated_at,
    }
}
