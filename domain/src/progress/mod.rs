//! Progress (รายงานผลการดำเนินงาน): one project, one fiscal year, one round.

pub mod carry_forward;
pub mod carry_over;
pub mod form;
pub mod import;
pub mod record;
pub mod standing;

use crate::{
    calendar::{FiscalYear, ReportingRound},
    code::coded_enum,
    id::{ProgressId, ProjectId},
    money::Baht,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

coded_enum! {
    /// สถานะการดำเนินงาน; nothing reported yet is no progress at all (รอรายงานผล).
    pub enum ProgressStatus {
        /// อยู่ระหว่างดำเนินการ
        InProgress = "IN_PROGRESS",
        /// ดำเนินการแล้วเสร็จ
        Completed = "COMPLETED",
        /// ไม่สามารถดำเนินการได้
        Unable = "UNABLE",
    }
}

coded_enum! {
    /// เหตุผลที่ไม่สามารถดำเนินการได้
    pub enum UnableReason {
        /// ไม่ได้รับงบประมาณ
        NoBudget = "NO_BUDGET",
        /// นโยบายผู้บริหารเปลี่ยนแปลง
        PolicyChanged = "POLICY_CHANGED",
        /// บุคลากรไม่เพียงพอ
        Understaffed = "UNDERSTAFFED",
        /// อื่นๆ, with a text.
        Other = "OTHER",
    }
}

/// A progress report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Identity.
    pub id: ProgressId,
    /// The project it reports on.
    pub project_id: ProjectId,
    /// The year.
    pub fiscal_year: FiscalYear,
    /// The round.
    pub round: ReportingRound,
    /// What was reported.
    pub values: ProgressValues,
    /// Whether a six-month completion was carried into this twelve-month report.
    pub carried_over: bool,
    /// Whether it was carried over once and then opened for changes: it has a life of its own since, whatever the six-month one
    /// says.
    pub reopened: bool,
    /// Counts its changes, from 1.
    pub version: i32,
    /// When it was last changed, UTC.
    pub updated_at: DateTime<Utc>,
}

/// What a progress report says. Its fields are part of what signatures seal ([`crate::round_report::seal`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProgressValues {
    /// สถานะการดำเนินงาน
    pub status: ProgressStatus,
    /// เหตุผลที่ไม่สามารถดำเนินการได้, with [`ProgressStatus::Unable`] alone.
    pub unable_reason: Option<UnableReason>,
    /// The reason in words.
    pub unable_detail: Option<String>,
    /// บรรจุไว้ในข้อบัญญัติ/เทศบัญญัติ/แผนการดำเนินงาน
    pub in_ordinance: bool,
    /// งบประมาณ (วงเงินตามข้อบัญญัติ/เทศบัญญัติ), baht.
    pub ordinance_budget: Baht,
    /// การเบิกจ่ายงบประมาณ, baht.
    pub disbursed: Baht,
    /// ผลการดำเนินงาน
    pub result: Option<String>,
    /// ปัญหา/อุปสรรค
    pub problems: Option<String>,
    /// ข้อเสนอแนะ
    pub suggestions: Option<String>,
    /// หมายเหตุ
    pub remark: Option<String>,
}

impl ProgressValues {
    /// The values as the audit trail keeps them.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "status": self.status,
            "unableReason": self.unable_reason,
            "unableDetail": self.unable_detail,
            "inOrdinance": self.in_ordinance,
            "ordinanceBudget": self.ordinance_budget.to_string(),
            "disbursed": self.disbursed.to_string(),
            "result": self.result,
            "problems": self.problems,
            "suggestions": self.suggestions,
            "remark": self.remark,
        })
    }
}
