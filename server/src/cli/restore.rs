//! `sucharit restore`

use super::{check_copy::check_copy, database, folder_of, show};
use crate::{backup_file, config::Settings};
use anyhow::{Context, ensure};
use clap::Args;
use std::{
    fs,
    io::{Error, ErrorKind},
    path::{Path, PathBuf},
};
use sucharit_store::Files;

/// Restores a backup.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    file: PathBuf,
}

impl Restore {
    /// Runs it.
    ///
    /// # Errors
    /// When the folder is in use, the file is no whole backup, it comes from a newer program, or its audit trail is broken;
    /// then nothing is left.
    pub async fn run(self, settings: &Settings) -> anyhow::Result<()> {
        ensure!(
            settings.database.url.is_empty(),
            "this database is PostgreSQL's: `pg_restore --dbname=DATABASE FILE` restores what pg_dump wrote. For the SQLite \
             database of a folder, say --data-dir DIR"
        );
        let target = &settings.database.data_dir;
        let failed = || format!("cannot restore into {}", target.display());
        ensure!(is_free(target).with_context(failed)?, "{} is not empty", target.display());
        let bar = show::progress("restoring");
        let unpacked = tempfile::Builder::new().prefix(".sucharit-restore").tempdir_in(folder_of(target));
        let unpacked = unpacked.with_context(failed)?;
        let files = backup_file::unpack(&self.file, unpacked.path())
            .with_context(|| format!("{} cannot be restored", self.file.display()))?;
        // Evidence in a bucket is in no backup.
        let evidence = || {
            if !settings.evidence.bucket.is_empty() {
                return database::files(settings);
            }
            Ok(Files::in_folder(&unpacked.path().join(backup_file::EVIDENCE), settings.evidence.file_bytes)?)
        };
        let checked = check_copy(&unpacked.path().join(database::FILE), evidence)
            .await
            .with_context(|| format!("{} is not sound", self.file.display()))?;
        if target.exists() {
            // Goes only while it is empty.
            fs::remove_dir(target).with_context(failed)?;
        }
        fs::rename(unpacked.path(), target).with_context(failed)?;
        bar.finish_and_clear();
        show::line(&checked.walked)?;
        let (files, advice) = (show::count(files, "evidence file"), checked.advice());
        show::line(&format!("restored into {}: the database and {files}{advice}", target.display()))
    }
}

/// Whether the folder is empty or not there.
fn is_free(folder: &Path) -> Result<bool, Error> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}
