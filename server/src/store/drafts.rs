//! Drafts of messages.

use super::{
    Store, StoreError, Submitted, members,
    messages::{self, Target},
    to_sql,
};
use crate::store::engine::change::{Emitted, Tx};
use protocol::{
    Conversation, Draft, EventKind, MessageId, RoomId, StreamId, Timestamp, UserId, limits,
};
use sqlx::SqliteConnection;

/// The most drafts that are kept of a person, including empty ones.
const KEPT: i64 = 200;
/// The most bytes that these drafts have together.
const KEPT_BYTES: i64 = 1_000_000;
/// The most drafts that one change drops, so that nobody waits long for it.
const BATCH: i64 = 100;

impl Store {
    /// Stores a person's draft for a room or a thread, unless there is a later one. A draft from the future counts as
    /// written now, so that a wrong clock does not win for ever. If the person has too many drafts, or too long ones,
    /// the oldest are dropped: empty ones first, and never the one just written.
    ///
    /// Yields `None` if nothing changed, `NotFound` if the person is no member or the room has no such thread, or
    /// `TooLong`.
    pub(crate) fn keep_draft(&self, user: UserId, draft: Draft) -> Submitted<Option<Emitted>> {
        let (conversation, written_at) = (draft.conversation(), draft.edited_at);
        let body = if draft.body.chars().count() > limits::MESSAGE_CHARS {
            Err(StoreError::TooLong)
        } else {
            Ok(draft.body)
        };
        submit!(self, keep_draft(user, conversation, body, written_at))
    }
}

/// Returns a person's draft for a conversation, even if it is empty.
pub(super) async fn find(
    connection: &mut SqliteConnection,
    user: UserId,
    conversation: Conversation,
) -> Result<Option<Draft>, StoreError> {
    let root = conversation.thread.map(|root| root.0);
    let row = sqlx::query!(
        "SELECT body, edited_at FROM drafts
         WHERE person = ? AND room = ? AND coalesce(thread, x'') = coalesce(?, x'')",
        user.0,
        conversation.room.0,
        root
    )
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| Draft {
        room: conversation.room,
        thread: conversation.thread,
        body: row.body,
        edited_at: Timestamp(row.edited_at),
    }))
}

/// Deletes the drafts of a person who leaves a room.
pub(super) async fn forget(
    connection: &mut SqliteConnection,
    room: RoomId,
    user: UserId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "DELETE FROM drafts WHERE person = ? AND room = ?",
        user.0,
        room.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

async fn keep_draft(
    tx: &mut Tx<'_>,
    user: UserId,
    conversation: Conversation,
    body: Result<String, StoreError>,
    written_at: Timestamp,
) -> Result<Option<Emitted>, StoreError> {
    let Conversation { room, thread } = conversation;
    members::require(tx, room, user).await?;
    if let Some(root) = thread {
        require_root(tx, room, root, user).await?;
    }
    let body = body?;
    let known = find(tx, user, conversation).await?;
    let not_ahead = written_at.min(tx.at);
    let edited_at = match &known {
        Some(known) if known.edited_at > written_at => return Ok(None),
        Some(known) if known.edited_at == written_at && known.body == body => {
            return Ok(None);
        }
        // The server's clock may have been set back since. The later draft must get the later time.
        Some(known) => not_ahead.max(Timestamp(known.edited_at.millis() + 1)),
        None => not_ahead,
    };
    let draft = Draft {
        room,
        thread,
        body,
        edited_at,
    };
    let stream = StreamId::User(user);
    let seq = tx.advance(stream).await?;
    store(tx, user, &draft, seq).await?;
    tx.append(stream, seq, user, EventKind::DraftChanged { draft })
        .await?;
    drop_oldest(tx, user, conversation).await?;
    Ok(Some(Emitted { stream, seq }))
}

/// Stores a draft. `seq` is the event that tells of it.
async fn store(tx: &mut Tx<'_>, user: UserId, draft: &Draft, seq: u64) -> Result<(), StoreError> {
    let (root, seq) = (draft.thread.map(|root| root.0), to_sql(seq));
    sqlx::query!(
        "INSERT INTO drafts (person, room, thread, body, edited_at, seq) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (person, room, coalesce(thread, x'')) DO UPDATE
         SET body = excluded.body, edited_at = excluded.edited_at, seq = excluded.seq",
        user.0,
        draft.room.0,
        root,
        draft.body,
        draft.edited_at.0,
        seq
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Drops the drafts beyond the bounds, and tells the person's devices which. The draft at `kept` stays.
async fn drop_oldest(tx: &mut Tx<'_>, user: UserId, kept: Conversation) -> Result<(), StoreError> {
    let root = kept.thread.map(|root| root.0);
    let beyond = sqlx::query!(
        r#"SELECT id AS "id!: i64", room, thread FROM (
               SELECT rowid AS id, room, thread, body, row_number() OVER kept AS place,
                      sum(length(CAST(body AS BLOB))) OVER kept AS bytes
               FROM drafts WHERE person = ?1
               WINDOW kept AS (
                   ORDER BY (room = ?2 AND thread IS ?3) DESC, (body <> '') DESC, edited_at DESC
                   ROWS UNBOUNDED PRECEDING
               )
           ) WHERE place > ?4 OR (bytes > ?5 AND body <> '') ORDER BY place LIMIT ?6"#,
        user.0,
        kept.room.0,
        root,
        KEPT,
        KEPT_BYTES,
        BATCH
    )
    .fetch_all(&mut **tx)
    .await?;
    for row in beyond {
        sqlx::query!("DELETE FROM drafts WHERE rowid = ?", row.id)
            .execute(&mut **tx)
            .await?;
        let dropped = EventKind::DraftDropped {
            room: RoomId(row.room),
            thread: row.thread.map(MessageId),
        };
        tx.emit(StreamId::User(user), user, dropped).await?;
    }
    Ok(())
}

/// `NotFound` unless the room has this message, deleted or not, and it is no reply.
async fn require_root(
    tx: &mut Tx<'_>,
    room: RoomId,
    message: MessageId,
    user: UserId,
) -> Result<(), StoreError> {
    let room = Some(room);
    let root = messages::seen(tx, Target { message, room }, user).await?;
    match root.reply_to {
        Some(_) => Err(StoreError::NotFound),
        None => Ok(()),
    }
}
