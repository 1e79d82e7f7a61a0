//! A person's own preferences for their rooms, the same on all their devices: notification levels, favourites, and choices
//! for the list of rooms.

use super::{Store, StoreError, members};
use crate::store::engine::change::Tx;
use protocol::{EventKind, Level, RoomId, Sidebar, StreamId, UserId};
use sqlx::{SqliteConnection, types::Uuid};
use std::collections::HashSet;

impl Store {
    /// Sets a person's notification level for a room. Fails with `NotFound` if they are not in it.
    pub(crate) async fn set_level(
        &self,
        user: UserId,
        room: RoomId,
        level: Level,
    ) -> Result<(), StoreError> {
        submit!(self, set_level(user, room, level)).await
    }

    /// Replaces a person's favourites, in their order. Ignores rooms that they are not in, and those after the first
    /// [`FAVOURITES`].
    pub(crate) async fn set_favourites(
        &self,
        user: UserId,
        rooms: Vec<RoomId>,
    ) -> Result<(), StoreError> {
        submit!(self, set_favourites(user, rooms)).await
    }

    /// Stores a person's choices for the list of rooms.
    pub(crate) async fn set_sidebar(
        &self,
        user: UserId,
        sidebar: Sidebar,
    ) -> Result<(), StoreError> {
        submit!(self, set_sidebar(user, sidebar)).await
    }
}

/// The most favourites that a person has.
const FAVOURITES: usize = 1000;

/// Returns the notification level that the database stores as `text`.
pub(super) fn level(text: &str) -> Result<Level, StoreError> {
    match text {
        "everything" => Ok(Level::Everything),
        "mentions" => Ok(Level::Mentions),
        "nothing" => Ok(Level::Nothing),
        _ => Err(StoreError::Corrupt("level")),
    }
}

async fn set_level(
    tx: &mut Tx<'_>,
    user: UserId,
    room: RoomId,
    level: Level,
) -> Result<(), StoreError> {
    members::require(tx, room, user).await?;
    let name = match level {
        Level::Everything => "everything",
        Level::Mentions => "mentions",
        Level::Nothing => "nothing",
    };
    let changed = sqlx::query!(
        "UPDATE memberships SET level = ?1 WHERE room = ?2 AND person = ?3 AND level <> ?1",
        name,
        room.0,
        user.0
    )
    .execute(&mut **tx)
    .await?;
    if changed.rows_affected() > 0 {
        let changed = EventKind::LevelChanged { room, level };
        tx.emit(StreamId::User(user), user, changed).await?;
    }
    Ok(())
}

async fn set_favourites(
    tx: &mut Tx<'_>,
    user: UserId,
    rooms: Vec<RoomId>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "UPDATE memberships SET favourite = NULL WHERE person = ?",
        user.0
    )
    .execute(&mut **tx)
    .await?;
    let mut seen = HashSet::new();
    let wanted = rooms.into_iter().filter(|room| seen.insert(*room));
    let keys: Vec<_> = wanted
        .take(FAVOURITES)
        .map(|room| format!("\"{}\"", room.0.simple()))
        .collect();
    let keys = format!("[{}]", keys.join(","));
    let mut rooms = sqlx::query!(
        r#"WITH mine AS (
               SELECT m.room AS room, row_number() OVER (ORDER BY wanted.key) AS place
               FROM json_each(?1) wanted JOIN memberships m ON m.person = ?2 AND m.room = unhex(wanted.value)
           )
           UPDATE memberships SET favourite = mine.place FROM mine
           WHERE memberships.person = ?2 AND memberships.room = mine.room
           RETURNING memberships.room AS "room: Uuid", favourite AS "place!: i64""#,
        keys,
        user.0
    )
    .fetch_all(&mut **tx)
    .await?;
    rooms.sort_unstable_by_key(|room| room.place);
    let rooms = rooms.into_iter().map(|row| RoomId(row.room)).collect();
    let changed = EventKind::FavouritesChanged { rooms };
    tx.emit(StreamId::User(user), user, changed).await?;
    Ok(())
}

/// Returns a person's choices for the list of rooms.
pub(super) async fn sidebar(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<Sidebar, StoreError> {
    let stored = sqlx::query_scalar!("SELECT sidebar FROM people WHERE id = ?", user.0)
        .fetch_one(connection)
        .await?;
    match stored {
        Some(json) => serde_json::from_str(&json).map_err(|_| StoreError::Corrupt("sidebar")),
        None => Ok(Sidebar::default()),
    }
}

async fn set_sidebar(tx: &mut Tx<'_>, user: UserId, sidebar: Sidebar) -> Result<(), StoreError> {
    // Each section once, so that what is stored has a bound.
    let mut collapsed = Vec::new();
    for section in sidebar.collapsed {
        if !collapsed.contains(&section) {
            collapsed.push(section);
        }
    }
    let sidebar = Sidebar {
        collapsed,
        ..sidebar
    };
    let json = serde_json::to_string(&sidebar).map_err(|_| StoreError::Corrupt("sidebar"))?;
    let changed = sqlx::query!(
        "UPDATE people SET sidebar = ?1 WHERE id = ?2 AND sidebar IS NOT ?1",
        json,
        user.0
    )
    .execute(&mut **tx)
    .await?;
    if changed.rows_affected() > 0 {
        let changed = EventKind::SidebarChanged { sidebar };
        tx.emit(StreamId::User(user), user, changed).await?;
    }
    Ok(())
}
