//! Projects of plans.

mod review_conformity;
