use super::change::{Change, Tx};
use crate::store::{Store, StoreError};
use protocol::Timestamp;
use sqlx::types::Uuid;

/// The most events that one change takes out of the log: nobody waits long for it.
const BATCH: i64 = 500;

impl Store {
    /// Takes events from before `oldest` out of the log and returns how many. History stays; a cursor that lacks one of
    /// them is void. Between any two of its steps the changes of others have their turn.
    pub(crate) async fn trim(&self, oldest: Timestamp) -> Result<u64, StoreError> {
        let mut trimmed = 0;
        for stream in self.due(oldest).await? {
            loop {
                let taken = self.writer.submit(Trim { stream, oldest })?.await?;
                if taken == 0 {
                    break;
                }
                trimmed += taken;
            }
        }
        Ok(trimmed)
    }

    /// The streams whose first event is too old.
    async fn due(&self, oldest: Timestamp) -> Result<Vec<Uuid>, StoreError> {
        let streams = sqlx::query_scalar!(
            "SELECT s.id FROM streams s
               JOIN events e ON e.stream = s.id AND e.seq = s.trimmed + 1 WHERE e.at < ?",
            oldest.0
        );
        Ok(streams.fetch_all(&self.readers).await?)
    }
}

/// Takes some of a stream's first events out.
struct Trim {
    stream: Uuid,
    oldest: Timestamp,
}

impl Change for Trim {
    type Output = u64;

    async fn apply(self, tx: &mut Tx<'_>) -> Result<u64, StoreError> {
        let first = sqlx::query!(
            "SELECT seq, at FROM events WHERE stream = ? ORDER BY seq LIMIT ?",
            self.stream,
            BATCH
        )
        .fetch_all(&mut *tx.connection)
        .await?;
        // Only what comes before all that is young enough, whatever the clock has done: the log has no holes.
        let old = first.iter().take_while(|event| event.at < self.oldest.0);
        let Some(last) = old.last().map(|event| event.seq) else {
            return Ok(0);
        };
        let gone = sqlx::query!(
            "DELETE FROM events WHERE stream = ? AND seq <= ?",
            self.stream,
            last
        )
        .execute(&mut *tx.connection)
        .await?;
        sqlx::query!(
            "UPDATE streams SET trimmed = ? WHERE id = ?",
            last,
            self.stream
        )
        .execute(&mut *tx.connection)
        .await?;
        Ok(gone.rows_affected())
    }
}
