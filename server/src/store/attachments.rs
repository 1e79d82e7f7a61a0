//! Files that are attached to messages.

use super::{
    StoreError,
    files::{self, FileRow, file_row},
    messages,
};
use crate::store::engine::change::Tx;
use protocol::{Attachment, ClientId, Message, MessageId, NewMessage, RoomId, UserId, limits};
use sqlx::SqliteConnection;

/// Returns the files that a new message names, in its order. They are the author's uploads to its room that are not attached
/// yet, nor set aside for another scheduled message.
///
/// `NoSuchFile` if one is no such upload or named twice; `TooManyFiles`.
pub(super) async fn unsent(
    tx: &mut Tx<'_>,
    author: UserId,
    message: &NewMessage,
) -> Result<Vec<Attachment>, StoreError> {
    let ids = &message.attachments;
    if ids.len() > limits::ATTACHMENTS {
        return Err(StoreError::TooManyFiles);
    }
    let mut found: Vec<Attachment> = Vec::with_capacity(ids.len());
    for id in ids {
        let row = sqlx::query_as!(
            FileRow,
            "SELECT id, name, media_type, size, width, height, excerpt FROM files
               WHERE id = ?1 AND room = ?2 AND uploader = ?3 AND message IS NULL AND coalesce(scheduled, ?4) = ?4",
            id.0,
            message.room.0,
            author.0,
            message.client_id.0
        )
        .fetch_optional(&mut **tx)
        .await?;
        let attachment = Attachment::from(row.ok_or(StoreError::NoSuchFile)?);
        if found.iter().any(|other| other.id == attachment.id) {
            return Err(StoreError::NoSuchFile);
        }
        found.push(attachment);
    }
    Ok(found)
}

/// Attaches [`unsent`] files to a message, which is stored already.
pub(super) async fn attach(
    tx: &mut Tx<'_>,
    message: MessageId,
    files: &[Attachment],
) -> Result<(), StoreError> {
    for (place, file) in (0_i64..).zip(files) {
        sqlx::query!(
            "UPDATE files SET message = ?1, seq = (SELECT seq FROM messages WHERE id = ?1), place = ?2, scheduled = NULL
               WHERE id = ?3",
            message.0,
            place,
            file.id.0
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// Keeps [`unsent`] files for the scheduled message `client_id` of their uploader.
pub(super) async fn set_aside(
    tx: &mut Tx<'_>,
    client_id: ClientId,
    files: &[Attachment],
) -> Result<(), StoreError> {
    for (place, file) in (0_i64..).zip(files) {
        sqlx::query!(
            "UPDATE files SET scheduled = ?, place = ? WHERE id = ?",
            client_id.0,
            place,
            file.id.0
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// Returns the files that were [`set_aside`] for a message.
pub(super) async fn of_scheduled(
    connection: &mut SqliteConnection,
    author: UserId,
    client_id: ClientId,
) -> Result<Vec<Attachment>, StoreError> {
    let rows = sqlx::query_as!(
        FileRow,
        "SELECT id, name, media_type, size, width, height, excerpt FROM files
           WHERE uploader = ? AND scheduled = ? ORDER BY place",
        author.0,
        client_id.0
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Attachment::from).collect())
}

/// Removes the files that were [`set_aside`] for a message that is discarded.
pub(super) async fn discard(
    tx: &mut Tx<'_>,
    author: UserId,
    client_id: ClientId,
) -> Result<(), StoreError> {
    let hashes = sqlx::query_scalar!(
        "DELETE FROM files WHERE uploader = ? AND scheduled = ? RETURNING hash",
        author.0,
        client_id.0
    )
    .fetch_all(&mut **tx)
    .await?;
    files::free(tx, &hashes)
}

/// Removes the files of a message.
pub(super) async fn detach(tx: &mut Tx<'_>, message: MessageId) -> Result<(), StoreError> {
    let hashes = sqlx::query_scalar!(
        "DELETE FROM files WHERE message = ? RETURNING hash",
        message.0
    )
    .fetch_all(&mut **tx)
    .await?;
    files::free(tx, &hashes)
}

/// Removes at most `limit` uploads to a room that are not attached to a message. Returns whether there were any.
pub(super) async fn drop_unsent_of_room(
    tx: &mut Tx<'_>,
    room: RoomId,
    limit: i64,
) -> Result<bool, StoreError> {
    let hashes = sqlx::query_scalar!(
        "DELETE FROM files WHERE id IN (SELECT id FROM files WHERE room = ? AND message IS NULL LIMIT ?) RETURNING hash",
        room.0,
        limit
    )
    .fetch_all(&mut **tx)
    .await?;
    files::free(tx, &hashes)?;
    Ok(!hashes.is_empty())
}

/// Adds their attachments to messages of a room, in rising `seq`.
pub(super) async fn add_to<'a>(
    connection: &mut SqliteConnection,
    room: RoomId,
    messages: impl IntoIterator<Item = &'a mut Message>,
) -> Result<(), StoreError> {
    let mut messages: Vec<_> = messages.into_iter().collect();
    // Most pages of a log bring no message.
    if messages.is_empty() {
        return Ok(());
    }
    let seqs = messages::seqs(messages.iter().map(|it| &**it));
    let rows = sqlx::query!(
        "SELECT m.seq, f.id, f.name, f.media_type, f.size, f.width, f.height, f.excerpt
           FROM messages m JOIN files f ON f.message = m.id
           WHERE m.room = ? AND m.seq IN (SELECT value FROM json_each(?)) ORDER BY m.seq, f.place",
        room.0,
        seqs
    )
    .fetch_all(connection)
    .await?;
    for row in rows {
        if let Some(message) = messages::by_seq(&mut messages, row.seq) {
            message.attachments.push(file_row!(row).into());
        }
    }
    Ok(())
}
