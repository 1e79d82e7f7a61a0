//! Rooms.

use super::{
    Store, StoreError, direct, from_sql, guests, members, people, preferences, room_bounds,
};
use crate::store::engine::change::Tx;
use protocol::{Posting, Role, Room, RoomDetail, RoomId, RoomKind, Timestamp, UserId};
use sqlx::{SqliteConnection, types::Uuid};

impl Store {
    /// Returns a person's rooms, in the order of their ids.
    pub(crate) async fn rooms(&self, user: UserId) -> Result<Vec<Room>, StoreError> {
        let mut view = self.view().await?;
        of_person(&mut view, user).await
    }

    /// Returns a room with its members. `NotFound` if the person is no member.
    pub(crate) async fn room(&self, user: UserId, room: RoomId) -> Result<RoomDetail, StoreError> {
        let mut view = self.view().await?;
        members::require(&mut view, room, user).await?;
        let room = as_seen(&mut view, room, user).await?;
        let members = members::of_room(&mut view, room.id).await?;
        let description = settings(&mut view, room.id).await?.description;
        let epoch = self.epoch();
        Ok(RoomDetail {
            room,
            epoch,
            members,
            description,
        })
    }

    /// Creates a room: an open one with everyone but guests in it, a closed one with only its maker. `Forbidden` for
    /// guests, `TooManyRooms`.
    pub(crate) async fn create_room(
        &self,
        maker: UserId,
        name: String,
        kind: RoomKind,
    ) -> Result<Room, StoreError> {
        submit!(self, create_room(maker, name, kind)).await
    }
}

/// Returns a person's rooms, each with its last event, their read position and the unread counts.
pub(super) async fn of_person(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<Vec<Room>, StoreError> {
    let rows = sqlx::query!(
        r#"SELECT r.id, r.name, r.kind, r.direct_key, r.posting, mine.level, mine.favourite, mine.hidden, r.topic, r.archived_at IS NOT NULL AS "archived!: bool",
                  r.permanent,
                  (SELECT count(*) FROM pins p WHERE p.room = r.id) AS "pins!: i64",
                  coalesce(s.seq, 0) AS "seq!: i64",
                  coalesce(p.seq, 0) AS "read_seq!: i64",
                  (SELECT count(*) FROM messages m
                   WHERE m.room = r.id AND m.seq > coalesce(p.seq, 0) AND m.author <> mine.person
                     AND m.deleted_at IS NULL AND m.in_room = 1) AS "unread!: i64",
                  (SELECT count(*) FROM mentions c JOIN messages m ON m.room = c.room AND m.seq = c.seq
                   WHERE c.room = r.id AND c.person IN (mine.person, zeroblob(16)) AND c.seq > coalesce(p.seq, 0)
                     AND m.author <> mine.person) AS "mentions!: i64",
                  (SELECT m.at FROM messages m WHERE m.room = r.id AND m.in_room = 1
                   ORDER BY m.seq DESC LIMIT 1) AS "active_at?: i64",
                  EXISTS (SELECT 1 FROM drafts d WHERE d.person = mine.person AND d.room = r.id
                          AND d.thread IS NULL AND d.body <> '') AS "drafted!: bool"
           FROM memberships mine
           JOIN rooms r ON r.id = mine.room
           LEFT JOIN streams s ON s.id = r.id
           LEFT JOIN reads p ON p.room = r.id AND p.person = mine.person
           WHERE mine.person = ? ORDER BY r.id"#,
        user.0
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Room {
                id: RoomId(row.id),
                name: row.name,
                kind: kind(&row.kind, row.direct_key.as_deref())?,
                seq: from_sql(row.seq),
                read_seq: from_sql(row.read_seq),
                unread: from_sql(row.unread),
                mentions: from_sql(row.mentions),
                topic: row.topic,
                archived: row.archived,
                permanent: row.permanent,
                pins: from_sql(row.pins),
                posting: posting(&row.posting)?,
                people: direct::people_of(row.direct_key.as_deref()),
                level: preferences::level(&row.level)?,
                favourite: row.favourite.map(from_sql),
                hidden: row.hidden,
                active_at: row.active_at.map(Timestamp),
                drafted: row.drafted,
            })
        })
        .collect()
}

/// Returns when the last message of a room was written, without replies. `None` if there is none.
pub(super) async fn active_at(
    connection: &mut SqliteConnection,
    room: RoomId,
) -> Result<Option<Timestamp>, StoreError> {
    let at = sqlx::query_scalar!(
        "SELECT at FROM messages WHERE room = ? AND in_room = 1 ORDER BY seq DESC LIMIT 1",
        room.0
    )
    .fetch_optional(connection)
    .await?;
    Ok(at.map(Timestamp))
}

/// Returns the kind that the database's columns stand for.
pub(super) fn kind(text: &str, direct_key: Option<&str>) -> Result<RoomKind, StoreError> {
    match (text, direct_key) {
        ("open", None) => Ok(RoomKind::Open),
        ("closed", None) => Ok(RoomKind::Closed),
        ("closed", Some(_)) => Ok(RoomKind::Direct),
        _ => Err(StoreError::Corrupt("kind of room")),
    }
}

