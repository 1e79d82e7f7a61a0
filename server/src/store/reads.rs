use super::{
    Pending, Store, StoreError,
    change::{Change, Tx},
    from_sql, members, streams, to_sql,
};
use app::{
    model::{RoomId, StreamId, UserId},
    protocol::EventKind,
};
use sqlx::SqliteConnection;

/// The event of a read position that moved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moved {
    pub(crate) stream: StreamId,
    pub(crate) seq: u64,
}

impl Store {
    /// Moves a person's read position in a room forward to `seq`, or to the end of its stream where that comes first.
    ///
    /// Yields none where the position was there already: it never moves back.
    pub(crate) fn read(
        &self,
        user: UserId,
        room: RoomId,
        seq: u64,
    ) -> Result<Pending<Option<Moved>>, StoreError> {
        self.writer.submit(Read { user, room, seq })
    }
}

/// How far a person has read.
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

/// Moves a read position, only ever forward.
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

/// Messages by others after `seq`.
async fn unread(
    connection: &mut SqliteConnection,
    room: RoomId,
    user: UserId,
    seq: u64,
) -> Result<u64, StoreError> {
    let seq = to_sql(seq);
    let count = sqlx::query_scalar!(
        "SELECT count(*) FROM messages WHERE room = ? AND seq > ? AND author <> ?",
        room.0,
        seq,
        user.0
    )
    .fetch_one(connection)
    .await?;
    Ok(from_sql(count))
}

struct Read {
    user: UserId,
    room: RoomId,
    seq: u64,
}

impl Change for Read {
    type Output = Option<Moved>;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Option<Moved>, StoreError> {
        members::require(&mut *tx.connection, self.room, self.user).await?;
        let room_seq = streams::head(&mut *tx.connection, StreamId::Room(self.room)).await?;
        let read_seq = self.seq.min(room_seq);
        if read_seq <= position(&mut *tx.connection, self.room, self.user).await? {
            return Ok(None);
        }
        advance(&mut *tx.connection, self.room, self.user, read_seq).await?;
        let unread = unread(&mut *tx.connection, self.room, self.user, read_seq).await?;
        let moved = EventKind::ReadMoved {
            room: self.room,
            read_seq,
            unread,
            room_seq,
        };
        let stream = StreamId::User(self.user);
        let seq = tx.emit(stream, self.user, moved).await?;
        Ok(Some(Moved { stream, seq }))
    }
}
