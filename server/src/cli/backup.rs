//! `sucharit backup`

use super::{check_copy::check_copy, database, folder_of, show};
use crate::{backup_file, config::Settings};
use anyhow::{Context, ensure};
use clap::Args;
use std::path::{Path, PathBuf};
use sucharit_domain::clock::{Clock, SystemClock};
use sucharit_store::Store;

/// Writes a backup.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write
    file: PathBuf,
    /// Replace the file where it is there already
    #[arg(long)]
    force: bool,
}

impl Backup {
    /// Runs it.
    ///
    /// # Errors
    /// When the database is not an embedded one, the file is there already, something cannot be read or written, or the copy
    /// is not sound; then nothing is left.
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        ensure!(
            settings.database.url.is_empty(),
            "this database is PostgreSQL's: `pg_dump --format=custom --file=FILE DATABASE` backs it up, and the evidence is \
             copied after it. For the SQLite database of a folder, say --data-dir DIR"
        );
        let database = database::file(&settings.database);
        ensure!(database.is_file(), "there is no database at {}", database.display());
        let there = self.file.display();
        ensure!(self.force || self.file.symlink_metadata().is_err(), "{there} is there already; --force replaces it");
        let bar = show::progress("backing up");
        let failed = || format!("cannot write {there}");
        let folder = folder_of(&self.file);
        let scratch = tempfile::Builder::new().prefix(".sucharit-backup").tempdir_in(folder).with_context(failed)?;
        let copy = scratch.path().join(database::FILE);
        take_copy(&database, &copy).await.with_context(|| format!("cannot copy {}", database.display()))?;
        let checked = check_copy(&copy, || database::files(settings)).await;
        let checked = checked.context("no backup was written, because the database is not sound")?;
        // Its owner's alone, as temporary files are.
        let mut packed = tempfile::NamedTempFile::new_in(scratch.path()).with_context(failed)?;
        let evidence = settings.evidence_folder();
        let files = backup_file::pack(packed.as_file_mut(), &copy, &evidence, SystemClock.now())?;
        let put = if self.force { packed.persist(&self.file) } else { packed.persist_noclobber(&self.file) };
        put.with_context(failed)?;
        bar.finish_and_clear();
        show::line(&checked.walked)?;
        show::line(&format!("wrote {there}: the database and {}", show::count(files, "evidence file")))
    }
}

async fn take_copy(database: &Path, copy: &Path) -> anyhow::Result<()> {
    let store = Store::open_sqlite(database).await?;
    store.copy_into(copy).await?;
    Ok(store.close().await?)
}
