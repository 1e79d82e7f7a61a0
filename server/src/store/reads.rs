//! Read positions of rooms.

use super::{
    Store, StoreError, Submitted, from_sql, hidden, members, mentions, messages::StoredMessage,
    to_sql,
};
use crate::store::engine::{
    change::{Emitted, Tx},
    streams,
};
use protocol::{EventKind, RoomId, StreamId, UserId};
use sqlx::SqliteConnection;

impl Store {
    /// Moves a person's read position in a room forward to `seq`, or to the end of the room's stream if that comes
    /// first.
    ///
    /// Yields `None` if the position is there already or after it: it never moves back.
    pub(crate) fn read(&self, user: UserId, room: RoomId, seq: u64) -> Submitted<Option<Emitted>> {
        submit!(self, read(user, room, seq))
    }

    /// Moves a person's read position, forward or back, so that messages from `seq` on are unread.
    ///
    /// Yields `None` if the position is there already.
    pub(crate) fn mark_unread(
        &self,
        user: UserId,
        room: RoomId,
        seq: u64,
    ) -> Submitted<Option<Emitted>> {
        submit!(self, mark_unread(user, room, seq))
    }
}

/// Returns a person's read position.
pub(super) async fn position(
    connection: &mut SqliteConnection,
    room: RoomId,
    user: UserId,
) -> Result<u64, StoreError> {
    let seq = sqlx::query_scalar!(
        "SELECT seq FROM reads WHERE room = ? AND person = ?",
        room.0,
        user.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(from_sql(seq.unwrap_or(0)))
}

/// Stores a read position, if it is after the present one.
pub(super) async fn advance(
    connection: &mut SqliteConnection,
    room: RoomId,
    user: UserId,
    seq: u64,
) -> Result<(), StoreError> {
    let seq = to_sql(seq);
    sqlx::query!(
        "INSERT INTO reads (room, person, seq) VALUES (?, ?, ?)
         ON CONFLICT (room, person) DO UPDATE SET seq = max(seq, excluded.seq)",
        room.0,
        user.0,
        seq
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Stores a read position.
async fn set(
    connection: &mut SqliteConnection,
    room: RoomId,
    user: UserId,
    seq: u64,
) -> Result<(), StoreError> {
    let seq = to_sql(seq);
    sqlx::query!(
        "INSERT INTO reads (room, person, seq) VALUES (?, ?, ?)
         ON CONFLICT (room, person) DO UPDATE SET seq = excluded.seq",
        room.0,
        user.0,
        seq
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Counts the messages by others after `seq`, without deleted ones and replies.
async fn unread(
    connection: &mut SqliteConnection,
    room: RoomId,
    user: UserId,
    seq: u64,
) -> Result<u64, StoreError> {
    let seq = to_sql(seq);
    let count = sqlx::query_scalar!(
        "SELECT count(*) FROM messages
         WHERE room = ? AND seq > ? AND author <> ? AND deleted_at IS NULL AND in_room = 1",
        room.0,
        seq,
        user.0
    )
    .fetch_one(connection)
    .await?;
    Ok(from_sql(count))
}

async fn read(
    tx: &mut Tx<'_>,
    user: UserId,
    room: RoomId,
    seq: u64,
) -> Result<Option<Emitted>, StoreError> {
    members::require(tx, room, user).await?;
    forward(tx, room, user, seq).await
}

/// Moves a read position forward to `seq`, or to the end of the room's stream if that comes first, and tells the
/// person's devices.
pub(super) async fn forward(
    tx: &mut Tx<'_>,
    room: RoomId,
    user: UserId,
    seq: u64,
) -> Result<Option<Emitted>, StoreError> {
    let position = position(tx, room, user).await?;
    let room_seq = streams::head(tx, StreamId::Room(room)).await?;
    let read_seq = seq.min(room_seq);
    if read_seq <= position {
        return Ok(None);
    }
    move_to(tx, room, user, read_seq).await
}

async fn mark_unread(
    tx: &mut Tx<'_>,
    user: UserId,
    room: RoomId,
    seq: u64,
) -> Result<Option<Emitted>, StoreError> {
    members::require(tx, room, user).await?;
    let position = position(tx, room, user).await?;
    let room_seq = streams::head(tx, StreamId::Room(room)).await?;
    let read_seq = seq.saturating_sub(1).min(room_seq);
    if read_seq == position {
        return Ok(None);
    }
    // A room with unread messages must be in the list.
    hidden::show(tx, room, user).await?;
    move_to(tx, room, user, read_seq).await
}

/// Moves a read position and tells the person's devices.
async fn move_to(
    tx: &mut Tx<'_>,
    room: RoomId,
    user: UserId,
    read_seq: u64,
) -> Result<Option<Emitted>, StoreError> {
    set(tx, room, user, read_seq).await?;
    Ok(Some(tell(tx, room, user, read_seq).await?))
}

/// Keeps the read position of a message's author if there is anything unread before the message. Tells their devices so
/// before they are told of the message, which would move the position. Returns whether it is kept.
pub(super) async fn stay(tx: &mut Tx<'_>, message: &StoredMessage) -> Result<bool, StoreError> {
    let (room, author) = (message.room, message.author);
    let position = position(tx, room, author).await?;
    let stays = unread(tx, room, author, position).await? > 0;
    if stays {
        tell(tx, room, author, position).await?;
    }
    Ok(stays)
}

/// Tells a person's devices their read position, with the present counts of unread messages and mentions.
pub(super) async fn tell(
    tx: &mut Tx<'_>,
    room: RoomId,
    user: UserId,
    read_seq: u64,
) -> Result<Emitted, StoreError> {
    let room_seq = streams::head(tx, StreamId::Room(room)).await?;
    let unread = unread(tx, room, user, read_seq).await?;
    let mentions = mentions::unread(tx, room, user, read_seq).await?;
    let stream = StreamId::User(user);
    let moved = EventKind::ReadMoved {
        room,
        read_seq,
        unread,
        mentions,
        room_seq,
    };
    let seq = tx.emit(stream, user, moved).await?;
    Ok(Emitted { stream, seq })
}
