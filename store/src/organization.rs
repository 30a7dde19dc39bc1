//! Organizations, their divisions and risk bands.

use crate::{
    StoreError, Transaction,
    convert::{self, grouped},
    database::Session,
    scope,
    table::{division, organization, risk_bands},
};
use sea_orm::{
    ColumnTrait, Condition, IntoActiveModel, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Func},
};
use std::{collections::HashMap, ops::Bound};
use sucharit_domain::{
    access::Scope,
    id::{DivisionId, OrganizationId},
    organization::{Division, Organization, OrganizationKind},
    risk::band::RiskBands,
    text,
};

/// Which organizations a list is about. Everything stated must hold.
#[derive(Debug, Clone, Default)]
pub struct OrganizationFilter {
    /// Of this kind.
    pub kind: Option<OrganizationKind>,
    /// In one of these districts.
    pub districts: Option<Vec<String>>,
    /// With this in the name.
    pub name_contains: Option<String>,
    /// One of these.
    pub ids: Option<Vec<OrganizationId>>,
}

/// What organizations are ordered by; the id always decides last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrganizationOrder {
    /// By name.
    Name,
    /// By code.
    Code,
}

/// A place in an ordered list of organizations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationKey {
    /// The name or code there.
    pub value: String,
    /// The id there.
    pub id: OrganizationId,
}

/// A stretch of an ordered list.
#[derive(Debug, Clone)]
pub struct OrganizationWindow {
    /// What the list is ordered by.
    pub order: OrganizationOrder,
    /// Greatest first.
    pub descending: bool,
    /// Where it begins.
    pub from: Bound<OrganizationKey>,
    /// Where it ends.
    pub to: Bound<OrganizationKey>,
    /// At most so many rows.
    pub limit: u64,
    /// Count them from the list's end; the answer is in the list's order all the same.
    pub from_end: bool,
}

impl Session<'_> {
    /// The organization with this code.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organization(&self, scope: &Scope, code: &str) -> Result<Option<Organization>, StoreError> {
        // PostgreSQL takes no U+0000, so nothing has it.
        if code.contains('\0') {
            return Ok(None);
        }
        let select = scope::find_in::<organization::Entity>(scope).filter(organization::Column::Code.eq(code));
        select.one(&self.executor).await?.map(from_model).transpose()
    }

    /// Organizations by id; those that do not exist for `scope` are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organizations(
        &self,
        scope: &Scope,
        ids: &[OrganizationId],
    ) -> Result<HashMap<OrganizationId, Organization>, StoreError> {
        let select = scope::find_in::<organization::Entity>(scope)
            .filter(organization::Column::Id.is_in(ids.iter().map(|id| id.0)));
        let rows = select.all(&self.executor).await?;
        rows.into_iter().map(|row| from_model(row).map(|found| (found.id, found))).collect()
    }

    /// Every organization that exists for `scope`, by code; for commands that walk them all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all_organizations(&self, scope: &Scope) -> Result<Vec<Organization>, StoreError> {
        let select = scope::find_in::<organization::Entity>(scope).order_by_asc(organization::Column::Code);
        select.all(&self.executor).await?.into_iter().map(from_model).collect()
    }

    /// Whether any organization's data are made up for a demonstration.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_sample(&self) -> Result<bool, StoreError> {
        let select = scope::find_in::<organization::Entity>(&Scope::Everything);
        Ok(select.filter(organization::Column::IsSample.eq(true)).limit(1).count(&self.executor).await? > 0)
    }

    /// A stretch of the organizations that a filter leaves.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organization_window(
        &self,
        scope: &Scope,
        filter: &OrganizationFilter,
        window: &OrganizationWindow,
    ) -> Result<Vec<Organization>, StoreError> {
        let column = match window.order {
            OrganizationOrder::Name => organization::Column::Name,
            OrganizationOrder::Code => organization::Column::Code,
        };
        let mut select = filtered(scope, filter);
        for (bound, towards_end) in [(&window.from, true), (&window.to, false)] {
            let greater = towards_end != window.descending;
            select = match bound {
                Bound::Unbounded => select,
                Bound::Excluded(key) => select.filter(beyond(column, key, greater)),
                Bound::Included(key) => select.filter(beyond(column, key, !greater).not()),
            };
        }
        let order = if window.descending == window.from_end { Order::Asc } else { Order::Desc };
        let rows = select
            .order_by(column, order.clone())
            .order_by(organization::Column::Id, order)
            .limit(window.limit)
            .all(&self.executor)
            .await?;
        let mut organizations = rows.into_iter().map(from_model).collect::<Result<Vec<_>, _>>()?;
        if window.from_end {
            organizations.reverse();
        }
        Ok(organizations)
    }

    /// How many organizations a filter leaves.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn organization_count(&self, scope: &Scope, filter: &OrganizationFilter) -> Result<u64, StoreError> {
        Ok(filtered(scope, filter).count(&self.executor).await?)
    }

    /// The divisions of organizations that were found in scope, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn divisions(
        &self,
        organizations: &[OrganizationId],
    ) -> Result<HashMap<OrganizationId, Vec<Division>>, StoreError> {
        let rows = scope::children::<division::Entity>()
            .filter(division::Column::OrganizationId.is_in(organizations.iter().map(|id| id.0)))
            .order_by_asc(division::Column::Name)
            .all(&self.executor)
            .await?;
        Ok(grouped(rows.into_iter().map(|row| (row.organization_id.into(), division_from_model(row)))))
    }

    /// The risk bands of organizations that were found in scope and hold their own.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn risk_bands(
        &self,
        organizations: &[OrganizationId],
    ) -> Result<HashMap<OrganizationId, RiskBands>, StoreError> {
        let rows = scope::children::<risk_bands::Entity>()
            .filter(risk_bands::Column::OrganizationId.is_in(organizations.iter().map(|id| id.0)))
            .all(&self.executor)
            .await?;
        let bands = |row: risk_bands::Model| RiskBands {
            medium_from: row.medium_from,
            high_from: row.high_from,
            extreme_from: row.extreme_from,
            source: row.source,
        };
        Ok(rows.into_iter().map(|row| (row.organization_id.into(), bands(row))).collect())
    }
}

