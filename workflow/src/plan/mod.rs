//! Plans.

pub mod import_plan;
mod read_plan_book;
