//! Summaries: projects counted and amounts added in one statement, whatever is summed up.

use crate::{StoreError, convert, database::Session};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use std::collections::HashMap;
use sucharit_domain::{
    access::Scope,
    area::AreaKind,
    calendar::{FiscalYear, ReportingRound},
    id::PlanId,
    summary::{Summary, Tally},
};
use uuid::Uuid;

/// What a summary is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SummaryOf {
    /// The year.
    pub fiscal_year: FiscalYear,
    /// The round; none: for each project the latest one reported counts.
    pub round: Option<ReportingRound>,
}

/// The counted projects: conforming ones planned for the years (`$1` to `$2`), each with the report that counts. `$3` and `$4` say
/// whether the six-month and the twelve-month round are asked for; with both, the twelve-month report comes first.
const COUNTED: &str = "
    SELECT {key} AS key, project_year.fiscal_year AS fiscal_year, dimension.number AS dimension,
        COUNT(*) AS projects,
        SUM(CASE WHEN report.in_ordinance THEN 1 ELSE 0 END) AS in_ordinance,
        SUM(CASE WHEN report.status = 'IN_PROGRESS' THEN 1 ELSE 0 END) AS in_progress,
        SUM(CASE WHEN report.status = 'COMPLETED' THEN 1 ELSE 0 END) AS completed,
        SUM(CASE WHEN report.status = 'UNABLE' THEN 1 ELSE 0 END) AS unable,
        CAST(SUM(project_year.planned_satang) AS bigint) AS planned_satang,
        CAST(COALESCE(SUM(report.ordinance_satang), 0) AS bigint) AS ordinance_satang,
        CAST(COALESCE(SUM(CASE WHEN report.in_ordinance THEN report.ordinance_satang ELSE 0 END), 0) AS bigint)
            AS in_ordinance_satang,
        CAST(COALESCE(SUM(report.disbursed_satang), 0) AS bigint) AS disbursed_satang,
        SUM(CASE WHEN report.round = 12 AND NOT report.carried_over THEN 1 ELSE 0 END) AS twelve_month_reports
    FROM project_year
    JOIN project ON project.id = project_year.project_id AND project.conformity = 'CONFORMING'
    JOIN mission ON mission.id = project.mission_id
    JOIN dimension ON dimension.id = mission.dimension_id
    {joins}
    LEFT JOIN progress AS six_month ON $3 AND six_month.project_id = project.id
        AND six_month.fiscal_year = project_year.fiscal_year AND six_month.round = 6
    LEFT JOIN progress AS twelve_month ON $4 AND twelve_month.project_id = project.id
        AND twelve_month.fiscal_year = project_year.fiscal_year AND twelve_month.round = 12
    LEFT JOIN progress AS report ON report.id = COALESCE(twelve_month.id, six_month.id)
    WHERE project_year.fiscal_year BETWEEN $1 AND $2 AND {condition}
    GROUP BY {key}, project_year.fiscal_year, dimension.number";

/// The first parameter that [`COUNTED`] leaves to its condition.
const FIRST_FREE_PLACE: usize = 5;

/// From a plan to its areas.
pub(crate) const AREA_JOINS: &str = "
    JOIN organization ON organization.id = plan.organization_id
    JOIN area AS district ON district.code = organization.district_code
    JOIN area AS province ON province.code = district.parent_code
    JOIN area AS region ON region.code = province.parent_code";

/// Of each organization the latest revision that covers the year (`$1`).
pub(crate) const LATEST_REVISION: &str =
    "NOT EXISTS (SELECT 1 FROM plan AS later WHERE later.organization_id = plan.organization_id
    AND later.start_fiscal_year <= $1 AND later.end_fiscal_year >= $1 AND later.revision > plan.revision)";

#[derive(Debug, FromQueryResult)]
struct Counted<K: sea_orm::TryGetable> {
    key: K,
    fiscal_year: i32,
    dimension: i16,
    projects: i64,
    in_ordinance: i64,
    in_progress: i64,
    completed: i64,
    unable: i64,
    planned_satang: i64,
    ordinance_satang: i64,
    in_ordinance_satang: i64,
    disbursed_satang: i64,
    twelve_month_reports: i64,
}

