//! Areas.

mod object;
pub mod query;
pub mod tree;

pub use object::Area;

use crate::failure::Failure;
use sucharit_domain::calendar::FiscalYear;

/// A fiscal year that a client asks for.
pub fn fiscal_year(year: i32) -> Result<FiscalYear, Failure> {
    FiscalYear::new(year).ok_or(Failure::BAD_FISCAL_YEAR)
}
