//! Opening the database that the settings name.

use super::show;
use crate::{
    config::{DatabaseSettings, Settings},
    migrations::{Migrator, MigratorTrait},
};
use anyhow::{Context, ensure};
use std::{path::PathBuf, sync::Arc};
use sucharit_domain::clock::SystemClock;
use sucharit_store::{Bucket, Files, Store};
use sucharit_workflow::Workflow;

/// The name of the embedded database's file within its folder.
pub const FILE: &str = "sucharit.sqlite";

/// The embedded database's file.
pub fn file(settings: &DatabaseSettings) -> PathBuf {
    settings.data_dir.join(FILE)
}

/// Opens the database; the embedded one is made where it is not there yet.
///
/// # Errors
/// When it cannot be opened.
pub async fn open_or_make(settings: &DatabaseSettings) -> anyhow::Result<Store> {
    if !settings.url.is_empty() {
        return Store::open_postgres(&settings.url).await.context("cannot open the PostgreSQL database");
    }
    let folder = &settings.data_dir;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let file = file(settings);
    Store::open_sqlite(&file).await.with_context(|| format!("cannot open {}", file.display()))
}

/// Opens a database that is there and up to date, as an engine.
///
/// # Errors
/// When it is missing or outdated, naming `migrate`, or cannot be opened.
pub async fn open(settings: &DatabaseSettings) -> anyhow::Result<Workflow> {
    let file = file(settings);
    ensure!(
        !settings.url.is_empty() || file.is_file(),
        "there is no database at {}; `sucharit migrate` makes it",
        file.display()
    );
    let store = open_or_make(settings).await?;
    let pending = Migrator::get_pending_migrations_read_only(store.connection())
        .await
        .context("cannot read the database's version")?;
    ensure!(
        pending.is_empty(),
        "the database is outdated: {} missing; run `sucharit migrate` (after a backup)",
        show::count(pending.len(), "migration")
    );
    Ok(engine(store))
}

/// An engine on the machine's clock.
pub fn engine(store: Store) -> Workflow {
    Workflow::new(store, Arc::new(SystemClock))
}

/// Opens the storage of evidence files.
///
/// # Errors
/// When it cannot be opened.
pub fn files(settings: &Settings) -> anyhow::Result<Files> {
    let evidence = &settings.evidence;
    if evidence.bucket.is_empty() {
        let folder = settings.evidence_folder();
        let failed = || format!("cannot keep evidence in {}", folder.display());
        return Files::in_folder(&folder, evidence.file_bytes).with_context(failed);
    }
    let bucket = Bucket {
        name: evidence.bucket.clone(),
        region: evidence.region.clone(),
        endpoint: Some(evidence.endpoint.clone()).filter(|endpoint| !endpoint.is_empty()),
        access_key_id: evidence.access_key_id.clone(),
        secret_access_key: evidence.secret_access_key.clone(),
    };
    Files::in_bucket(&bucket, evidence.file_bytes).context("cannot keep evidence in the bucket")
}

/// The same for a server: checked, and rid of what a killed one left half-written.
///
/// # Errors
/// When files cannot be kept.
pub async fn checked_files(settings: &Settings) -> anyhow::Result<Files> {
    let files = files(settings)?;
    files.check().await.context("evidence cannot be kept (see the section [evidence] of the settings)")?;
    files.sweep().context("the folder of evidence cannot be read")?;
    Ok(files)
}
