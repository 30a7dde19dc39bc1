//! Official Thai wording, letter for letter as e-PlanNACC and the plan write it (the only place).

use crate::{
    access::Role,
    area::AreaKind,
    calendar::ReportingRound,
    event::{EventKind, chain::BrokenReason},
    organization::OrganizationKind,
    progress::{ProgressStatus, UnableReason},
    project::{Comparison, Conformity, ProjectKind, SourceNote, TargetGroupCategory},
    risk::{RiskBasis, RiskLevel},
    round_report::ApprovalState,
    summary::Flag,
};

/// The months, January first.
pub const MONTHS: [&str; 12] = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
];

/// What stands where nothing has been reported yet.
pub const AWAITING: &str = "รอรายงานผล";

/// Yes, where something holds or does not.
pub const YES: &str = "ใช่";

/// No, where something holds or does not.
pub const NO: &str = "ไม่ใช่";

/// Whether something holds, in a word.
#[must_use]
pub const fn yes_or_no(holds: bool) -> &'static str {
    if holds { YES } else { NO }
}

/// A dimension by number: `มิติที่ 1`.
#[must_use]
pub fn dimension(number: i16) -> String {
    format!("มิติที่ {number}")
}

/// Gives each listed value its label.
macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident { $($variant:ident => $label:literal),* $(,)? })*) => {$(
        impl $name {
            $(#[$doc])*
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }
        }
    )*};
}

