//! Steps, signatures, seals, and why somebody may not act.

use crate::scalar::DateTime;
use async_graphql::{Enum, SimpleObject};
use sucharit_domain::{access, approval as domain, round_report::seal};

/// A step of a chain of approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::ApprovalStep")]
pub enum ApprovalStep {
    /// เสนอปลัด: the planning division signs for the content (ผู้รายงาน).
    Submit,
    /// ถอนเรื่อง: the planning division takes it back before the clerk acted.
    Withdraw,
    /// ปลัดเห็นชอบ
    Endorse,
    /// นายกอนุมัติ
    Approve,
    /// ส่งคืน: the clerk or the executive returns it to its draft.
    Return,
    /// ป.ป.ช. opens an approved one again.
    Reopen,
}

/// Why you may not do something now, although the thing exists for you.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "access::WhyNot")]
pub enum WhyNot {
    /// Your role has no part in it.
    WrongRole,
    /// Your token only reads.
    ReadOnlyToken,
    /// The project belongs to another division.
    OtherDivision,
    /// The thing is not in a state that allows it.
    WrongState,
    /// You took an earlier step of this chain.
    OwnStep,
    /// The reporting window has not opened yet.
    WindowClosed,
    /// The twelve-month report took over a six-month completion and is locked.
    CarriedOver,
}

/// A signature: who, in which position, when, over exactly what.
#[derive(Debug, Clone, SimpleObject)]
pub struct Signature {
    /// Which step was signed: SUBMIT (ผู้รายงาน), ENDORSE (ปลัด) or APPROVE (นายก).
    step: ApprovalStep,
    /// ชื่อ-สกุล when it was signed.
    name: String,
    /// ตำแหน่ง when it was signed.
    position: String,
    /// ความเห็น of the clerk and of the executive.
    opinion: Option<String>,
    /// When.
    signed_at: DateTime,
    /// SHA-256 of what was signed (รหัสตรวจสอบ).
    digest: String,
}

impl Signature {
    /// The signature that a step is; none where it signs nothing.
    pub fn of(taken: &domain::StepTaken) -> Option<Self> {
        Some(Self {
            step: taken.step.into(),
            name: taken.name.clone(),
            position: taken.position.clone(),
            opinion: taken.words.clone(),
            signed_at: DateTime(taken.taken_at),
            digest: taken.digest.clone()?,
        })
    }
}

/// A step that somebody took.
#[derive(Debug, Clone, SimpleObject)]
pub struct StepTaken {
    /// Which.
    step: ApprovalStep,
    /// The way from the draft that it belongs to, from 1: one that was withdrawn, returned or reopened is followed by another.
    run: i32,
    /// ชื่อ-สกุล at the time.
    name: String,
    /// ตำแหน่ง at the time.
    position: String,
    /// ความเห็น of one who endorsed or approved; the reason of one who returned or reopened.
    words: Option<String>,
    /// When.
    taken_at: DateTime,
    /// SHA-256 of what was signed; null for a step that signs nothing.
    digest: Option<String>,
    /// Whether it counts no more: its run ended with the draft.
    is_void: bool,
}

impl StepTaken {
    /// A step; void where it does not belong to the run that is under way.
    pub fn new(taken: &domain::StepTaken, is_void: bool) -> Self {
        Self {
            step: taken.step.into(),
            run: taken.run,
            name: taken.name.clone(),
            position: taken.position.clone(),
            words: taken.words.clone(),
            taken_at: DateTime(taken.taken_at),
            digest: taken.digest.clone(),
            is_void,
        }
    }
}

/// What was signed, held against the thing as it stands.
#[derive(Debug, Clone, SimpleObject)]
pub struct Seal {
    /// SHA-256 of what was signed (รหัสตรวจสอบ); null where the state was reached without a signature.
    pub digest: Option<String>,
    /// Whether the thing still is what everybody signed.
    pub is_intact: bool,
    /// The fields that differ from what was signed.
    pub differences: Vec<FieldDifference>,
}

/// A field that differs from what was signed.
#[derive(Debug, Clone, SimpleObject)]
pub struct FieldDifference {
    /// ลำดับที่ of the project it belongs to; null for what belongs to the report itself.
    project_number: Option<i16>,
    /// Its place, such as `progress.disbursed`.
    field: String,
    /// As it was signed; null where there was nothing.
    sealed: Option<String>,
    /// As it stands; null where there is nothing.
    current: Option<String>,
}

impl From<seal::FieldDifference> for FieldDifference {
    fn from(difference: seal::FieldDifference) -> Self {
        let seal::FieldDifference { project_number, field, sealed, current } = difference;
        Self { project_number, field, sealed, current }
    }
}
