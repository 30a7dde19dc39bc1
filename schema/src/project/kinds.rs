//! Enums of projects.

use async_graphql::Enum;
use sucharit_domain::project as domain;

/// ประเภทงาน
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::ProjectKind")]
pub enum ProjectKind {
    /// โครงการ
    Project,
    /// กิจกรรม
    Activity,
    /// มาตรการ
    Measure,
    /// แนวปฏิบัติ
    Guideline,
}

/// Whether NACC's reviewer finds a project in line with its dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::Conformity")]
pub enum Conformity {
    /// สอดคล้องกับมิติ
    Conforming,
    /// ไม่สอดคล้องกับมิติ: needs no report and counts nowhere.
    NonConforming,
}

/// กลุ่มเป้าหมาย, the nine of e-PlanNACC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::TargetGroupCategory")]
pub enum TargetGroupCategory {
    /// ข้าราชการการเมืองฝ่ายบริหาร
    PoliticalExecutives,
    /// ข้าราชการการเมืองฝ่ายสภาท้องถิ่น
    LocalCouncil,
    /// ข้าราชการ/พนักงาน/ลูกจ้าง ส่วนท้องถิ่น
    LocalStaff,
    /// เด็กและเยาวชน
    Youth,
    /// ประชาชน/ภาคประชาสังคม
    Citizens,
    /// สถานศึกษา
    EducationalInstitutions,
    /// หน่วยงานภาครัฐ
    GovernmentAgencies,
    /// หน่วยงานภาครัฐวิสาหกิจ
    StateEnterprises,
    /// หน่วยงานภาคธุรกิจเอกชน
    PrivateSector,
}

/// How an indicator's measured value is held against its quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::Comparison")]
pub enum Comparison {
    /// มี
    Exists,
    /// ไม่น้อยกว่า
    AtLeast,
    /// ไม่เกิน
    AtMost,
    /// จำนวนเท่านี้พอดี
    Exactly,
    /// เพิ่มขึ้น
    Increases,
    /// ลดลง
    Decreases,
}

/// A doubt about how the source was read, for a planner to settle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::SourceNote")]
pub enum SourceNote {
    /// อ่านจากต้นฉบับที่ชำรุด
    Reconstructed,
    /// ประเภทงานอนุมานจากชื่อ
    KindInferred,
    /// งบประมาณอ่านจากต้นฉบับที่ชำรุด
    BudgetReconstructed,
    /// ต้นฉบับไม่ครบถ้วน
    SourceIncomplete,
}
