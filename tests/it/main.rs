//! The behaviour tests: one binary, one file for each noun.

mod event;
mod export;
mod plan;
mod progress;
mod risk;
mod sample;
mod statements;
mod summary;