labels! {
    /// What the area is called.
    AreaKind { Country => "ประเทศ", Region => "ภาค", Province => "จังหวัด", District => "อำเภอ" }
    /// The legal form in full.
    OrganizationKind {
        ProvincialAdministration => "องค์การบริหารส่วนจังหวัด",
        CityMunicipality => "เทศบาลนคร",
        TownMunicipality => "เทศบาลเมือง",
        SubdistrictMunicipality => "เทศบาลตำบล",
        SubdistrictAdministration => "องค์การบริหารส่วนตำบล",
        Special => "องค์กรปกครองส่วนท้องถิ่นรูปแบบพิเศษ",
    }
    /// The round as the spreadsheet's column names it: `6 เดือน`.
    ReportingRound { SixMonth => "6 เดือน", TwelveMonth => "12 เดือน" }
    /// ประเภทงาน
    ProjectKind { Project => "โครงการ", Activity => "กิจกรรม", Measure => "มาตรการ", Guideline => "แนวปฏิบัติ" }
    /// The reviewer's finding.
    Conformity { Conforming => "สอดคล้องกับมิติ", NonConforming => "ไม่สอดคล้องกับมิติ" }
    /// กลุ่มเป้าหมาย
    TargetGroupCategory {
        PoliticalExecutives => "ข้าราชการการเมืองฝ่ายบริหาร",
        LocalCouncil => "ข้าราชการการเมืองฝ่ายสภาท้องถิ่น",
        LocalStaff => "ข้าราชการ/พนักงาน/ลูกจ้าง ส่วนท้องถิ่น",
        Youth => "เด็กและเยาวชน",
        Citizens => "ประชาชน/ภาคประชาสังคม",
        EducationalInstitutions => "สถานศึกษา",
        GovernmentAgencies => "หน่วยงานภาครัฐ",
        StateEnterprises => "หน่วยงานภาครัฐวิสาหกิจ",
        PrivateSector => "หน่วยงานภาคธุรกิจเอกชน",
    }
    /// The comparison in words.
    Comparison {
        Exists => "มี",
        AtLeast => "ไม่น้อยกว่า",
        AtMost => "ไม่เกิน",
        Exactly => "จำนวน",
        Increases => "เพิ่มขึ้น",
        Decreases => "ลดลง",
    }
    /// The doubt in words.
    SourceNote {
        Reconstructed => "อ่านจากต้นฉบับที่ชำรุด",
        KindInferred => "ประเภทงานอนุมานจากชื่อ",
        BudgetReconstructed => "งบประมาณอ่านจากต้นฉบับที่ชำรุด",
        SourceIncomplete => "ต้นฉบับไม่ครบถ้วน",
    }
    /// สถานะการดำเนินงาน
    ProgressStatus {
        InProgress => "อยู่ระหว่างดำเนินการ",
        Completed => "ดำเนินการแล้วเสร็จ",
        Unable => "ไม่สามารถดำเนินการได้",
    }
    /// เหตุผลที่ไม่สามารถดำเนินการได้
    UnableReason {
        NoBudget => "ไม่ได้รับงบประมาณ",
        PolicyChanged => "นโยบายผู้บริหารเปลี่ยนแปลง",
        Understaffed => "บุคลากรไม่เพียงพอ",
        Other => "อื่นๆ",
    }
    /// ระดับความเสี่ยง
    RiskLevel { Low => "ต่ำ", Medium => "ปานกลาง", High => "สูง", Extreme => "สูงมาก" }
    /// ช่วงที่ประเมินความเสี่ยง
    RiskBasis { Inherent => "ก่อนมีมาตรการควบคุม", Residual => "หลังมีมาตรการควบคุม" }
    /// The step of the chain.
    ApprovalState { Draft => "ร่าง", Submitted => "เสนอปลัด", Endorsed => "ปลัดเห็นชอบ", Approved => "นายกอนุมัติ" }
    /// What happened, in words.
    EventKind {
        PlanImported => "นำเข้าแผน",
        PlanReplaced => "แก้ไขร่างแผน",
        ProgressRecorded => "บันทึกผลการดำเนินงาน",
        ProgressCarriedOver => "ยกผลรอบ 6 เดือนไปรอบ 12 เดือน",
        ProgressCarryWithdrawn => "ยกเลิกผลที่ยกไปรอบ 12 เดือน",
        RiskAssessed => "ประเมินความเสี่ยง",
        AccountCreated => "สร้างบัญชีผู้ใช้",
        AccountDisabled => "ระงับบัญชีผู้ใช้",
        PasswordChanged => "เปลี่ยนรหัสผ่าน",
        TokenCreated => "ออกโทเคน",
        TokenRevoked => "เพิกถอนโทเคน",
        RoundReportSubmitted => "เสนอรายงานรอบต่อปลัด",
        RoundReportWithdrawn => "ถอนรายงานรอบที่เสนอ",
        RoundReportEndorsed => "ปลัดเห็นชอบรายงานรอบ",
        RoundReportApproved => "นายกอนุมัติรายงานรอบ",
        RoundReportReturned => "ส่งคืนรายงานรอบ",
        RoundReportReopened => "เปิดรายงานรอบที่อนุมัติแล้วให้แก้ไข",
        RoundReportFiled => "บันทึกการรายงานในระบบ e-PlanNACC",
        RoundReportPublished => "เผยแพร่รายงานรอบ",
        WindowMoved => "เลื่อนช่วงเวลารายงาน",
        DueDateExtended => "ขยายเวลารายงาน",
        ExtensionEnded => "ยุติการขยายเวลารายงาน",
        ProgressConfirmed => "ยืนยันผลรอบ 6 เดือนเป็นผลรอบ 12 เดือน",
        ProgressReopened => "ปลดล็อกผลรอบ 12 เดือน",
        PlanAmended => "จัดทำร่างแผนฉบับปรับปรุง",
        ConformityReviewed => "ตรวจความสอดคล้องกับมิติของโครงการ",
        PlanSubmitted => "เสนอแผนต่อปลัด",
        PlanWithdrawn => "ถอนแผนที่เสนอ",
        PlanEndorsed => "ปลัดเห็นชอบแผน",
        PlanApproved => "นายกอนุมัติแผน",
        PlanReturned => "ส่งคืนแผน",
        PlanPublished => "เผยแพร่แผน",
        EvidenceAdded => "แนบเอกสารหลักฐาน",
        EvidenceRemoved => "นำเอกสารหลักฐานออก",
        AccountLinked => "ผูกบัญชีกับผู้ให้บริการยืนยันตัวตน",
    }
    /// The role in words.
    Role {
        Officer => "เจ้าหน้าที่กอง",
        Planner => "งานแผน",
        Clerk => "ปลัด",
        Executive => "นายก",
        NaccProvince => "ป.ป.ช. ประจำจังหวัด",
        NaccRegion => "ป.ป.ช. ภาค",
        NaccCentral => "ป.ป.ช. ส่วนกลาง",
        Admin => "ผู้ดูแลระบบ",
    }
    /// What does not hold about a link of the audit trail, after the event's place.
    BrokenReason {
        Missing => "ขาดหายไป",
        OtherPrevious => "ไม่ต่อเนื่องจากรายการก่อนหน้า",
        Changed => "ถูกแก้ไขหลังจากบันทึก",
    }
    /// The colour's name.
    Flag { Green => "เขียว", Orange => "ส้ม", Red => "แดง" }
}

