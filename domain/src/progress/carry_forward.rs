//! A twelve-month report opens with the six-month figures. They are not yet confirmed: nothing is recorded for the round until
//! somebody records it or confirms them as they are. (A six-month completion needs no confirmation; see `carry_over.rs`.)

use super::{Progress, ProgressStatus, record::ProgressInput};
use crate::{
    calendar::{FiscalYear, ReportingRound},
    patch::Patch,
};

/// The six-month report, among one project's progress, that the twelve-month report of a year opens with; none where there is
/// none, or where the twelve-month round is reported already.
#[must_use]
pub fn carried_forward(progress: &[Progress], fiscal_year: FiscalYear) -> Option<&Progress> {
    let of_round =
        |round| progress.iter().find(move |report| (report.fiscal_year, report.round) == (fiscal_year, round));
    match of_round(ReportingRound::TwelveMonth) {
        Some(_) => None,
        None => of_round(ReportingRound::SixMonth).filter(|report| report.values.status != ProgressStatus::Completed),
    }
}

/// The six-month figures as an input of the twelve-month round, word for word.
#[must_use]
pub fn as_input(six_month: &Progress) -> ProgressInput {
    fn stated<T: Clone>(value: Option<&T>) -> Patch<T> {
        value.map_or(Patch::Keep, |value| Patch::Set(value.clone()))
    }
    let values = &six_month.values;
    ProgressInput {
        status: values.status,
        unable_reason: stated(values.unable_reason.as_ref()),
        unable_detail: stated(values.unable_detail.as_ref()),
        in_ordinance: Patch::Set(values.in_ordinance),
        ordinance_budget: Patch::Set(values.ordinance_budget.to_decimal()),
        disbursed: Patch::Set(values.disbursed.to_decimal()),
        result: stated(values.result.as_ref()),
        problems: stated(values.problems.as_ref()),
        suggestions: stated(values.suggestions.as_ref()),
        remark: stated(values.remark.as_ref()),
        expected_version: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::ReportingRound::{SixMonth, TwelveMonth},
        money::Baht,
        progress::ProgressValues,
    };
    use ProgressStatus::{Completed, InProgress, Unable};
    use chrono::DateTime;
    use uuid::Uuid;

    fn year(year: i32) -> FiscalYear {
        FiscalYear::new(year).unwrap()
    }

    fn report(of: i32, round: ReportingRound, status: ProgressStatus) -> Progress {
        let values = ProgressValues {
            status,
            unable_reason: None,
            unable_detail: None,
            in_ordinance: false,
            ordinance_budget: Baht::ZERO,
            disbursed: Baht::ZERO,
            result: None,
            problems: None,
            suggestions: None,
            remark: None,
        };
        Progress {
            id: Uuid::nil().into(),
            project_id: Uuid::nil().into(),
            fiscal_year: year(of),
            round,
            values,
            carried_over: false,
            reopened: false,
            version: 1,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn unfinished_six_month_figures_wait_until_the_twelve_month_round_is_reported() {
        for (progress, expected) in [
            (vec![], false),
            (vec![report(2568, SixMonth, InProgress)], true),
            (vec![report(2568, SixMonth, Unable)], true),
            (vec![report(2568, SixMonth, Completed)], false),
            (vec![report(2567, SixMonth, InProgress)], false),
            (vec![report(2568, SixMonth, InProgress), report(2568, TwelveMonth, InProgress)], false),
            (vec![report(2568, SixMonth, InProgress), report(2567, TwelveMonth, InProgress)], true),
        ] {
            assert_eq!(carried_forward(&progress, year(2568)).is_some(), expected, "{progress:?}");
        }
    }
}
