//! Progress.

mod object;
pub mod record_progress;

pub use object::{Progress, ProgressStatus, UnableReason};
