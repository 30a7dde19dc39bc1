//! Storage: every query and every write, over domain types. No sea-orm type leaves this crate.
//!
//! # Invariants
//! - A query starts in a scope (`scope.rs`); what lies outside the scope does not exist (`Ok(None)`, or left out of a list).
//! - A load takes all the parents it is for at once, so the number of statements does not depend on the number of rows.
//! - Nothing of an organization lasts without [`Transaction::commit`], which takes the changes for the audit trail: no such write
//!   goes unrecorded. Reference data (areas) has no trail.
//! - Writes of one organization happen one after another: [`Store::begin`] takes its lock.
//!
//! # Adding a query
//! Put it into the file of its noun as a method of [`Session`], start it with `scope::find_in` (by the actor's scope) or
//! `scope::children` (by parents that were found in scope), and answer with domain types.
//!
//! # Adding a table
//! A migration, an entity under `table/`, its `Scoped` implementation in `scope.rs` when it is looked up by itself.

mod account;
mod approval;
mod area;
mod convert;
mod database;
mod error;
mod event;
mod evidence;
mod files;
mod lease;
mod notification;
mod organization;
mod overdue;
mod plan;
mod plan_document;
mod plan_publication;
mod progress;
mod progress_import;
mod project;
mod publication;
mod recent_publication;
mod reminder;
mod revision;
mod risk;
mod round_report;
mod scope;
mod statements;
mod summary;
mod table;
mod transaction;
mod window;

pub use database::{Session, Store};
pub use error::{StoreError, causes};
pub use event::{EventOwner, EventStretch, EventWindow};
pub use files::{Bucket, Files, Incoming, ReceiveError};
pub use notification::{NotificationStretch, NotificationWindow};
pub use organization::{OrganizationFilter, OrganizationKey, OrganizationOrder, OrganizationWindow};
pub use project::ProjectText;
pub use recent_publication::{PublicationStretch, PublicationWindow};
pub use reminder::Unreported;
pub use statements::{Statements, counted};
pub use summary::SummaryOf;
pub use transaction::Transaction;
