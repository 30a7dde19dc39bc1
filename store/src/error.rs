//! What can go wrong in storage.

use sea_orm::DbErr;
use std::{error::Error, fmt, io};

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
    #[error("the storage of files failed")]
    Files(#[source] Box<dyn Error + Send + Sync>),
    #[error("the file {0} is missing from the storage of files")]
    MissingFile(String),
    #[error("no storage of files was opened")]
    NoFiles,
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

    /// A value is kept that the program never writes.
    #[must_use]
    pub fn corrupt(column: &'static str, value: impl fmt::Display) -> Self {
        Self(Cause::Corrupt { column, value: value.to_string() })
    }

    /// A file that came in cannot be read.
    #[must_use]
    pub fn file(error: impl Error + Send + Sync + 'static) -> Self {
        Self(Cause::Files(Box::new(error)))
    }

    /// Nothing is kept at an address that a row refers to.
    #[must_use]
    pub fn missing_file(address: &str) -> Self {
        Self(Cause::MissingFile(address.to_owned()))
    }

    /// No storage of files was opened, where one is needed.
    #[must_use]
    pub fn no_files() -> Self {
        Self(Cause::NoFiles)
    }

    /// Whether there is no room left for what was written.
    #[must_use]
    pub fn is_full(&self) -> bool {
        let mut cause = self.source();
        while let Some(error) = cause {
            let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
            if matches!(
                kind,
                Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge)
            ) {
                return true;
            }
            cause = error.source();
        }
        false
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
