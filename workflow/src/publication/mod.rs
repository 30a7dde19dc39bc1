//! What anyone may read without signing in: published round reports and plans.

mod read_published_plan;
mod read_published_report;