/// Returns the name under which the database stores a kind. A direct room also has a key.
pub(super) fn kind_name(kind: RoomKind) -> &'static str {
    match kind {
        RoomKind::Open => "open",
        RoomKind::Closed | RoomKind::Direct => "closed",
    }
}

fn posting(text: &str) -> Result<Posting, StoreError> {
    match text {
        "everyone" => Ok(Posting::Everyone),
        "administrators" => Ok(Posting::Administrators),
        _ => Err(StoreError::Corrupt("who may post")),
    }
}

/// The settings of a room.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Settings {
    /// `None` for a direct room.
    pub(super) name: Option<String>,
    pub(super) kind: RoomKind,
    pub(super) topic: Option<String>,
    pub(super) description: Option<String>,
    pub(super) archived: bool,
    pub(super) permanent: bool,
    pub(super) posting: Posting,
    /// The people of a direct room.
    pub(super) people: Vec<UserId>,
}

/// Returns the settings of a room. `NotFound` if there is none or it is deleted.
pub(super) async fn settings(
    connection: &mut SqliteConnection,
    room: RoomId,
) -> Result<Settings, StoreError> {
    let row = sqlx::query!(
        r#"SELECT name, kind, direct_key, posting, topic, description, archived_at IS NOT NULL AS "archived!: bool", permanent
           FROM rooms WHERE id = ? AND deleted_at IS NULL"#,
        room.0
    )
    .fetch_optional(connection)
    .await?
    .ok_or(StoreError::NotFound)?;
    Ok(Settings {
        name: row.name,
        kind: kind(&row.kind, row.direct_key.as_deref())?,
        topic: row.topic,
        description: row.description,
        archived: row.archived,
        permanent: row.permanent,
        posting: posting(&row.posting)?,
        people: direct::people_of(row.direct_key.as_deref()),
    })
}

/// `Archived` if the room is, `ReadOnly` if this person may not send new messages there.
pub(super) async fn require_post(
    connection: &mut SqliteConnection,
    room: RoomId,
    author: UserId,
) -> Result<(), StoreError> {
    let settings = settings(&mut *connection, room).await?;
    if settings.archived {
        return Err(StoreError::Archived);
    }
    if settings.posting == Posting::Administrators {
        let author = people::user_of(connection, author).await?;
        if author.role != Role::Administrator {
            return Err(StoreError::ReadOnly);
        }
    }
    Ok(())
}

/// `Archived` if the room is.
pub(super) async fn require_in_use(
    connection: &mut SqliteConnection,
    room: RoomId,
) -> Result<(), StoreError> {
    if settings(connection, room).await?.archived {
        return Err(StoreError::Archived);
    }
    Ok(())
}

/// `NotFound`, the same as for a room that does not exist, unless the person is in the room, or it is open and they are
/// no guest.
pub(super) async fn require_sight(
    connection: &mut SqliteConnection,
    room: RoomId,
    user: UserId,
) -> Result<(), StoreError> {
    let open = settings(&mut *connection, room).await?.kind == RoomKind::Open;
    if open && !guests::is_guest(&mut *connection, user).await? {
        return Ok(());
    }
    members::require(connection, room, user).await
}

/// Stores a room, adds the members that its kind starts with, and tells them.
pub(super) async fn make(
    tx: &mut Tx<'_>,
    maker: UserId,
    name: String,
    kind: RoomKind,
    permanent: bool,
) -> Result<Room, StoreError> {
    let id = RoomId(Uuid::now_v7());
    let kind_name = kind_name(kind);
    sqlx::query!(
        "INSERT INTO rooms (id, name, kind, permanent, created_at, made_by) VALUES (?, ?, ?, ?, ?, ?)",
        id.0,
        name,
        kind_name,
        permanent,
        tx.at.0,
        maker.0
    )
    .execute(&mut **tx)
    .await?;
    let room = Room {
        id,
        name: Some(name),
        kind,
        permanent,
        ..Room::default()
    };
    let people = match kind {
        RoomKind::Closed | RoomKind::Direct => vec![maker],
        RoomKind::Open => {
            let everyone = people::everyone(tx).await?;
            let members = everyone.iter().filter(|person| person.role != Role::Guest);
            members.map(|person| person.id).collect()
        }
    };
    members::enter(tx, maker, &people, &room).await?;
    Ok(room)
}

async fn create_room(
    tx: &mut Tx<'_>,
    maker: UserId,
    name: String,
    kind: RoomKind,
) -> Result<Room, StoreError> {
    people::acting(tx, maker).await?;
    guests::refuse(tx, maker).await?;
    room_bounds::require_another(tx, maker).await?;
    let room = make(tx, maker, name, kind, false).await?;
    as_seen(tx, room.id, maker).await
}

/// Returns one of a person's rooms.
pub(super) async fn as_seen(
    connection: &mut SqliteConnection,
    room: RoomId,
    user: UserId,
) -> Result<Room, StoreError> {
    let rooms = of_person(connection, user).await?;
    let room = rooms.into_iter().find(|candidate| candidate.id == room);
    room.ok_or(StoreError::NotFound)
}
