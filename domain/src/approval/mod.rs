//! The chain of approval that round reports and plans go through: its states, its steps, and the steps that were taken.
//!
//! `DRAFT → SUBMITTED → ENDORSED → APPROVED`; `withdraw` and `return` lead back to the draft, and so does `reopen` from the end.
//! Each way from the draft is a *run*: leaving it voids its signatures, which stay readable with their opinions and reasons.
//!
//! # Putting something else through the chain
//! Its variant in [`Approvable`] with the actions of its steps, a canonical form that its signatures seal ([`seal`]), and its own
//! file beside its noun for what only it has (`round_report/chain.rs`).

mod chain;
#[cfg(test)]
mod chain_tests;
pub mod seal;

use crate::{
    access::{Action, Role},
    code::coded_enum,
    id::{AccountId, ApprovalStepId},
    refusal::{Fault, Path, Refusal},
    text,
};
pub use chain::Chain;
use chrono::{DateTime, Utc};

coded_enum! {
    /// Where a report or a plan stands on its way to the executive's (นายก) signature.
    pub enum ApprovalState {
        /// ร่าง: may be changed.
        Draft = "DRAFT",
        /// เสนอปลัด: submitted by the planning division, read-only from here on.
        Submitted = "SUBMITTED",
        /// ปลัดเห็นชอบ: endorsed by the clerk.
        Endorsed = "ENDORSED",
        /// นายกอนุมัติ: approved by the executive.
        Approved = "APPROVED",
    }
}

coded_enum! {
    /// A step of the chain.
    pub enum ApprovalStep {
        /// The planning division hands it to the clerk, and signs for its content (ผู้รายงาน).
        Submit = "SUBMIT",
        /// The planning division takes it back before the clerk acted.
        Withdraw = "WITHDRAW",
        /// The clerk (ปลัด) endorses it, with an opinion.
        Endorse = "ENDORSE",
        /// The executive (นายก) approves it, with an opinion.
        Approve = "APPROVE",
        /// The clerk or the executive returns it to its draft, with a reason.
        Return = "RETURN",
        /// NACC opens an approved one again, with a reason.
        Reopen = "REOPEN",
    }
}

coded_enum! {
    /// What goes through the chain.
    pub enum Approvable {
        /// A round report.
        RoundReport = "ROUND_REPORT",
        /// A plan, one revision of it. Adopted, it is not reopened: it changes by an amendment.
        Plan = "PLAN",
    }
}

impl ApprovalState {
    /// Whose turn it is, where somebody is to sign.
    #[must_use]
    pub const fn awaited(self) -> Option<Role> {
        match self {
            Self::Draft | Self::Approved => None,
            Self::Submitted => Some(Role::Clerk),
            Self::Endorsed => Some(Role::Executive),
        }
    }
}

impl ApprovalStep {
    /// Where it leads from.
    #[must_use]
    pub const fn from(self) -> &'static [ApprovalState] {
        match self {
            Self::Submit => &[ApprovalState::Draft],
            Self::Withdraw | Self::Endorse => &[ApprovalState::Submitted],
            Self::Approve => &[ApprovalState::Endorsed],
            Self::Return => &[ApprovalState::Submitted, ApprovalState::Endorsed],
            Self::Reopen => &[ApprovalState::Approved],
        }
    }

    /// Where it leads to.
    #[must_use]
    pub const fn to(self) -> ApprovalState {
        match self {
            Self::Submit => ApprovalState::Submitted,
            Self::Endorse => ApprovalState::Endorsed,
            Self::Approve => ApprovalState::Approved,
            Self::Withdraw | Self::Return | Self::Reopen => ApprovalState::Draft,
        }
    }

    /// Whether whoever takes it signs, which seals the content.
    #[must_use]
    pub const fn signs(self) -> bool {
        matches!(self, Self::Submit | Self::Endorse | Self::Approve)
    }

    /// Whether it passes judgement on what others did, so that nobody who took part before may take it.
    #[must_use]
    pub const fn judges(self) -> bool {
        matches!(self, Self::Endorse | Self::Approve | Self::Return)
    }

    /// The field of the input that says why: an opinion or a reason; none where nothing is to be said.
    #[must_use]
    pub const fn words_field(self) -> Option<&'static str> {
        match self {
            Self::Submit | Self::Withdraw => None,
            Self::Endorse | Self::Approve => Some("opinion"),
            Self::Return | Self::Reopen => Some("reason"),
        }
    }

    /// What is wrong with the words that go with the step: they must say something.
    #[must_use]
    pub fn words_fault(self, words: &str) -> Option<Refusal> {
        let fault =
            if text::is_blank(words) { Fault::Required } else { text::check(words, text::LONGEST_TEXT).err()? };
        self.words_field().map(|field| Refusal::new(Path::input(field), fault))
    }
}

impl Approvable {
    /// The action that a step of its chain is, to [`crate::access`]; none where its chain has no such step.
    #[must_use]
    pub const fn action(self, step: ApprovalStep) -> Option<Action> {
        use ApprovalStep::{Approve, Endorse, Reopen, Return, Submit, Withdraw};
        Some(match (self, step) {
            (Self::RoundReport, Submit) => Action::SubmitRoundReport,
            (Self::RoundReport, Withdraw) => Action::WithdrawRoundReport,
            (Self::RoundReport, Endorse) => Action::EndorseRoundReport,
            (Self::RoundReport, Approve) => Action::ApproveRoundReport,
            (Self::RoundReport, Return) => Action::ReturnRoundReport,
            (Self::RoundReport, Reopen) => Action::ReopenRoundReport,
            (Self::Plan, Submit) => Action::SubmitPlan,
            (Self::Plan, Withdraw) => Action::WithdrawPlan,
            (Self::Plan, Endorse) => Action::EndorsePlan,
            (Self::Plan, Approve) => Action::ApprovePlan,
            (Self::Plan, Return) => Action::ReturnPlan,
            (Self::Plan, Reopen) => return None,
        })
    }
}

/// A step that somebody took, never changed afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepTaken {
    /// Identity.
    pub id: ApprovalStepId,
    /// Its place among all steps of the same thing, from 1.
    pub sequence: i32,
    /// The run it belongs to, from 1.
    pub run: i32,
    /// Which step.
    pub step: ApprovalStep,
    /// Who.
    pub account: AccountId,
    /// The account's username, as the audit trail names it.
    pub username: String,
    /// ชื่อ-สกุล at the time.
    pub name: String,
    /// ตำแหน่ง at the time.
    pub position: String,
    /// The opinion (ความเห็น) of one who signed, or the reason of one who returned or reopened.
    pub words: Option<String>,
    /// When, UTC.
    pub taken_at: DateTime<Utc>,
    /// SHA-256 of what was signed; none for a step that signs nothing.
    pub digest: Option<String>,
}
