//! Round reports.

use crate::{
    StoreError, Transaction,
    convert::{self, grouped},
    database::Session,
    scope,
    table::round_report,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter, QueryOrder};
use std::collections::HashMap;
use sucharit_domain::{
    access::Scope,
    id::{PlanId, RoundReportId},
    round_report::{ApprovalState, RoundReport, filing::Filing},
};

impl Transaction {
    /// Records where a report stands now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_round_report(&self, report: &RoundReport) -> Result<(), StoreError> {
        to_model(report).into_active_model().reset_all().update(&self.inner).await?;
        Ok(())
    }
}

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
        let reports = rows.into_iter().map(from_model).collect::<Result<Vec<_>, _>>()?;
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
        rows.into_iter().map(|row| from_model(row).map(|report| (report.id, report))).collect()
    }
}

fn to_model(report: &RoundReport) -> round_report::Model {
    round_report::Model {
        id: report.id.0,
        plan_id: report.plan_id.0,
        fiscal_year: report.fiscal_year.get(),
        round: report.round.months(),
        state: report.state.code().to_owned(),
        filed_on: report.filing.as_ref().map(|filing| filing.filed_on),
        filing_reference: report.filing.as_ref().map(|filing| filing.reference_number.clone()),
        version: report.version,
    }
}

/// A row as the domain has it.
pub fn from_model(row: round_report::Model) -> Result<RoundReport, StoreError> {
    let filing = match (row.filed_on, row.filing_reference) {
        (Some(filed_on), Some(reference_number)) => Some(Filing { filed_on, reference_number }),
        _ => None,
    };
    Ok(RoundReport {
        id: row.id.into(),
        plan_id: row.plan_id.into(),
        fiscal_year: convert::fiscal_year(row.fiscal_year)?,
        round: convert::round(row.round)?,
        state: convert::code("round_report.state", &row.state, ApprovalState::from_code)?,
        filing,
        version: row.version,
    })
}
