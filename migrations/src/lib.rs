//! The tables' history.
//!
//! # Invariants
//! - One purpose for each migration, its reason in its doc comment; a released one is never edited: expand, then contract.
//! - The SQL is the common ground of SQLite and PostgreSQL, so both have the same tables and the same constraints; only triggers
//!   are written for each.
//! - No sample data.
//! - Money columns end in `_satang` and are `bigint`; fiscal years are integers B.E.; ids are `UUIDv7`; instants are UTC.
//!
//! # Adding a migration
//! Write `src/m<date>_<time>_<verb>_<table>.rs` like its neighbours and append it to [`Migrator::migrations`].

mod m20261120_090000_create_area;
mod m20261120_090100_create_organization;
mod m20261120_090200_create_plan;
mod m20261120_090300_create_project;
mod m20261120_090400_create_risk;
mod m20261120_090500_create_round_report;
mod m20261120_090600_create_progress;
mod m20261120_090700_create_event;
mod m20261120_090800_guard_event;
mod m20261120_090900_create_event_head;
mod m20261121_090000_add_system_chain;
mod m20261121_090100_create_account;
mod m20261121_090200_create_approval_step;
mod m20261121_090210_add_filing;
mod m20261121_090220_create_publication;
mod m20261121_090300_create_evidence;
mod m20261121_090400_create_reporting_window;
mod m20261121_090401_add_reopened_progress;
mod m20261121_090402_create_notification;
mod m20261121_090500_create_revision;
mod m20261121_090600_create_oidc_identity;
mod m20261121_090700_create_plan_publication;
mod m20261121_100000_create_progress_import;
mod m20261121_110000_mark_sample_organization;

use sea_orm_migration::MigrationTrait;
pub use sea_orm_migration::{DbErr, MigratorTrait};

/// All migrations, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261120_090000_create_area::Migration),
            Box::new(m20261120_090100_create_organization::Migration),
            Box::new(m20261120_090200_create_plan::Migration),
            Box::new(m20261120_090300_create_project::Migration),
            Box::new(m20261120_090400_create_risk::Migration),
            Box::new(m20261120_090500_create_round_report::Migration),
            Box::new(m20261120_090600_create_progress::Migration),
            Box::new(m20261120_090700_create_event::Migration),
            Box::new(m20261120_090800_guard_event::Migration),
            Box::new(m20261120_090900_create_event_head::Migration),
            Box::new(m20261121_090000_add_system_chain::Migration),
            Box::new(m20261121_090100_create_account::Migration),
            Box::new(m20261121_090200_create_approval_step::Migration),
            Box::new(m20261121_090210_add_filing::Migration),
            Box::new(m20261121_090220_create_publication::Migration),
            Box::new(m20261121_090300_create_evidence::Migration),
            Box::new(m20261121_090400_create_reporting_window::Migration),
            Box::new(m20261121_090401_add_reopened_progress::Migration),
            Box::new(m20261121_090402_create_notification::Migration),
            Box::new(m20261121_090500_create_revision::Migration),
            Box::new(m20261121_090600_create_oidc_identity::Migration),
            Box::new(m20261121_090700_create_plan_publication::Migration),
            Box::new(m20261121_100000_create_progress_import::Migration),
            Box::new(m20261121_110000_mark_sample_organization::Migration),
        ]
    }
}
