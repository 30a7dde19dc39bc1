//! How a command can end other than well.

use sucharit_domain::{
    access::WhyNot,
    refusal::{Fault, Path, Refusal},
};
use sucharit_store::StoreError;

/// Why a command did nothing. `C` is the thing it was about, given back as it stands when the writer's version was stale.
#[derive(Debug, thiserror::Error)]
pub enum CommandError<C> {
    /// Rules said no.
    #[error("the command was refused for {} reasons", refusals.len())]
    Refused {
        /// Every fault of the input.
        refusals: Vec<Refusal>,
        /// The thing as it stands now, if there is one.
        current: Option<Box<C>>,
    },
    /// Storage failed.
    #[error("storage failed")]
    Failed(#[from] StoreError),
}

impl<C> CommandError<C> {
    /// A refusal of these faults.
    #[must_use]
    pub fn refused(refusals: Vec<Refusal>) -> Self {
        Self::Refused { refusals, current: None }
    }

    /// Refused because of who acts, or because of how things stand.
    #[must_use]
    pub fn not_allowed(why: WhyNot) -> Self {
        Self::refused(vec![Refusal::new(Path::default().field("input"), why.into())])
    }

    /// The same error of a command about another kind of thing.
    #[must_use]
    pub fn without_current<D>(self) -> CommandError<D> {
        match self {
            Self::Refused { refusals, .. } => CommandError::refused(refusals),
            Self::Failed(error) => CommandError::Failed(error),
        }
    }

    /// What `field` of the input names does not exist for the actor.
    #[must_use]
    pub fn not_found(field: &str) -> Self {
        Self::refused(vec![Refusal::new(Path::input(field), Fault::NotFound)])
    }
}
