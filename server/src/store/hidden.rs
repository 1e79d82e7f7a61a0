//! Direct rooms that a person keeps out of their list until the next message there.

use super::{Store, StoreError, members, reads, rooms};
use crate::store::engine::{
    change::{Change, Tx},
    streams,
};
use protocol::{EventKind, RoomId, RoomKind, StreamId, UserId};
use sqlx::types::Uuid;

impl Store {
    /// Hides a direct room from a person's list until its next message, on all their devices, or shows it again. What they
    /// had not read there counts as read once it is hidden. What is so already makes no event.
    ///
    /// `NotFound` for who is not in the room, `Forbidden` for a room that is no direct one: that is left.
    pub(crate) async fn set_hidden(
        &self,
        user: UserId,
        room: RoomId,
        hidden: bool,
    ) -> Result<(), StoreError> {
        self.writer
            .submit_change(SetHidden { user, room, hidden })
            .await
    }
}

struct SetHidden {
    user: UserId,
    room: RoomId,
    hidden: bool,
}

impl Change for SetHidden {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let Self { user, room, hidden } = self;
        members::require(&mut *tx.connection, room, user).await?;
        let settings = rooms::settings(&mut *tx.connection, room).await?;
        if settings.kind != RoomKind::Direct {
            return Err(StoreError::Forbidden);
        }
        if !hidden {
            return show(tx, room, user).await;
        }
        let changed = sqlx::query!(
            "UPDATE memberships SET hidden = 1 WHERE room = ? AND person = ? AND hidden = 0",
            room.0,
            user.0
        )
        .execute(&mut *tx.connection)
        .await?;
        if changed.rows_affected() > 0 {
            let end = streams::head(&mut *tx.connection, StreamId::Room(room)).await?;
            reads::forward(tx, room, user, end).await?;
            tell(tx, room, user, user, true).await?;
        }
        Ok(())
    }
}

/// Shows a room again to a person who has hidden it.
pub(super) async fn show(tx: &mut Tx<'_>, room: RoomId, user: UserId) -> Result<(), StoreError> {
    let changed = sqlx::query!(
        "UPDATE memberships SET hidden = 0 WHERE room = ? AND person = ? AND hidden = 1",
        room.0,
        user.0
    )
    .execute(&mut *tx.connection)
    .await?;
    if changed.rows_affected() > 0 {
        tell(tx, room, user, user, false).await?;
    }
    Ok(())
}

/// Shows a room again to all who have hidden it.
pub(super) async fn show_to_all(
    tx: &mut Tx<'_>,
    room: RoomId,
    actor: UserId,
) -> Result<(), StoreError> {
    let people = sqlx::query_scalar!(
        r#"UPDATE memberships SET hidden = 0 WHERE room = ? AND hidden = 1 RETURNING person AS "person: Uuid""#,
        room.0
    )
    .fetch_all(&mut *tx.connection)
    .await?;
    for person in people {
        tell(tx, room, UserId(person), actor, false).await?;
    }
    Ok(())
}

async fn tell(
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
