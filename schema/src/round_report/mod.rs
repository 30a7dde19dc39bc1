//! Round reports.

mod approve_round_report;
mod endorse_round_report;
mod object;
mod outcome;
mod publish_round_report;
mod record_filing;
mod reopen_round_report;
mod return_round_report;
mod submit_round_report;
mod withdraw_round_report;

use async_graphql::MergedObject;
pub use object::{ApprovalState, ReportingRound, RoundReport};

/// What is done with a round report as a whole.
#[derive(Debug, Default, MergedObject)]
pub struct RoundReportMutation(
    submit_round_report::SubmitRoundReport,
    withdraw_round_report::WithdrawRoundReport,
    endorse_round_report::EndorseRoundReport,
    approve_round_report::ApproveRoundReport,
    return_round_report::ReturnRoundReport,
    reopen_round_report::ReopenRoundReport,
    record_filing::RecordFiling,
    publish_round_report::PublishRoundReport,
);
