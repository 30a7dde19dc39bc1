//! Projects and what belongs to them.

mod kinds;
mod object;
mod parts;
pub mod review_conformity;
pub mod select;

pub use kinds::{ProjectKind, SourceNote};
pub use object::Project;
pub use select::{ProjectFilter, ProjectOrder};
