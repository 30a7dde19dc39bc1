//! Codes in words: the official Thai of `domain::labels`, and English beside it.

use sucharit_domain::{
    access::{Role, WhyNot},
    approval::ApprovalStep,
    calendar::ReportingRound,
    event::EventKind,
    labels,
    language::Language,
    plan::GoalDirection,
    progress::{ProgressStatus, UnableReason},
    project::{Comparison, Conformity, ProjectKind, SourceNote, TargetGroupCategory},
    risk::{RiskBasis, RiskLevel},
    round_report::ApprovalState,
    summary::Flag,
};

/// A code in words.
pub trait Word {
    /// In Thai or English.
    fn word(&self, language: Language) -> &'static str;
}

impl<T: Word> Word for &T {
    fn word(&self, language: Language) -> &'static str {
        (**self).word(language)
    }
}

/// Codes that have an official Thai label, with their English.
macro_rules! labelled {
    ($($name:ident { $($variant:ident => $english:literal),* $(,)? })*) => {$(
        impl Word for $name {
            fn word(&self, language: Language) -> &'static str {
                match language {
                    Language::Thai => self.label(),
                    Language::English => match self { $(Self::$variant => $english),* },
                }
            }
        }
    )*};
}

labelled! {
    Role {
        Officer => "Division officer",
        Planner => "Planner",
        Clerk => "Municipal clerk",
        Executive => "Mayor or chief executive",
        NaccProvince => "NACC, province",
        NaccRegion => "NACC, region",
        NaccCentral => "NACC, central",
        Admin => "Administrator",
    }
    ReportingRound { SixMonth => "6 months", TwelveMonth => "12 months" }
    ProgressStatus {
        InProgress => "In progress",
        Completed => "Completed",
        Unable => "Unable to carry out",
    }
    UnableReason {
        NoBudget => "No budget received",
        PolicyChanged => "The executive's policy changed",
        Understaffed => "Not enough staff",
        Other => "Other",
    }
    ProjectKind { Project => "Project", Activity => "Activity", Measure => "Measure", Guideline => "Guideline" }
    ApprovalState {
        Draft => "Draft",
        Submitted => "Submitted to the clerk",
        Endorsed => "Endorsed by the clerk",
        Approved => "Approved by the executive",
    }
    RiskLevel { Low => "Low", Medium => "Medium", High => "High", Extreme => "Extreme" }
    RiskBasis { Inherent => "Before controls", Residual => "After controls" }
    Flag { Green => "Green", Orange => "Orange", Red => "Red" }
    Conformity { Conforming => "In line with its dimension", NonConforming => "Not in line with its dimension" }
    TargetGroupCategory {
        PoliticalExecutives => "Political officials: executives",
        LocalCouncil => "Political officials: local council",
        LocalStaff => "Officials and staff of local government",
        Youth => "Children and youth",
        Citizens => "Citizens and civil society",
        EducationalInstitutions => "Educational institutions",
        GovernmentAgencies => "Government agencies",
        StateEnterprises => "State enterprises",
        PrivateSector => "Private businesses",
    }
    Comparison {
        Exists => "There is",
        AtLeast => "At least",
        AtMost => "At most",
        Exactly => "Exactly",
        Increases => "Rises by",
        Decreases => "Falls by",
    }
    EventKind {
        PlanImported => "Plan read in from a file",
        PlanReplaced => "Draft plan replaced by a file",
        ProgressRecorded => "Progress recorded",
        ProgressCarriedOver => "Six-month report carried into the 12 months",
        ProgressCarryWithdrawn => "Carried 12-month report taken back",
        RiskAssessed => "Risk scored",
        AccountCreated => "Account made",
        AccountDisabled => "Account disabled",
        PasswordChanged => "Password set",
        TokenCreated => "Token given out",
        TokenRevoked => "Token revoked",
        RoundReportSubmitted => "Round report submitted",
        RoundReportWithdrawn => "Round report taken back",
        RoundReportEndorsed => "Round report endorsed by the clerk",
        RoundReportApproved => "Round report approved by the executive",
        RoundReportReturned => "Round report returned",
        RoundReportReopened => "Round report opened again by NACC",
        RoundReportFiled => "Entry in e-PlanNACC recorded",
        RoundReportPublished => "Round report published",
        WindowMoved => "Reporting window moved",
        DueDateExtended => "More time given",
        ExtensionEnded => "Extension ended",
        ProgressConfirmed => "Six-month report confirmed for the 12 months",
        ProgressReopened => "12-month report unlocked",
        PlanAmended => "Amendment of the plan drawn up",
        ConformityReviewed => "Conformity of a project reviewed",
        PlanSubmitted => "Plan submitted to the clerk",
        PlanWithdrawn => "Submitted plan taken back",
        PlanEndorsed => "Plan endorsed by the clerk",
        PlanApproved => "Plan approved by the executive",
        PlanReturned => "Plan returned",
        PlanPublished => "Plan published",
        EvidenceAdded => "File attached",
        EvidenceRemoved => "File removed",
        AccountLinked => "Account linked to a provider of identities",
    }
    SourceNote {
        Reconstructed => "Read from a damaged original",
        KindInferred => "Kind inferred from the name",
        BudgetReconstructed => "Budget read from a damaged original",
        SourceIncomplete => "The original is incomplete",
    }
}

