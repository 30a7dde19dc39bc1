//! Projects (โครงการ/กิจกรรม/มาตรการ/แนวปฏิบัติ) and what belongs to them.

use crate::{
    access::{Action, Actor, WhyNot},
    approval::ApprovalState,
    calendar::FiscalYear,
    code::coded_enum,
    id::{IndicatorId, PlanId, ProjectId},
    money::Baht,
    refusal::Fault,
};
use rust_decimal::Decimal;
use serde::Serialize;

coded_enum! {
    /// ประเภทงาน
    pub enum ProjectKind {
        /// โครงการ
        Project = "PROJECT",
        /// กิจกรรม
        Activity = "ACTIVITY",
        /// มาตรการ
        Measure = "MEASURE",
        /// แนวปฏิบัติ
        Guideline = "GUIDELINE",
    }
}

coded_enum! {
    /// Whether NACC's reviewer finds the project in line with its dimension.
    pub enum Conformity {
        /// สอดคล้องกับมิติ
        Conforming = "CONFORMING",
        /// ไม่สอดคล้องกับมิติ: needs no report and counts nowhere.
        NonConforming = "NON_CONFORMING",
    }
}

coded_enum! {
    /// กลุ่มเป้าหมาย, the nine of e-PlanNACC in their order.
    pub enum TargetGroupCategory {
        /// ข้าราชการการเมืองฝ่ายบริหาร
        PoliticalExecutives = "POLITICAL_EXECUTIVES",
        /// ข้าราชการการเมืองฝ่ายสภาท้องถิ่น
        LocalCouncil = "LOCAL_COUNCIL",
        /// ข้าราชการ/พนักงาน/ลูกจ้าง ส่วนท้องถิ่น
        LocalStaff = "LOCAL_STAFF",
        /// เด็กและเยาวชน
        Youth = "YOUTH",
        /// ประชาชน/ภาคประชาสังคม
        Citizens = "CITIZENS",
        /// สถานศึกษา
        EducationalInstitutions = "EDUCATIONAL_INSTITUTIONS",
        /// หน่วยงานภาครัฐ
        GovernmentAgencies = "GOVERNMENT_AGENCIES",
        /// หน่วยงานภาครัฐวิสาหกิจ
        StateEnterprises = "STATE_ENTERPRISES",
        /// หน่วยงานภาคธุรกิจเอกชน
        PrivateSector = "PRIVATE_SECTOR",
    }
}

coded_enum! {
    /// Whether an indicator measures what is made or what comes of it.
    pub enum IndicatorKind {
        /// ผลผลิต
        Output = "OUTPUT",
        /// ผลลัพธ์
        Outcome = "OUTCOME",
    }
}

coded_enum! {
    /// How an indicator's measured value is held against its quantity.
    pub enum Comparison {
        /// มี: it exists; no quantity.
        Exists = "EXISTS",
        /// ไม่น้อยกว่า
        AtLeast = "AT_LEAST",
        /// ไม่เกิน
        AtMost = "AT_MOST",
        /// จำนวนเท่านี้พอดี
        Exactly = "EXACTLY",
        /// เพิ่มขึ้น
        Increases = "INCREASES",
        /// ลดลง
        Decreases = "DECREASES",
    }
}

coded_enum! {
    /// A doubt about how the source was read, for a planner to settle.
    pub enum SourceNote {
        /// The passage was damaged; this is its likeliest reading.
        Reconstructed = "RECONSTRUCTED",
        /// The kind of work is inferred from the name.
        KindInferred = "KIND_INFERRED",
        /// The budget is the likeliest reading of a damaged figure.
        BudgetReconstructed = "BUDGET_RECONSTRUCTED",
        /// The source breaks off; something may be missing.
        SourceIncomplete = "SOURCE_INCOMPLETE",
    }
}