impl Transaction {
    /// Adds an organization, with its own risk bands where it holds any.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_organization(
        &self,
        organization: &Organization,
        bands: Option<&RiskBands>,
    ) -> Result<(), StoreError> {
        let row = organization::Model {
            id: organization.id.0,
            code: organization.code.clone(),
            name: organization.name.clone(),
            kind: organization.kind.code().to_owned(),
            district_code: organization.district_code.clone(),
            is_sample: organization.is_sample,
        };
        self.insert_all(vec![row.into_active_model()]).await?;
        let bands = bands.map(|bands| risk_bands::Model {
            organization_id: organization.id.0,
            medium_from: bands.medium_from,
            high_from: bands.high_from,
            extreme_from: bands.extreme_from,
            source: bands.source.clone(),
        });
        self.insert_all(bands.into_iter().map(IntoActiveModel::into_active_model).collect()).await
    }

    /// Adds divisions.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_divisions(&self, divisions: &[Division]) -> Result<(), StoreError> {
        let row = |division: &Division| division::Model {
            id: division.id.0,
            organization_id: division.organization_id.0,
            name: division.name.clone(),
        };
        self.insert_all(divisions.iter().map(|division| row(division).into_active_model()).collect()).await
    }
}

fn filtered(scope: &Scope, filter: &OrganizationFilter) -> Select<organization::Entity> {
    let kind = filter.kind.map(|kind| organization::Column::Kind.eq(kind.code()));
    let districts = filter.districts.as_ref().map(|codes| organization::Column::DistrictCode.is_in(codes));
    let name = filter.name_contains.as_deref().filter(|part| !part.is_empty()).map(name_contains);
    let ids = filter.ids.as_ref().map(|ids| organization::Column::Id.is_in(ids.iter().map(|id| id.0)));
    let condition = Condition::all().add_option(kind).add_option(districts).add_option(name).add_option(ids);
    scope::find_in::<organization::Entity>(scope).filter(condition)
}

/// With `part` in the name, letter by letter; capital and small ASCII letters count alike on both databases. Taking it away
/// changes the name: that needs no pattern, in which some letters would mean more than themselves.
pub(crate) fn name_contains(part: &str) -> Expr {
    // No name is as long, and PostgreSQL takes no U+0000.
    if text::check(part, text::LONGEST_NAME).is_err() {
        return Expr::cust("1 = 0");
    }
    let name = || Expr::from(Func::lower(organization::Column::Name.into_expr()));
    let part = Expr::from(Func::lower(Expr::val(part)));
    Expr::from(Func::cust("replace").args([name(), part, Expr::val("")])).ne(name())
}

fn beyond(column: organization::Column, key: &OrganizationKey, greater: bool) -> Condition {
    let (value, id) = (key.value.as_str(), key.id.0);
    let further = if greater { column.gt(value) } else { column.lt(value) };
    let id = if greater { organization::Column::Id.gt(id) } else { organization::Column::Id.lt(id) };
    Condition::any().add(further).add(Condition::all().add(column.eq(value)).add(id))
}

fn from_model(row: organization::Model) -> Result<Organization, StoreError> {
    let kind = convert::code("organization.kind", &row.kind, OrganizationKind::from_code)?;
    Ok(Organization {
        id: row.id.into(),
        code: row.code,
        name: row.name,
        kind,
        district_code: row.district_code,
        is_sample: row.is_sample,
    })
}

pub(crate) fn division_from_model(row: division::Model) -> Division {
    Division { id: DivisionId(row.id), organization_id: row.organization_id.into(), name: row.name }
}
