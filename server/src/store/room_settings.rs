//! Changes to a room's settings, and the open rooms that a person can join.

use super::{
    Store, StoreError, from_sql, guests, members, people,
    rooms::{self, Settings},
};
use crate::store::engine::change::Tx;
use protocol::{
    EventKind, OtherRoom, Posting, Role, RoomId, RoomKind, StreamId, UserId, request::RoomChanges,
};
use sqlx::types::Uuid;

impl Store {
    /// Returns the open rooms that a person is not in, ordered by name. Fails with `Forbidden` for guests.
    pub(crate) async fn other_rooms(&self, user: UserId) -> Result<Vec<OtherRoom>, StoreError> {
        let mut view = self.view().await?;
        guests::refuse(&mut view, user).await?;
        let rows = sqlx::query!(
            r#"SELECT r.id AS "id: Uuid", r.name AS "name!", r.topic, r.description, r.archived_at IS NOT NULL AS "archived!: bool",
                      (SELECT count(*) FROM memberships m WHERE m.room = r.id) AS "members!: i64"
               FROM rooms r
               WHERE r.kind = 'open' AND r.deleted_at IS NULL
                 AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.room = r.id AND m.person = ?)
               ORDER BY r.name COLLATE NOCASE, r.id"#,
            user.0
        )
        .fetch_all(&mut *view)
        .await?;
        let other = rows.into_iter().map(|row| OtherRoom {
            id: RoomId(row.id),
            name: row.name,
            topic: row.topic,
            description: row.description,
            archived: row.archived,
            members: from_sql(row.members),
        });
        Ok(other.collect())
    }

    /// Changes a room's settings, whose texts the caller has validated. Emits no event if nothing changes.
    ///
    /// Members may do so unless they are guests; administrators also in an open room that they are not in. Only
    /// administrators archive or restore a room, open or close it, and decide who may post. A room that is opened or closed
    /// keeps its members; everybody but guests may read and join an open one.
    ///
    /// Fails with `NotFound` if the actor may not see the room, and with `Forbidden` if they may not make these changes
    /// or would archive or close the permanent room.
    pub(crate) async fn change_room(
        &self,
        actor: UserId,
        room: RoomId,
        changes: RoomChanges,
    ) -> Result<(), StoreError> {
        submit!(self, change_room(actor, room, changes)).await
    }
}

async fn change_room(
    tx: &mut Tx<'_>,
    actor: UserId,
    room: RoomId,
    changes: RoomChanges,
) -> Result<(), StoreError> {
    let before = rooms::settings(tx, room).await?;
    require_right(tx, actor, room, &before, &changes).await?;
    let mut after = before.clone();
    after.name = changes.name.or(after.name);
    set(&mut after.kind, changes.kind);
    set(&mut after.topic, changes.topic);
    set(&mut after.description, changes.description);
    set(&mut after.archived, changes.archived);
    set(&mut after.posting, changes.posting);
    if after == before {
        return Ok(());
    }
    let posting = match after.posting {
        Posting::Everyone => "everyone",
        Posting::Administrators => "administrators",
    };
    let kind = rooms::kind_name(after.kind);
    sqlx::query!(
        "UPDATE rooms SET name = ?1, topic = ?2,
                archived_at = CASE WHEN ?3 THEN coalesce(archived_at, ?4) END, posting = ?6, description = ?7, kind = ?8
         WHERE id = ?5",
        after.name,
        after.topic,
        after.archived,
        tx.at.0,
        room.0,
        posting,
        after.description,
        kind
    )
    .execute(&mut **tx)
    .await?;
    let changed = EventKind::RoomChanged {
        // Nobody changes a direct room.
        name: after.name.ok_or(StoreError::Corrupt("name of a room"))?,
        room_kind: after.kind,
        topic: after.topic,
        archived: after.archived,
        posting: after.posting,
        description: after.description,
    };
    tx.emit(StreamId::Room(room), actor, changed).await?;
    Ok(())
}

/// Sets a field if there is a new value.
fn set<T>(field: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *field = new;
    }
}

/// Fails unless the actor may make these changes.
async fn require_right(
    tx: &mut Tx<'_>,
    actor: UserId,
    room: RoomId,
    settings: &Settings,
    changes: &RoomChanges,
) -> Result<(), StoreError> {
    let is_member = members::is_member(tx, room, actor).await?;
    if !is_member && settings.kind != RoomKind::Open {
        return Err(StoreError::NotFound);
    }
    if settings.kind == RoomKind::Direct {
        return Err(StoreError::Forbidden);
    }
    let role = people::acting(tx, actor).await?.role;
    let administers = role == Role::Administrator;
    let (archives, turns) = (changes.archived.is_some(), changes.kind.is_some());
    let needs_administrator = archives || turns || changes.posting.is_some();
    if role == Role::Guest
        || !(is_member || administers)
        || ((archives || turns) && settings.permanent)
        || (needs_administrator && !administers)
    {
        return Err(StoreError::Forbidden);
    }
    Ok(())
}
