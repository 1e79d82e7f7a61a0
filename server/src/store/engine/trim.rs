//! The removal of old events from the log.

use super::{change::Tx, sql::from_sql, streams, writer::Writer};
use crate::store::error::StoreError;
use protocol::Timestamp;
use sqlx::{SqlitePool, types::Uuid};

/// The most events that one change removes, so that nobody waits long for it.
const BATCH: i64 = 500;

/// Removes events from before `oldest` and returns how many. The history stays; a cursor that lacks a removed event is void.
/// The changes of others go on between the steps.
pub(crate) async fn trim(
    writer: &Writer,
    readers: &SqlitePool,
    oldest: Timestamp,
) -> Result<u64, StoreError> {
    let mut trimmed = 0;
    for stream in due(readers, oldest).await? {
        loop {
            let taken = writer
                .submit(move |tx| Box::pin(trim_some(tx, stream, oldest)))
                .await?;
            if taken == 0 {
                break;
            }
            trimmed += taken;
        }
    }
    Ok(trimmed)
}

/// Returns the streams whose first event is too old.
async fn due(readers: &SqlitePool, oldest: Timestamp) -> Result<Vec<Uuid>, StoreError> {
    Ok(sqlx::query_scalar!(
        "SELECT s.id FROM streams s JOIN events e ON e.stream = s.id AND e.seq = s.trimmed + 1 WHERE e.at < ?",
        oldest.0
    )
    .fetch_all(readers)
    .await?)
}

/// Removes some of a stream's first events. Returns how many.
async fn trim_some(tx: &mut Tx<'_>, stream: Uuid, oldest: Timestamp) -> Result<u64, StoreError> {
    let first = sqlx::query!(
        "SELECT seq, at FROM events WHERE stream = ? ORDER BY seq LIMIT ?",
        stream,
        BATCH
    )
    .fetch_all(&mut **tx)
    .await?;
    // The log has no holes: an old event after a young one stays, even if the clock was set back in between.
    let old = first.iter().take_while(|event| event.at < oldest.0);
    match old.last() {
        Some(last) => streams::trim(tx, stream, from_sql(last.seq)).await,
        None => Ok(0),
    }
}
