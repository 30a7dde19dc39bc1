//! Opening a database and reading from it.

use crate::{StoreError, Transaction, error::Cause, statements};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseExecutor, DbBackend, IsolationLevel,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    sqlx::{
        postgres::PgConnectOptions,
        sqlite::{SqliteJournalMode, SqliteSynchronous},
    },
};
use std::{path::Path, time::Duration};
use sucharit_domain::id::OrganizationId;

/// How long a writer waits for another one before it gives up.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// A database: SQLite in a file, or PostgreSQL.
#[derive(Debug, Clone)]
pub struct Store {
    connection: DatabaseConnection,
}

/// A place to read from: the pool, or an open transaction, which sees its own writes.
#[derive(Debug)]
pub struct Session<'a> {
    pub(crate) executor: DatabaseExecutor<'a>,
}

impl Store {
    /// Opens the SQLite file at `path`, making it if it is not there: write-ahead log, foreign keys, every commit on disk.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub async fn open_sqlite(path: &Path) -> Result<Self, StoreError> {
        let path = path.to_owned();
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .filename(&path)
                .in_memory(false)
                .shared_cache(false)
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(BUSY_TIMEOUT)
                .optimize_on_close(true, None)
        });
        Self::open(options).await
    }

    /// Opens a PostgreSQL database by its address (`postgres://…`).
    ///
    /// # Errors
    /// When the address cannot be read, or the server cannot be reached or refuses.
    pub async fn open_postgres(url: &str) -> Result<Self, StoreError> {
        // Checked here, because the message of whoever parses it next repeats the address with its password.
        url.parse::<PgConnectOptions>().map_err(|_| Cause::Address)?;
        Self::open(ConnectOptions::new(url)).await
    }

    async fn open(mut options: ConnectOptions) -> Result<Self, StoreError> {
        options.max_connections(8).min_connections(1).acquire_timeout(BUSY_TIMEOUT).sqlx_logging(false);
        let mut connection = Database::connect(options).await?;
        connection.set_metric_callback(|statement| statements::note(statement.elapsed));
        Ok(Self { connection })
    }

    /// The connection itself, for running migrations.
    #[doc(hidden)]
    #[must_use]
    pub fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// Reads from the pool.
    #[must_use]
    pub fn read(&self) -> Session<'_> {
        Session { executor: DatabaseExecutor::Connection(&self.connection) }
    }

    /// Opens a transaction that writes to one organization, and waits for its other writers; without an organization, it
    /// writes what is not there yet or belongs to none, and waits for others that do.
    ///
    /// # Errors
    /// When the database fails or another writer takes too long.
    pub async fn begin(&self, organization: Option<OrganizationId>) -> Result<Transaction, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = Transaction::new(self.connection.begin_with_options(options).await?);
        if self.connection.get_database_backend() == DbBackend::Postgres {
            match organization {
                Some(organization) => transaction.lock(organization).await?,
                None => transaction.lock_system().await?,
            }
        }
        Ok(transaction)
    }

    /// Reads as everything stands at one moment, however long the reading takes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn snapshot(&self) -> Result<Transaction, StoreError> {
        // SQLite's transactions always are snapshots.
        let isolation_level = match self.connection.get_database_backend() {
            DbBackend::Postgres => Some(IsolationLevel::RepeatableRead),
            _ => None,
        };
        let options = TransactionOptions { isolation_level, ..TransactionOptions::default() };
        Ok(Transaction::new(self.connection.begin_with_options(options).await?))
    }

    /// Writes the SQLite database as it stands at one moment into a new file, while others go on writing to it.
    ///
    /// # Errors
    /// When the file is there already, it cannot be written, or the database is no SQLite one.
    pub async fn copy_into(&self, file: &Path) -> Result<(), StoreError> {
        let file = file.to_str().ok_or(Cause::FileName)?;
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO $1", [file.into()]);
        self.connection.execute_raw(copy).await?;
        Ok(())
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.connection.ping().await?)
    }

    /// Closes the pool once its connections are free.
    ///
    /// # Errors
    /// When closing fails.
    pub async fn close(self) -> Result<(), StoreError> {
        Ok(self.connection.close().await?)
    }
}
