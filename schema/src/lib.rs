//! The GraphQL contract over the engine: thin, no rule, no SQL.
//!
//! # Invariants
//! - What a person can put right is a `UserError` in a payload; GraphQL `errors` are for broken requests and faults, and
//!   always carry `extensions.code`.
//! - Nothing loads a row at a time. Objects that were answered together share a *batch* (`organization::batch`, `plan::batch`):
//!   the first one that needs an association loads it for all of them, once. So the number of statements is fixed per level,
//!   whatever the timing. A batch lives as long as its request and holds the actor's scope.
//! - A failure shows only a code; its causes go to the log.
//! - `schema.graphql` is printed from here and committed; a test fails when the two differ.
//!
//! # Adding a type
//! A folder for its noun with `object.rs`; an association that needs storage goes into the batch of its parent. A mutation goes
//! into `<noun>/<verb>_<noun>.rs` with its input and payload, and is merged into [`Mutation`] here. Then print the schema
//! (`cargo run -p sucharit-schema --example print_schema > schema/schema.graphql`).

#![warn(missing_docs)]

mod approval;
mod area;
mod complete;
mod context;
mod event;
mod evidence;
mod failure;
mod in_process;
mod limits;
mod node;
mod notification;
mod organization;
mod page;
mod plan;
mod plan_publication;
mod progress;
mod progress_import;
mod project;
mod publication;
mod risk;
mod round_report;
mod scalar;
mod summary;
mod task;
mod user_error;
mod viewer;
mod window;

use async_graphql::{EmptySubscription, MergedObject};
pub use context::{Caller, RequestContext, SessionChange};
pub use failure::ENGLISH;
pub use in_process::InProcess;
pub use limits::Limits;

/// Where every read begins.
#[derive(Debug, Default, MergedObject)]
pub struct Query(
    viewer::query::ViewerQuery,
    node::NodeQuery,
    organization::query::OrganizationQuery,
    area::query::AreaQuery,
    publication::query::PublicationQuery,
    plan_publication::query::PlanPublicationQuery,
    window::query::WindowQuery,
    plan::diff::PlanDiffQuery,
    progress_import::query::ProgressImportQuery,
);

/// Every change: a verb and the thing it is done to.
#[derive(Debug, Default, MergedObject)]
pub struct Mutation(
    viewer::sign_in::SignInOrOut,
    viewer::change_password::ChangePassword,
    viewer::token::Tokens,
    progress::record_progress::RecordProgress,
    progress::confirm_progress::ConfirmProgress,
    progress::reopen_progress::ReopenProgress,
    project::review_conformity::ReviewConformity,
    progress_import::apply_progress_import::ApplyProgressImport,
    risk::assess_risk::AssessRisk,
    round_report::RoundReportMutation,
    plan::PlanMutation,
    window::move_reporting_window::MoveReportingWindow,
    window::extend_due_date::ExtendDueDate,
    window::end_extension::EndExtension,
    evidence::remove_evidence::RemoveEvidence,
);

/// The executable schema.
pub type Schema = async_graphql::Schema<Query, Mutation, EmptySubscription>;

/// Builds the schema with its limits. Every request brings its [`RequestContext`].
#[must_use]
pub fn build(limits: Limits) -> Schema {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
        .limit_complexity(limits.complexity)
        // As many directives on one field as aliases of one: nobody needs more.
        .limit_directives(limits.aliases)
        .extension(complete::CompleteAnswers)
        .extension(limits::DocumentLimits(limits))
        .register_output_type::<node::Node>()
        .register_output_type::<user_error::UserError>()
        .finish()
}

/// The schema in the schema definition language, as it is committed.
#[must_use]
pub fn print() -> String {
    let options =
        async_graphql::SDLExportOptions::new().sorted_fields().sorted_enum_items().prefer_single_line_descriptions();
    build(Limits::default()).sdl_with_options(options)
}

/// The plan that an opaque id names; none for anything else.
#[must_use]
pub fn plan_id(id: &str) -> Option<sucharit_domain::id::PlanId> {
    match node::GlobalId::decode(&async_graphql::ID(id.to_owned())) {
        Ok(node::GlobalId::Plan(id)) => Some(id),
        _ => None,
    }
}

/// The revision of a plan that an opaque id names; none for anything else.
#[must_use]
pub fn plan_revision_id(id: &str) -> Option<sucharit_domain::id::PlanRevisionId> {
    match node::GlobalId::decode(&async_graphql::ID(id.to_owned())) {
        Ok(node::GlobalId::PlanRevision(id)) => Some(id),
        _ => None,
    }
}

/// The progress report that an opaque id names; none for anything else.
#[must_use]
pub fn progress_id(id: &str) -> Option<sucharit_domain::id::ProgressId> {
    match node::GlobalId::decode(&async_graphql::ID(id.to_owned())) {
        Ok(node::GlobalId::Progress(id)) => Some(id),
        _ => None,
    }
}

/// The evidence that an opaque id names; none for anything else.
#[must_use]
pub fn evidence_id(id: &str) -> Option<sucharit_domain::id::EvidenceId> {
    match node::GlobalId::decode(&async_graphql::ID(id.to_owned())) {
        Ok(node::GlobalId::Evidence(id)) => Some(id),
        _ => None,
    }
}

/// The opaque id of evidence.
#[must_use]
pub fn id_of_evidence(id: sucharit_domain::id::EvidenceId) -> String {
    node::GlobalId::from(id).encode().0
}

/// The opaque id of a project.
#[must_use]
pub fn id_of_project(id: sucharit_domain::id::ProjectId) -> String {
    node::GlobalId::from(id).encode().0
}

/// The opaque id of a plan.
#[must_use]
pub fn id_of_plan(id: sucharit_domain::id::PlanId) -> String {
    node::GlobalId::from(id).encode().0
}

/// The opaque id of a revision of a plan.
#[must_use]
pub fn id_of_plan_revision(id: sucharit_domain::id::PlanRevisionId) -> String {
    node::GlobalId::from(id).encode().0
}

/// The opaque id of an uploaded progress form.
#[must_use]
pub fn id_of_progress_import(id: sucharit_domain::id::ProgressImportId) -> String {
    node::GlobalId::from(id).encode().0
}

/// The division that an opaque id names; none for anything else.
#[must_use]
pub fn division_id(id: &str) -> Option<sucharit_domain::id::DivisionId> {
    use sucharit_domain::id::DivisionId;
    let (word, id) = id.split_once(':')?;
    let id = uuid::Uuid::try_parse(id).ok()?;
    (word == DivisionId::WORD).then_some(DivisionId(id))
}
