//! The workbooks, read back cell by cell and as the XML that a spreadsheet program gets.

mod audit;
mod plan;
mod read;
mod round_report;
mod sample;
