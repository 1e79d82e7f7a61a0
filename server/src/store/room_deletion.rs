//! The deletion of a room. It ends all memberships at once. Then small steps tell the members and erase the content, so
//! that nobody waits long for the writer. An interrupted erasure goes on at the next start.
//!
//! The rows of its messages stay, without their texts, as those of deleted messages do.

use super::{
    Store, StoreError, attachments, deletions, drafts, follows, from_sql, people, rooms, saved,
    scheduled,
};
use crate::store::engine::{change::Tx, streams};
use protocol::{ClientId, EventKind, MessageId, RoomId, RoomKind, StreamId, UserId};

/// The most rows of a kind that one change handles.
const BATCH: i64 = 50;
/// The most rows that one change deletes if no other rows depend on them.
const ROWS: i64 = 500;

impl Store {
    /// Deletes a room for everyone and for good. Its content is erased by [`Store::erase_deleted_room`].
    ///
    /// `NotFound` if the actor may not see the room; `Forbidden` if they are no administrator, for the permanent room
    /// and for a direct one.
    pub(crate) async fn delete_room(&self, actor: UserId, room: RoomId) -> Result<(), StoreError> {
        submit!(self, delete_room(actor, room)).await
    }

    /// Tells the members of one deleted room and erases its content, if there is such a room. The changes of others go
    /// on between its steps. Returns whether there was one.
    pub(crate) async fn erase_deleted_room(&self) -> Result<bool, StoreError> {
        let next = sqlx::query!(
            r#"SELECT id AS "id!", deleted_by AS "actor!" FROM rooms
               WHERE deleted_at IS NOT NULL AND erased_at IS NULL ORDER BY deleted_at LIMIT 1"#
        )
        .fetch_optional(&self.readers)
        .await?;
        let Some(next) = next else {
            return Ok(false);
        };
        let (room, actor) = (RoomId(next.id), UserId(next.actor));
        let erasure = Erasure { room, actor };
        while !submit!(self, step(erasure)).await? {}
        tracing::info!(%room, "a deleted room is erased");
        Ok(true)
    }
}

