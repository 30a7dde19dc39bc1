//! The behaviour tests: one binary, one file for each noun.

mod bad_input;
mod door;
mod page;
mod plan;
