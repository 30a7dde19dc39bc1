//! Whoever is signed in, signing in and out, and the tokens of one's own programs.

pub mod change_password;
mod object;
pub mod query;
pub mod sign_in;
pub mod token;

pub use object::Viewer;
