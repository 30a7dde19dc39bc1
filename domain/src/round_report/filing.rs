//! The entry of an approved report in e-PlanNACC.

use crate::{
    refusal::{Fault, Path, Refusal},
    text,
};
use chrono::NaiveDate;

/// When and under which number a report was entered in e-PlanNACC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// The day of the entry.
    pub filed_on: NaiveDate,
    /// Its reference number.
    pub reference_number: String,
}

impl Filing {
    /// Everything wrong with it: the day lies between the approval (none where nobody signed it) and today, both included.
    #[must_use]
    pub fn faults(&self, approved_on: Option<NaiveDate>, today: NaiveDate) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        let mut refuse = |field: &str, fault: Fault| refusals.push(Refusal::new(Path::input(field), fault));
        if self.filed_on > today {
            refuse("filedOn", Fault::DayInFuture);
        }
        if let Some(approved_on) = approved_on.filter(|approved_on| self.filed_on < *approved_on) {
            refuse("filedOn", Fault::DayBeforeApproval { approved_on });
        }
        if text::is_blank(&self.reference_number) {
            refuse("referenceNumber", Fault::Required);
        } else if let Err(fault) = text::check(&self.reference_number, text::LONGEST_NAME) {
            refuse("referenceNumber", fault);
        }
        refusals
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filing_lies_between_the_approval_and_today() {
        let day = |day: u32| NaiveDate::from_ymd_opt(2026, 4, day).unwrap();
        for (filed_on, number, expected) in [
            (10, "ปท 1/2569", vec![]),
            (20, "ปท 1/2569", vec![]),
            (9, "ปท 1/2569", vec!["DAY_BEFORE_APPROVAL"]),
            (21, "ปท 1/2569", vec!["DAY_IN_FUTURE"]),
            (21, " ", vec!["DAY_IN_FUTURE", "REQUIRED"]),
            (15, "\0", vec!["NUL_IN_TEXT"]),
        ] {
            let filing = Filing { filed_on: day(filed_on), reference_number: number.to_owned() };
            let codes: Vec<_> =
                filing.faults(Some(day(10)), day(20)).iter().map(|refusal| refusal.fault.code()).collect();
            assert_eq!(codes, expected, "{filed_on} {number:?}");
        }
    }
}
