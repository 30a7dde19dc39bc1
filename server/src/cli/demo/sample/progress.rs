//! What is reported on each project: found from its number and year alone, in the words of its own steps and outputs.

use rust_decimal::Decimal;
use sucharit_domain::{
    calendar::{FiscalYear, ReportingRound},
    patch::Patch,
    plan::document::ProjectDocument,
    progress::{ProgressStatus, UnableReason, record::ProgressInput},
};

/// How fast a municipality gets on: of a hundred projects, how many are complete and how many no more than that under way or
/// complete, in the first year of the plan.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    six_month: (i16, i16),
    twelve_month: (i16, i16),
    /// How many more are complete from year to year.
    gain: i16,
    /// Tells municipalities apart, so that not the same projects are late.
    turn: i16,
}

impl Pace {
    /// Most projects are complete at the end of the year.
    pub const BRISK: Self = Self { six_month: (18, 97), twelve_month: (70, 93), gain: 8, turn: 0 };
    /// Half of them are not.
    pub const SLOW: Self = Self { six_month: (4, 82), twelve_month: (42, 84), gain: 5, turn: 41 };

    /// How a project stands. One that is complete after six months is so after twelve.
    pub fn status(self, number: i16, year: FiscalYear, place: i16, round: ReportingRound) -> ProgressStatus {
        let (completed, under_way) = match round {
            ReportingRound::SixMonth => self.six_month,
            ReportingRound::TwelveMonth => self.twelve_month,
        };
        // Steps of 37 meet each of a hundred places once.
        let lot = (i32::from(number) * 37 + year.get() * 11 + i32::from(self.turn)) % 100;
        let gain = self.gain * place;
        if lot < i32::from(completed + gain) {
            ProgressStatus::Completed
        } else if lot < i32::from(under_way).max(i32::from(completed + gain)) {
            ProgressStatus::InProgress
        } else {
            ProgressStatus::Unable
        }
    }
}

/// The first report of a project.
pub fn report(
    project: &ProjectDocument,
    year: FiscalYear,
    round: ReportingRound,
    status: ProgressStatus,
) -> ProgressInput {
    let set = |text: &str| Patch::Set(text.to_owned());
    let steps = project.steps.len();
    let (result, problems, suggestions) = match (status, round) {
        (ProgressStatus::Completed, _) => {
            let output = project.outputs.first().map(|output| output.text.as_str()).unwrap_or_default();
            (format!("ดำเนินการครบทั้ง {steps} ขั้นตอน ได้ผลผลิตตามตัวชี้วัด: {output}"), Patch::Keep, Patch::Keep)
        }
        (ProgressStatus::InProgress, ReportingRound::SixMonth) => {
            let reached = steps.div_ceil(2).max(1);
            let step = project.steps.get(reached - 1).map(String::as_str).unwrap_or_default();
            (format!("อยู่ระหว่างขั้นตอนที่ {reached} จาก {steps}: {step}"), Patch::Keep, Patch::Keep)
        }
        (ProgressStatus::InProgress, ReportingRound::TwelveMonth) => {
            let step = project.steps.last().map(String::as_str).unwrap_or_default();
            let (problems, suggestions) =
                (set("ขั้นตอนสุดท้ายล่าช้ากว่ากำหนด"), set("กำหนดผู้รับผิดชอบและกำหนดเวลาของแต่ละขั้นตอนให้ชัดเจนในปีถัดไป"));
            (format!("เหลือขั้นตอนสุดท้าย: {step}"), problems, suggestions)
        }
        (ProgressStatus::Unable, _) => ("ยังไม่ได้ดำเนินการ".to_owned(), Patch::Keep, set("ทบทวนแผนและจัดลำดับงานใหม่")),
    };
    let reason = (status == ProgressStatus::Unable).then(|| reason(project, year));
    let (ordinance_budget, disbursed) = amounts(project, year, round, status);
    let exceeds = disbursed > ordinance_budget;
    ProgressInput {
        status,
        unable_reason: reason.map_or(Patch::Keep, Patch::Set),
        unable_detail: match reason {
            Some(UnableReason::Other) => set("รอหนังสือสั่งการจากหน่วยงานที่เกี่ยวข้อง"),
            _ => Patch::Keep,
        },
        in_ordinance: Patch::Set(project.uses_budget || project.number % 3 == 0),
        ordinance_budget: Patch::Set(ordinance_budget),
        disbursed: Patch::Set(disbursed),
        result: Patch::Set(result),
        problems,
        suggestions,
        remark: if exceeds {
            set("เบิกจ่ายเกินวงเงินเดิมโดยโอนงบประมาณเพิ่มตามระเบียบ")
        } else {
            Patch::Keep
        },
        expected_version: None,
    }
}

fn reason(project: &ProjectDocument, year: FiscalYear) -> UnableReason {
    match (i32::from(project.number) + year.get()) % 3 {
        _ if project.uses_budget => UnableReason::NoBudget,
        0 => UnableReason::PolicyChanged,
        1 => UnableReason::Understaffed,
        _ => UnableReason::Other,
    }
}

/// Ordinance budget and what was disbursed of it, baht: nine tenths of what is planned, of which almost half is spent after six
/// months and almost all at the end; in years of even number a little more than all.
fn amounts(
    project: &ProjectDocument,
    year: FiscalYear,
    round: ReportingRound,
    status: ProgressStatus,
) -> (Decimal, Decimal) {
    let planned = project.budgets.get(&year).map_or(Decimal::ZERO, |budget| budget.to_decimal());
    let ordinance = planned * Decimal::new(90, 2);
    let spent = match (status, round) {
        (ProgressStatus::Unable, _) => Decimal::ZERO,
        (_, ReportingRound::SixMonth) => Decimal::new(4725, 4),
        (_, ReportingRound::TwelveMonth) if year.get() % 2 == 1 => Decimal::new(10125, 4),
        (_, ReportingRound::TwelveMonth) => Decimal::new(9875, 4),
    };
    (ordinance, (ordinance * spent).round_dp(2))
}
