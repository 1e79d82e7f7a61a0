use super::{
    StoreError,
    change::Tx,
    files::{self, Row},
    from_sql, messages,
};
use app::model::{Attachment, FileId, Message, MessageId, RoomId, UserId, limits};
use sqlx::{SqliteConnection, types::Uuid};

/// The person's own uploads to a room that were not sent yet, in the order in which they are named.
///
/// `NoSuchFile` where one is not such, or named twice; `TooManyFiles`.
pub(super) async fn unsent(
    tx: &mut Tx<'_>,
    room: RoomId,
    author: UserId,
    ids: &[FileId],
) -> Result<Vec<Attachment>, StoreError> {
    if ids.len() > limits::ATTACHMENTS {
        return Err(StoreError::TooManyFiles);
    }
    let mut found: Vec<Attachment> = Vec::with_capacity(ids.len());
    for id in ids {
        let row = sqlx::query_as!(
            Row,
            r#"SELECT id AS "id: Uuid", name, media_type, size, width, height FROM files
               WHERE id = ? AND room = ? AND uploader = ? AND message IS NULL"#,
            id.0,
            room.0,
            author.0
        )
        .fetch_optional(&mut *tx.connection)
        .await?;
        let attachment = Attachment::from(row.ok_or(StoreError::NoSuchFile)?);
        if found.iter().any(|other| other.id == attachment.id) {
            return Err(StoreError::NoSuchFile);
        }
        found.push(attachment);
    }
    Ok(found)
}

/// Makes what was [`unsent`] the message's own, which is stored already.
pub(super) async fn attach(tx: &mut Tx<'_>, message: &Message) -> Result<(), StoreError> {
    for (place, attachment) in (0_i64..).zip(&message.attachments) {
        sqlx::query!(
            "UPDATE files SET message = ?, place = ? WHERE id = ?",
            message.id.0,
            place,
            attachment.id.0
        )
        .execute(&mut *tx.connection)
        .await?;
    }
    Ok(())
}

/// Takes a message's files away.
pub(super) async fn detach(tx: &mut Tx<'_>, message: MessageId) -> Result<(), StoreError> {
    let hashes = sqlx::query_scalar!(
        "DELETE FROM files WHERE message = ? RETURNING hash",
        message.0
    )
    .fetch_all(&mut *tx.connection)
    .await?;
    for hash in hashes {
        tx.free(files::hash(&hash)?);
    }
    Ok(())
}

/// Adds their attachments to messages of a room, which are in rising `seq`.
pub(super) async fn add_to<'a>(
    connection: &mut SqliteConnection,
    room: RoomId,
    messages: impl IntoIterator<Item = &'a mut Message>,
) -> Result<(), StoreError> {
    let mut messages: Vec<_> = messages.into_iter().collect();
    let seqs = messages::seqs(messages.iter().map(|it| &**it));
    let rows = sqlx::query!(
        r#"SELECT m.seq, f.id AS "id: Uuid", f.name, f.media_type, f.size, f.width, f.height
           FROM messages m JOIN files f ON f.message = m.id
           WHERE m.room = ? AND m.seq IN (SELECT value FROM json_each(?)) ORDER BY m.seq, f.place"#,
        room.0,
        seqs
    )
    .fetch_all(connection)
    .await?;
    for row in rows {
        let seq = from_sql(row.seq);
        if let Ok(place) = messages.binary_search_by(|message| message.seq.cmp(&seq)) {
            let attachment = Row {
                id: row.id,
                name: row.name,
                media_type: row.media_type,
                size: row.size,
                width: row.width,
                height: row.height,
            };
            messages[place].attachments.push(attachment.into());
        }
    }
    Ok(())
}
