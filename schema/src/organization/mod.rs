//! Organizations and their divisions.

pub mod batch;
mod object;
pub mod query;

pub use object::{Division, Organization, OrganizationKind};
