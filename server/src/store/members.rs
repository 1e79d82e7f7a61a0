//! The members of rooms.

use super::{
    Store, StoreError, direct, drafts, follows, guests, people, pins, reads, reminders, rooms,
};
use crate::store::engine::{change::Tx, sql, streams};
use protocol::{EventKind, Level, Role, Room, RoomId, RoomKind, StreamId, UserId};
use sqlx::SqliteConnection;

impl Store {
    /// Adds a person to a room. Any member of the room may, and everyone may add themselves to an open room; only
    /// administrators add guests. Does nothing if the person is in the room already.
    ///
    /// `NotFound` if the actor may not know of the room or there is no such person; `Forbidden` if the person is shut
    /// out, and for direct rooms.
    pub(crate) async fn add_member(
        &self,
        actor: UserId,
        room: RoomId,
        user: UserId,
    ) -> Result<(), StoreError> {
        submit!(self, add_member(actor, room, user)).await
    }

    /// Removes a person from a room. A member may leave; an administrator who is a member may remove others from a
    /// closed room, and guests from any.
    ///
    /// `NotFound` if the actor is no member; `Forbidden` for the permanent room, a direct one, or if the actor may not
    /// remove others.
    pub(crate) async fn remove_member(
        &self,
        actor: UserId,
        room: RoomId,
        user: UserId,
    ) -> Result<(), StoreError> {
        submit!(self, remove_member(actor, room, user)).await
    }
}

/// Returns whether a person is in a room and not shut out of the workspace.
pub(super) async fn is_member(
    connection: &mut SqliteConnection,
    room: RoomId,
    user: UserId,
) -> Result<bool, StoreError> {
    let found = sqlx::query_scalar!(
        "SELECT count(*) FROM memberships m JOIN people p ON p.id = m.person
         WHERE m.room = ? AND m.person = ? AND p.banned_at IS NULL AND p.deactivated_at IS NULL",
        room.0,
        user.0
    )
    .fetch_one(connection)
    .await?;
    Ok(found > 0)
}

/// `NotFound`, the same as for a room that does not exist, unless the person is in the room.
pub(super) async fn require(
    connection: &mut SqliteConnection,
    room: RoomId,
    user: UserId,
) -> Result<(), StoreError> {
    if is_member(connection, room, user).await? {
        Ok(())
    } else {
        Err(StoreError::NotFound)
    }
}

/// Returns the members of a room. Those of a direct room are all its people, even before its first message.
pub(super) async fn of_room(
    connection: &mut SqliteConnection,
    room: RoomId,
) -> Result<Vec<UserId>, StoreError> {
    match direct_key(&mut *connection, room).await? {
        Some(key) => Ok(direct::people_of(Some(&key))),
        None => inside(connection, room).await,
    }
}

/// Returns those of these people who are in a room, as [`of_room`] does, in the order of their ids and each once.
pub(super) async fn among(
    connection: &mut SqliteConnection,
    room: RoomId,
    people: &[UserId],
) -> Result<Vec<UserId>, StoreError> {
    if let Some(key) = direct_key(&mut *connection, room).await? {
        let mut inside = direct::people_of(Some(&key));
        inside.retain(|person| people.contains(person));
        inside.sort_unstable();
        return Ok(inside);
    }
    let people: Vec<_> = people.iter().copied().map(sql::hex).collect();
    let people = sql::json(&people)?;
    let inside = sqlx::query_scalar!(
        "SELECT DISTINCT m.person
           FROM json_each(?) k CROSS JOIN memberships m ON m.room = ? AND m.person = unhex(k.value)
           ORDER BY m.person",
        people,
        room.0
    )
    .fetch_all(connection)
    .await?;
    Ok(inside.into_iter().map(UserId).collect())
}

