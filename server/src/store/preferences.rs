//! What a person wants of their rooms; it is theirs alone, on all their devices.

use super::{
    Store, StoreError,
    change::{Change, Tx},
    members,
};
use app::{
    model::{Level, RoomId, StreamId, UserId},
    protocol::EventKind,
};

impl Store {
    /// Sets what of a room a person wants to be told of. `NotFound` for who is not in it.
    pub(crate) async fn set_level(
        &self,
        user: UserId,
        room: RoomId,
        level: Level,
    ) -> Result<(), StoreError> {
        self.writer.submit(SetLevel { user, room, level })?.await
    }

    /// Sets a person's favourites, all of them, in their order. Rooms that they are not in are passed over.
    pub(crate) async fn set_favourites(
        &self,
        user: UserId,
        rooms: Vec<RoomId>,
    ) -> Result<(), StoreError> {
        self.writer.submit(SetFavourites { user, rooms })?.await
    }
}

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
        let mut rooms: Vec<RoomId> = Vec::new();
        for room in self.rooms {
            if rooms.contains(&room)
                || !members::is_member(&mut *tx.connection, room, self.user).await?
            {
                continue;
            }
            rooms.push(room);
            let place = i64::try_from(rooms.len()).unwrap_or(i64::MAX);
            sqlx::query!(
                "UPDATE memberships SET favourite = ? WHERE room = ? AND person = ?",
                place,
                room.0,
                self.user.0
            )
            .execute(&mut *tx.connection)
            .await?;
        }
        let changed = EventKind::FavouritesChanged { rooms };
        tx.emit(StreamId::User(self.user), self.user, changed)
            .await?;
        Ok(())
    }
}
