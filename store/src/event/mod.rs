//! The audit trail's chain.

mod stretch;

pub use stretch::{EventOwner, EventStretch, EventWindow};

use crate::{
    StoreError, convert,
    database::Session,
    scope,
    table::{event, event_head},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::OnConflict,
};
use serde_json::Value;
use std::collections::HashMap;
use sucharit_domain::{
    calendar::{FiscalYear, ReportingRound},
    clock::Clock,
    event::{Change, Event, EventKind, chain::StoredEvent},
    id::{OrganizationId, ProjectId},
};
use uuid::Uuid;

/// The end of a chain, an organization's or (none) the system's: its last event's place and hash.
pub async fn head(
    connection: &impl ConnectionTrait,
    organization: Option<OrganizationId>,
) -> Result<Option<(i64, String)>, StoreError> {
    let head = scope::children::<event_head::Entity>()
        .filter(event_head::Column::ChainId.eq(chain_id(organization)))
        .one(connection)
        .await?;
    Ok(head.map(|head| (head.sequence, head.hash)))
}

/// The id under which a chain's end is kept.
fn chain_id(organization: Option<OrganizationId>) -> Uuid {
    organization.map_or(Uuid::nil(), Into::into)
}

/// Moves the end of a chain.
pub async fn move_head(
    connection: &impl ConnectionTrait,
    organization: Option<OrganizationId>,
    (sequence, hash): (i64, String),
) -> Result<(), StoreError> {
    let head = event_head::Model { chain_id: chain_id(organization), sequence, hash };
    let replaces = OnConflict::column(event_head::Column::ChainId)
        .update_columns([event_head::Column::Sequence, event_head::Column::Hash])
        .to_owned();
    let insert = event_head::Entity::insert(head.into_active_model()).on_conflict(replaces);
    insert.exec_without_returning(connection).await?;
    Ok(())
}

/// Rows that carry the chain on after `last`.
pub fn chain(
    last: Option<(i64, String)>,
    organization_id: Option<OrganizationId>,
    actor: &str,
    occurred_at: DateTime<Utc>,
    clock: &dyn Clock,
    changes: Vec<Change>,
) -> Vec<event::Model> {
    let (mut sequence, mut previous_hash) = last.map_or((0, None), |(sequence, hash)| (sequence, Some(hash)));
    let mut rows = Vec::with_capacity(changes.len());
    for change in changes {
        sequence += 1;
        let actor = actor.to_owned();
        let id = clock.new_uuid().into();
        let event = Event { id, organization_id, sequence, occurred_at, actor, change, previous_hash };
        let hash = event.hash();
        previous_hash = Some(hash.clone());
        rows.push(to_model(event, hash));
    }
    rows
}

fn to_model(event: Event, hash: String) -> event::Model {
    event::Model {
        id: event.id.0,
        organization_id: event.organization_id.map(Into::into),
        sequence: event.sequence,
        occurred_at: event.occurred_at,
        actor: event.actor,
        kind: event.change.kind.code().to_owned(),
        subject: event.change.subject,
        project_id: event.change.project.map(Into::into),
        before_json: event.change.before.map(|value| value.to_string()),
        after_json: event.change.after.map(|value| value.to_string()),
        reason: event.change.reason,
        previous_hash: event.previous_hash,
        hash,
    }
}

impl Session<'_> {
    /// The end of a chain of events, an organization's or (none) the system's, as it was last written: place and hash.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn event_head(&self, organization: Option<OrganizationId>) -> Result<Option<(i64, String)>, StoreError> {
        head(&self.executor, organization).await
    }

    /// The last version of a carried report of a year and round that was withdrawn, of those of these projects that had one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn withdrawn_versions(
        &self,
        projects: &[ProjectId],
        fiscal_year: FiscalYear,
        round: ReportingRound,
    ) -> Result<HashMap<ProjectId, i32>, StoreError> {
        let rows = scope::children::<event::Entity>()
            .filter(event::Column::ProjectId.is_in(projects.iter().map(|id| id.0)))
            .filter(event::Column::Kind.eq(EventKind::ProgressCarryWithdrawn.code()))
            .all(&self.executor)
            .await?;
        let mut versions: HashMap<ProjectId, i32> = HashMap::new();
        for row in rows {
            let change = from_model(row)?.change;
            let (Some(project), Some(values)) = (change.project, change.before) else { continue };
            let of_round = values["fiscalYear"] == fiscal_year.get() && values["round"] == round.months();
            let version = values["version"].as_i64().and_then(|version| i32::try_from(version).ok());
            if let Some(version) = version.filter(|_| of_round) {
                let last = versions.entry(project).or_default();
                *last = version.max(*last);
            }
        }
        Ok(versions)
    }

    /// The events of a chain, an organization's or (none) the system's, in their order, those that can no longer be read
    /// included.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn events(&self, organization: Option<OrganizationId>) -> Result<Vec<StoredEvent>, StoreError> {
        let of_chain = match organization {
            Some(id) => event::Column::OrganizationId.eq(id.0),
            None => event::Column::OrganizationId.is_null(),
        };
        let rows = scope::children::<event::Entity>()
            .filter(of_chain)
            .order_by_asc(event::Column::Sequence)
            .all(&self.executor)
            .await?;
        let stored = |row: event::Model| {
            let (sequence, hash) = (row.sequence, row.hash.clone());
            StoredEvent { sequence, event: from_model(row).ok(), hash }
        };
        Ok(rows.into_iter().map(stored).collect())
    }
}

fn from_model(row: event::Model) -> Result<Event, StoreError> {
    let json = |text: Option<String>| -> Result<Option<Value>, StoreError> {
        text.map(|text| serde_json::from_str(&text).map_err(|_| StoreError::corrupt("event.json", text))).transpose()
    };
    let change = Change {
        kind: convert::code("event.kind", &row.kind, EventKind::from_code)?,
        subject: row.subject,
        project: row.project_id.map(Into::into),
        before: json(row.before_json)?,
        after: json(row.after_json)?,
        reason: row.reason,
    };
    Ok(Event {
        id: row.id.into(),
        organization_id: row.organization_id.map(Into::into),
        sequence: row.sequence,
        occurred_at: row.occurred_at,
        actor: row.actor,
        change,
        previous_hash: row.previous_hash,
    })
}
