//! What is allowed but worth a second look.

use super::Path;
use crate::language::Language::{self, English, Thai};

/// A warning at a place; the change was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Where.
    pub path: Path,
    /// What.
    pub kind: WarningKind,
}

impl Warning {
    /// A warning at a place.
    #[must_use]
    pub fn new(path: Path, kind: WarningKind) -> Self {
        Self { path, kind }
    }
}

/// What to look at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WarningKind {
    /// More was disbursed than the ordinance provides, which a remark should explain (e-PlanNACC, rule 4).
    DisbursedExceedsOrdinance {
        /// Whether a remark explains it.
        remarked: bool,
    },
    /// The ordinance gives an amount to a project that is said not to be in it.
    BudgetOutsideOrdinance,
}

impl WarningKind {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DisbursedExceedsOrdinance { .. } => "DISBURSED_EXCEEDS_ORDINANCE",
            Self::BudgetOutsideOrdinance => "BUDGET_OUTSIDE_ORDINANCE",
        }
    }

    /// The warning in words.
    #[must_use]
    pub const fn message(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::DisbursedExceedsOrdinance { remarked: false }, Thai) => {
                "เบิกจ่ายเกินวงเงินตามข้อบัญญัติ/เทศบัญญัติ โปรดอธิบายในหมายเหตุ"
            }
            (Self::DisbursedExceedsOrdinance { remarked: false }, English) => {
                "More was disbursed than the ordinance provides; explain it in the remark"
            }
            (Self::DisbursedExceedsOrdinance { remarked: true }, Thai) => {
                "เบิกจ่ายเกินวงเงินตามข้อบัญญัติ/เทศบัญญัติ ตามที่หมายเหตุอธิบายไว้"
            }
            (Self::DisbursedExceedsOrdinance { remarked: true }, English) => {
                "More was disbursed than the ordinance provides, as the remark explains"
            }
            (Self::BudgetOutsideOrdinance, Thai) => "ระบุวงเงินตามข้อบัญญัติ/เทศบัญญัติไว้ ทั้งที่ไม่ได้บรรจุในข้อบัญญัติ/เทศบัญญัติ",
            (Self::BudgetOutsideOrdinance, English) => {
                "An ordinance budget is given for a project that is not in the ordinance"
            }
        }
    }
}