/// One project of a plan. What hangs on it (budgets, divisions, texts, indicators) is kept beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Identity.
    pub id: ProjectId,
    /// The plan it belongs to.
    pub plan_id: PlanId,
    /// ลำดับที่, unique within the plan, from 1.
    pub number: i16,
    /// ชื่อโครงการ/กิจกรรม/มาตรการ/แนวปฏิบัติงาน
    pub name: String,
    /// ประเภทงาน
    pub kind: ProjectKind,
    /// มิติ, 1 to 4.
    pub dimension_number: i16,
    /// ภารกิจตามมิติ, such as `2.2`.
    pub mission_code: String,
    /// Whether the plan gives it a budget.
    pub uses_budget: bool,
    /// ดำเนินการในไตรมาส, 1 to 4.
    pub quarter: Option<i16>,
    /// Set by NACC's reviewer; conforming until then.
    pub conformity: Conformity,
    /// หมายเหตุ
    pub remark: Option<String>,
    /// Doubts about the source.
    pub source_notes: Vec<SourceNote>,
    /// Counts its changes, from 1.
    pub version: i32,
}

/// Whether the actor may review the conformity of a plan's projects now: once the plan is adopted.
///
/// # Errors
/// Why not.
pub fn may_review_conformity(plan_state: ApprovalState, actor: &Actor) -> Result<(), WhyNot> {
    actor.may(Action::ReviewConformity)?;
    if plan_state == ApprovalState::Approved { Ok(()) } else { Err(WhyNot::WrongState) }
}

/// What keeps a project's conformity from changing: a report of one of its years that somebody signed says which projects count.
/// `reports` with the state of each.
#[must_use]
pub fn signed_report_fault(
    years: &[ProjectYear],
    reports: impl IntoIterator<Item = (FiscalYear, ApprovalState)>,
) -> Option<Fault> {
    let runs = |fiscal_year| years.iter().any(|year| year.fiscal_year == fiscal_year);
    let mut signed = reports.into_iter().filter(|(year, state)| runs(*year) && *state != ApprovalState::Draft);
    signed.next().map(|(_, state)| Fault::ReportNotDraft { state })
}

/// A fiscal year in which a project runs, with what the plan gives it (แผนพัฒนาท้องถิ่น).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProjectYear {
    /// The year.
    pub fiscal_year: FiscalYear,
    /// Planned budget of that year, baht; zero where no budget is used.
    pub planned_budget: Baht,
}

/// A target group of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TargetGroup {
    /// One of the nine.
    pub category: TargetGroupCategory,
    /// Who exactly.
    pub description: String,
    /// How many people, where the plan says so.
    pub count: Option<i32>,
    /// Doubts about the source.
    pub source_notes: Vec<SourceNote>,
}

/// An indicator (ตัวชี้วัด) of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// Identity.
    pub id: IndicatorId,
    /// Output or outcome.
    pub kind: IndicatorKind,
    /// What is measured.
    pub measure: IndicatorMeasure,
}

/// What an indicator measures, without its identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndicatorMeasure {
    /// In words.
    pub text: String,
    /// How it is compared.
    pub comparison: Comparison,
    /// With how much; none for [`Comparison::Exists`] and for bare rises and falls.
    pub quantity: Option<Decimal>,
    /// In which unit.
    pub unit: Option<String>,
    /// Doubts about the source.
    pub source_notes: Vec<SourceNote>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_report_of_its_years_holds_conformity() {
        let year = |year| FiscalYear::new(year).unwrap();
        let years = [ProjectYear { fiscal_year: year(2568), planned_budget: Baht::default() }];
        for (fiscal_year, state, holds) in [
            (2568, ApprovalState::Draft, false),
            (2568, ApprovalState::Submitted, true),
            (2568, ApprovalState::Approved, true),
            (2569, ApprovalState::Approved, false),
        ] {
            let fault = signed_report_fault(&years, [(year(fiscal_year), state)]);
            assert_eq!(fault.is_some(), holds, "{fiscal_year} {state:?}");
        }
    }
}
