use super::{
    Pending, Store, StoreError,
    change::{Change, Emitted, Tx},
    members,
};
use app::{
    model::{Draft, RoomId, StreamId, Timestamp, UserId, limits},
    protocol::EventKind,
};
use sqlx::{SqliteConnection, types::Uuid};

impl Store {
    /// Keeps what a person has begun to write in a room, unless something was written there later. A draft from the
    /// future counts as written now, so that a wrong clock does not win for ever.
    ///
    /// Yields none where nothing changed, `NotFound` where the person is no member, or `TooLong`.
    pub(crate) fn keep_draft(
        &self,
        user: UserId,
        draft: Draft,
    ) -> Result<Pending<Option<Emitted>>, StoreError> {
        let (room, written_at) = (draft.room, draft.edited_at);
        let body = if draft.body.chars().count() > limits::MESSAGE_CHARS {
            Err(StoreError::TooLong)
        } else {
            Ok(draft.body)
        };
        self.writer.submit(KeepDraft {
            user,
            room,
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
    let rows = sqlx::query!(
        r#"SELECT room AS "room: Uuid", body, edited_at FROM drafts WHERE person = ? ORDER BY room"#,
        user.0
    )
    .fetch_all(connection)
    .await?;
    let draft = |room, body, edited_at| Draft {
        room: RoomId(room),
        body,
        edited_at: Timestamp(edited_at),
    };
    Ok(rows
        .into_iter()
        .map(|row| draft(row.room, row.body, row.edited_at))
        .collect())
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
    room: RoomId,
    body: Result<String, StoreError>,
    written_at: Timestamp,
}

impl Change for KeepDraft {
    type Output = Option<Emitted>;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<Option<Emitted>, StoreError> {
        members::require(&mut *tx.connection, self.room, self.user).await?;
        let draft = Draft {
            room: self.room,
            body: self.body?,
            edited_at: self.written_at.min(tx.at),
        };
        let kept = sqlx::query!(
            "INSERT INTO drafts (person, room, body, edited_at) VALUES (?, ?, ?, ?)
             ON CONFLICT (person, room) DO UPDATE SET body = excluded.body, edited_at = excluded.edited_at
             WHERE excluded.edited_at > edited_at OR (excluded.edited_at = edited_at AND excluded.body <> body)",
            self.user.0,
            draft.room.0,
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
