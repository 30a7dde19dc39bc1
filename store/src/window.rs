//! Reporting windows, extensions, and the due dates that they come to.

use crate::{
    StoreError, Transaction, convert,
    database::Session,
    scope,
    table::{area, extension, organization, plan, reporting_window},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
};
use std::collections::HashMap;
use sucharit_domain::{
    calendar::{FiscalYear, ReportingRound},
    id::{ExtensionId, PlanId},
    window::{DueDates, Extension, GivenTo, ReportingWindow},
};
use uuid::Uuid;

impl Session<'_> {
    /// The window of a fiscal year and round, moved or by default. Windows are open to all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reporting_window(
        &self,
        fiscal_year: FiscalYear,
        round: ReportingRound,
    ) -> Result<ReportingWindow, StoreError> {
        let row = scope::children::<reporting_window::Entity>()
            .filter(reporting_window::Column::FiscalYear.eq(fiscal_year.get()))
            .filter(reporting_window::Column::Round.eq(round.months()))
            .one(&self.executor)
            .await?;
        let moved = row.as_ref().map(window_from_model).transpose()?;
        Ok(moved.unwrap_or_else(|| ReportingWindow::default_of(fiscal_year, round)))
    }

    /// Every window that was moved.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn moved_windows(&self) -> Result<Vec<ReportingWindow>, StoreError> {
        let rows = scope::children::<reporting_window::Entity>().all(&self.executor).await?;
        rows.iter().map(window_from_model).collect()
    }

    /// An extension by id, whoever it was given to: the caller checks that against the actor's scope.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn extension(&self, id: ExtensionId) -> Result<Option<Extension>, StoreError> {
        let row = scope::children::<extension::Entity>().filter(extension::Column::Id.eq(id.0));
        row.one(&self.executor).await?.map(extension_from_model).transpose()
    }

    /// Every extension that runs, the first given first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn running_extensions(&self) -> Result<Vec<Extension>, StoreError> {
        self.load_extensions(Condition::all()).await
    }

    /// What decides about the due dates of plans that were found in scope. Three statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn due_dates(&self, plans: &[PlanId]) -> Result<HashMap<PlanId, DueDates>, StoreError> {
        let windows = self.moved_windows().await?;
        let homes: Vec<(Uuid, Uuid, Option<String>)> = scope::children::<plan::Entity>()
            .select_only()
            .column(plan::Column::Id)
            .column(plan::Column::OrganizationId)
            .column(area::Column::ParentCode)
            .join(
                JoinType::InnerJoin,
                plan::Entity::belongs_to(organization::Entity)
                    .from(plan::Column::OrganizationId)
                    .to(organization::Column::Id)
                    .into(),
            )
            .join(
                JoinType::InnerJoin,
                organization::Entity::belongs_to(area::Entity)
                    .from(organization::Column::DistrictCode)
                    .to(area::Column::Code)
                    .into(),
            )
            .filter(plan::Column::Id.is_in(plans.iter().map(|id| id.0)))
            .into_tuple()
            .all(&self.executor)
            .await?;
        let given_to = Condition::any()
            .add(extension::Column::OrganizationId.is_in(homes.iter().map(|(_, organization, _)| *organization)))
            .add(
                extension::Column::ProvinceCode.is_in(homes.iter().filter_map(|(_, _, province)| province.as_deref())),
            );
        let running = self.load_extensions(given_to).await?;
        let due_dates = |(plan, organization, province): (Uuid, Uuid, Option<String>)| {
            let counts = |given: &&Extension| match &given.given_to {
                GivenTo::Organization(id) => id.0 == organization,
                GivenTo::Province(code) => Some(code) == province.as_ref(),
            };
            let extensions = running.iter().filter(counts).cloned().collect();
            (plan.into(), DueDates { windows: windows.clone(), extensions })
        };
        Ok(homes.into_iter().map(due_dates).collect())
    }

    async fn load_extensions(&self, given_to: Condition) -> Result<Vec<Extension>, StoreError> {
        let rows = scope::children::<extension::Entity>()
            .filter(extension::Column::EndedAt.is_null())
            .filter(given_to)
            .order_by_asc(extension::Column::Id)
            .all(&self.executor)
            .await?;
        rows.into_iter().map(extension_from_model).collect()
    }
}

impl Transaction {
    /// Keeps a window that was moved: a first version is new.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_reporting_window(&self, window: &ReportingWindow) -> Result<(), StoreError> {
        let version = window.version.unwrap_or(1);
        let row = reporting_window::Model {
            fiscal_year: window.fiscal_year.get(),
            round: window.round.months(),
            opens_on: window.opens_on,
            due_on: window.due_on,
            version,
        };
        if version == 1 {
            return self.insert_all(vec![row.into_active_model()]).await;
        }
        row.into_active_model().reset_all().update(&self.inner).await?;
        Ok(())
    }

    /// Adds an extension.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_extension(&self, extension: &Extension) -> Result<(), StoreError> {
        self.insert_all(vec![extension_to_model(extension).into_active_model()]).await
    }

    /// Keeps that an extension ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_extension(&self, extension: &Extension) -> Result<(), StoreError> {
        extension_to_model(extension).into_active_model().reset_all().update(&self.inner).await?;
        Ok(())
    }
}

fn window_from_model(row: &reporting_window::Model) -> Result<ReportingWindow, StoreError> {
    Ok(ReportingWindow {
        fiscal_year: convert::fiscal_year(row.fiscal_year)?,
        round: convert::round(row.round)?,
        opens_on: row.opens_on,
        due_on: row.due_on,
        version: Some(row.version),
    })
}

fn extension_from_model(row: extension::Model) -> Result<Extension, StoreError> {
    let given_to = match (row.organization_id, row.province_code) {
        (Some(id), None) => GivenTo::Organization(id.into()),
        (None, Some(code)) => GivenTo::Province(code),
        _ => return Err(StoreError::corrupt("extension.organization_id", row.id)),
    };
    Ok(Extension {
        id: row.id.into(),
        given_to,
        fiscal_year: convert::fiscal_year(row.fiscal_year)?,
        round: convert::round(row.round)?,
        due_on: row.due_on,
        reason: row.reason,
        granted_by: row.granted_by,
        granted_at: row.granted_at,
        ended_at: row.ended_at,
    })
}

fn extension_to_model(extension: &Extension) -> extension::Model {
    let (organization_id, province_code) = match &extension.given_to {
        GivenTo::Organization(id) => (Some(id.0), None),
        GivenTo::Province(code) => (None, Some(code.clone())),
    };
    extension::Model {
        id: extension.id.0,
        organization_id,
        province_code,
        fiscal_year: extension.fiscal_year.get(),
        round: extension.round.months(),
        due_on: extension.due_on,
        reason: extension.reason.clone(),
        granted_by: extension.granted_by.clone(),
        granted_at: extension.granted_at,
        ended_at: extension.ended_at,
    }
}
