//! The behaviour tests: one binary, one file for each noun.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::format_collect, reason = "speed is nothing to a test's input")]

mod access;
mod account;
mod bad_input;
mod browser;
mod chain;
mod command_line;
mod conformity;
mod door;
mod event;
mod evidence;
mod export;
mod import;
mod limits;
mod oidc;
mod page;
mod plan;
mod plan_chain;
mod plan_import;
mod progress;
mod progress_import;
mod reminder;
mod risk;
mod sample;
mod schema;
mod statements;
mod summary;
mod task;
mod tidy;
mod web;
mod window;
