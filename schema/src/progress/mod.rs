//! Progress.

mod carried_forward;
pub mod confirm_progress;
mod object;
pub mod record_progress;
pub mod reopen_progress;
pub mod standing;

pub use carried_forward::CarriedForward;
pub use object::{Progress, ProgressStatus, UnableReason};
