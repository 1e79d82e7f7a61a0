//! The database, and the only door to it: what goes in and out are Hubbub's own nouns, never SQLite's.
//!
//! Changes go through one [`writer`], which commits many at once and then publishes their events; reads have a pool
//! of their own, and those that must agree with each other share one read transaction.

mod change;
mod deletions;
mod drafts;
mod edits;
mod epoch;
mod error;
mod events;
mod history;
mod members;
mod messages;
mod people;
mod reactions;
mod reads;
mod rooms;
mod sessions;
mod snapshot;
mod streams;
mod workspace;
mod writer;

pub(crate) use change::Emitted;
pub(crate) use edits::MessageVersion;
pub(crate) use error::StoreError;
pub(crate) use events::EventPage;
pub(crate) use history::Window;
pub(crate) use messages::{Changed, NewMessage, Target};
pub(crate) use people::NewPerson;
pub(crate) use streams::Standing;
#[cfg(test)]
pub(crate) use streams::StreamBounds;
pub(crate) use writer::Pending;

use app::{
    model::{Epoch, StreamId, Timestamp},
    protocol::Event,
};
use sqlx::{
    Sqlite, SqlitePool, Transaction,
    migrate::Migrator,
    sqlite::{
        SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions,
        SqliteSynchronous,
    },
};
use std::{path::Path, time::Duration};
use writer::Writer;

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");
/// Connections that read.
const READERS: u32 = 4;
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Told of every event, in order, after the transaction that made it is on disk. Must not block.
pub(crate) type Publish = Box<dyn FnMut(Vec<(StreamId, Event)>) + Send>;

/// A handle to the database; clones share it.
#[derive(Clone)]
pub(crate) struct Store {
    readers: SqlitePool,
    writer: Writer,
    epoch: Epoch,
}

impl Store {
    /// Opens the database in `file`, making it if there is none, and brings its schema up to date.
    ///
    /// `queue` bounds the changes that wait for the writer.
    pub(crate) async fn open(
        file: &Path,
        queue: usize,
        publish: Publish,
    ) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT);
        let mut connection = connect_writer(&options).await?;
        // Not `run`, whose future is not seen to be `Send`.
        MIGRATIONS.run_direct(None, &mut connection, false).await?;
        let epoch = epoch::read_or_make(&mut connection).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.pragma("query_only", "ON"))
            .await?;
        let writer = Writer::start(connection, queue, publish);
        Ok(Self {
            readers,
            writer,
            epoch,
        })
    }

    /// Commits what is queued, refuses what comes after, and closes the database.
    pub(crate) async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
    }

    /// Waits until the store takes no more changes: by [`Store::close`], or by a fault of its writer.
    pub(crate) async fn ended(&self) {
        self.writer.ended().await;
    }

    /// Whether the database answers.
    pub(crate) async fn check(&self) -> Result<(), StoreError> {
        sqlx::query_scalar!("SELECT only FROM meta")
            .fetch_one(&self.readers)
            .await?;
        Ok(())
    }

    /// Names this life of the database.
    pub(crate) fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// One view of the database for reads that must agree.
    async fn view(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.readers.begin().await?)
    }
}

async fn connect_writer(options: &SqliteConnectOptions) -> Result<SqliteConnection, StoreError> {
    use sqlx::ConnectOptions as _;
    let options = options
        .clone()
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        // What is deleted is overwritten, so that no page of the file brings it into a later backup.
        .pragma("secure_delete", "ON");
    Ok(options.connect().await?)
}

/// The time now.
fn now() -> Timestamp {
    Timestamp(chrono::Utc::now().timestamp_millis())
}

/// A `seq` as SQLite holds it. One beyond its range is beyond every stream as well.
fn to_sql(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

/// A `seq` or a count that SQLite holds: never negative.
fn from_sql(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests;
