//! What anyone may read without signing in: published plans, as they stood when they were published.

mod object;
pub mod query;

pub use object::PlanPublication;
