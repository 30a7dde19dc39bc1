//! Typed identifiers: a [`ProjectId`] is not a [`PlanId`].

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(value: Uuid) -> Self {
                Self(value)
            }
        }

        impl From<$name> for Uuid {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    )*};
}

typed_ids! {
    /// An organization (อปท.).
    OrganizationId,
    /// A division (สำนัก/กอง) of an organization.
    DivisionId,
    /// A five-year plan.
    PlanId,
    /// A dimension (มิติ) of a plan.
    DimensionId,
    /// A mission (ภารกิจตามมิติ) of a dimension.
    MissionId,
    /// An objective of a mission.
    MissionObjectiveId,
    /// A plan-wide goal (เป้าหมาย).
    GoalId,
    /// A project (โครงการ/กิจกรรม/มาตรการ).
    ProjectId,
    /// An output or outcome indicator (ตัวชี้วัด) of a project.
    IndicatorId,
    /// The progress report of one project, fiscal year and round.
    ProgressId,
    /// The report of a whole plan for one fiscal year and round.
    RoundReportId,
    /// A risk area (หัวข้อการดำเนินงาน).
    RiskAreaId,
    /// A risk issue (ประเด็นความเสี่ยงการทุจริต).
    RiskIssueId,
    /// A control measure (มาตรการควบคุมความเสี่ยงการทุจริต).
    ControlMeasureId,
    /// One scored assessment of a risk issue.
    RiskAssessmentId,
    /// An entry of the audit trail.
    EventId,
    /// An account.
    AccountId,
    /// A session of somebody who signed in.
    SessionId,
    /// A token of a program.
    AccessTokenId,
    /// A step that somebody took in a chain of approval.
    ApprovalStepId,
    /// A published round report.
    PublicationId,
    /// More time for a report.
    ExtensionId,
    /// A message to an account.
    NotificationId,
    /// A revision of a plan.
    PlanRevisionId,
    /// A file on a progress report.
    EvidenceId,
}
