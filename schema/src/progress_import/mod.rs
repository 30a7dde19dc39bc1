//! Filled progress forms that were uploaded and wait to be applied.

pub mod apply_progress_import;
mod object;
pub mod query;

pub use object::ProgressImport;
