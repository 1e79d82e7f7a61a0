//! What a person wants of their rooms; it is theirs alone, on all their devices.

use super::{Store, StoreError, members};
use crate::store::engine::change::{Change, Tx};
use protocol::{EventKind, Level, RoomId, StreamId, UserId};
use sqlx::types::Uuid;
use std::collections::HashSet;

impl Store {
    /// Sets what of a room a person wants to be told of. `NotFound` for who is not in it.
    pub(crate) async fn set_level(
        &self,
        user: UserId,
        room: RoomId,
        level: Level,
    ) -> Result<(), StoreError> {
        self.writer
            .submit_change(SetLevel { user, room, level })
            .await
    }

    /// Sets a person's favourites, all of them, in their order. Rooms that they are not in are passed over, and those beyond
    /// the first [`FAVOURITES`].
    pub(crate) async fn set_favourites(
        &self,
        user: UserId,
        rooms: Vec<RoomId>,
    ) -> Result<(), StoreError> {
        self.writer
            .submit_change(SetFavourites { user, rooms })
            .await
    }
}

/// The most favourites of a person.
const FAVOURITES: usize = 1000;

pub(super) fn level(text: &str) -> Result<Level, StoreError> {
    match text {
        "everything" => Ok(Level::Everything),
        "mentions" => Ok(Level::Mentions),
        "nothing" => Ok(Level::Nothing),
        _ => Err(StoreError::Corrupt("level")),
    }
}

struct SetLevel {
    user: UserId,
    room: RoomId,
    level: Level,
}

impl Change for SetLevel {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        members::require(&mut *tx.connection, self.room, self.user).await?;
        let name = match self.level {
            Level::Everything => "everything",
            Level::Mentions => "mentions",
            Level::Nothing => "nothing",
        };
        let changed = sqlx::query!(
            "UPDATE memberships SET level = ?1 WHERE room = ?2 AND person = ?3 AND level <> ?1",
            name,
            self.room.0,
            self.user.0
        )
        .execute(&mut *tx.connection)
        .await?;
        if changed.rows_affected() > 0 {
            let (room, level) = (self.room, self.level);
            let changed = EventKind::LevelChanged { room, level };
            tx.emit(StreamId::User(self.user), self.user, changed)
                .await?;
        }
        Ok(())
    }
}

struct SetFavourites {
    user: UserId,
    rooms: Vec<RoomId>,
}

impl Change for SetFavourites {
    type Output = ();

    async fn apply(self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        sqlx::query!(
            "UPDATE memberships SET favourite = NULL WHERE person = ?",
            self.user.0
        )
        .execute(&mut *tx.connection)
        .await?;
        let mut seen = HashSet::new();
        let wanted = self.rooms.into_iter().filter(|room| seen.insert(*room));
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
            self.user.0
        )
        .fetch_all(&mut *tx.connection)
        .await?;
        rooms.sort_unstable_by_key(|room| room.place);
        let rooms = rooms.into_iter().map(|row| RoomId(row.room)).collect();
        let changed = EventKind::FavouritesChanged { rooms };
        tx.emit(StreamId::User(self.user), self.user, changed)
            .await?;
        Ok(())
    }
}
