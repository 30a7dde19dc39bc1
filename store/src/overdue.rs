//! Reports that are late: in one statement, whatever is counted.

use crate::{
    StoreError,
    database::Session,
    summary::{AREA_JOINS, LATEST_REVISION, area_key},
};
use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use std::collections::HashMap;
use sucharit_domain::{
    access::Scope,
    area::AreaKind,
    calendar::{FiscalYear, ReportingRound},
    id::OrganizationId,
};
use uuid::Uuid;

#[derive(Debug, FromQueryResult)]
struct Late {
    key: String,
    organization_id: Uuid,
}

/// Not approved, and no extension that runs gives it until today.
const LATE: &str = "
    SELECT {key} AS key, organization.id AS organization_id
    FROM round_report
    JOIN plan ON plan.id = round_report.plan_id
    {joins}
    WHERE round_report.fiscal_year = $1 AND round_report.round = $2 AND round_report.state <> 'APPROVED'
        AND NOT EXISTS (SELECT 1 FROM extension
            WHERE extension.ended_at IS NULL AND extension.fiscal_year = $1 AND extension.round = $2 AND extension.due_on >= $3
            AND (extension.organization_id = organization.id OR extension.province_code = province.code))
        AND {latest}";

impl Session<'_> {
    /// The organizations that exist for `scope` and whose report is late, by the area of this kind in which they lie. Two statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn overdue(
        &self,
        scope: &Scope,
        kind: AreaKind,
        (fiscal_year, round): (FiscalYear, ReportingRound),
        today: NaiveDate,
    ) -> Result<HashMap<String, Vec<OrganizationId>>, StoreError> {
        if self.reporting_window(fiscal_year, round).await?.due_on >= today {
            return Ok(HashMap::new());
        }
        let mut sql =
            LATE.replace("{key}", area_key(kind)).replace("{joins}", AREA_JOINS).replace("{latest}", LATEST_REVISION);
        let mut values: Vec<Value> = vec![fiscal_year.get().into(), round.months().into(), today.into()];
        match scope {
            Scope::Everything => {}
            Scope::Organization(id) => {
                sql.push_str(" AND organization.id = $4");
                values.push(id.0.into());
            }
            Scope::Area(code) => {
                sql.push_str(" AND $4 IN (district.code, province.code, region.code)");
                values.push(code.into());
            }
        }
        let statement = Statement::from_sql_and_values(self.executor.get_database_backend(), sql, values);
        let mut overdue: HashMap<String, Vec<OrganizationId>> = HashMap::new();
        for row in Late::find_by_statement(statement).all(&self.executor).await? {
            overdue.entry(row.key).or_default().push(row.organization_id.into());
        }
        Ok(overdue)
    }
}
