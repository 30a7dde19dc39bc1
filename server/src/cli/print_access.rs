//! `sucharit print-access`

use super::show;
use sucharit_domain::access;

/// Prints who may do what.
///
/// # Errors
/// When standard output is closed.
pub fn run() -> anyhow::Result<()> {
    show::line(access::table().trim_end())
}
