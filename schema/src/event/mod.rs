//! The audit trail.

mod object;
pub mod page;
mod projects;

pub use object::Event;
pub use page::EventFilter;
