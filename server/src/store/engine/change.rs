//! Changes to the database, and the transaction in which they are made.

use super::{
    index::IndexChange,
    news::News,
    sql::{from_sql, now},
    streams,
};
use crate::store::error::StoreError;
use futures::future::BoxFuture;
use protocol::{StreamId, Timestamp};
use sqlx::SqliteConnection;
use std::ops::{Deref, DerefMut};

/// A change together with its caller's reply channel, with the types erased.
pub(crate) trait Job: Send {
    /// Makes the change and returns whether to keep it. An error is the database's, and ends the transaction.
    fn apply<'a>(&'a mut self, tx: &'a mut Tx<'_>) -> BoxFuture<'a, Result<bool, sqlx::Error>>;

    /// Sends the result. If the transaction failed, sends that instead: even a refusal may be due to another change in it.
    fn answer(self: Box<Self>, committed: bool);
}

/// The event that a change made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Emitted {
    pub(crate) stream: StreamId,
    pub(crate) seq: u64,
}

/// The transaction in which a change is made. Dereferences to its connection.
pub(crate) struct Tx<'c> {
    connection: &'c mut SqliteConnection,
    /// The time of the change.
    pub(crate) at: Timestamp,
    /// The news of the change so far.
    pub(crate) news: News,
    /// Changes to the index, made before the transaction is committed.
    pub(crate) index: Vec<IndexChange>,
}

impl Deref for Tx<'_> {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        self.connection
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        self.connection
    }
}

impl<'c> Tx<'c> {
    pub(crate) fn new(connection: &'c mut SqliteConnection) -> Self {
        Self {
            connection,
            at: now(),
            news: News::default(),
            index: Vec::new(),
        }
    }

    /// Takes the next number of a stream. The event with this number must follow in the same change: streams have no gaps.
    pub(crate) async fn advance(&mut self, stream: StreamId) -> Result<u64, StoreError> {
        let key = streams::key(stream);
        let seq = sqlx::query_scalar!(
            "INSERT INTO streams (id, seq) VALUES (?, 1)
             ON CONFLICT (id) DO UPDATE SET seq = seq + 1 RETURNING seq",
            key
        )
        .fetch_one(&mut *self.connection)
        .await?;
        Ok(from_sql(seq))
    }
}
