//! Areas: few and the same for everybody, so they are read whole.

use crate::{
    StoreError, Transaction, convert,
    database::Session,
    scope,
    table::{area, organization},
};
use sea_orm::{ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use sucharit_domain::area::{Area, AreaKind};

impl Session<'_> {
    /// Every area, by code.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn areas(&self) -> Result<Vec<Area>, StoreError> {
        let rows = scope::areas().order_by_asc(area::Column::Code).all(&self.executor).await?;
        rows.into_iter().map(from_model).collect()
    }

    /// One area.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn area(&self, code: &str) -> Result<Option<Area>, StoreError> {
        let row = scope::areas().filter(area::Column::Code.eq(code)).one(&self.executor).await?;
        row.map(from_model).transpose()
    }

    /// How many organizations lie in each district that has any, as far as they exist for `scope`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organizations_by_district(
        &self,
        scope: &sucharit_domain::access::Scope,
    ) -> Result<HashMap<String, i64>, StoreError> {
        let rows: Vec<(String, i64)> = scope::find_in::<organization::Entity>(scope)
            .select_only()
            .column(organization::Column::DistrictCode)
            .column_as(organization::Column::Id.count(), "organizations")
            .group_by(organization::Column::DistrictCode)
            .into_tuple()
            .all(&self.executor)
            .await?;
        Ok(rows.into_iter().collect())
    }
}

impl Transaction {
    /// Adds those of `areas` whose code is not there yet; parents come before what lies in them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_areas(&self, areas: &[Area]) -> Result<(), StoreError> {
        let known: HashSet<String> = self.read().areas().await?.into_iter().map(|area| area.code).collect();
        let missing = areas.iter().filter(|area| !known.contains(&area.code)).map(to_model);
        self.insert_all(missing.map(IntoActiveModel::into_active_model).collect()).await
    }
}

fn from_model(row: area::Model) -> Result<Area, StoreError> {
    let kind = convert::code("area.kind", &row.kind, AreaKind::from_code)?;
    Ok(Area { code: row.code, name: row.name, kind, parent_code: row.parent_code })
}

fn to_model(area: &Area) -> area::Model {
    area::Model {
        code: area.code.clone(),
        name: area.name.clone(),
        kind: area.kind.code().to_owned(),
        parent_code: area.parent_code.clone(),
    }
}
