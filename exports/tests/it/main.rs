//! The workbooks, read back cell by cell and as the XML that a spreadsheet program gets.

mod audit;
mod mark;
mod plan;
mod plan_round_trip;
mod progress_form;
mod read;
mod round_report;
mod sample;
