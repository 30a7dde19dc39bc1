//! The behaviour tests: one binary, one file for each noun.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod event;
mod export;
mod plan;
mod progress;
mod risk;
mod sample;
mod statements;
mod summary;