async fn delete_room(tx: &mut Tx<'_>, actor: UserId, room: RoomId) -> Result<(), StoreError> {
    rooms::require_sight(tx, room, actor).await?;
    people::administrator(tx, actor).await?;
    let settings = rooms::settings(tx, room).await?;
    if settings.permanent || settings.kind == RoomKind::Direct {
        return Err(StoreError::Forbidden);
    }
    sqlx::query!(
        "UPDATE rooms SET deleted_at = ?, deleted_by = ? WHERE id = ?",
        tx.at.0,
        actor.0,
        room.0
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "INSERT INTO dismissals (room, person) SELECT room, person FROM memberships WHERE room = ?",
        room.0
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!("DELETE FROM memberships WHERE room = ?", room.0)
        .execute(&mut **tx)
        .await?;
    sqlx::query!("DELETE FROM guest_invitations WHERE room = ?", room.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The erasure of a room.
#[derive(Clone, Copy)]
struct Erasure {
    room: RoomId,
    actor: UserId,
}

/// Does the next step of an erasure. Returns whether it was the last.
async fn step(tx: &mut Tx<'_>, erasure: Erasure) -> Result<bool, StoreError> {
    // Members come first: nothing is removed from a screen that still shows the room.
    let more = erasure.dismiss(tx).await?
        || erasure.unschedule(tx).await?
        || erasure.erase_messages(tx).await?
        || attachments::drop_unsent_of_room(tx, erasure.room, ROWS).await?
        || erasure.drop_reads(tx).await?
        || erasure.drop_log(tx).await?;
    if !more {
        sqlx::query!(
            "UPDATE rooms SET name = NULL, topic = NULL, description = NULL, erased_at = ? WHERE id = ?",
            tx.at.0,
            erasure.room.0
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(!more)
}

impl Erasure {
    /// Tells members that the room is gone. Returns whether there were any.
    async fn dismiss(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let room = self.room;
        let people = sqlx::query_scalar!(
            "DELETE FROM dismissals WHERE room = ?1 AND person IN
                 (SELECT person FROM dismissals WHERE room = ?1 ORDER BY person LIMIT ?2)
               RETURNING person",
            room.0,
            BATCH
        )
        .fetch_all(&mut **tx)
        .await?;
        let people: Vec<UserId> = people.into_iter().map(UserId).collect();
        // One after the other, so that each listener gets them as one frame.
        for user in &people {
            let left = EventKind::MemberLeft { user: *user };
            tx.emit(StreamId::Room(room), self.actor, left).await?;
        }
        for user in &people {
            drafts::forget(tx, room, *user).await?;
            follows::forget(tx, room, *user).await?;
            let deleted = true;
            let removed = EventKind::RoomRemoved { room, deleted };
            tx.emit(StreamId::User(*user), self.actor, removed).await?;
        }
        Ok(!people.is_empty())
    }

    /// Discards scheduled messages to the room. Returns whether there were any.
    async fn unschedule(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let rows = sqlx::query!(
            "SELECT author, client_id FROM scheduled WHERE room = ? LIMIT ?",
            self.room.0,
            BATCH
        )
        .fetch_all(&mut **tx)
        .await?;
        for row in &rows {
            scheduled::remove(tx, UserId(row.author), ClientId(row.client_id)).await?;
        }
        Ok(!rows.is_empty())
    }

    /// Erases the next messages, with all that is added to them. Returns whether there were any.
    async fn erase_messages(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let rows = sqlx::query!(
            "SELECT m.id, m.seq FROM rooms r JOIN messages m ON m.room = r.id AND m.seq > r.erased_to
               WHERE r.id = ? ORDER BY m.seq LIMIT ?",
            self.room.0,
            BATCH
        )
        .fetch_all(&mut **tx)
        .await?;
        let Some(last) = rows.last().map(|row| row.seq) else {
            return Ok(false);
        };
        for row in rows {
            saved::forget(tx, MessageId(row.id), self.actor).await?;
            deletions::blank(tx, MessageId(row.id)).await?;
            sqlx::query!("DELETE FROM follows WHERE thread = ?", row.id)
                .execute(&mut **tx)
                .await?;
            sqlx::query!("DELETE FROM pins WHERE message = ?", row.id)
                .execute(&mut **tx)
                .await?;
        }
        sqlx::query!(
            "DELETE FROM mentions WHERE room = ? AND seq <= ?",
            self.room.0,
            last
        )
        .execute(&mut **tx)
        .await?;
        sqlx::query!(
            "UPDATE rooms SET erased_to = ? WHERE id = ?",
            last,
            self.room.0
        )
        .execute(&mut **tx)
        .await?;
        Ok(true)
    }

    /// Removes read positions. Returns whether there were any.
    async fn drop_reads(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let gone = sqlx::query!(
            "DELETE FROM reads WHERE room = ?1
               AND person IN (SELECT person FROM reads WHERE room = ?1 ORDER BY person LIMIT ?2)",
            self.room.0,
            ROWS
        )
        .execute(&mut **tx)
        .await?;
        Ok(gone.rows_affected() > 0)
    }

    /// Removes the first events of the log, which have the room's names. Returns whether there were any.
    async fn drop_log(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let last = sqlx::query_scalar!(
            r#"SELECT max(seq) AS "last: i64" FROM (SELECT seq FROM events WHERE stream = ? ORDER BY seq LIMIT ?)"#,
            self.room.0,
            ROWS
        )
        .fetch_one(&mut **tx)
        .await?;
        let Some(last) = last else {
            return Ok(false);
        };
        streams::trim(tx, self.room.0, from_sql(last)).await?;
        Ok(true)
    }
}
