use crate::{
    store::{Store, StoreError, from_sql, guests, sessions},
    token::TokenHash,
};
use protocol::{Epoch, RoomId, StreamId, UserId};
use sqlx::{SqliteConnection, types::Uuid};
use std::collections::BTreeMap;

/// What a stream's log holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StreamBounds {
    /// The last event.
    pub seq: u64,
    /// The last event that is no longer kept; 0 where all are.
    pub trimmed: u64,
}

/// The streams that a person may see, and where each stands.
#[derive(Clone, Debug)]
pub struct Standing {
    pub epoch: Epoch,
    pub streams: BTreeMap<StreamId, StreamBounds>,
}

impl Store {
    /// Where the streams of a person who is signed in stand; none once they are signed out.
    pub(crate) async fn standing(
        &self,
        user: UserId,
        session: TokenHash,
    ) -> Result<Option<Standing>, StoreError> {
        let _turn = self.turn().await?;
        let mut view = self.view().await?;
        if sessions::person(&mut view, session).await? != Some(user) {
            return Ok(None);
        }
        let streams = visible(&mut view, user).await?;
        Ok(Some(Standing {
            epoch: self.epoch(),
            streams,
        }))
    }
}

/// A stream's name in the database.
pub(crate) fn key(stream: StreamId) -> Uuid {
    match stream {
        StreamId::Workspace => Uuid::nil(),
        StreamId::User(user) => user.0,
        StreamId::Room(room) => room.0,
    }
}

/// The streams that a person may see.
pub(crate) async fn visible(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<BTreeMap<StreamId, StreamBounds>, StoreError> {
    let mut streams = BTreeMap::new();
    let workspace = match guests::is_guest(&mut *connection, user).await? {
        true => None,
        false => Some(StreamId::Workspace),
    };
    for stream in workspace.into_iter().chain([StreamId::User(user)]) {
        streams.insert(stream, bounds(&mut *connection, stream).await?);
    }
    let rooms = sqlx::query!(
        r#"SELECT m.room AS "room: Uuid", coalesce(s.seq, 0) AS "seq!: i64", coalesce(s.trimmed, 0) AS "trimmed!: i64"
           FROM memberships m LEFT JOIN streams s ON s.id = m.room WHERE m.person = ?"#,
        user.0
    )
    .fetch_all(connection)
    .await?;
    streams.extend(rooms.into_iter().map(|row| {
        let bounds = StreamBounds {
            seq: from_sql(row.seq),
            trimmed: from_sql(row.trimmed),
        };
        (StreamId::Room(RoomId(row.room)), bounds)
    }));
    Ok(streams)
}

/// A stream's last event.
pub(crate) async fn head(
    connection: &mut SqliteConnection,
    stream: StreamId,
) -> Result<u64, StoreError> {
    Ok(bounds(connection, stream).await?.seq)
}

async fn bounds(
    connection: &mut SqliteConnection,
    stream: StreamId,
) -> Result<StreamBounds, StoreError> {
    let key = key(stream);
    let row = sqlx::query!("SELECT seq, trimmed FROM streams WHERE id = ?", key)
        .fetch_optional(connection)
        .await?;
    Ok(row.map_or_else(StreamBounds::default, |row| StreamBounds {
        seq: from_sql(row.seq),
        trimmed: from_sql(row.trimmed),
    }))
}
