//! Reading a filled workbook back. What came is untrusted: `container` looks at it before anything is unpacked, `grid` takes the
//! cells of one sheet within bounds, and the reader of each kind of form makes rows of them, with every problem by its cell.

mod amount;
mod cell;
mod container;
mod day;
mod grid;
pub mod plan;
pub mod progress_form;

pub use container::LARGEST_FILE;
