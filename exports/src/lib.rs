//! Spreadsheets out and in: the workbooks of a round report, of a plan and of the audit trail, as e-PlanNACC and a municipal office
//! expect them, and the progress form, which is filled in and read back ([`import`]).
//!
//! # Invariants
//! - No database, clock or file: a workbook is made from one plain struct of `sucharit-domain` and handed back as bytes. The same
//!   struct gives the same bytes.
//! - Text that a person wrote is always a string cell, byte for byte: it never becomes a formula, a link or a number.
//! - Numbers are number cells whatever numerals are chosen; Thai digits stand only in text of our own making.
//! - Sums are live formulas with the exact figure cached, so that a program which does not calculate shows it as well.
//! - All four dimensions stand in every summary, empty ones included.
//! - Nothing is cut off: heights are estimated to the high side and written, and a row taller than a spreadsheet allows is spread
//!   over several merged ones, which still are one row of the table. (A form's rows stay single: they are sorted and moved.)
//! - What comes back is untrusted: bounded before it is unpacked, read cell by cell, every problem with its cell, a stable code and
//!   words in Thai and English. Rows are known by their keys, columns by their headings, never by their places.
//!
//! # Adding a sheet
//! 1. A file of its own in the workbook's folder with one `write(&mut Sheets, …)`; labels come from `sucharit_domain::labels`, those
//!    that only this table has are constants beside it.
//! 2. `Sheets::add` with the column widths, then the title block, the headings, the rows, the sign-off block of
//!    [`workbook`]; nothing else touches fonts, borders or page set-up.
//! 3. Call it in its place in the workbook's `mod.rs`; the order of the sheets is fixed.
//! 4. A test that reads the cells back, and a look at the printed page.
//!
//! # Adding a column to a form
//! Its variant in `progress_form/columns.rs` with heading and field, its cell and validation in `projects_sheet.rs`, its reading in
//! `import/progress_form.rs`; what changes the meaning of forms that are out there takes a new version in `keys_sheet.rs`.

pub mod audit;
mod error;
mod file_name;
pub mod import;
pub mod plan;
pub mod progress_form;
pub mod round_report;
pub mod workbook;

pub use error::ExportError;
