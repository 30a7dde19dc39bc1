//! Progress.

pub mod record_progress;
