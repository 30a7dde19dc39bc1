//! `sucharit print-schema`

use std::io::{self, Write};

/// Prints the schema as it is committed.
///
/// # Errors
/// When standard output cannot be written.
pub fn run() -> anyhow::Result<()> {
    Ok(io::stdout().lock().write_all(sucharit_schema::print().as_bytes())?)
}
