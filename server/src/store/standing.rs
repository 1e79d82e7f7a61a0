//! The positions of a person's streams.

use super::{Store, StoreError, from_sql, guests, sessions};
use crate::{
    store::engine::streams::{self, StreamBounds},
    token::TokenHash,
};
use protocol::{Epoch, RoomId, StreamId, UserId};
use sqlx::SqliteConnection;
use std::collections::BTreeMap;

/// The streams that a person may see, each with its head.
#[derive(Clone, Debug)]
pub struct Standing {
    pub epoch: Epoch,
    pub streams: BTreeMap<StreamId, StreamBounds>,
}

impl Store {
    /// Returns the heads of a person's streams. `None` if the session has ended.
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
        let streams = visible_streams(&mut view, user).await?;
        Ok(Some(Standing {
            epoch: self.epoch(),
            streams,
        }))
    }
}

/// Returns the streams that a person may see.
pub(super) async fn visible_streams(
    connection: &mut SqliteConnection,
    user: UserId,
) -> Result<BTreeMap<StreamId, StreamBounds>, StoreError> {
    let mut visible = BTreeMap::new();
    let workspace = match guests::is_guest(&mut *connection, user).await? {
        true => None,
        false => Some(StreamId::Workspace),
    };
    for stream in workspace.into_iter().chain([StreamId::User(user)]) {
        visible.insert(stream, streams::bounds(&mut *connection, stream).await?);
    }
    let rooms = sqlx::query!(
        r#"SELECT m.room, coalesce(s.seq, 0) AS "seq!: i64", coalesce(s.trimmed, 0) AS "trimmed!: i64"
           FROM memberships m LEFT JOIN streams s ON s.id = m.room WHERE m.person = ?"#,
        user.0
    )
    .fetch_all(connection)
    .await?;
    visible.extend(rooms.into_iter().map(|row| {
        let bounds = StreamBounds {
            seq: from_sql(row.seq),
            trimmed: from_sql(row.trimmed),
        };
        (StreamId::Room(RoomId(row.room)), bounds)
    }));
    Ok(visible)
}
