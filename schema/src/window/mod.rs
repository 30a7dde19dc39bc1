//! Reporting windows and more time.

pub mod end_extension;
pub mod extend_due_date;
pub mod move_reporting_window;
mod object;
pub mod query;

pub use object::{Extension, ReportingWindow};
