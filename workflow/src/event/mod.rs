//! The audit trail.

mod read_audit_book;
