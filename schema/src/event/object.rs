//! An event as clients see it.

use super::projects::EventProjects;
use crate::{failure::Failure, project::Project, scalar::DateTime};
use async_graphql::{Description, Enum, ID, Object, SimpleObject};
use std::sync::Arc;
use sucharit_domain::event as domain;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::EventKind")]
pub enum EventKind {
    /// นำเข้าแผน
    PlanImported,
    /// แก้ไขร่างแผน
    PlanReplaced,
    /// บันทึกผลการดำเนินงาน
    ProgressRecorded,
    /// ยกผลรอบ 6 เดือนไปรอบ 12 เดือน
    ProgressCarriedOver,
    /// ยกเลิกผลที่ยกไปรอบ 12 เดือน
    ProgressCarryWithdrawn,
    /// ประเมินความเสี่ยง
    RiskAssessed,
    /// สร้างบัญชีผู้ใช้
    AccountCreated,
    /// ระงับบัญชีผู้ใช้
    AccountDisabled,
    /// เปลี่ยนรหัสผ่าน
    PasswordChanged,
    /// ออกโทเคน
    TokenCreated,
    /// เพิกถอนโทเคน
    TokenRevoked,
    /// เสนอรายงานรอบต่อปลัด
    RoundReportSubmitted,
    /// ถอนรายงานรอบที่เสนอ
    RoundReportWithdrawn,
    /// ปลัดเห็นชอบรายงานรอบ
    RoundReportEndorsed,
    /// นายกอนุมัติรายงานรอบ
    RoundReportApproved,
    /// ส่งคืนรายงานรอบ
    RoundReportReturned,
    /// เปิดรายงานรอบที่อนุมัติแล้วให้แก้ไข
    RoundReportReopened,
    /// บันทึกการรายงานในระบบ e-PlanNACC
    RoundReportFiled,
    /// เผยแพร่รายงานรอบ
    RoundReportPublished,
    /// เลื่อนช่วงเวลารายงาน
    WindowMoved,
    /// ขยายเวลารายงาน
    DueDateExtended,
    /// ยุติการขยายเวลารายงาน
    ExtensionEnded,
    /// ยืนยันผลรอบ 6 เดือนเป็นผลรอบ 12 เดือน
    ProgressConfirmed,
    /// ปลดล็อกผลรอบ 12 เดือน
    ProgressReopened,
    /// จัดทำร่างแผนฉบับปรับปรุง
    PlanAmended,
    /// ตรวจความสอดคล้องกับมิติของโครงการ
    ConformityReviewed,
    /// เสนอแผนต่อปลัด
    PlanSubmitted,
    /// ถอนแผนที่เสนอ
    PlanWithdrawn,
    /// ปลัดเห็นชอบแผน
    PlanEndorsed,
    /// นายกอนุมัติแผน
    PlanApproved,
    /// ส่งคืนแผน
    PlanReturned,
    /// เผยแพร่แผน
    PlanPublished,
    /// แนบเอกสารหลักฐาน
    EvidenceAdded,
    /// นำเอกสารหลักฐานออก
    EvidenceRemoved,
    /// ผูกบัญชีกับผู้ให้บริการยืนยันตัวตน
    AccountLinked,
}

/// An entry of the audit trail: one change, never changed or deleted itself.
#[derive(Debug, Clone, Description)]
pub struct Event {
    value: domain::Event,
    hash: String,
    projects: Arc<EventProjects>,
}

/// A field that an event changed.
#[derive(Debug, Clone, SimpleObject)]
pub struct FieldChange {
    /// The field's name.
    field: String,
    /// Its value before; null where there was none.
    before: Option<String>,
    /// Its value after; null where there is none.
    after: Option<String>,
}

impl Event {
    /// An event with the hash that is stored for it.
    pub fn new((value, hash): (domain::Event, String), projects: &Arc<EventProjects>) -> Self {
        Self { value, hash, projects: Arc::clone(projects) }
    }

    /// Its place in its organization's chain.
    pub fn place(&self) -> i64 {
        self.value.sequence
    }
}

#[Object(use_type_description)]
impl Event {
    /// Opaque id.
    async fn id(&self) -> ID {
        ID(self.value.id.named())
    }

    /// Its place in its organization's chain, from 1.
    async fn sequence(&self) -> i64 {
        self.value.sequence
    }

    /// When.
    async fn occurred_at(&self) -> DateTime {
        DateTime(self.value.occurred_at)
    }

    /// Who.
    async fn actor(&self) -> &str {
        &self.value.actor
    }

    /// What.
    async fn kind(&self) -> EventKind {
        self.value.change.kind.into()
    }

    /// What, in Thai words.
    async fn label(&self) -> &str {
        self.value.change.kind.label()
    }

    /// The id of the thing that changed; `node` gives it as it stands now.
    async fn subject_id(&self) -> ID {
        ID(self.value.change.subject.clone())
    }

    /// The project whose history it belongs to, as it stands now; null where there is none.
    async fn project(&self) -> Result<Option<Project>, Failure> {
        match self.value.change.project {
            Some(project) => self.projects.project(project).await,
            None => Ok(None),
        }
    }

    /// Why, where a reason was given.
    async fn reason(&self) -> Option<&str> {
        self.value.change.reason.as_deref()
    }

    /// The fields that changed, by name.
    async fn fields(&self) -> Vec<FieldChange> {
        let fields = self.value.change.fields().into_iter();
        fields.map(|change| FieldChange { field: change.field, before: change.before, after: change.after }).collect()
    }

    /// SHA-256 over the event and the hash of the one before it.
    async fn hash(&self) -> &str {
        &self.hash
    }
}
