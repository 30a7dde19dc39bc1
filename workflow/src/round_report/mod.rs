//! Round reports.

mod read_round_report_book;
