//! The audit trail: one event for each change, chained by SHA-256 within its organization.

pub mod book;
pub mod chain;
pub mod fields;

use crate::{
    code::coded_enum,
    id::{EventId, OrganizationId, ProjectId},
    sha256,
};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

coded_enum! {
    /// What happened.
    pub enum EventKind {
        /// A plan was read in from a file, for the first time.
        PlanImported = "PLAN_IMPORTED",
        /// Another text took the place of a draft plan's: by a file, or by a form.
        PlanReplaced = "PLAN_REPLACED",
        /// The progress of a project was recorded.
        ProgressRecorded = "PROGRESS_RECORDED",
        /// A six-month completion was carried into the twelve-month report.
        ProgressCarriedOver = "PROGRESS_CARRIED_OVER",
        /// A carried twelve-month report was taken back, because the six-month one is no longer complete.
        ProgressCarryWithdrawn = "PROGRESS_CARRY_WITHDRAWN",
        /// A risk was scored.
        RiskAssessed = "RISK_ASSESSED",
        /// An account was made.
        AccountCreated = "ACCOUNT_CREATED",
        /// An account can no longer sign in.
        AccountDisabled = "ACCOUNT_DISABLED",
        /// A password was set or reset: all sessions ended.
        PasswordChanged = "PASSWORD_CHANGED",
        /// A token was given out.
        TokenCreated = "TOKEN_CREATED",
        /// A token was revoked.
        TokenRevoked = "TOKEN_REVOKED",
        /// A round report was handed to the clerk.
        RoundReportSubmitted = "ROUND_REPORT_SUBMITTED",
        /// A submitted round report was taken back.
        RoundReportWithdrawn = "ROUND_REPORT_WITHDRAWN",
        /// The clerk endorsed a round report.
        RoundReportEndorsed = "ROUND_REPORT_ENDORSED",
        /// The executive approved a round report.
        RoundReportApproved = "ROUND_REPORT_APPROVED",
        /// A round report was returned to its draft.
        RoundReportReturned = "ROUND_REPORT_RETURNED",
        /// An approved round report was opened again; its publication, if any, ended.
        RoundReportReopened = "ROUND_REPORT_REOPENED",
        /// The entry of a round report in e-PlanNACC was recorded.
        RoundReportFiled = "ROUND_REPORT_FILED",
        /// A round report was published.
        RoundReportPublished = "ROUND_REPORT_PUBLISHED",
        /// The reporting window of a fiscal year and round was moved.
        WindowMoved = "WINDOW_MOVED",
        /// An organization or a province was given more time.
        DueDateExtended = "DUE_DATE_EXTENDED",
        /// An extension was taken back.
        ExtensionEnded = "EXTENSION_ENDED",
        /// The six-month figures were confirmed as the twelve-month report.
        ProgressConfirmed = "PROGRESS_CONFIRMED",
        /// A carried twelve-month report was opened for changes.
        ProgressReopened = "PROGRESS_REOPENED",
        /// An amendment of an adopted plan was drawn up, or its draft changed.
        PlanAmended = "PLAN_AMENDED",
        /// NACC found that a project does or does not conform to its dimension.
        ConformityReviewed = "CONFORMITY_REVIEWED",
        /// A revision of a plan was handed to the clerk.
        PlanSubmitted = "PLAN_SUBMITTED",
        /// A submitted revision of a plan was taken back.
        PlanWithdrawn = "PLAN_WITHDRAWN",
        /// The clerk endorsed a revision of a plan.
        PlanEndorsed = "PLAN_ENDORSED",
        /// The executive approved a revision of a plan: the plan stands at it from then on.
        PlanApproved = "PLAN_APPROVED",
        /// A revision of a plan was returned to its draft.
        PlanReturned = "PLAN_RETURNED",
        /// The adopted revision of a plan was published; the publication of an earlier one, if any, ended.
        PlanPublished = "PLAN_PUBLISHED",
        /// A file was added to a progress report.
        EvidenceAdded = "EVIDENCE_ADDED",
        /// A file was removed from a progress report; its bytes are kept.
        EvidenceRemoved = "EVIDENCE_REMOVED",
        /// An account was linked to somebody at a provider of identities.
        AccountLinked = "ACCOUNT_LINKED",
    }
}

impl EventKind {
    /// Whether it is about an account, its password or its tokens, and not about the work.
    #[must_use]
    pub const fn is_of_account(self) -> bool {
        matches!(
            self,
            Self::AccountCreated
                | Self::AccountDisabled
                | Self::AccountLinked
                | Self::PasswordChanged
                | Self::TokenCreated
                | Self::TokenRevoked
        )
    }
}

/// A change as a command states it, before it has its place in the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What happened.
    pub kind: EventKind,
    /// The thing that changed: its type's word and id, `progress:0198…`.
    pub subject: String,
    /// The project whose history it belongs to, if any.
    pub project: Option<ProjectId>,
    /// Its values before; none for something new.
    pub before: Option<Value>,
    /// Its values after; none for something taken away.
    pub after: Option<Value>,
    /// Why, where a reason was given.
    pub reason: Option<String>,
}

/// An entry of the audit trail.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Identity.
    pub id: EventId,
    /// Whose chain it belongs to; none: the chain of what belongs to no organization.
    pub organization_id: Option<OrganizationId>,
    /// Its place in the chain, from 1.
    pub sequence: i64,
    /// When, UTC.
    pub occurred_at: DateTime<Utc>,
    /// Who.
    pub actor: String,
    /// What.
    pub change: Change,
    /// The hash of the event before it; none for the first.
    pub previous_hash: Option<String>,
}

impl Event {
    /// SHA-256 (hexadecimal) over the canonical form: JSON with sorted keys of everything above, the previous hash included.
    #[must_use]
    pub fn hash(&self) -> String {
        let canonical = json!({
            "id": Uuid::from(self.id),
            "organization": self.organization_id,
            "sequence": self.sequence,
            "occurredAt": self.occurred_at.to_rfc3339_opts(SecondsFormat::Micros, true),
            "actor": self.actor,
            "kind": self.change.kind,
            "subject": self.change.subject,
            "project": self.change.project,
            "before": self.change.before,
            "after": self.change.after,
            "reason": self.change.reason,
            "previous": self.previous_hash,
        });
        sha256::of(canonical.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn any_difference_changes_the_hash() {
        let event = Event {
            id: Uuid::nil().into(),
            organization_id: Some(Uuid::nil().into()),
            sequence: 1,
            occurred_at: Utc.with_ymd_and_hms(2026, 4, 1, 2, 3, 4).single().unwrap(),
            actor: "operator".to_owned(),
            change: Change {
                kind: EventKind::RiskAssessed,
                subject: "riskIssue:1".to_owned(),
                project: None,
                before: None,
                after: Some(json!({"b": 1, "a": "ก"})),
                reason: None,
            },
            previous_hash: None,
        };
        let hash = event.hash();
        assert_eq!(hash.len(), 64);
        let mut moved = event.clone();
        moved.sequence = 2;
        let mut edited = event.clone();
        edited.change.after = Some(json!({"b": 1, "a": "ข"}));
        let mut chained = event.clone();
        chained.previous_hash = Some(hash.clone());
        for other in [moved, edited, chained] {
            assert_ne!(other.hash(), hash);
        }
        assert_eq!(event.hash(), hash, "the same event has the same hash");
    }
}
