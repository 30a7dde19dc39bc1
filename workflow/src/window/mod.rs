//! Reporting windows and more time.

mod end_extension;
mod extend_due_date;
mod move_reporting_window;
