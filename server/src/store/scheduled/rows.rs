//! The rows of scheduled messages, and the events that tell of them.

use super::obstacle::from_name;
use crate::store::{StoreError, attachments, engine::change::Tx};
use protocol::{
    ClientId, Event, EventKind, MessageId, RoomId, Scheduled, StreamId, Timestamp, UserId,
};
use sqlx::{SqliteConnection, types::Uuid};

struct ScheduledRow {
    client_id: Uuid,
    room: Uuid,
    reply_to: Option<Uuid>,
    also_in_room: bool,
    body: String,
    at: i64,
    obstacle: Option<String>,
}

impl ScheduledRow {
    async fn read(
        self,
        connection: &mut SqliteConnection,
        author: UserId,
    ) -> Result<Scheduled, StoreError> {
        let id = ClientId(self.client_id);
        Ok(Scheduled {
            id,
            room: RoomId(self.room),
            reply_to: self.reply_to.map(MessageId),
            also_in_room: self.reply_to.is_some() && self.also_in_room,
            body: self.body,
            attachments: attachments::of_scheduled(connection, author, id).await?,
            at: Timestamp(self.at),
            obstacle: self.obstacle.as_deref().map(from_name).transpose()?,
        })
    }
}

/// Returns a person's scheduled messages, in the order of their times.
pub(in crate::store) async fn of_person(
    connection: &mut SqliteConnection,
    author: UserId,
) -> Result<Vec<Scheduled>, StoreError> {
    let rows = sqlx::query_as!(
        ScheduledRow,
        r#"SELECT client_id, room, reply_to, also_in_room AS "also_in_room!: bool", body, at, obstacle
           FROM scheduled WHERE author = ? ORDER BY at, client_id"#,
        author.0
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut scheduled = Vec::with_capacity(rows.len());
    for row in rows {
        scheduled.push(row.read(&mut *connection, author).await?);
    }
    Ok(scheduled)
}

/// Adds the scheduled messages, as they are now, to events of a person's stream. The page ends with the text that brings it to
/// this many bytes.
pub(in crate::store) async fn fill(
    connection: &mut SqliteConnection,
    author: UserId,
    events: &mut Vec<Event>,
    bytes: usize,
) -> Result<(), StoreError> {
    let mut size = 0;
    for place in 0..events.len() {
        if let EventKind::ScheduledChanged { id, scheduled } = &mut events[place].kind {
            *scheduled = find(&mut *connection, author, *id).await?;
            size += scheduled.as_ref().map_or(0, |it| it.body.len());
            if size >= bytes {
                events.truncate(place + 1);
                break;
            }
        }
    }
    Ok(())
}

/// Returns a scheduled message.
pub(super) async fn find(
    connection: &mut SqliteConnection,
    author: UserId,
    id: ClientId,
) -> Result<Option<Scheduled>, StoreError> {
    let row = sqlx::query_as!(
        ScheduledRow,
        r#"SELECT client_id, room, reply_to, also_in_room AS "also_in_room!: bool", body, at, obstacle
           FROM scheduled WHERE author = ? AND client_id = ?"#,
        author.0,
        id.0
    )
    .fetch_optional(&mut *connection)
    .await?;
    match row {
        Some(row) => Ok(Some(row.read(connection, author).await?)),
        None => Ok(None),
    }
}

/// Returns a scheduled message. `NotFound` if there is none.
pub(super) async fn require(
    tx: &mut Tx<'_>,
    author: UserId,
    id: ClientId,
) -> Result<Scheduled, StoreError> {
    let scheduled = find(tx, author, id).await?;
    scheduled.ok_or(StoreError::NotFound)
}

/// Tells the author's devices the state of a scheduled message.
pub(super) async fn tell(tx: &mut Tx<'_>, author: UserId, id: ClientId) -> Result<(), StoreError> {
    let scheduled = find(tx, author, id).await?;
    let changed = EventKind::ScheduledChanged { id, scheduled };
    tx.emit(StreamId::User(author), author, changed).await?;
    Ok(())
}

/// Removes a scheduled message, with its files if they were not sent.
pub(in crate::store) async fn remove(
    tx: &mut Tx<'_>,
    author: UserId,
    id: ClientId,
) -> Result<(), StoreError> {
    attachments::discard(tx, author, id).await?;
    sqlx::query!(
        "DELETE FROM scheduled WHERE author = ? AND client_id = ?",
        author.0,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    tell(tx, author, id).await
}
