//! What a sweep for reminders reads of many organizations at once: reports that are not approved, projects that are not reported.

use crate::{
    StoreError,
    database::Session,
    round_report, scope,
    table::round_report::{Column, Entity},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, FromQueryResult, QueryFilter, QueryOrder, Statement, Value};
use std::collections::HashMap;
use sucharit_domain::{
    calendar::{FiscalYear, ReportingRound},
    id::{DivisionId, PlanId},
    round_report::{ApprovalState, RoundReport},
};
use uuid::Uuid;

/// How many projects of a plan are not reported.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unreported {
    /// In all.
    pub projects: usize,
    /// By division; a project of two divisions counts for both.
    pub by_division: HashMap<DivisionId, usize>,
}

/// The conforming projects planned for a year (`$1`) without a report of a round (`$2`), counted by plan and a
/// part of it.
const UNREPORTED: &str = "
    SELECT project.plan_id AS plan_id, {part} AS part, COUNT(*) AS projects
    FROM project
    JOIN project_year ON project_year.project_id = project.id AND project_year.fiscal_year = $1
    {join}
    WHERE project.conformity = 'CONFORMING' AND project.plan_id IN ({plans})
        AND NOT EXISTS (SELECT 1 FROM progress WHERE progress.project_id = project.id AND progress.fiscal_year = $1
            AND progress.round = $2)
    GROUP BY project.plan_id, {part}";

#[derive(Debug, FromQueryResult)]
struct Row {
    plan_id: Uuid,
    part: Uuid,
    projects: i64,
}

/// What is counted, and the table that says so: whole plans, or each division's share of one.
type Part = (&'static str, &'static str);

const WHOLE: Part = ("project.plan_id", "");

const BY_DIVISION: Part =
    ("project_division.division_id", "JOIN project_division ON project_division.project_id = project.id");

impl Session<'_> {
    /// Every organization's reports of these years and rounds that are not approved yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unfinished_reports(
        &self,
        rounds: &[(FiscalYear, ReportingRound)],
    ) -> Result<Vec<RoundReport>, StoreError> {
        let of = |(year, round): &(FiscalYear, ReportingRound)| {
            Condition::all().add(Column::FiscalYear.eq(year.get())).add(Column::Round.eq(round.months()))
        };
        if rounds.is_empty() {
            return Ok(Vec::new());
        }
        let rows = scope::children::<Entity>()
            .filter(rounds.iter().map(of).fold(Condition::any(), Condition::add))
            .filter(Column::State.ne(ApprovalState::Approved.code()))
            .order_by_asc(Column::Id)
            .all(&self.executor)
            .await?;
        rows.into_iter().map(round_report::from_model).collect()
    }

    /// What plans that were found in scope have not reported; a plan that has reported everything is left out. Two statements.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unreported(
        &self,
        plans: &[PlanId],
        fiscal_year: FiscalYear,
        round: ReportingRound,
    ) -> Result<HashMap<PlanId, Unreported>, StoreError> {
        let mut unreported: HashMap<PlanId, Unreported> = HashMap::new();
        if plans.is_empty() {
            return Ok(unreported);
        }
        for row in self.count_unreported(plans, (fiscal_year, round), WHOLE).await? {
            unreported.entry(row.plan_id.into()).or_default().projects = count(&row)?;
        }
        for row in self.count_unreported(plans, (fiscal_year, round), BY_DIVISION).await? {
            let by_division = &mut unreported.entry(row.plan_id.into()).or_default().by_division;
            by_division.insert(row.part.into(), count(&row)?);
        }
        Ok(unreported)
    }

    async fn count_unreported(
        &self,
        plans: &[PlanId],
        (fiscal_year, round): (FiscalYear, ReportingRound),
        (part, join): Part,
    ) -> Result<Vec<Row>, StoreError> {
        let places: Vec<String> = (3..3 + plans.len()).map(|place| format!("${place}")).collect();
        let sql = UNREPORTED.replace("{part}", part).replace("{join}", join).replace("{plans}", &places.join(", "));
        let mut values: Vec<Value> = vec![fiscal_year.get().into(), round.months().into()];
        values.extend(plans.iter().map(|id| Value::from(id.0)));
        let statement = Statement::from_sql_and_values(self.executor.get_database_backend(), sql, values);
        Ok(Row::find_by_statement(statement).all(&self.executor).await?)
    }
}

fn count(row: &Row) -> Result<usize, StoreError> {
    usize::try_from(row.projects).map_err(|_| StoreError::corrupt("count", row.projects))
}
