//! Round reports.

mod approve_round_report;
mod endorse_round_report;
pub(crate) mod opened;
mod publish_round_report;
mod read_round_report_book;
mod record_filing;
mod recorded;
mod reopen_round_report;
mod return_round_report;
mod submit_round_report;
mod take_step;
mod withdraw_round_report;
