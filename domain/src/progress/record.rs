//! The rules for recording progress (e-PlanNACC, "A progress report").

use super::{
    Progress, ProgressStatus, ProgressValues, UnableReason,
    carry_over::{self, CarryOver},
};
use crate::{
    calendar::{FiscalYear, ReportingRound},
    money::Baht,
    patch::Patch,
    project::Project,
    refusal::{Fault, Path, Refusal, Warning, WarningKind},
    round_report::ApprovalState,
    text,
};
use rust_decimal::Decimal;

/// What somebody reports, before it is checked. Fields left out keep their value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressInput {
    /// Always stated.
    pub status: ProgressStatus,
    /// With [`ProgressStatus::Unable`].
    pub unable_reason: Patch<UnableReason>,
    /// With [`ProgressStatus::Unable`]; required with [`UnableReason::Other`].
    pub unable_detail: Patch<String>,
    /// No for a first report that does not say.
    pub in_ordinance: Patch<bool>,
    /// Baht; zero for a first report that does not say.
    pub ordinance_budget: Patch<Decimal>,
    /// Baht; zero for a first report that does not say.
    pub disbursed: Patch<Decimal>,
    /// ผลการดำเนินงาน
    pub result: Patch<String>,
    /// ปัญหา/อุปสรรค
    pub problems: Patch<String>,
    /// ข้อเสนอแนะ
    pub suggestions: Patch<String>,
    /// หมายเหตุ
    pub remark: Patch<String>,
    /// The version the writer read; none for the first report.
    pub expected_version: Option<i32>,
}

/// What the rules must know of the project, the year and the round that is reported on.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The project.
    pub project: &'a Project,
    /// The years in which it runs.
    pub running_years: &'a [FiscalYear],
    /// The reported year; none where what was stated is no fiscal year at all.
    pub fiscal_year: Option<FiscalYear>,
    /// The reported round.
    pub round: ReportingRound,
    /// Where the report of this year and round stands; none outside the plan's years.
    pub report_state: Option<ApprovalState>,
    /// Where the twelve-month report of the year stands, into which a six-month completion is carried.
    pub twelve_month_state: Option<ApprovalState>,
    /// What is recorded for this year and round now.
    pub current: Option<&'a Progress>,
    /// What is recorded for the other round of this year.
    pub other_round: Option<&'a Progress>,
}

/// Checks one input whole.
///
/// # Errors
/// Every fault of the input, each with its place.
pub fn check(input: ProgressInput, situation: &Situation<'_>) -> Result<(ProgressValues, Vec<Warning>), Vec<Refusal>> {
    let mut refusals = Vec::new();
    check_situation(&input, situation, &mut refusals);
    let current = situation.current.map(|progress| &progress.values);

    let (unable_reason, unable_detail) = check_unable(&input, current, &mut refusals);
    let in_ordinance =
        required(input.in_ordinance, current.map(|values| values.in_ordinance), "inOrdinance", &mut refusals);
    let uses_budget = situation.project.uses_budget;
    let current_ordinance = current.map(|values| values.ordinance_budget);
    let ordinance_budget =
        amount(input.ordinance_budget, current_ordinance, uses_budget, "ordinanceBudget", &mut refusals);
    let current_disbursed = current.map(|values| values.disbursed);
    let disbursed = amount(input.disbursed, current_disbursed, uses_budget, "disbursed", &mut refusals);

    let mut free_text = |patch: Patch<String>, current: Option<&String>, field: &'static str| {
        let value = patch.apply(current.cloned());
        text::check_optional(&mut refusals, Path::input(field), value.as_deref());
        value
    };
    let values = ProgressValues {
        status: input.status,
        unable_reason,
        unable_detail,
        in_ordinance,
        ordinance_budget,
        disbursed,
        result: free_text(input.result, current.and_then(|values| values.result.as_ref()), "result"),
        problems: free_text(input.problems, current.and_then(|values| values.problems.as_ref()), "problems"),
        suggestions: free_text(
            input.suggestions,
            current.and_then(|values| values.suggestions.as_ref()),
            "suggestions",
        ),
        remark: free_text(input.remark, current.and_then(|values| values.remark.as_ref()), "remark"),
    };
    if refusals.is_empty() {
        let warnings = warnings(&values);
        Ok((values, warnings))
    } else {
        Err(refusals)
    }
}