impl Session<'_> {
    /// Summaries of plans that were found in scope, in each of some years; a plan without projects in a year has none for it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_summaries(
        &self,
        plans: &[PlanId],
        (first, last): (FiscalYear, FiscalYear),
        round: Option<ReportingRound>,
    ) -> Result<HashMap<(PlanId, i32), Summary>, StoreError> {
        let condition = one_of("project.plan_id", plans.len());
        let sql = COUNTED.replace("{key}", "project.plan_id").replace("{joins}", "").replace("{condition}", &condition);
        let rows = self.counted::<Uuid>(sql, (first, last), round, plans.iter().map(|plan| plan.0.into())).await?;
        let found = summed(rows, round)?;
        Ok(found.into_iter().map(|((plan, year), summary)| ((plan.into(), year), summary)).collect())
    }

    /// Summaries of areas of one kind by code, over the organizations that exist for `scope`; an area without any planned
    /// project is left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn area_summaries(
        &self,
        scope: &Scope,
        kind: AreaKind,
        codes: &[String],
        of: SummaryOf,
    ) -> Result<HashMap<String, Summary>, StoreError> {
        let key = area_key(kind);
        let mut condition = format!("{LATEST_REVISION} AND {}", one_of(key, codes.len()));
        let mut parameters: Vec<Value> = codes.iter().map(Value::from).collect();
        let place = FIRST_FREE_PLACE + codes.len();
        match scope {
            Scope::Everything => {}
            Scope::Organization(id) => {
                condition = format!("{condition} AND organization.id = ${place}");
                parameters.push(id.0.into());
            }
            Scope::Area(code) => {
                condition = format!("{condition} AND ${place} IN (district.code, province.code, region.code)");
                parameters.push(code.into());
            }
        }
        let sql = COUNTED
            .replace("{key}", key)
            .replace("{joins}", &format!("JOIN plan ON plan.id = project.plan_id {AREA_JOINS}"))
            .replace("{condition}", &condition);
        let years = (of.fiscal_year, of.fiscal_year);
        let rows = self.counted::<String>(sql, years, of.round, parameters.into_iter()).await?;
        Ok(summed(rows, of.round)?.into_iter().map(|((area, _), summary)| (area, summary)).collect())
    }

    async fn counted<K: sea_orm::TryGetable>(
        &self,
        sql: String,
        (first, last): (FiscalYear, FiscalYear),
        round: Option<ReportingRound>,
        parameters: impl Iterator<Item = Value>,
    ) -> Result<Vec<Counted<K>>, StoreError> {
        let asked = |wanted| round.is_none_or(|asked| asked == wanted);
        let mut values: Vec<Value> = vec![
            first.get().into(),
            last.get().into(),
            asked(ReportingRound::SixMonth).into(),
            asked(ReportingRound::TwelveMonth).into(),
        ];
        values.extend(parameters);
        let backend = self.executor.get_database_backend();
        let statement = Statement::from_sql_and_values(backend, sql, values);
        Ok(Counted::find_by_statement(statement).all(&self.executor).await?)
    }
}

/// The column by which areas of a kind are told apart.
pub(crate) fn area_key(kind: AreaKind) -> &'static str {
    match kind {
        AreaKind::Country => "region.parent_code",
        AreaKind::Region => "region.code",
        AreaKind::Province => "province.code",
        AreaKind::District => "district.code",
    }
}

/// `column IN ($5, …)` for so many values; nothing at all for none.
fn one_of(column: &str, values: usize) -> String {
    if values == 0 {
        return "1 = 0".to_owned();
    }
    let places: Vec<String> = (FIRST_FREE_PLACE..FIRST_FREE_PLACE + values).map(|place| format!("${place}")).collect();
    format!("{column} IN ({})", places.join(", "))
}

fn summed<K: sea_orm::TryGetable + Eq + std::hash::Hash>(
    rows: Vec<Counted<K>>,
    round: Option<ReportingRound>,
) -> Result<HashMap<(K, i32), Summary>, StoreError> {
    let mut summaries = HashMap::new();
    for row in rows {
        let tally = tally(&row)?;
        let summary: &mut Summary = summaries.entry((row.key, row.fiscal_year)).or_insert_with(|| Summary::none(round));
        if round.is_none() && row.twelve_month_reports > 0 {
            summary.round = ReportingRound::TwelveMonth;
        }
        let place = usize::try_from(row.dimension - 1).ok().and_then(|index| summary.by_dimension.get_mut(index));
        *place.ok_or_else(|| StoreError::corrupt("dimension.number", row.dimension))? += tally;
    }
    Ok(summaries)
}

fn tally<K: sea_orm::TryGetable>(row: &Counted<K>) -> Result<Tally, StoreError> {
    let count = |value: i64| u32::try_from(value).map_err(|_| StoreError::corrupt("count", value));
    Ok(Tally {
        projects: count(row.projects)?,
        in_ordinance: count(row.in_ordinance)?,
        in_progress: count(row.in_progress)?,
        completed: count(row.completed)?,
        unable: count(row.unable)?,
        planned_budget: convert::baht(row.planned_satang)?,
        ordinance_budget: convert::baht(row.ordinance_satang)?,
        budget_in_ordinance: convert::baht(row.in_ordinance_satang)?,
        disbursed: convert::baht(row.disbursed_satang)?,
    })
}
