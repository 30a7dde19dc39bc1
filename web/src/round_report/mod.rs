//! รายงานรอบ: who has not reported, what it adds up to, who signed, and the next step.

pub mod act;
pub mod action;
pub mod choose;
pub mod show;

mod query {
    crate::operation!(
        "src/round_report/round_report.graphql": RoundReport, Organizations, SubmitRoundReport, WithdrawRoundReport,
        EndorseRoundReport, ApproveRoundReport, ReturnRoundReport, ReopenRoundReport, RecordFiling, PublishRoundReport
    );
}

pub use show::ReportPage;
