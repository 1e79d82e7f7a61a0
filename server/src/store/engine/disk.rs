//! The writer's connection to the database's file, and whether it can be written.

use super::{
    change::{Job, Tx},
    epoch, index,
    news::News,
};
use crate::store::error::StoreError;
use protocol::Epoch;
use sqlx::{
    ConnectOptions as _, Connection as _,
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous},
};
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// How long the writer, and everyone in its queue, waits for another process's lock before it says that it cannot save.
const WRITER_PATIENCE: Duration = Duration::from_millis(1500);
/// The size that the write-ahead log shrinks to once its content is in the database's file, in bytes.
const JOURNAL_BYTES: &str = "16777216";

/// Whether the database can be written; clones share it.
#[derive(Clone, Default)]
pub(crate) struct Health(Arc<watch::Sender<bool>>);

impl Health {
    pub(crate) fn is_failing(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until the database can be written.
    #[cfg(test)]
    pub(crate) async fn recovered(&self) {
        let mut failing = self.0.subscribe();
        // The sender lives as long as `self`.
        let _ = failing.wait_for(|failing| !failing).await;
    }

    /// Stores the state, and logs it when it changes.
    fn note(&self, result: Result<(), &StoreError>) {
        let failed = self.0.send_replace(result.is_err());
        match result {
            Err(error) if !failed => tracing::error!(%error, "cannot save: changes are refused"),
            Ok(()) if failed => tracing::info!("can save again"),
            _ => {}
        }
    }
}

/// The writer's connection to the file, which is opened again if it broke.
pub(crate) struct Disk {
    options: SqliteConnectOptions,
    epoch: Epoch,
    connection: Option<SqliteConnection>,
    health: Health,
}

impl Disk {
    pub(crate) fn new(
        options: SqliteConnectOptions,
        connection: SqliteConnection,
        epoch: Epoch,
    ) -> Self {
        Self {
            options,
            epoch,
            connection: Some(connection),
            health: Health::default(),
        }
    }

    pub(crate) fn health(&self) -> Health {
        self.health.clone()
    }

    /// Makes every change of the batch in one transaction, and returns the news of those that succeeded. `None` if the
    /// transaction failed: then nothing of it is kept.
    pub(crate) async fn commit(&mut self, batch: &mut [Box<dyn Job>]) -> Option<News> {
        let committed = match self.connection().await {
            Ok(connection) => transact(connection, batch).await.map_err(Into::into),
            Err(error) => Err(error),
        };
        self.settle(&committed).await;
        committed.ok()
    }

    /// Checks whether it can save again, by a write that needs more space than a full disk has left.
    pub(crate) async fn probe(&mut self) {
        let written = match self.connection().await {
            Ok(connection) => fill_and_empty(connection).await,
            Err(error) => Err(error),
        };
        self.settle(&written).await;
    }

    /// Moves committed pages from the write-ahead log into the file, and empties the log. Pages that a reader still needs
    /// stay until later.
    pub(crate) async fn checkpoint(&mut self) {
        let Some(connection) = &mut self.connection else {
            return;
        };
        if let Err(error) = empty_log(connection).await {
            tracing::warn!(%error, "the write-ahead log is not emptied");
        }
    }

    pub(crate) async fn close(self) {
        if let Some(connection) = self.connection
            && let Err(error) = connection.close().await
        {
            tracing::warn!(%error, "the database did not close cleanly");
        }
    }

    pub(crate) async fn connection(&mut self) -> Result<&mut SqliteConnection, StoreError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.reopen().await?,
        };
        Ok(self.connection.insert(connection))
    }

    async fn reopen(&self) -> Result<SqliteConnection, StoreError> {
        let mut connection = connect_writer(&self.options).await?;
        // The server cannot go on with another file in the database's place: the readers still have the old one open.
        if epoch::read(&mut connection).await? != self.epoch {
            return Err(StoreError::Corrupt("epoch"));
        }
        Ok(connection)
    }

    async fn settle<T>(&mut self, result: &Result<T, StoreError>) {
        if let Err(error) = result {
            self.recover(error).await;
        }
        self.health.note(result.as_ref().map(drop));
    }

    async fn recover(&mut self, error: &StoreError) {
        let Some(connection) = &mut self.connection else {
            return;
        };
        // Without an open transaction this fails, and there is nothing to roll back.
        let _ = sqlx::query("ROLLBACK").execute(connection).await;
        if !matches!(code(error), Some(BUSY | FULL)) {
            self.connection = None;
        }
    }
}

