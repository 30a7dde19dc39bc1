//! Progress.

mod confirm_progress;
pub mod import_progress;
mod read_progress_form;
pub mod record_progress;
pub(crate) mod recording;
mod reopen_progress;
