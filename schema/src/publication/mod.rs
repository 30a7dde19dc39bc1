//! What anyone may read without signing in: published round reports, as they were signed.

mod object;
pub mod query;
mod recent;

pub use object::{EndedPublication, Publication};
pub use recent::RecentPublication;
