//! Evidence.

mod object;
pub mod remove_evidence;

pub use object::Evidence;
