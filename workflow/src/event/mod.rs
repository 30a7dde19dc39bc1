//! The audit trail.

mod find_changed_rows;
mod read_audit_book;

pub use find_changed_rows::{ChangedRow, first_changed_row};
