use super::{
    Pending, Store, StoreError,
    change::{Change, Emitted, Tx},
    members,
    messages::{self, Target},
    now,
};
use app::{
    model::{Conversation, Draft, MessageId, RoomId, StreamId, Timestamp, UserId, limits},
    protocol::EventKind,
};
use sqlx::{SqliteConnection, types::Uuid};

/// So long a reply's draft that became empty is told, in milliseconds: who replies in many threads leaves many. A device
/// that was away for longer goes on with what it had.
const EMPTY_REPLIES_MS: i64 = 7 * 24 * 60 * 60 * 1_000;

impl Store {
    /// Keeps what a person has begun to write in a room or in a thread, unless something was written there later. A draft from the
    /// future counts as written now, so that a wrong clock does not win for ever.
    ///
    /// Yields none where nothing changed, `NotFound` where the person is no member or the room has no such thread, or
    /// `TooLong`.
    pub(crate) fn keep_draft(
        &self,
        user: UserId,
        draft: Draft,
    ) -> Result<Pending<Option<Emitted>>, StoreError> {
        let (at, written_at) = (draft.at(), draft.edited_at);
        let body = if draft.body.chars().count() > limits::MESSAGE_CHARS {
            Err(StoreError::TooLong)
        } else {
            Ok(draft.body)
        };
        self.writer.submit(KeepDraft {
            user,
            at,
            body,
            written_at,
        })
    }
}

/// All that a person has begun to write, what is empty by now as well.
pub(super) async fn of_person(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<Vec<Draft>, StoreError> {
    let since = now().millis() - EMPTY_REPLIES_MS;
    let rows = sqlx::query!(
        r#"SELECT room AS "room: Uuid", thread AS "thread: Uuid", body, edited_at FROM drafts
           WHERE person = ? AND (thread IS NULL OR body <> '' OR edited_at > ?) ORDER BY room, thread"#,
        user.0,
        since
    )
    .fetch_all(connection)
    .await?;
    let mut drafts = Vec::new();
    for row in rows {
        drafts.push(Draft {
            room: RoomId(row.room),
            thread: row.thread.map(MessageId),
            body: row.body,
            edited_at: Timestamp(row.edited_at),
        });
    }
    Ok(drafts)
}

/// Forgets what a person who leaves a room had begun to write there.
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

struct KeepDraft {
    user: UserId,
    at: Conversation,
    body: Result<String, StoreError>,
    written_at: Timestamp,
}

impl Change for KeepDraft {
    type Output = Option<Emitted>;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Option<Emitted>, StoreError> {
        let Conversation { room, thread } = self.at;
        members::require(&mut *tx.connection, room, self.user).await?;
        if let Some(root) = thread {
            require_root(tx, room, root, self.user).await?;
        }
        let draft = Draft {
            room,
            thread,
            body: self.body?,
            edited_at: self.written_at.min(tx.at),
        };
        let root = thread.map(|root| root.0);
        let kept = sqlx::query!(
            "INSERT INTO drafts (person, room, thread, body, edited_at) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (person, room, coalesce(thread, x'')) DO UPDATE SET body = excluded.body, edited_at = excluded.edited_at
             WHERE excluded.edited_at > edited_at OR (excluded.edited_at = edited_at AND excluded.body <> body)",
            self.user.0,
            room.0,
            root,
            draft.body,
            draft.edited_at.0
        )
        .execute(&mut *tx.connection)
        .await?;
        if kept.rows_affected() == 0 {
            return Ok(None);
        }
        let stream = StreamId::User(self.user);
        let changed = EventKind::DraftChanged { draft };
        let seq = tx.emit(stream, self.user, changed).await?;
        Ok(Some(Emitted { stream, seq }))
    }
}

/// `NotFound` unless the room has such a message, deleted or not, that is no reply itself.
async fn require_root(
    tx: &mut Tx<'_>,
    room: RoomId,
    message: MessageId,
    user: UserId,
) -> Result<(), StoreError> {
    let room = Some(room);
    let root = messages::seen(&mut *tx.connection, Target { message, room }, user).await?;
    match root.reply_to {
        Some(_) => Err(StoreError::NotFound),
        None => Ok(()),
    }
}
