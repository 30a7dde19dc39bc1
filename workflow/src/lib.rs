//! The engine: one command for each use case, one file for each command.
//!
//! # Invariants
//! - Every command takes the [`Actor`](sucharit_domain::access::Actor) and decides permission itself, beside the act; the areas of
//!   the country, which belong to nobody, are loaded without one, and the server itself reminds and sends mail.
//! - A command reads, lets the domain's rules decide, and writes with its events in one transaction; refused or failed, it
//!   leaves nothing.
//! - Everything wrong with an input is reported at once.
//! - A command has no SQL and no rule of its own.
//!
//! # Adding a command
//! Add `<noun>/<verb>_<noun>.rs` with a method of [`Workflow`], its rule in the domain, its event in
//! [`EventKind`](sucharit_domain::event::EventKind), and a test that a refusal leaves nothing behind.

pub mod account;
mod approval;
mod area;
mod error;
pub mod event;
mod evidence;
mod notification;
mod plan;
mod progress;
mod project;
mod publication;
mod risk;
mod round_report;
mod task;
mod window;

pub use error::CommandError;
pub use notification::deliver::{Delivered, Post};
pub use plan::import_plan::ImportedPlan;
pub use progress::{import_progress::AppliedImport, record_progress::RecordedProgress};
use std::sync::Arc;
use sucharit_domain::clock::Clock;
use sucharit_store::{Files, Store, StoreError};

/// The engine over one database and one clock.
#[derive(Clone)]
pub struct Workflow {
    store: Store,
    files: Option<Files>,
    clock: Arc<dyn Clock>,
    passwords: account::Passwords,
}

impl std::fmt::Debug for Workflow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Workflow").field("store", &self.store).finish_non_exhaustive()
    }
}

impl Workflow {
    /// An engine.
    #[must_use]
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self { store, files: None, clock, passwords: account::Passwords::default() }
    }

    /// The same with a storage of evidence files, without which none is taken or handed out.
    #[must_use]
    pub fn with_files(self, files: Files) -> Self {
        Self { files: Some(files), ..self }
    }

    /// The same by another clock.
    #[must_use]
    pub fn by_clock(&self, clock: Arc<dyn Clock>) -> Self {
        Self { clock, ..self.clone() }
    }

    /// Where it reads and writes.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Where it keeps evidence files.
    ///
    /// # Errors
    /// When no storage of files was opened.
    pub fn files(&self) -> Result<&Files, StoreError> {
        self.files.as_ref().ok_or_else(StoreError::no_files)
    }

    /// What it takes for now.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }
}
