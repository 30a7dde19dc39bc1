//! What somebody has to do now.

mod read_tasks;
