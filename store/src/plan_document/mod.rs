//! A plan written whole and read whole.

mod read;
mod write;