fn check_situation(input: &ProgressInput, situation: &Situation<'_>, refusals: &mut Vec<Refusal>) {
    let mut refuse = |field: &'static str, fault: Fault| refusals.push(Refusal::new(Path::input(field), fault));
    if !situation.fiscal_year.is_some_and(|year| situation.running_years.contains(&year)) {
        refuse("fiscalYear", Fault::OutsideProjectYears { years: situation.running_years.to_vec() });
    }
    match situation.report_state {
        Some(ApprovalState::Draft) | None => {}
        Some(state) => refuse("round", Fault::ReportNotDraft { state }),
    }
    let carry_over = carry_over::decide(situation.round, input.status, situation.other_round);
    match situation.twelve_month_state {
        Some(state) if carry_over != CarryOver::None && state != ApprovalState::Draft => {
            refuse("status", Fault::ReportNotDraft { state });
        }
        _ => {}
    }
    let current_version = situation.current.map(|progress| progress.version);
    if input.expected_version != current_version {
        refuse("expectedVersion", Fault::StaleVersion { expected: input.expected_version, current: current_version });
    }
    let completed = |progress: &Progress| progress.values.status == ProgressStatus::Completed;
    match (situation.round, situation.other_round) {
        (ReportingRound::TwelveMonth, Some(six_month)) if completed(six_month) => {
            // A report of its own that says completed, too, agrees with the six-month one and may still be put right.
            if situation.current.is_none_or(|own| own.carried_over) {
                refuse("round", Fault::CarriedOver);
            } else if input.status != ProgressStatus::Completed && !situation.current.is_some_and(|own| own.reopened) {
                refuse("status", Fault::CarriedOver);
            }
        }
        (ReportingRound::SixMonth, Some(twelve_month))
            if input.status == ProgressStatus::Completed
                && !twelve_month.carried_over
                && !twelve_month.reopened
                && !completed(twelve_month) =>
        {
            refuse("status", Fault::ContradictsTwelveMonth);
        }
        _ => {}
    }
}

fn check_unable(
    input: &ProgressInput,
    current: Option<&ProgressValues>,
    refusals: &mut Vec<Refusal>,
) -> (Option<UnableReason>, Option<String>) {
    let mut refuse = |field: &'static str, fault: Fault| refusals.push(Refusal::new(Path::input(field), fault));
    if input.status != ProgressStatus::Unable {
        if matches!(input.unable_reason, Patch::Set(_)) {
            refuse("unableReason", Fault::OnlyWithUnable);
        }
        if matches!(input.unable_detail, Patch::Set(_)) {
            refuse("unableDetail", Fault::OnlyWithUnable);
        }
        return (None, None);
    }
    let reason = input.unable_reason.clone().apply(current.and_then(|values| values.unable_reason));
    // Words that explained another reason do not stay behind unasked.
    let explained = current.filter(|values| values.unable_reason == reason);
    let detail = input.unable_detail.clone().apply(explained.and_then(|values| values.unable_detail.clone()));
    if reason.is_none() {
        refuse("unableReason", Fault::ReasonRequired);
    }
    if reason == Some(UnableReason::Other) && detail.as_deref().is_none_or(text::is_blank) {
        refuse("unableDetail", Fault::DetailRequired);
    }
    text::check_optional(refusals, Path::input("unableDetail"), detail.as_deref());
    (reason, detail)
}

fn required<T: Default>(patch: Patch<T>, current: Option<T>, field: &'static str, refusals: &mut Vec<Refusal>) -> T {
    if matches!(patch, Patch::Clear) {
        refusals.push(Refusal::new(Path::input(field), Fault::Required));
    }
    patch.apply(current).unwrap_or_default()
}

fn amount(
    patch: Patch<Decimal>,
    current: Option<Baht>,
    uses_budget: bool,
    field: &'static str,
    refusals: &mut Vec<Refusal>,
) -> Baht {
    let current = current.map(Baht::to_decimal);
    match Baht::from_decimal(required(patch, current, field, refusals)) {
        Ok(amount) => {
            if !uses_budget && !amount.is_zero() {
                refusals.push(Refusal::new(Path::input(field), Fault::AmountWithoutBudget));
            }
            amount
        }
        Err(fault) => {
            refusals.push(Refusal::new(Path::input(field), fault));
            Baht::ZERO
        }
    }
}

/// What is worth a second look about values as they are recorded.
#[must_use]
pub fn warnings(values: &ProgressValues) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if values.disbursed > values.ordinance_budget {
        let remarked = values.remark.as_deref().is_some_and(|remark| !text::is_blank(remark));
        warnings.push(Warning::new(Path::input("disbursed"), WarningKind::DisbursedExceedsOrdinance { remarked }));
    }
    if !values.in_ordinance && !values.ordinance_budget.is_zero() {
        warnings.push(Warning::new(Path::input("ordinanceBudget"), WarningKind::BudgetOutsideOrdinance));
    }
    warnings
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
