//! What the index has of messages. It changes in the transaction that changes the message.

use crate::{
    search::document::Indexed,
    store::{
        Store, StoreError,
        engine::{change::Tx, index::IndexChange},
        messages::StoredMessage,
    },
};
use futures::TryStreamExt as _;
use protocol::{Attachment, MessageId, RoomId, UserId};
use sqlx::{SqliteConnection, types::Uuid};

/// The most messages, and about the most bytes of text, that one change adds to the index, so that nobody waits long.
const BATCH: i64 = 200;
const BATCH_BYTES: usize = 64 * 1024;

/// How far the index is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IndexProgress {
    /// Number of messages that are not indexed yet.
    pub(crate) left: i64,
    /// Number of all messages.
    pub(crate) all: i64,
}

impl Store {
    /// Adds some old messages to the index, newest first. `None` if none are left.
    pub(crate) async fn index_more(&self) -> Result<Option<IndexProgress>, StoreError> {
        submit!(self, index_more()).await
    }
}

/// Returns whether there are messages that the index does not have yet.
pub(super) async fn is_incomplete(connection: &mut SqliteConnection) -> Result<bool, StoreError> {
    let incomplete =
        sqlx::query_scalar!(r#"SELECT below > 1 AS "incomplete!: bool" FROM message_index_state"#)
            .fetch_optional(connection)
            .await?;
    Ok(incomplete.unwrap_or(false))
}

/// Adds a new message with its files.
pub(in crate::store) fn add(
    tx: &mut Tx<'_>,
    number: i64,
    message: &StoredMessage,
    files: &[Attachment],
) {
    let files = files
        .iter()
        .map(|file| (file.name.as_str(), file.width.is_some()));
    let words = document(message.room, message.author, &message.body, files);
    tx.index.push(IndexChange::Add { number, words });
}

/// Replaces the text of a message. Its old text is `message.body`.
pub(in crate::store) async fn replace(
    tx: &mut Tx<'_>,
    message: &StoredMessage,
    body: &str,
) -> Result<(), StoreError> {
    let Some(number) = indexed_number(tx, message.id).await? else {
        return Ok(());
    };
    let files = files(tx, message.id.0).await?;
    let words = |body: &str| {
        let files = files
            .iter()
            .map(|(name, is_picture)| (name.as_str(), *is_picture));
        document(message.room, message.author, body, files)
    };
    let (old, new) = (words(&message.body), words(body));
    tx.index.push(IndexChange::Remove { number, words: old });
    tx.index.push(IndexChange::Add { number, words: new });
    Ok(())
}

/// Removes a message, whose text and files are still there. Does nothing if it is deleted already.
pub(in crate::store) async fn remove(
    tx: &mut Tx<'_>,
    message: MessageId,
) -> Result<(), StoreError> {
    let Some(number) = indexed_number(tx, message).await? else {
        return Ok(());
    };
    let row = sqlx::query!(
        "SELECT room, author, body FROM messages WHERE id = ?",
        message.0
    )
    .fetch_one(&mut **tx)
    .await?;
    let files = files(tx, message.0).await?;
    let files = files
        .iter()
        .map(|(name, is_picture)| (name.as_str(), *is_picture));
    let words = document(RoomId(row.room), UserId(row.author), &row.body, files);
    tx.index.push(IndexChange::Remove { number, words });
    Ok(())
}

/// Returns the number of a message that the index has. `None` if it is deleted or not indexed yet.
async fn indexed_number(
    connection: &mut SqliteConnection,
    message: MessageId,
) -> Result<Option<i64>, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT m.number AS "number!" FROM messages m
           WHERE m.id = ? AND m.deleted_at IS NULL AND m.number >= (SELECT below FROM message_index_state)"#,
        message.0
    )
    .fetch_optional(connection)
    .await?)
}

/// Returns the names of a message's files, and whether each is a picture.
async fn files(
    connection: &mut SqliteConnection,
    message: Uuid,
) -> Result<Vec<(String, bool)>, StoreError> {
    let rows = sqlx::query!(
        r#"SELECT name, width IS NOT NULL AS "is_picture!: bool" FROM files WHERE message = ? ORDER BY place"#,
        message
    )
    .fetch_all(connection)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.name, row.is_picture))
        .collect())
}

/// Returns the document of a message.
pub(super) fn document<'a>(
    room: RoomId,
    author: UserId,
    body: &'a str,
    files: impl IntoIterator<Item = (&'a str, bool)>,
) -> String {
    let files = files.into_iter().collect();
    let indexed = Indexed {
        room,
        author,
        body,
        files,
    };
    indexed.document()
}

/// Returns the document of a stored message.
pub(super) async fn document_of(
    connection: &mut SqliteConnection,
    message: &StoredMessage,
) -> Result<String, StoreError> {
    let files = files(connection, message.id.0).await?;
    let files = files
        .iter()
        .map(|(name, is_picture)| (name.as_str(), *is_picture));
    Ok(document(message.room, message.author, &message.body, files))
}

async fn index_more(tx: &mut Tx<'_>) -> Result<Option<IndexProgress>, StoreError> {
    let below = sqlx::query_scalar!("SELECT below FROM message_index_state")
        .fetch_one(&mut **tx)
        .await?;
    if below <= 1 {
        return Ok(None);
    }
    let mut rows = sqlx::query!(
        r#"SELECT number AS "number!", id, room, author, body FROM messages
           WHERE number < ? AND deleted_at IS NULL ORDER BY number DESC LIMIT ?"#,
        below,
        BATCH
    )
    .fetch(&mut **tx);
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while bytes < BATCH_BYTES
        && let Some(row) = rows.try_next().await?
    {
        bytes += row.body.len();
        batch.push(row);
    }
    drop(rows);
    // The index is fastest if it is given rising numbers.
    for row in batch.iter().rev() {
        let files = files(tx, row.id).await?;
        let files = files
            .iter()
            .map(|(name, is_picture)| (name.as_str(), *is_picture));
        let (room, author, number) = (RoomId(row.room), UserId(row.author), row.number);
        let words = document(room, author, &row.body, files);
        tx.index.push(IndexChange::Add { number, words });
    }
    let below = batch.last().map_or(1, |row| row.number);
    sqlx::query!("UPDATE message_index_state SET below = ?", below)
        .execute(&mut **tx)
        .await?;
    let all =
        sqlx::query_scalar!(r#"SELECT coalesce(max(number), 0) AS "all!: i64" FROM messages"#)
            .fetch_one(&mut **tx)
            .await?;
    let left = below - 1;
    Ok(Some(IndexProgress { left, all }))
}
