//! Plans, their outline, their goals.

pub mod batch;
mod goal;
mod object;
mod outline;

pub use goal::Goal;
pub use object::Plan;
pub use outline::Dimension;