impl Word for WhyNot {
    fn word(&self, language: Language) -> &'static str {
        let (thai, english) = match self {
            Self::WrongRole => ("บทบาทของท่านไม่ได้ทำขั้นตอนนี้", "your role has no part in it"),
            Self::ReadOnlyToken => ("โทเคนนี้อ่านได้อย่างเดียว", "the token only reads"),
            Self::OtherDivision => (
                "โครงการนี้มิได้มอบหมายให้สำนัก/กองของท่านโดยตรง งานแผนเป็นผู้บันทึก",
                "the project is not assigned to your own division; the planner records it",
            ),
            Self::WrongState => ("ยังไม่ถึงขั้นตอนนี้ หรือผ่านขั้นตอนนี้ไปแล้ว", "it is not at this step"),
            Self::OwnStep => {
                ("ท่านทำขั้นตอนก่อนหน้าไปแล้ว ผู้อื่นต้องเป็นผู้ทำขั้นตอนนี้", "you took an earlier step; somebody else takes this one")
            }
            Self::WindowClosed => ("ยังไม่ถึงช่วงเวลารายงาน", "the reporting window has not opened yet"),
            Self::CarriedOver => {
                ("แล้วเสร็จตั้งแต่รอบ 6 เดือน จึงล็อกไว้", "it was completed after six months, so it is locked")
            }
        };
        match language {
            Language::Thai => thai,
            Language::English => english,
        }
    }
}

impl Word for ApprovalStep {
    fn word(&self, language: Language) -> &'static str {
        let (thai, english) = match self {
            Self::Submit => (ApprovalState::Submitted.label(), "Submitted to the clerk"),
            Self::Withdraw => ("ถอนเรื่อง", "Withdrawn"),
            Self::Endorse => (ApprovalState::Endorsed.label(), "Endorsed by the clerk"),
            Self::Approve => (ApprovalState::Approved.label(), "Approved by the executive"),
            Self::Return => ("ส่งคืนให้แก้ไข", "Returned"),
            Self::Reopen => ("ป.ป.ช. เปิดให้แก้ไข", "Reopened by NACC"),
        };
        match language {
            Language::Thai => thai,
            Language::English => english,
        }
    }
}

impl Word for GoalDirection {
    fn word(&self, language: Language) -> &'static str {
        let (thai, english) = match self {
            Self::Decrease => ("ลดลงไม่น้อยกว่าเป้าหมาย", "down by at least the target"),
            Self::Increase => ("เพิ่มขึ้นไม่น้อยกว่าเป้าหมาย", "up by at least the target"),
            Self::AtLeast => ("ไม่น้อยกว่าเป้าหมาย", "at least the target"),
            Self::AtMost => ("ไม่เกินเป้าหมาย", "at most the target"),
        };
        match language {
            Language::Thai => thai,
            Language::English => english,
        }
    }
}

/// What stands where nothing is reported yet.
#[must_use]
pub fn awaiting(language: Language) -> &'static str {
    match language {
        Language::Thai => labels::AWAITING,
        Language::English => "Awaiting report",
    }
}

/// The class that colours a flag.
#[must_use]
pub fn flag_class(flag: &Flag) -> &'static str {
    match flag {
        Flag::Green => "green",
        Flag::Orange => "orange",
        Flag::Red => "red",
    }
}

/// The class that colours a status.
#[must_use]
pub fn status_class(status: &ProgressStatus) -> &'static str {
    match status {
        ProgressStatus::Completed => "tag-green",
        ProgressStatus::InProgress => "tag-orange",
        ProgressStatus::Unable => "tag-red",
    }
}

/// The size of a file, as people say it.
#[must_use]
pub fn size(bytes: i64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KiB", bytes / 1024),
        _ => format!("{}.{} MiB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

/// As what somebody signs by a step.
#[must_use]
pub fn signing(step: ApprovalStep, language: Language) -> &'static str {
    let (thai, english) = match step {
        ApprovalStep::Endorse => ("ความเห็นปลัด", "The clerk's opinion"),
        ApprovalStep::Approve => ("ความเห็นนายก", "The executive's opinion"),
        _ => ("ผู้รายงาน", "Reported by"),
    };
    match language {
        Language::Thai => thai,
        Language::English => english,
    }
}

/// The class that colours a level of risk.
#[must_use]
pub fn level_class(level: &RiskLevel) -> &'static str {
    match level {
        RiskLevel::Low => "green",
        RiskLevel::Medium => "yellow",
        RiskLevel::High => "orange",
        RiskLevel::Extreme => "red",
    }
}
