//! Plans.

mod amend_plan;
mod approve_plan;
mod compare_revisions;
mod endorse_plan;
pub mod import_plan;
mod opened;
mod publish_plan;
mod read_plan_book;
mod read_plan_template;
mod replace_draft;
mod return_plan;
mod submit_plan;
mod take_step;
mod withdraw_plan;
