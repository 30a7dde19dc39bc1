//! Prints the schema as it is committed: `cargo run -p sucharit-schema --example print_schema > schema/schema.graphql`.
//!
//! `sucharit print-schema` says the same, but the pages are compiled into it, against the file that is to be printed.

use std::io::{self, Write};

fn main() -> io::Result<()> {
    io::stdout().lock().write_all(sucharit_schema::print().as_bytes())
}
