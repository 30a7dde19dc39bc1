//! `sucharit migrate`

use super::{database, show};
use crate::{
    config::Settings,
    migrations::{Migrator, MigratorTrait},
    reference_data,
};
use anyhow::Context;
use sucharit_store::Store;

/// Brings the database up to date.
///
/// # Errors
/// When it cannot be opened or a migration fails.
pub async fn run(settings: &Settings) -> anyhow::Result<()> {
    let bar = show::progress("migrating");
    let store = database::open_or_make(&settings.database).await?;
    let applied = bring_up_to_date(&store).await?;
    bar.finish_and_clear();
    store.close().await?;
    show::line(&match applied {
        0 => "the database was up to date".to_owned(),
        applied => format!("the database is up to date: {} applied", show::count(applied, "migration")),
    })
}

/// Applies what is missing and loads the areas; answers with how many migrations it applied.
///
/// # Errors
/// When a migration fails.
pub async fn bring_up_to_date(store: &Store) -> anyhow::Result<usize> {
    let connection = store.connection();
    let pending =
        Migrator::get_pending_migrations(connection).await.context("cannot read the database's version")?.len();
    Migrator::up(connection, None).await.context("a migration failed")?;
    database::engine(store.clone()).load_areas(&reference_data::areas()?).await.context("cannot load the areas")?;
    Ok(pending)
}
