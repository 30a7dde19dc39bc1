//! Messages to accounts.

pub mod deliver;
pub mod hand_over;
mod remind;
