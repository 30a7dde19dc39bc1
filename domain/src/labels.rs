//! Official Thai wording, letter for letter as e-PlanNACC and the plan write it (the only place).

use crate::{
    access::Role,
    area::AreaKind,
    calendar::ReportingRound,
    event::EventKind,
    organization::OrganizationKind,
    progress::{ProgressStatus, UnableReason},
    project::{Comparison, Conformity, ProjectKind, SourceNote, TargetGroupCategory},
    risk::RiskLevel,
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
    /// The step of the chain.
    ApprovalState { Draft => "ร่าง", Submitted => "เสนอปลัด", Endorsed => "ปลัดเห็นชอบ", Approved => "นายกอนุมัติ" }
    /// What happened, in words.
    EventKind {
        PlanImported => "นำเข้าแผน",
        PlanReplaced => "นำเข้าแผนแทนฉบับร่าง",
        ProgressRecorded => "บันทึกผลการดำเนินงาน",
        ProgressCarriedOver => "ยกผลรอบ 6 เดือนไปรอบ 12 เดือน",
        ProgressCarryWithdrawn => "ยกเลิกผลที่ยกไปรอบ 12 เดือน",
        RiskAssessed => "ประเมินความเสี่ยง",
        AccountCreated => "สร้างบัญชีผู้ใช้",
        AccountDisabled => "ระงับบัญชีผู้ใช้",
        PasswordChanged => "เปลี่ยนรหัสผ่าน",
        TokenCreated => "ออกโทเคน",
        TokenRevoked => "เพิกถอนโทเคน",
        EvidenceAdded => "แนบเอกสารหลักฐาน",
        EvidenceRemoved => "นำเอกสารหลักฐานออก",
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
    /// The colour's name.
    Flag { Green => "เขียว", Orange => "ส้ม", Red => "แดง" }
}
