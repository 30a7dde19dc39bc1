//! Fresh databases, copied from a template that holds the reference plan.

use crate::actors::{self, Tokens};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, FromQueryResult, JsonValue, Statement};
use std::{
    path::{Path, PathBuf},
    process,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};
use sucharit_domain::{access::Actor, clock::SystemClock, plan::read_document};
use sucharit_server::{cli::bring_up_to_date, store::Store, workflow::Workflow};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// SQLite in a file.
    Sqlite,
    /// PostgreSQL, by `TEST_POSTGRES_URL`.
    Postgres,
}

/// A database of a test's own; gone with it.
#[derive(Debug)]
pub struct Fresh {
    /// Opened.
    pub store: Store,
    /// Where it is: a folder's path, or an address.
    pub place: Place,
    /// The tokens of the accounts in it.
    pub tokens: Tokens,
    /// The folder of the evidence files of its server.
    pub evidence: TempDir,
    _folder: Option<TempDir>,
}

/// Where a database is.
#[derive(Debug, Clone)]
pub enum Place {
    /// The folder of an embedded database.
    Folder(PathBuf),
    /// The address of a PostgreSQL database.
    Url(String),
}

static SQLITE_TEMPLATE: OnceCell<(TempDir, PathBuf, Tokens)> = OnceCell::const_new();
static POSTGRES_TEMPLATE: OnceCell<(String, Tokens)> = OnceCell::const_new();
static COPIES: AtomicU32 = AtomicU32::new(0);

impl Database {
    /// A fresh copy of the template.
    pub async fn fresh(self) -> Fresh {
        let evidence = tempfile::tempdir().expect("a temporary folder");
        match self {
            Self::Sqlite => {
                let (_, template, tokens) = SQLITE_TEMPLATE.get_or_init(sqlite_template).await;
                let folder = tempfile::tempdir().expect("a temporary folder");
                let file = folder.path().join("sucharit.sqlite");
                std::fs::copy(template, &file).expect("the template can be copied");
                let store = Store::open_sqlite(&file).await.expect("the copy opens");
                let place = Place::Folder(folder.path().to_owned());
                Fresh { store, place, tokens: tokens.clone(), evidence, _folder: Some(folder) }
            }
            Self::Postgres => {
                let (template, tokens) = POSTGRES_TEMPLATE.get_or_init(postgres_template).await;
                let url = make_postgres_database(Some(template)).await;
                let store = Store::open_postgres(&url).await.expect("the copy opens");
                Fresh { store, place: Place::Url(url), tokens: tokens.clone(), evidence, _folder: None }
            }
        }
    }

    /// An empty database, not even migrated.
    pub async fn empty(self) -> (Place, Option<TempDir>) {
        match self {
            Self::Sqlite => {
                let folder = tempfile::tempdir().expect("a temporary folder");
                (Place::Folder(folder.path().to_owned()), Some(folder))
            }
            Self::Postgres => (Place::Url(make_postgres_database(None).await), None),
        }
    }
}

impl Fresh {
    /// The embedded database that a command left in a folder, opened.
    pub async fn open_sqlite(folder: &Path) -> Self {
        let store = Store::open_sqlite(&folder.join("sucharit.sqlite")).await.expect("the database opens");
        Self {
            store,
            place: Place::Folder(folder.to_owned()),
            tokens: Tokens::new(),
            evidence: tempfile::tempdir().expect("a temporary folder"),
            _folder: None,
        }
    }

    /// Runs SQL past the server, for setting up what no command can do and for looking at what was stored.
    pub async fn execute(&self, sql: &str) {
        self.connection().execute_unprepared(sql).await.expect("the statement runs");
    }

    /// Runs SQL that may be refused.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn try_execute(&self, sql: &str) -> Result<(), sea_orm::DbErr> {
        self.connection().execute_unprepared(sql).await.map(drop)
    }

    /// Takes away what keeps events from being changed, as somebody with the database's password could.
    pub async fn lift_event_guard(&self) {
        self.execute(match self.kind() {
            Database::Sqlite => "DROP TRIGGER event_never_changed; DROP TRIGGER event_never_deleted",
            Database::Postgres => "ALTER TABLE event DISABLE TRIGGER event_never_changed",
        })
        .await;
    }

    /// The one whole number that a query gives, such as a count: SQLite states no type for those, so they are not in its JSON.
    pub async fn count(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(self.connection().get_database_backend(), sql);
        let row = self.connection().query_one_raw(statement).await.expect("the query runs").expect("a row");
        row.try_get_by_index(0).expect("a number")
    }

    /// Rows of a query as JSON objects.
    pub async fn rows(&self, sql: &str) -> Vec<JsonValue> {
        let backend = self.connection().get_database_backend();
        let statement = Statement::from_string(backend, sql);
        JsonValue::find_by_statement(statement).all(self.connection()).await.expect("the query runs")
    }

    /// Which kind it is.
    pub fn kind(&self) -> Database {
        match self.place {
            Place::Folder(_) => Database::Sqlite,
            Place::Url(_) => Database::Postgres,
        }
    }

    fn connection(&self) -> &DatabaseConnection {
        self.store.connection()
    }
}

async fn sqlite_template() -> (TempDir, PathBuf, Tokens) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("template.sqlite");
    let store = Store::open_sqlite(&file).await.expect("a database can be made");
    let tokens = fill(&store).await;
    store.connection().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.expect("a checkpoint");
    store.close().await.expect("the template closes");
    (folder, file, tokens)
}

async fn postgres_template() -> (String, Tokens) {
    let url = make_postgres_database(None).await;
    let store = Store::open_postgres(&url).await.expect("the template opens");
    let tokens = fill(&store).await;
    store.close().await.expect("the template closes");
    (url.rsplit('/').next().expect("an address ends with a name").to_owned(), tokens)
}

async fn fill(store: &Store) -> Tokens {
    bring_up_to_date(store).await.expect("the migrations run");
    let document = read_document::read(crate::REFERENCE_PLAN).expect("the reference plan has no problem");
    let workflow = Workflow::new(store.clone(), Arc::new(SystemClock));
    workflow.import_plan(&Actor::operator(), &document).await.expect("the reference plan is imported");
    actors::make(&workflow).await
}

/// Makes a database on the test server and answers with its address.
async fn make_postgres_database(template: Option<&str>) -> String {
    let server = std::env::var("TEST_POSTGRES_URL").expect(
        "TEST_POSTGRES_URL names a PostgreSQL server for the tests, such as postgres://postgres@127.0.0.1:5432; ./test starts one",
    );
    let server = server.trim_end_matches('/');
    let name = format!("sucharit_{}_{}", process::id(), COPIES.fetch_add(1, Ordering::Relaxed));
    let admin = Store::open_postgres(&format!("{server}/postgres")).await.expect("the test server can be reached");
    let template = template.map(|template| format!(" TEMPLATE {template}")).unwrap_or_default();
    debug_assert_eq!(admin.connection().get_database_backend(), DbBackend::Postgres);
    admin
        .connection()
        .execute_unprepared(&format!("CREATE DATABASE {name}{template}"))
        .await
        .expect("a database is made");
    admin.close().await.expect("the connection closes");
    format!("{server}/{name}")
}
