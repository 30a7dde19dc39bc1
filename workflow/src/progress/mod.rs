//! Progress.

mod confirm_progress;
pub mod record_progress;
mod reopen_progress;
