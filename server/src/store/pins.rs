//! Messages that are pinned to their room.

use super::{
    Store, StoreError, from_sql, members,
    messages::{self, Changed, StoredMessage, Target, message_rows},
    rooms, to_sql,
};
use crate::store::engine::{change::Tx, streams};
use protocol::{EventKind, Message, MessageId, RoomId, StreamId, UserId, limits};
use sqlx::SqliteConnection;

impl Store {
    /// Pins a message to its room, or unpins it. Any member may.
    ///
    /// `NotFound` if the message is deleted or the person may not see it, `Archived`, or `TooManyPins`.
    pub(crate) async fn pin(
        &self,
        user: UserId,
        message: MessageId,
        on: bool,
    ) -> Result<Changed, StoreError> {
        submit!(self, set_pin(user, message, on)).await
    }

    /// Returns a page of the messages that are pinned to a room, the last one first, without what other tables add to them.
    /// It begins after the message `after`, and is empty if that is not pinned. `NotFound` if the person is no member.
    pub(crate) async fn pins(
        &self,
        user: UserId,
        room: RoomId,
        after: Option<MessageId>,
    ) -> Result<Vec<Message>, StoreError> {
        let mut view = self.view().await?;
        members::require(&mut view, room, user).await?;
        let rows = message_rows!(
            "JOIN pins p ON p.message = m.id WHERE p.room = ? ORDER BY p.seq DESC",
            room.0
        )
        .fetch(&mut *view);
        let mut messages = self.list_after(after, rows).await?;
        for message in &mut messages {
            message.pinned = true;
        }
        Ok(messages)
    }
}

/// Counts the messages that are pinned to a room.
pub(super) async fn count(
    connection: &mut SqliteConnection,
    room: RoomId,
) -> Result<u64, StoreError> {
    let count = sqlx::query_scalar!("SELECT count(*) FROM pins WHERE room = ?", room.0)
        .fetch_one(connection)
        .await?;
    Ok(from_sql(count))
}

/// Marks the pinned ones among messages of a room, in rising `seq`.
pub(super) async fn add_to(
    connection: &mut SqliteConnection,
    room: RoomId,
    messages: &mut [Message],
) -> Result<(), StoreError> {
    let seqs = messages::seqs(&*messages);
    let pinned = sqlx::query_scalar!(
        "SELECT m.seq FROM pins p JOIN messages m ON m.id = p.message
         WHERE p.room = ? AND m.seq IN (SELECT value FROM json_each(?))",
        room.0,
        seqs
    )
    .fetch_all(connection)
    .await?;
    for seq in pinned {
        if let Some(message) = messages::by_seq(messages, seq) {
            message.pinned = true;
        }
    }
    Ok(())
}

/// Unpins a message that is about to be deleted.
pub(super) async fn forget(
    tx: &mut Tx<'_>,
    message: &StoredMessage,
    actor: UserId,
) -> Result<(), StoreError> {
    if unpin(tx, message.id).await? {
        tell(tx, message, actor, false).await?;
    }
    Ok(())
}

/// Unpins a message. Returns whether it was pinned.
async fn unpin(tx: &mut Tx<'_>, message: MessageId) -> Result<bool, StoreError> {
    let gone = sqlx::query!("DELETE FROM pins WHERE message = ?", message.0)
        .execute(&mut **tx)
        .await?;
    Ok(gone.rows_affected() > 0)
}

async fn tell(
    tx: &mut Tx<'_>,
    message: &StoredMessage,
    actor: UserId,
    on: bool,
) -> Result<u64, StoreError> {
    let changed = EventKind::PinChanged {
        message: message.id,
        on,
    };
    tx.emit(StreamId::Room(message.room), actor, changed).await
}

async fn set_pin(
    tx: &mut Tx<'_>,
    user: UserId,
    message: MessageId,
    on: bool,
) -> Result<Changed, StoreError> {
    let target = Target::anywhere(message);
    let message = messages::present(tx, target, user).await?;
    rooms::require_in_use(tx, message.room).await?;
    let changed = if on {
        pin(tx, &message).await?
    } else {
        unpin(tx, message.id).await?
    };
    let seq = match changed {
        true => Some(tell(tx, &message, user, on).await?),
        false => None,
    };
    Ok(Changed::new(&message, seq))
}

/// Pins a message. Returns whether it was not pinned.
async fn pin(tx: &mut Tx<'_>, message: &StoredMessage) -> Result<bool, StoreError> {
    // The number of the event that follows.
    let seq = to_sql(streams::head(tx, StreamId::Room(message.room)).await? + 1);
    let new = sqlx::query!(
        "INSERT INTO pins (message, room, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        message.id.0,
        message.room.0,
        seq
    )
    .execute(&mut **tx)
    .await?;
    if count(tx, message.room).await? > limits::PINS {
        return Err(StoreError::TooManyPins);
    }
    Ok(new.rows_affected() > 0)
}
