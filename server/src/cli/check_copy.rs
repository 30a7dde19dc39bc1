//! Whether the copy of a database in a backup is sound.

use super::{database, migrate, show, verify_events};
use crate::migrations::{Migrator, MigratorTrait};
use anyhow::{Context, ensure};
use std::{fs, path::Path};
use sucharit_store::{Files, Store};

/// A copy that is sound.
#[derive(Debug)]
pub struct Checked {
    /// What of its audit trail was walked, in words.
    pub walked: String,
    /// How many migrations it lacks.
    pub pending: usize,
}

impl Checked {
    /// What is left to do before it serves; nothing for one that is up to date.
    pub fn advice(&self) -> String {
        match self.pending {
            0 => String::new(),
            pending => format!("; {} missing: run `sucharit migrate`", show::count(pending, "migration")),
        }
    }
}

/// Walks the chains of the SQLite database in `file`, brought up to date in a copy of its own: the file stays as it is, to the
/// byte, so that its checksum holds. The evidence that it names is read from the storage that `files` opens.
///
/// # Errors
/// When it cannot be read, comes from a newer program, or its audit trail or its evidence is broken, naming the
/// place.
pub async fn check_copy(file: &Path, files: impl Fn() -> anyhow::Result<Files>) -> anyhow::Result<Checked> {
    let folder = tempfile::tempdir_in(file.parent().unwrap_or(Path::new(".")))?;
    let copy = folder.path().join(database::FILE);
    fs::copy(file, &copy)?;
    let store = Store::open_sqlite(&copy).await?;
    let checked = check(&store, files).await;
    store.close().await?;
    checked
}

async fn check(store: &Store, files: impl Fn() -> anyhow::Result<Files>) -> anyhow::Result<Checked> {
    let applied = Migrator::get_migration_models(store.connection()).await.context("cannot read its version")?;
    let known = Migrator::get_migration_files();
    let newer = applied.iter().filter(|applied| known.iter().all(|known| known.name() != applied.version)).count();
    ensure!(newer == 0, "it was made by a newer program: {} unknown here", show::count(newer, "migration"));
    let pending = migrate::bring_up_to_date(store).await?;
    let walked = verify_events::verify(&database::engine(store.clone()), None, files).await?;
    Ok(Checked { walked, pending })
}
