//! Who may do what (the only place).
//!
//! Everything that reads or writes takes an [`Actor`]; what lies outside the actor's [`Scope`] does not exist for it.

use crate::id::OrganizationId;

/// Whoever acts: named in every event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// How the audit trail names the actor.
    pub name: String,
    /// What the actor can see.
    pub scope: Scope,
}

/// The organizations that exist for an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every organization.
    Everything,
    /// One organization alone.
    Organization(OrganizationId),
}

impl Actor {
    /// The operator of the machine: sees and does everything, under this name in the audit trail.
    #[must_use]
    pub fn operator() -> Self {
        Self { name: "operator".to_owned(), scope: Scope::Everything }
    }
}
