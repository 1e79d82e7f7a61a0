//! The database, and the only way to it. Its methods take and return Hubbub's own types, none of SQLite's.
//!
//! Changes go through one [`Writer`], which commits many at once and then publishes their events. Reads have a pool of their own;
//! those that must agree with each other share one read transaction.

/// Submits a change to the store's writer, as `submit!(store, function(arguments))`. The function is async, and gets the
/// transaction as its first argument.
macro_rules! submit {
    ($store:ident, $change:ident($($argument:expr),*)) => {
        $store.writer.submit(move |tx| Box::pin($change(tx $(, $argument)*)))
    };
}

mod attachments;
mod bans;
mod custom_emoji;
mod deletions;
mod devices;
mod digests;
mod direct;
mod drafts;
mod due;
mod edits;
mod emails;
mod engine;
mod entries;
mod error;
mod events;
mod files;
mod fingerprint;
mod first_message;
mod followers;
mod follows;
mod guest_invitations;
mod guests;
mod hidden;
mod history;
mod lookalikes;
mod members;
mod mention_list;
mod mentions;
mod messages;
mod names;
mod notification_settings;
mod notification_words;
mod notifications;
mod page_bound;
mod pages;
mod password_link;
mod passwords;
mod people;
mod pins;
mod plan;
mod portraits;
mod post;
mod preferences;
mod previews;
mod profiles;
mod push_devices;
mod pushes;
mod quotas;
mod reactions;
mod reads;
mod recount;
mod reminders;
mod room_bounds;
mod room_deletion;
mod room_files;
mod room_settings;
mod rooms;
mod saved;
mod scheduled;
mod search;
mod sessions;
mod snapshot;
mod standing;
mod statuses;
mod superseded;
mod text;
mod threads;
mod tips;
mod versions;
mod whole;
mod workspace;

pub(crate) use emails::ChangeEmail;
pub use engine::backup::{BackupError, backup};
pub(crate) use engine::change::Emitted;
pub(crate) use engine::news::{News, Publish};
pub use engine::streams::StreamBounds;
pub(crate) use engine::writer::{Submitted, WriterShare};
pub(crate) use error::{RoomBound, StoreError};
pub use events::EventPage;
pub(crate) use files::NewFile;
pub(crate) use history::Window;
pub(crate) use messages::{Changed, Target};
pub(crate) use notification_words::Words;
pub(crate) use notifications::{NewMessage, Recipient};
pub(crate) use pages::FoundPage;
pub use password_link::{PasswordLinkError, password_link};
pub(crate) use passwords::{ChangePassword, ResetPassword};
pub(crate) use people::NewPerson;
pub(crate) use push_devices::PushAddress;
pub(crate) use pushes::DuePush;
pub(crate) use quotas::FileQuota;
pub(crate) use room_files::FileFilter;
pub(crate) use scheduled::Planned;
pub(crate) use search::SearchRequest;
pub use standing::Standing;
#[cfg(test)]
pub(crate) use superseded::supersede;

use crate::search::document;
use engine::{
    disk::{Disk, connect_writer},
    epoch, index, scrub,
    sql::{from_sql, now, to_sql},
    trim,
    writer::Writer,
};
use protocol::{Epoch, Timestamp};
use sqlx::{
    Sqlite, SqlitePool, Transaction,
    migrate::Migrator,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use std::{path::Path, sync::Arc, time::Duration};
use tokio::sync::{Semaphore, SemaphorePermit};

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");
/// Connections that read.
const READERS: u32 = 6;
/// How many of them may serve clients that catch up at once. The others stay free for people who read history or sign in.
const CATCHING_UP: usize = 2;
/// How many of them may search at once.
const SEARCHING: usize = 2;
/// An answer ends with the text that brings it to this many bytes, by default.
const ANSWER_BYTES: usize = 256 * 1024;
/// How long a reader waits for another process's lock.
const READER_PATIENCE: Duration = Duration::from_secs(5);
/// A handle to the database; clones share it.
#[derive(Clone)]
pub(crate) struct Store {
    readers: SqlitePool,
    writer: Writer,
    epoch: Epoch,
    catching_up: Arc<Semaphore>,
    searching: Arc<Semaphore>,
    /// An answer ends with the text that brings it to this many bytes.
    answer_bytes: usize,
}

impl Store {
    /// Opens the database in `file`, which is created if there is none, and migrates its schema.
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
        // The future of `run` is not `Send`.
        MIGRATIONS.run_direct(None, &mut connection, false).await?;
        let epoch = epoch::read_or_make(&mut connection).await?;
        index::prepare(&mut connection, document::VERSION).await?;
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
            searching: Arc::new(Semaphore::new(SEARCHING)),
            answer_bytes: ANSWER_BYTES,
        })
    }

    /// Sets how many bytes of text an answer has.
    pub(crate) fn with_answer_bytes(self, answer_bytes: usize) -> Self {
        Self {
            answer_bytes,
            ..self
        }
    }

    /// Commits the queued changes, refuses further ones, and closes the database.
    pub(crate) async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
    }

    /// Waits until the store takes no more changes, because of [`Store::close`] or a fault of its writer.
    pub(crate) async fn ended(&self) {
        self.writer.ended().await;
    }

    /// Checks that the database can be read and, as far as is known, written.
    pub(crate) async fn check(&self) -> Result<(), StoreError> {
        if self.writer.is_failing() {
            return Err(StoreError::CannotSave);
        }
        sqlx::query_scalar!("SELECT only FROM meta")
            .fetch_one(&self.readers)
            .await?;
        Ok(())
    }

    /// Removes events from before `oldest` from the log and returns how many. The history stays; a cursor that lacks a removed
    /// event is void.
    pub(crate) async fn trim(&self, oldest: Timestamp) -> Result<u64, StoreError> {
        trim::trim(&self.writer, &self.readers, oldest).await
    }

    /// Overwrites what words that were removed from the index have left in the database's file. Returns whether there was
    /// anything to do.
    pub(crate) async fn scrub_index(&self) -> Result<bool, StoreError> {
        scrub::scrub(&self.writer, &self.readers).await
    }

    /// Returns the epoch of the database.
    pub(crate) fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Waits for a turn to catch up, first come, first served. It ends when the permit is dropped.
    async fn turn(&self) -> Result<SemaphorePermit<'_>, StoreError> {
        let turn = self.catching_up.acquire().await;
        turn.map_err(|_| StoreError::Closed)
    }

    /// Starts a read transaction, for reads that must agree with each other.
    async fn view(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.readers.begin().await?)
    }
}

#[cfg(test)]
mod tests;
