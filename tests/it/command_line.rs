//! The command line: the binary itself, on both databases wherever a command touches one.

mod backing_up;
mod exporting;
mod importing;
mod killing;
pub mod program;
mod serving;
mod settings;
mod usage;
mod verifying;
