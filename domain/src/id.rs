//! Typed identifiers: a [`ProjectId`] is not a [`PlanId`].

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident = $word:literal),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The word of its type.
            pub const WORD: &'static str = $word;

            /// The thing by the word of its type and its id: as events name it, and as clients see it.
            #[must_use]
            pub fn named(self) -> String {
                format!(concat!($word, ":{}"), self.0.simple())
            }
        }

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
    OrganizationId = "organization",
    /// A division (สำนัก/กอง) of an organization.
    DivisionId = "division",
    /// A five-year plan.
    PlanId = "plan",
    /// A dimension (มิติ) of a plan.
    DimensionId = "dimension",
    /// A mission (ภารกิจตามมิติ) of a dimension.
    MissionId = "mission",
    /// An objective of a mission.
    MissionObjectiveId = "missionObjective",
    /// A plan-wide goal (เป้าหมาย).
    GoalId = "goal",
    /// A project (โครงการ/กิจกรรม/มาตรการ).
    ProjectId = "project",
    /// An output or outcome indicator (ตัวชี้วัด) of a project.
    IndicatorId = "indicator",
    /// The progress report of one project, fiscal year and round.
    ProgressId = "progress",
    /// The report of a whole plan for one fiscal year and round.
    RoundReportId = "roundReport",
    /// A risk area (หัวข้อการดำเนินงาน).
    RiskAreaId = "riskArea",
    /// A risk issue (ประเด็นความเสี่ยงการทุจริต).
    RiskIssueId = "riskIssue",
    /// A control measure (มาตรการควบคุมความเสี่ยงการทุจริต).
    ControlMeasureId = "controlMeasure",
    /// One scored assessment of a risk issue.
    RiskAssessmentId = "riskAssessment",
    /// An entry of the audit trail.
    EventId = "event",
    /// An account.
    AccountId = "account",
    /// A session of somebody who signed in.
    SessionId = "session",
    /// A token of a program.
    AccessTokenId = "accessToken",
    /// A step that somebody took in a chain of approval.
    ApprovalStepId = "approvalStep",
    /// A published round report.
    PublicationId = "publication",
    /// More time for a report.
    ExtensionId = "extension",
    /// A message to an account.
    NotificationId = "notification",
    /// A revision of a plan.
    PlanRevisionId = "planRevision",
    /// A published plan.
    PlanPublicationId = "planPublication",
    /// A file on a progress report.
    EvidenceId = "evidence",
}
