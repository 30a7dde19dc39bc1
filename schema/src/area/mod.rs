//! Areas.

mod object;
pub mod query;
pub mod tree;

pub use object::Area;
