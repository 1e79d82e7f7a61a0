//! Direct rooms that a person hides from their list until the next message.

use super::{Store, StoreError, members, reads, rooms};
use crate::store::engine::{change::Tx, streams};
use protocol::{EventKind, RoomId, RoomKind, StreamId, UserId};
use sqlx::types::Uuid;

impl Store {
    /// Hides a direct room from a person's list until its next message, on all their devices, or shows it again. Hiding
    /// marks the room as read. Emits no event if nothing changes.
    ///
    /// Fails with `NotFound` if the person is not in the room, and with `Forbidden` if it is not a direct room: other rooms
    /// are left instead.
    pub(crate) async fn set_hidden(
        &self,
        user: UserId,
        room: RoomId,
        hidden: bool,
    ) -> Result<(), StoreError> {
        submit!(self, set_hidden(user, room, hidden)).await
    }
}

async fn set_hidden(
    tx: &mut Tx<'_>,
    user: UserId,
    room: RoomId,
    hidden: bool,
) -> Result<(), StoreError> {
    members::require(tx, room, user).await?;
    let settings = rooms::settings(tx, room).await?;
    if settings.kind != RoomKind::Direct {
        return Err(StoreError::Forbidden);
    }
    if !hidden {
        return show(tx, room, user).await;
    }
    if set(tx, room, user, true).await? {
        let end = streams::head(tx, StreamId::Room(room)).await?;
        reads::forward(tx, room, user, end).await?;
        emit(tx, room, user, user, true).await?;
    }
    Ok(())
}

/// Shows a room again if the person has hidden it.
pub(super) async fn show(tx: &mut Tx<'_>, room: RoomId, user: UserId) -> Result<(), StoreError> {
    if set(tx, room, user, false).await? {
        emit(tx, room, user, user, false).await?;
    }
    Ok(())
}

/// Stores whether a person hides a room. Returns whether that is a change.
async fn set(
    tx: &mut Tx<'_>,
    room: RoomId,
    user: UserId,
    hidden: bool,
) -> Result<bool, StoreError> {
    let changed = sqlx::query!(
        "UPDATE memberships SET hidden = ?1 WHERE room = ?2 AND person = ?3 AND hidden <> ?1",
        hidden,
        room.0,
        user.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(changed.rows_affected() > 0)
}

/// Shows a room again to everyone who has hidden it.
pub(super) async fn show_to_all(
    tx: &mut Tx<'_>,
    room: RoomId,
    actor: UserId,
) -> Result<(), StoreError> {
    let people = sqlx::query_scalar!(
        r#"UPDATE memberships SET hidden = 0 WHERE room = ? AND hidden = 1 RETURNING person AS "person: Uuid""#,
        room.0
    )
    .fetch_all(&mut **tx)
    .await?;
    for person in people {
        emit(tx, room, UserId(person), actor, false).await?;
    }
    Ok(())
}

/// Tells all devices of a person that a room is hidden or shown.
async fn emit(
    tx: &mut Tx<'_>,
    room: RoomId,
    user: UserId,
    actor: UserId,
    hidden: bool,
) -> Result<(), StoreError> {
    let changed = EventKind::HiddenChanged { room, hidden };
    tx.emit(StreamId::User(user), actor, changed).await?;
    Ok(())
}
