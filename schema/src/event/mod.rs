//! The audit trail.

mod object;
pub mod page;

pub use object::Event;
pub use page::EventFilter;
