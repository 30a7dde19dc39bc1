//! The behaviour tests: one binary, one file for each noun.

mod plan;
