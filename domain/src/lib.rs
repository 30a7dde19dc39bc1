//! The words and rules of Sucharit: types without I/O.
//!
//! # Invariants
//! - Nothing here reads a clock, a file, a database or randomness: what a rule needs is a parameter.
//! - A rule that says no answers with [`refusal::Refusal`]s, every fault of one input at once, each with a code and a place.
//! - Money is [`money::Baht`] (whole satang), a score is an exact fraction; rounding happens only where a figure is shown.
//! - Fiscal years are Buddhist Era, dates are Common Era, "today" is the day in Bangkok.
//! - The official Thai wording of codes stands in [`labels`] (a sheet's own headings stand in its file in `exports`); who may do what stands in [`access`] and nowhere else.
//!
//! # Adding a rule
//! Put it in the folder of its noun, return a [`refusal::Fault`] (add the variant with its two messages), and cover its
//! boundaries with a table of cases beside it.

#![warn(missing_docs)]

pub mod access;
pub mod account;
pub mod approval;
pub mod area;
pub mod calendar;
pub mod clock;
mod code;
pub mod event;
pub mod evidence;
pub mod id;
pub mod labels;
pub mod language;
pub mod money;
pub mod notification;
pub mod numeral;
pub mod organization;
pub mod patch;
pub mod plan;
pub mod progress;
pub mod project;
pub mod publication;
pub mod refusal;
pub mod risk;
pub mod round_report;
pub mod sha256;
pub mod sheet;
pub mod summary;
pub mod task;
pub mod text;
pub mod window;