/// What a recorded field is called, by its name in the audit trail; none for one without a Thai word.
#[must_use]
pub fn field(name: &str) -> Option<&'static str> {
    Some(match name {
        "announcedOn" => "วันที่ประกาศ",
        "area" => "รหัสพื้นที่",
        "basis" => "ช่วงที่ประเมิน",
        "disbursed" => "เบิกจ่ายจริง",
        "division" => "รหัสอ้างอิงสำนัก/กอง",
        "document" => "รหัสตรวจสอบเอกสารแผน",
        "email" => "อีเมล",
        "endFiscalYear" => "ปีงบประมาณสุดท้าย",
        "expiresAt" => "ใช้ได้ถึง",
        "fiscalYear" => "ปีงบประมาณ",
        "impact" => "ผลกระทบ",
        "isCarriedOver" => "ยกมาจากรอบ 6 เดือน",
        "conformity" => "ความสอดคล้องกับมิติ",
        "inOrdinance" => "อยู่ในข้อบัญญัติ/เทศบัญญัติ",
        "isReopened" => "เปิดให้แก้ไขหลังยกมา",
        "isDisabled" => "ถูกระงับการใช้งาน",
        "language" => "ภาษา",
        "likelihood" => "โอกาสเกิด",
        "name" => "ชื่อ",
        "ordinanceBudget" => "งบประมาณ (วงเงินตามข้อบัญญัติ/เทศบัญญัติ)",
        "position" => "ตำแหน่ง",
        "problems" => "ปัญหา/อุปสรรค",
        "project" => "รหัสอ้างอิงโครงการ",
        "projects" => "จำนวนโครงการ",
        "rationale" => "เหตุผลประกอบการประเมิน",
        "readOnly" => "อ่านได้อย่างเดียว",
        "remark" => "หมายเหตุ",
        "result" => "ผลการดำเนินงาน",
        "revision" => "ฉบับที่",
        "role" => "บทบาท",
        "round" => "รอบการรายงาน (เดือน)",
        "size" => "ขนาด (ไบต์)",
        "startFiscalYear" => "ปีงบประมาณแรก",
        "state" => "ขั้นตอน",
        "status" => "สถานะการดำเนินงาน",
        "suggestions" => "ข้อเสนอแนะ",
        "title" => "ชื่อแผน",
        "unableDetail" => "รายละเอียดเหตุผล",
        "unableReason" => "เหตุผลที่ไม่สามารถดำเนินการได้",
        "username" => "ชื่อผู้ใช้",
        "version" => "รุ่นข้อมูล",
        _ => return None,
    })
}

/// What a recorded value of a field means, where it is a code with a Thai word; none for any other.
#[must_use]
pub fn field_value(field: &str, value: &str) -> Option<&'static str> {
    match (field, value) {
        ("conformity", code) => Conformity::from_code(code).map(Conformity::label),
        ("basis", code) => RiskBasis::from_code(code).map(RiskBasis::label),
        ("role", code) => Role::from_code(code).map(Role::label),
        ("state", code) => ApprovalState::from_code(code).map(ApprovalState::label),
        ("status", code) => ProgressStatus::from_code(code).map(ProgressStatus::label),
        ("unableReason", code) => UnableReason::from_code(code).map(UnableReason::label),
        ("inOrdinance" | "isCarriedOver" | "isDisabled" | "isReopened" | "readOnly", holds) => {
            holds.parse().ok().map(yes_or_no)
        }
        _ => None,
    }
}
