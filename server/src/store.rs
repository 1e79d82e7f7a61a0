//! The database, and the only door to it: what goes in and out are Hubbub's own nouns, never SQLite's.
//!
//! Changes go through one [`writer`], which commits many at once and then publishes their events; reads have a pool
//! of their own, and those that must agree with each other share one read transaction.

mod attachments;
mod bans;
mod deactivations;
mod deletions;
mod devices;
mod direct;
mod drafts;
mod due;
mod edits;
mod email_keys;
pub(crate) mod engine;
mod error;
mod events;
mod files;
mod fingerprint;
mod follows;
mod guest_invitations;
mod guests;
mod hidden;
mod history;
mod lookalikes;
mod members;
mod mentions;
mod messages;
mod names;
mod page_bound;
mod password_link;
mod passwords;
mod people;
mod pins;
mod portraits;
mod preferences;
mod previews;
mod profiles;
mod quotas;
mod reactions;
mod reads;
mod recount;
mod reminders;
mod room_bounds;
mod room_deletion;
mod room_settings;
mod rooms;
mod saved;
mod scheduled;
mod sessions;
mod snapshot;
mod statuses;
mod text;
mod threads;
mod versions;
mod workspace;

pub use engine::backup::{BackupError, backup};
pub(crate) use engine::change::Emitted;
pub(crate) use engine::news::News;
pub use engine::streams::{Standing, StreamBounds};
pub(crate) use engine::writer::{Pending, WriterShare};
pub(crate) use error::StoreError;
pub use events::EventPage;
pub(crate) use files::NewFile;
pub(crate) use history::Window;
pub(crate) use messages::{Changed, NewMessage, Target};
pub use password_link::{PasswordLinkError, password_link};
pub(crate) use passwords::{PasswordChange, Reset};
pub(crate) use people::NewPerson;
pub(crate) use previews::FoundPage;
pub(crate) use profiles::ProfileChange;
pub(crate) use quotas::Allowance;
pub(crate) use room_bounds::RoomBound;
pub(crate) use room_settings::RoomChanges;
pub(crate) use scheduled::{Planned, ScheduledChanges};
pub(crate) use workspace::WorkspaceChanges;

use engine::{disk::Disk, epoch, writer::Writer};
use protocol::{Epoch, Timestamp};
use sqlx::{
    Sqlite, SqlitePool, Transaction,
    migrate::Migrator,
    sqlite::{
        SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions,
        SqliteSynchronous,
    },
};
use std::{path::Path, sync::Arc, time::Duration};
use tokio::sync::{Semaphore, SemaphorePermit};

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");
/// Connections that read.
const READERS: u32 = 4;
/// How many of them a crowd that catches up may hold at once: the others are there for who reads history or comes in.
const CATCHING_UP: usize = 2;
/// The texts of one answer end once they reach this many bytes, where nothing else is set.
const ANSWER_BYTES: usize = 256 * 1024;
/// How long a reader waits where another process has locked the database for itself.
const READER_PATIENCE: Duration = Duration::from_secs(5);
/// How long the writer waits for another's lock, and everyone in its queue with it, until it says that it cannot save.
const WRITER_PATIENCE: Duration = Duration::from_millis(1500);

/// How large the write-ahead log stays once its content is in the database's file; a burst makes it larger for a while.
const JOURNAL_BYTES: &str = "16777216";

/// Told of what every transaction brought about, in order, after it is on disk. Must not block.
pub(crate) type Publish = Box<dyn FnMut(News) + Send>;

/// A handle to the database; clones share it.
#[derive(Clone)]
pub(crate) struct Store {
    readers: SqlitePool,
    writer: Writer,
    epoch: Epoch,
    catching_up: Arc<Semaphore>,
    /// The texts of one answer end once they reach this many bytes.
    answer_bytes: usize,
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
            .busy_timeout(READER_PATIENCE);
        let written = options.clone().create_if_missing(true);
        let mut connection = connect_writer(&written).await?;
        // Not `run`, whose future is not seen to be `Send`.
        MIGRATIONS.run_direct(None, &mut connection, false).await?;
        lookalikes::fill_in(&mut connection).await?;
        email_keys::fill_in(&mut connection).await?;
        let epoch = epoch::read_or_make(&mut connection).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options.clone().pragma("query_only", "ON"))
            .await?;
        let disk = Disk::new(options, connection, epoch);
        let writer = Writer::start(disk, queue, publish);
        Ok(Self {
            readers,
            writer,
            epoch,
            catching_up: Arc::new(Semaphore::new(CATCHING_UP)),
            answer_bytes: ANSWER_BYTES,
        })
    }

    /// Sets where the texts of one answer end.
    pub(crate) fn with_answer_bytes(self, answer_bytes: usize) -> Self {
        Self {
            answer_bytes,
            ..self
        }
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

    /// Whether the database answers and, as far as is known, takes changes.
    pub(crate) async fn check(&self) -> Result<(), StoreError> {
        if self.writer.is_failing() {
            return Err(StoreError::CannotSave);
        }
        sqlx::query_scalar!("SELECT only FROM meta")
            .fetch_one(&self.readers)
            .await?;
        Ok(())
    }

    /// Names this life of the database.
    pub(crate) fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Waits for one's turn to catch up, in the order of coming. It lasts until what is returned is dropped.
    async fn turn(&self) -> Result<SemaphorePermit<'_>, StoreError> {
        let turn = self.catching_up.acquire().await;
        turn.map_err(|_| StoreError::Closed)
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
        .busy_timeout(WRITER_PATIENCE)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        // What is deleted is overwritten, so that no page of the file brings it into a later backup.
        .pragma("secure_delete", "ON")
        .pragma("journal_size_limit", JOURNAL_BYTES);
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
