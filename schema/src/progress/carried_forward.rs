//! Six-month figures that a twelve-month report opens with.

use super::Progress;
use async_graphql::SimpleObject;

/// The six-month figures that the twelve-month report of a project opens with. Nothing is reported for the round until somebody
/// records it (`recordProgress`) or confirms these figures as they are (`confirmProgress`).
#[derive(Debug, Clone, SimpleObject)]
pub struct CarriedForward {
    /// The figures: the six-month report.
    six_month: Progress,
    /// Whether somebody confirmed them: false as long as they are carried forward.
    is_confirmed: bool,
}

impl CarriedForward {
    /// Figures that wait to be confirmed.
    pub fn new(six_month: Progress) -> Self {
        Self { six_month, is_confirmed: false }
    }
}
