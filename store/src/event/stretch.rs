//! Stretches of the audit trail, newest first, for many organizations or projects at once.

use super::from_model;
use crate::{StoreError, database::Session, table::event};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use std::collections::HashMap;
use sucharit_domain::event::{Event, EventKind};
use uuid::Uuid;

/// Whose events are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventOwner {
    /// Organizations.
    Organization,
    /// Projects.
    Project,
}

/// Which stretch of each owner's events is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EventWindow {
    /// Of this kind alone.
    pub kind: Option<EventKind>,
    /// About accounts alone, or about anything else alone.
    pub of_accounts: Option<bool>,
    /// From this instant on.
    pub since: Option<DateTime<Utc>>,
    /// Before this instant.
    pub until: Option<DateTime<Utc>>,
    /// After this place of the list: older than the event with this sequence.
    pub after: Option<i64>,
    /// Before this place of the list: newer than the event with this sequence.
    pub before: Option<i64>,
    /// At most so many.
    pub size: usize,
    /// Count them from the list's end: the oldest.
    pub from_end: bool,
    /// Whether the total is asked for.
    pub counted: bool,
}

/// An owner's stretch.
#[derive(Debug, Clone, Default)]
pub struct EventStretch {
    /// The events with their stored hashes, newest first.
    pub events: Vec<(Event, String)>,
    /// Whether there are newer ones.
    pub more_before: bool,
    /// Whether there are older ones.
    pub more_after: bool,
    /// How many pass the filter; counted only where asked for.
    pub total: u64,
}

/// Conditions and their parameters.
struct Where {
    conditions: Vec<String>,
    parameters: Vec<Value>,
}

impl Where {
    fn of(owner: EventOwner, ids: &[Uuid], window: &EventWindow) -> Self {
        let mut filter = Self { conditions: Vec::new(), parameters: Vec::new() };
        let places: Vec<String> = ids.iter().map(|id| filter.place(*id)).collect();
        filter.conditions.push(format!("{} IN ({})", owner.column(), places.join(", ")));
        if let Some(kind) = window.kind {
            filter.add("kind =", kind.code());
        }
        if let Some(of_accounts) = window.of_accounts {
            let kinds = EventKind::ALL.iter().filter(|kind| kind.is_of_account() == of_accounts);
            let places: Vec<String> = kinds.map(|kind| filter.place(kind.code())).collect();
            filter.conditions.push(format!("kind IN ({})", places.join(", ")));
        }
        if let Some(since) = window.since {
            filter.add("occurred_at >=", since);
        }
        if let Some(until) = window.until {
            filter.add("occurred_at <", until);
        }
        filter
    }

    fn place(&mut self, value: impl Into<Value>) -> String {
        self.parameters.push(value.into());
        format!("${}", self.parameters.len())
    }

    fn add(&mut self, comparison: &str, value: impl Into<Value>) {
        let place = self.place(value);
        self.conditions.push(format!("{comparison} {place}"));
    }

    fn sql(&self) -> String {
        self.conditions.join(" AND ")
    }
}

impl EventOwner {
    const fn column(self) -> &'static str {
        match self {
            Self::Organization => "organization_id",
            Self::Project => "project_id",
        }
    }

    fn of(self, row: &event::Model) -> Option<Uuid> {
        match self {
            Self::Organization => row.organization_id,
            Self::Project => row.project_id,
        }
    }
}

#[derive(Debug, FromQueryResult)]
struct Counted {
    owner: Uuid,
    total: i64,
    newer: i64,
    older: i64,
}

impl Session<'_> {
    /// A stretch of the events of each owner that was found in scope. One statement, two where it must count.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn event_stretches(
        &self,
        owner: EventOwner,
        ids: &[Uuid],
        window: &EventWindow,
    ) -> Result<HashMap<Uuid, EventStretch>, StoreError> {
        let mut stretches: HashMap<Uuid, EventStretch> = ids.iter().map(|id| (*id, EventStretch::default())).collect();
        if ids.is_empty() {
            return Ok(stretches);
        }
        for row in self.window_rows(owner, ids, window).await? {
            if let Some(stretch) = owner.of(&row).and_then(|owner| stretches.get_mut(&owner)) {
                let hash = row.hash.clone();
                stretch.events.push((from_model(row)?, hash));
            }
        }
        for stretch in stretches.values_mut() {
            // One more than asked for tells that the list goes on.
            if stretch.events.len() > window.size && window.from_end {
                stretch.events.remove(0);
                stretch.more_before = true;
            } else if stretch.events.len() > window.size {
                stretch.events.pop();
                stretch.more_after = true;
            }
        }
        if window.counted || window.after.is_some() || window.before.is_some() {
            for counted in self.window_counts(owner, ids, window).await? {
                if let Some(stretch) = stretches.get_mut(&counted.owner) {
                    stretch.more_before |= counted.newer > 0;
                    stretch.more_after |= counted.older > 0;
                    stretch.total = u64::try_from(counted.total).unwrap_or_default();
                }
            }
        }
        Ok(stretches)
    }

    async fn window_rows(
        &self,
        owner: EventOwner,
        ids: &[Uuid],
        window: &EventWindow,
    ) -> Result<Vec<event::Model>, StoreError> {
        let mut filter = Where::of(owner, ids, window);
        if let Some(after) = window.after {
            filter.add("sequence <", after);
        }
        if let Some(before) = window.before {
            filter.add("sequence >", before);
        }
        let limit = filter.place(i64::try_from(window.size).unwrap_or(i64::MAX - 1) + 1);
        let (column, condition) = (owner.column(), filter.sql());
        let direction = if window.from_end { "ASC" } else { "DESC" };
        let sql = format!(
            "SELECT * FROM (SELECT event.*, ROW_NUMBER() OVER (PARTITION BY {column} ORDER BY sequence {direction}) AS place
             FROM event WHERE {condition}) AS numbered WHERE place <= {limit} ORDER BY sequence DESC"
        );
        let statement = Statement::from_sql_and_values(self.executor.get_database_backend(), sql, filter.parameters);
        Ok(event::Model::find_by_statement(statement).all(&self.executor).await?)
    }

    async fn window_counts(
        &self,
        owner: EventOwner,
        ids: &[Uuid],
        window: &EventWindow,
    ) -> Result<Vec<Counted>, StoreError> {
        let mut filter = Where::of(owner, ids, window);
        let condition = filter.sql();
        // The place of a cursor itself lies on its far side.
        let newer = filter.place(window.after.unwrap_or(i64::MAX));
        let older = filter.place(window.before.unwrap_or(0));
        let column = owner.column();
        let sql = format!(
            "SELECT {column} AS owner, COUNT(*) AS total, COUNT(CASE WHEN sequence >= {newer} THEN 1 END) AS newer,
             COUNT(CASE WHEN sequence <= {older} THEN 1 END) AS older FROM event WHERE {condition} GROUP BY {column}"
        );
        let statement = Statement::from_sql_and_values(self.executor.get_database_backend(), sql, filter.parameters);
        Ok(Counted::find_by_statement(statement).all(&self.executor).await?)
    }
}
