//! The numbers of a stream's events.

use super::sql::{from_sql, to_sql};
use crate::store::error::StoreError;
use protocol::StreamId;
use sqlx::{SqliteConnection, types::Uuid};

/// Bounds of a stream's log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StreamBounds {
    /// The last event.
    pub seq: u64,
    /// The last event that was removed from the log; 0 if none was.
    pub trimmed: u64,
}

/// Returns the id of a stream in the database.
pub(crate) fn key(stream: StreamId) -> Uuid {
    match stream {
        StreamId::Workspace => Uuid::nil(),
        StreamId::User(user) => user.0,
        StreamId::Room(room) => room.0,
    }
}

/// Returns the number of a stream's last event.
pub(crate) async fn head(
    connection: &mut SqliteConnection,
    stream: StreamId,
) -> Result<u64, StoreError> {
    Ok(bounds(connection, stream).await?.seq)
}

/// Returns the bounds of a stream's log.
pub(crate) async fn bounds(
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

/// Removes the events of a stream up to `last` from the log. Cursors before that are void.
pub(crate) async fn trim(
    connection: &mut SqliteConnection,
    stream: Uuid,
    last: u64,
) -> Result<u64, StoreError> {
    let last = to_sql(last);
    let gone = sqlx::query!(
        "DELETE FROM events WHERE stream = ? AND seq <= ?",
        stream,
        last
    )
    .execute(&mut *connection)
    .await?;
    sqlx::query!("UPDATE streams SET trimmed = ? WHERE id = ?", last, stream)
        .execute(connection)
        .await?;
    Ok(gone.rows_affected())
}
