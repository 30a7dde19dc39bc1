//! Areas.

mod load_areas;
