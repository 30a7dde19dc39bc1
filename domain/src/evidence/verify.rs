//! Whether the evidence is still what the audit trail says.

use super::Evidence;
use crate::{
    event::{Event, EventKind, chain::StoredEvent},
    id::ProjectId,
};
use serde_json::Value;
use std::collections::HashMap;

/// A file that is not what was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenEvidence {
    /// How the audit trail names it: `evidence:0198…`.
    pub subject: String,
    /// The project whose report it belongs to, where the trail tells.
    pub project: Option<ProjectId>,
    /// What does not hold.
    pub reason: BrokenFile,
}

/// What does not hold about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrokenFile {
    /// It was recorded and is gone.
    Missing,
    /// It is not what was recorded.
    Changed,
    /// No event says that it was added.
    Unrecorded,
}

impl BrokenFile {
    /// In words, for the command line.
    #[must_use]
    pub const fn english(self) -> &'static str {
        match self {
            Self::Missing => "is missing",
            Self::Changed => "was changed after it was written",
            Self::Unrecorded => "was never recorded",
        }
    }
}

/// What a chain of events says about evidence.
#[derive(Debug)]
pub struct Trail<'a> {
    added: Vec<&'a Event>,
    removed: HashMap<&'a str, &'a Event>,
}

impl<'a> Trail<'a> {
    /// What these events say.
    #[must_use]
    pub fn of(events: &'a [StoredEvent]) -> Self {
        let said = |kind: EventKind| {
            let events = events.iter().filter_map(|stored| stored.event.as_ref());
            events.filter(move |event| event.change.kind == kind)
        };
        Self {
            added: said(EventKind::EvidenceAdded).collect(),
            removed: said(EventKind::EvidenceRemoved).map(|event| (event.change.subject.as_str(), event)).collect(),
        }
    }

    /// The project whose report a file belongs to.
    #[must_use]
    pub fn project(&self, evidence: &Evidence) -> Option<ProjectId> {
        let subject = evidence.subject();
        self.added.iter().find(|event| event.change.subject == subject)?.change.project
    }

    /// The first file that is not recorded as it stands; its bytes are checked where they are kept.
    #[must_use]
    pub fn first_broken(&self, evidence: &[Evidence]) -> Option<BrokenEvidence> {
        let mut rows: HashMap<String, &Evidence> = evidence.iter().map(|row| (row.subject(), row)).collect();
        for event in &self.added {
            let subject = &event.change.subject;
            let reason = match rows.remove(subject) {
                None => BrokenFile::Missing,
                Some(row) if self.agrees(event, row) => continue,
                Some(_) => BrokenFile::Changed,
            };
            return Some(BrokenEvidence { subject: subject.clone(), project: event.change.project, reason });
        }
        let unrecorded = rows.into_keys().min()?;
        Some(BrokenEvidence { subject: unrecorded, project: None, reason: BrokenFile::Unrecorded })
    }

    fn agrees(&self, added: &Event, row: &Evidence) -> bool {
        let removed = self.removed.get(added.change.subject.as_str());
        let removal = match (removed, &row.removal) {
            (None, None) => true,
            (Some(event), Some(removal)) => {
                event.actor == removal.by && event.change.reason.as_ref() == Some(&removal.reason)
            }
            _ => false,
        };
        let said = added.change.after.as_ref().unwrap_or(&Value::Null);
        removal && added.actor == row.added_by && *said == row.to_json()
    }
}

#[cfg(test)]
#[path = "verify_tests.rs"]
mod tests;
