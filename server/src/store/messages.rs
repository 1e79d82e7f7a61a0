//! Messages as they are stored, and how they are found.

use super::{StoreError, from_sql};
use protocol::{ClientId, Message, MessageId, RoomId, Timestamp, UserId};
use sqlx::SqliteConnection;
use std::borrow::BorrowMut;

/// A message that a request names, alone or as one of a room.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    pub(crate) message: MessageId,
    pub(crate) room: Option<RoomId>,
}

impl Target {
    /// Names a message in any room.
    pub(crate) fn anywhere(message: MessageId) -> Self {
        let room = None;
        Self { message, room }
    }
}

/// Result of changing a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Changed {
    pub(crate) message: MessageId,
    pub(crate) room: RoomId,
    /// The event in the room's stream. `None` if nothing changed.
    pub(crate) seq: Option<u64>,
}

impl Changed {
    pub(super) fn new(message: &StoredMessage, seq: Option<u64>) -> Self {
        Self {
            message: message.id,
            room: message.room,
            seq,
        }
    }
}

/// A row of the table of messages: a message without what other tables add to it.
#[derive(Clone, Debug)]
pub(super) struct StoredMessage {
    pub(super) id: MessageId,
    pub(super) seq: u64,
    pub(super) room: RoomId,
    pub(super) author: UserId,
    pub(super) client_id: ClientId,
    pub(super) body: String,
    pub(super) at: Timestamp,
    pub(super) edited_at: Option<Timestamp>,
    pub(super) deleted: bool,
    pub(super) reply_to: Option<MessageId>,
    /// True if the room's history shows it: it is no reply, or a reply that was also sent to the room.
    pub(super) in_room: bool,
}

impl StoredMessage {
    /// Returns a message that lacks what other tables add to it, for lists that do not show it.
    pub(super) fn into_bare(self) -> Message {
        Message {
            id: self.id,
            seq: self.seq,
            room: self.room,
            author: self.author,
            client_id: self.client_id,
            body: self.body,
            at: self.at,
            edited_at: self.edited_at,
            deleted: self.deleted,
            reply_to: self.reply_to,
            also_in_room: self.in_room && self.reply_to.is_some(),
            ..Message::default()
        }
    }
}

/// Selects [`StoredMessage`]s. The SQL goes on after `FROM messages m`.
macro_rules! message_rows {
    ($sql:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query!(
            r#"SELECT m.id, m.seq, m.room, m.author, m.client_id, m.body, m.at, m.edited_at,
                      m.deleted_at IS NOT NULL AS "deleted!: bool", m.reply_to,
                      m.in_room AS "in_room!: bool"
               FROM messages m "# + $sql
            $(, $argument)*
        )
        .map(|row| $crate::store::messages::StoredMessage {
            id: protocol::MessageId(row.id),
            seq: $crate::store::from_sql(row.seq),
            room: protocol::RoomId(row.room),
            author: protocol::UserId(row.author),
            client_id: protocol::ClientId(row.client_id),
            body: row.body,
            at: protocol::Timestamp(row.at),
            edited_at: row.edited_at.map(protocol::Timestamp),
            deleted: row.deleted,
            reply_to: row.reply_to.map(protocol::MessageId),
            in_room: row.in_room,
        })
    };
}
pub(super) use message_rows;

/// Returns a message, deleted or not. `NotFound` if there is none or the person may not see it.
pub(super) async fn seen(
    connection: &mut SqliteConnection,
    target: Target,
    user: UserId,
) -> Result<StoredMessage, StoreError> {
    let message = message_rows!(
        "JOIN memberships s ON s.room = m.room AND s.person = ?
         JOIN people p ON p.id = s.person AND p.banned_at IS NULL AND p.deactivated_at IS NULL
         WHERE m.id = ?",
        user.0,
        target.message.0
    )
    .fetch_optional(connection)
    .await?
    .ok_or(StoreError::NotFound)?;
    match target.room {
        Some(room) if room != message.room => Err(StoreError::NotFound),
        _ => Ok(message),
    }
}

/// Returns a message unless it is deleted, without a check of who may see it.
pub(super) async fn any(
    connection: &mut SqliteConnection,
    message: MessageId,
) -> Result<Option<StoredMessage>, StoreError> {
    Ok(
        message_rows!("WHERE m.id = ? AND m.deleted_at IS NULL", message.0)
            .fetch_optional(connection)
            .await?,
    )
}

/// As [`seen`], and `NotFound` for a deleted message.
pub(super) async fn present(
    connection: &mut SqliteConnection,
    target: Target,
    user: UserId,
) -> Result<StoredMessage, StoreError> {
    let message = seen(connection, target, user).await?;
    if message.deleted {
        return Err(StoreError::NotFound);
    }
    Ok(message)
}

/// Returns the root of the thread that a message is in: the message itself, or the one it replies to. Deleted or not.
pub(super) async fn thread_of(
    connection: &mut SqliteConnection,
    target: Target,
    user: UserId,
) -> Result<StoredMessage, StoreError> {
    let message = seen(&mut *connection, target, user).await?;
    match message.reply_to {
        Some(root) => {
            let target = Target {
                message: root,
                ..target
            };
            seen(connection, target, user).await
        }
        None => Ok(message),
    }
}

/// Returns the message with this `seq`, among messages in rising `seq`.
pub(super) fn by_seq<M: BorrowMut<Message>>(messages: &mut [M], seq: i64) -> Option<&mut Message> {
    let place = messages.binary_search_by_key(&from_sql(seq), |it| it.borrow().seq);
    Some(messages[place.ok()?].borrow_mut())
}

/// Returns the `seq`s of messages as a list for `json_each`. A range of `seq` would also read the messages between those
/// of a thread.
pub(super) fn seqs<'a>(messages: impl IntoIterator<Item = &'a Message>) -> String {
    let seqs: Vec<String> = messages.into_iter().map(|it| it.seq.to_string()).collect();
    format!("[{}]", seqs.join(","))
}
