//! A plan written whole and read whole.

mod kept;
mod read;
mod write;
