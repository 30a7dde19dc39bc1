//! Round reports.

use crate::{
    StoreError,
    convert::{self, grouped},
    database::Session,
    scope,
    table::round_report,
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use sucharit_domain::{
    access::Scope,
    id::{PlanId, RoundReportId},
    round_report::{ApprovalState, RoundReport},
};

impl Session<'_> {
    /// The round reports of plans that were found in scope, by fiscal year and round.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn round_reports_of(&self, plans: &[PlanId]) -> Result<HashMap<PlanId, Vec<RoundReport>>, StoreError> {
        let rows = scope::children::<round_report::Entity>()
            .filter(round_report::Column::PlanId.is_in(plans.iter().map(|id| id.0)))
            .order_by_asc(round_report::Column::FiscalYear)
            .order_by_asc(round_report::Column::Round)
            .all(&self.executor)
            .await?;
        let reports = rows.into_iter().map(|row| from_model(&row)).collect::<Result<Vec<_>, _>>()?;
        Ok(grouped(reports.into_iter().map(|report| (report.plan_id, report))))
    }

    /// Round reports by id; those that do not exist for `scope` are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn round_reports(
        &self,
        scope: &Scope,
        ids: &[RoundReportId],
    ) -> Result<HashMap<RoundReportId, RoundReport>, StoreError> {
        let rows = scope::find_in::<round_report::Entity>(scope)
            .filter(round_report::Column::Id.is_in(ids.iter().map(|id| id.0)))
            .all(&self.executor)
            .await?;
        rows.into_iter().map(|row| from_model(&row).map(|report| (report.id, report))).collect()
    }
}

/// A row as the domain has it.
pub fn from_model(row: &round_report::Model) -> Result<RoundReport, StoreError> {
    Ok(RoundReport {
        id: row.id.into(),
        plan_id: row.plan_id.into(),
        fiscal_year: convert::fiscal_year(row.fiscal_year)?,
        round: convert::round(row.round)?,
        state: convert::code("round_report.state", &row.state, ApprovalState::from_code)?,
        version: row.version,
    })
}