/// Returns the key of a direct room's people. `None` for other rooms.
async fn direct_key(
    connection: &mut SqliteConnection,
    room: RoomId,
) -> Result<Option<String>, StoreError> {
    let key = sqlx::query_scalar!(
        "SELECT direct_key FROM rooms WHERE id = ? AND direct_key IS NOT NULL",
        room.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(key.flatten())
}

/// Returns the people who have a membership of a room, also one that their list leaves out.
pub(super) async fn inside(
    connection: &mut SqliteConnection,
    room: RoomId,
) -> Result<Vec<UserId>, StoreError> {
    let people = sqlx::query_scalar!(
        "SELECT person FROM memberships WHERE room = ? ORDER BY person",
        room.0
    )
    .fetch_all(connection)
    .await?;
    Ok(people.into_iter().map(UserId).collect())
}

/// Adds people to a room, for whom everything before counts as read. `room.seq` is the end of its stream before they
/// enter.
pub(super) async fn enter(
    tx: &mut Tx<'_>,
    actor: UserId,
    people: &[UserId],
    room: &Room,
) -> Result<(), StoreError> {
    for person in people {
        sqlx::query!(
            "INSERT INTO memberships (room, person) VALUES (?, ?)",
            room.id.0,
            person.0
        )
        .execute(&mut **tx)
        .await?;
        reads::advance(tx, room.id, *person, room.seq).await?;
        // Each person is told of the room before the room is told of them: their cursor for it starts here.
        let added = EventKind::RoomAdded { room: room.clone() };
        tx.emit(StreamId::User(*person), actor, added).await?;
    }
    for person in people {
        let joined = EventKind::MemberJoined { user: *person };
        tx.emit(StreamId::Room(room.id), actor, joined).await?;
    }
    Ok(())
}

/// Adds a person to all open rooms that are not archived and that they are not in.
pub(super) async fn enter_open_rooms(tx: &mut Tx<'_>, user: UserId) -> Result<(), StoreError> {
    let open = sqlx::query_scalar!(
        "SELECT id FROM rooms r WHERE kind = 'open' AND archived_at IS NULL AND deleted_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.room = r.id AND m.person = ?)
           ORDER BY id",
        user.0
    )
    .fetch_all(&mut **tx)
    .await?;
    for room in open {
        let room = as_entered(tx, RoomId(room)).await?;
        enter(tx, user, &[user], &room).await?;
    }
    Ok(())
}

/// Returns a room as a person sees it who enters it now.
pub(super) async fn as_entered(tx: &mut Tx<'_>, id: RoomId) -> Result<Room, StoreError> {
    let settings = rooms::settings(tx, id).await?;
    let seq = streams::head(tx, StreamId::Room(id)).await?;
    Ok(Room {
        id,
        name: settings.name,
        kind: settings.kind,
        seq,
        read_seq: seq,
        unread: 0,
        mentions: 0,
        topic: settings.topic,
        archived: settings.archived,
        permanent: settings.permanent,
        posting: settings.posting,
        people: settings.people,
        level: Level::default(),
        favourite: None,
        pins: pins::count(tx, id).await?,
        hidden: false,
        active_at: rooms::active_at(tx, id).await?,
        drafted: false,
    })
}

async fn add_member(
    tx: &mut Tx<'_>,
    actor: UserId,
    room: RoomId,
    user: UserId,
) -> Result<(), StoreError> {
    if actor == user {
        rooms::require_sight(tx, room, actor).await?;
    } else {
        require(tx, room, actor).await?;
        guests::refuse(tx, actor).await?;
    }
    let person = people::acting(tx, user).await?;
    if person.role == Role::Guest && actor != user {
        people::administrator(tx, actor).await?;
    }
    if is_member(tx, room, user).await? {
        return Ok(());
    }
    let room = as_entered(tx, room).await?;
    if room.kind == RoomKind::Direct {
        return Err(StoreError::Forbidden);
    }
    enter(tx, actor, &[user], &room).await
}

async fn remove_member(
    tx: &mut Tx<'_>,
    actor: UserId,
    room: RoomId,
    user: UserId,
) -> Result<(), StoreError> {
    require(tx, room, actor).await?;
    let settings = rooms::settings(tx, room).await?;
    let role = people::user_of(tx, actor).await?.role;
    // A person removed from an open room could come back at once, but not a guest.
    let guest = guests::is_guest(tx, user).await?;
    let removable = guest || settings.kind == RoomKind::Closed;
    let may_remove = removable && role == Role::Administrator;
    let fixed = settings.kind == RoomKind::Direct || (settings.permanent && !guest);
    if fixed || (actor != user && !may_remove) {
        return Err(StoreError::Forbidden);
    }
    leave(tx, actor, room, user).await
}

/// Removes a person from a room, with their drafts and what they follow there. Does nothing if they are not in it.
pub(super) async fn leave(
    tx: &mut Tx<'_>,
    actor: UserId,
    room: RoomId,
    user: UserId,
) -> Result<(), StoreError> {
    let gone = sqlx::query!(
        "DELETE FROM memberships WHERE room = ? AND person = ?",
        room.0,
        user.0
    )
    .execute(&mut **tx)
    .await?;
    if gone.rows_affected() == 0 {
        return Ok(());
    }
    drafts::forget(tx, room, user).await?;
    follows::forget(tx, room, user).await?;
    reminders::forget(tx, room, user, actor).await?;
    let left = EventKind::MemberLeft { user };
    tx.emit(StreamId::Room(room), actor, left).await?;
    let removed = EventKind::RoomRemoved {
        room,
        deleted: false,
    };
    tx.emit(StreamId::User(user), actor, removed).await?;
    Ok(())
}
