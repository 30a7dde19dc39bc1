//! What can go wrong in storage.

use sea_orm::DbErr;
use std::{error::Error, fmt};

/// A failure of storage. Opaque: a caller can only pass it on; its chain of sources goes into the log.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct StoreError(#[from] Cause);

#[derive(Debug, thiserror::Error)]
pub(crate) enum Cause {
    #[error("the database refused or failed")]
    Database(#[source] DbErr),
    #[error("the database holds {value:?} in {column}, which has no meaning there")]
    Corrupt { column: &'static str, value: String },
    #[error(
        "the address cannot be read as postgres://USER:PASSWORD@HOST:PORT/NAME (special characters in it are percent-encoded)"
    )]
    Address,
    #[error("the file's name is not UTF-8")]
    FileName,
    #[error("a change was committed without saying what changed")]
    Unrecorded,
    #[error("a password could not be hashed")]
    NoHash,
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        Self(Cause::Database(error))
    }
}

impl StoreError {
    /// A password could not be hashed: there was no memory or no randomness for it.
    #[must_use]
    pub fn no_hash() -> Self {
        Self(Cause::NoHash)
    }

    pub(crate) fn corrupt(column: &'static str, value: impl fmt::Display) -> Self {
        Self(Cause::Corrupt { column, value: value.to_string() })
    }
}

/// An error with all its causes, for the log.
#[must_use]
pub fn causes(error: &dyn Error) -> String {
    let mut causes = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        causes = format!("{causes}: {cause}");
        source = cause.source();
    }
    causes
}