/// Opens a connection that writes.
pub(crate) async fn connect_writer(
    options: &SqliteConnectOptions,
) -> Result<SqliteConnection, StoreError> {
    let options = options
        .clone()
        .busy_timeout(WRITER_PATIENCE)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        // Overwrites what is deleted, so that no later backup contains it.
        .pragma("secure_delete", "ON")
        .pragma("journal_size_limit", JOURNAL_BYTES);
    Ok(options.connect().await?)
}

async fn transact(
    connection: &mut SqliteConnection,
    batch: &mut [Box<dyn Job>],
) -> Result<News, sqlx::Error> {
    let (mut news, mut indexed) = (News::default(), Vec::new());
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut *connection)
        .await?;
    for job in batch {
        // A change that fails takes back only itself.
        sqlx::query("SAVEPOINT change")
            .execute(&mut *connection)
            .await?;
        let mut tx = Tx::new(connection);
        if job.apply(&mut tx).await? {
            news.append(tx.news);
            indexed.append(&mut tx.index);
        } else {
            sqlx::query("ROLLBACK TO change")
                .execute(&mut *connection)
                .await?;
        }
        sqlx::query("RELEASE change")
            .execute(&mut *connection)
            .await?;
    }
    news.unindexed = index::write(connection, indexed).await?;
    sqlx::query("COMMIT").execute(&mut *connection).await?;
    Ok(news)
}

async fn empty_log(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    // Nobody waits for a reader to end.
    sqlx::query("PRAGMA busy_timeout = 0")
        .execute(&mut *connection)
        .await?;
    let emptied = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(&mut *connection)
        .await;
    let patience = format!("PRAGMA busy_timeout = {}", WRITER_PATIENCE.as_millis());
    sqlx::query(sqlx::AssertSqlSafe(patience))
        .execute(&mut *connection)
        .await?;
    emptied.map(drop)
}

async fn fill_and_empty(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    // First the committed pages move from the write-ahead log into the file. That makes the log's space free to write in
    // again; without it, every attempt would take some of the space that someone frees.
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)")
        .execute(&mut *connection)
        .await?;
    sqlx::query!("REPLACE INTO probe (only, filler) VALUES (1, zeroblob(65536))")
        .execute(&mut *connection)
        .await?;
    sqlx::query!("DELETE FROM probe")
        .execute(connection)
        .await?;
    Ok(())
}

/// SQLite's primary result codes (<https://sqlite.org/rescode.html>).
const BUSY: i32 = 5;
const LOCKED: i32 = 6;
const NO_MEMORY: i32 = 7;
const READ_ONLY: i32 = 8;
const IO_ERROR: i32 = 10;
const CORRUPT: i32 = 11;
const FULL: i32 = 13;
const CANNOT_OPEN: i32 = 14;
const PROTOCOL: i32 = 15;
const NOT_A_DATABASE: i32 = 26;

/// Returns whether the fault is the database's, and not that of one change.
pub(crate) fn is_trouble(error: &sqlx::Error) -> bool {
    match primary(error) {
        Some(code) => matches!(
            code,
            BUSY | LOCKED
                | NO_MEMORY
                | READ_ONLY
                | IO_ERROR
                | CORRUPT
                | FULL
                | CANNOT_OPEN
                | PROTOCOL
                | NOT_A_DATABASE
        ),
        None => matches!(error, sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed),
    }
}

fn code(error: &StoreError) -> Option<i32> {
    match error {
        StoreError::Database(error) => primary(error),
        _ => None,
    }
}

fn primary(error: &sqlx::Error) -> Option<i32> {
    let extended: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(extended & 0xff)
}
