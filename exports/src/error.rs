//! What may go wrong while a workbook is made.

use rust_xlsxwriter::XlsxError;

/// The workbook could not be made: a text is longer than a cell can hold, or a table is larger than a sheet.
#[derive(Debug, thiserror::Error)]
#[error("the workbook could not be made")]
pub struct ExportError(#[from] XlsxError);
