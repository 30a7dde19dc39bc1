//! When a six-month completion is carried over, and when that is taken back.

use super::*;
use crate::progress::ProgressValues;
use crate::{calendar::FiscalYear, money::Baht};
use CarryOver::{None as Nothing, Put, Withdraw};
use ProgressStatus::{Completed, InProgress, Unable};
use ReportingRound::{SixMonth, TwelveMonth};
use chrono::{TimeZone, Utc};
use uuid::Uuid;

#[test]
fn the_whole_table() {
    let own = |status| Some((status, false));
    // A carried report is complete, since a six-month completion is all that is ever carried.
    let carried = Some((Completed, true));
    for (status, twelve_month, expected) in [
        (Completed, None, Put),
        (Completed, carried, Put),
        (Completed, own(Completed), Nothing),
        (Completed, own(InProgress), Nothing),
        (Completed, own(Unable), Nothing),
        (InProgress, None, Nothing),
        (InProgress, carried, Withdraw),
        (InProgress, own(Completed), Nothing),
        (InProgress, own(InProgress), Nothing),
        (InProgress, own(Unable), Nothing),
        (Unable, None, Nothing),
        (Unable, carried, Withdraw),
        (Unable, own(Completed), Nothing),
        (Unable, own(InProgress), Nothing),
        (Unable, own(Unable), Nothing),
    ] {
        let other = twelve_month.map(|(status, carried)| progress(TwelveMonth, status, carried));
        let found = decide(SixMonth, status, other.as_ref());
        assert_eq!(found, expected, "six months {status:?}, twelve months {twelve_month:?}");
    }
}

#[test]
fn a_twelve_month_report_carries_nothing() {
    for &status in ProgressStatus::ALL {
        assert_eq!(decide(TwelveMonth, status, None), Nothing, "{status:?}");
        for &other in ProgressStatus::ALL {
            let six_month = progress(SixMonth, other, false);
            assert_eq!(decide(TwelveMonth, status, Some(&six_month)), Nothing, "{status:?} {other:?}");
        }
    }
}

// Helpers.

fn progress(round: ReportingRound, status: ProgressStatus, carried_over: bool) -> Progress {
    Progress {
        id: Uuid::nil().into(),
        project_id: Uuid::nil().into(),
        fiscal_year: FiscalYear::new(2569).unwrap(),
        round,
        values: values(status),
        carried_over,
        reopened: false,
        version: 1,
        updated_at: Utc.with_ymd_and_hms(2026, 4, 1, 2, 3, 4).single().unwrap(),
    }
}

fn values(status: ProgressStatus) -> ProgressValues {
    ProgressValues {
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
    }
}
