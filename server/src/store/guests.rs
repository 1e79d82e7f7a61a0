//! The knowledge of guests. A guest does not follow the workspace's stream, which has events of everyone. Their own stream
//! has those of its events that concern them, and introduces the people whom they meet.

use super::{StoreError, members, people};
use crate::store::engine::{change::Tx, streams};
use protocol::{EventKind, Person, RoomId, StreamId, UserId};
use sqlx::{SqliteConnection, types::Uuid};

/// Returns whether a person is a guest.
pub(super) async fn is_guest(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<bool, StoreError> {
    let guest = sqlx::query_scalar!("SELECT guest FROM people WHERE id = ?", user.0)
        .fetch_optional(connection)
        .await?;
    Ok(guest.unwrap_or_default())
}

/// `Forbidden` for guests.
pub(super) async fn refuse(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<(), StoreError> {
    if is_guest(connection, user).await? {
        return Err(StoreError::Forbidden);
    }
    Ok(())
}

/// Returns the people whom a guest knows, including themselves, in the order of their ids.
pub(super) async fn known_to(
    connection: &mut SqliteConnection,
    guest: UserId,
) -> Result<Vec<Person>, StoreError> {
    let known = sqlx::query_scalar!(
        r#"SELECT person AS "person!" FROM acquaintances WHERE guest = ?1 UNION SELECT ?1 ORDER BY 1"#,
        guest.0
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut people = Vec::with_capacity(known.len());
    for person in known {
        people.push(people::person(&mut *connection, UserId(person)).await?);
    }
    Ok(people)
}

/// Tells guests what an event that is about to be appended means for them.
pub(super) async fn tell(
    tx: &mut Tx<'_>,
    stream: StreamId,
    actor: UserId,
    kind: &EventKind,
) -> Result<(), StoreError> {
    let guests = match (stream, kind) {
        // The guest is told of the person before the room is told that the person is in it.
        (StreamId::Room(room), EventKind::MemberJoined { user }) => {
            return meet(tx, actor, room, *user).await;
        }
        (StreamId::Workspace, EventKind::PersonChanged { person }) => {
            guests_who_know(tx, person.id).await?
        }
        (StreamId::Workspace, _) => everyone(tx).await?,
        _ => return Ok(()),
    };
    for guest in guests {
        tell_one(tx, actor, UserId(guest), kind.clone()).await?;
    }
    Ok(())
}

/// Introduces a person who enters a room to the guests in it, and to a guest who enters the people there.
async fn meet(
    tx: &mut Tx<'_>,
    actor: UserId,
    room: RoomId,
    user: UserId,
) -> Result<(), StoreError> {
    let new = sqlx::query!(
        "INSERT INTO acquaintances (guest, person)
           SELECT p.id, ?2 FROM people p CROSS JOIN memberships m ON m.room = ?1 AND m.person = p.id
           WHERE p.guest = 1 AND p.id <> ?2
           ON CONFLICT DO NOTHING RETURNING guest",
        room.0,
        user.0
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut new: Vec<_> = new.into_iter().map(|row| (row.guest, user.0)).collect();
    if is_guest(tx, user).await? {
        let met = get_to_know(tx, user, room).await?;
        new.extend(met.into_iter().map(|person| (user.0, person)));
    }
    for (guest, person) in new {
        let person = people::person(tx, UserId(person)).await?;
        let told = EventKind::PersonChanged { person };
        tell_one(tx, actor, UserId(guest), told).await?;
    }
    Ok(())
}

/// Makes a guest know all who are in a room or have ever written or reacted there. Returns those who are new to them.
async fn get_to_know(
    tx: &mut Tx<'_>,
    guest: UserId,
    room: RoomId,
) -> Result<Vec<Uuid>, StoreError> {
    let met = sqlx::query!(
        "INSERT INTO acquaintances (guest, person)
           SELECT ?2, person FROM (
               SELECT person FROM memberships WHERE room = ?1
               UNION SELECT person FROM contributors WHERE room = ?1
           ) WHERE person <> ?2
           ON CONFLICT DO NOTHING RETURNING person",
        room.0,
        guest.0
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(met.into_iter().map(|row| row.person).collect())
}

async fn tell_one(
    tx: &mut Tx<'_>,
    actor: UserId,
    guest: UserId,
    kind: EventKind,
) -> Result<(), StoreError> {
    let stream = StreamId::User(guest);
    let seq = tx.advance(stream).await?;
    tx.append(stream, seq, actor, kind).await
}

async fn guests_who_know(
    connection: &mut SqliteConnection,
    person: UserId,
) -> Result<Vec<Uuid>, StoreError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT guest AS "guest!" FROM acquaintances WHERE person = ?1
           UNION SELECT id FROM people WHERE id = ?1 AND guest = 1"#,
        person.0
    )
    .fetch_all(connection)
    .await?)
}

async fn everyone(connection: &mut SqliteConnection) -> Result<Vec<Uuid>, StoreError> {
    Ok(
        sqlx::query_scalar!("SELECT id FROM people WHERE guest = 1 ORDER BY id")
            .fetch_all(connection)
            .await?,
    )
}

/// Makes a person a guest, who stays in their closed rooms, and of the open ones in those to `keep`.
pub(super) async fn become_guest(
    tx: &mut Tx<'_>,
    actor: UserId,
    user: UserId,
    keep: &[RoomId],
) -> Result<(), StoreError> {
    let open = sqlx::query_scalar!(
        "SELECT m.room FROM memberships m JOIN rooms r ON r.id = m.room
           WHERE m.person = ? AND r.kind = 'open'",
        user.0
    )
    .fetch_all(&mut **tx)
    .await?;
    for room in open.into_iter().map(RoomId) {
        if !keep.contains(&room) {
            members::leave(tx, actor, room, user).await?;
        }
    }
    let kept = sqlx::query_scalar!("SELECT room FROM memberships WHERE person = ?", user.0)
        .fetch_all(&mut **tx)
        .await?;
    for room in kept {
        get_to_know(tx, user, RoomId(room)).await?;
    }
    start_over(tx, actor, user).await
}

/// Makes a guest a member.
pub(super) async fn become_member(
    tx: &mut Tx<'_>,
    actor: UserId,
    user: UserId,
) -> Result<(), StoreError> {
    sqlx::query!("DELETE FROM acquaintances WHERE guest = ?", user.0)
        .execute(&mut **tx)
        .await?;
    members::enter_open_rooms(tx, user).await?;
    start_over(tx, actor, user).await
}

/// Starts a person's streams over: what their clients have is void, since they follow other streams from now on. Their
/// own stream's log is emptied, so that the cursors with which they reconnect are too old.
async fn start_over(tx: &mut Tx<'_>, actor: UserId, user: UserId) -> Result<(), StoreError> {
    let person = people::person(tx, user).await?;
    tell_one(tx, actor, user, EventKind::PersonChanged { person }).await?;
    let stream = StreamId::User(user);
    let last = streams::head(tx, stream).await?;
    streams::trim(tx, streams::key(stream), last).await?;
    tx.invalidate(user);
    Ok(())
}
