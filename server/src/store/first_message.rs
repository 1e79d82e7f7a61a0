//! The first message of a room since a moment, to open a room at a date.

use super::{Store, StoreError, from_sql, members, to_sql};
use crate::store::engine::streams;
use protocol::{RoomId, StreamId, Timestamp, UserId};

impl Store {
    /// Returns the `seq` of the first message that a room's history shows from `since` on. `None` if there is none. `NotFound`
    /// if the person is no member.
    ///
    /// Times rise with `seq`, unless the clock was set back. So it is found by halving, which costs some twenty look-ups in a
    /// room with a million messages, and sending a message pays for no further index.
    pub(crate) async fn first_message(
        &self,
        user: UserId,
        room: RoomId,
        since: Timestamp,
    ) -> Result<Option<u64>, StoreError> {
        let mut view = self.view().await?;
        members::require(&mut view, room, user).await?;
        let end = to_sql(streams::head(&mut view, StreamId::Room(room)).await?);
        // The message is after `low`, if there is one, and `found` is the earliest known since the moment.
        let (mut low, mut high, mut found) = (0, end, None);
        while low < high {
            let middle = low + (high - low) / 2;
            let row = sqlx::query!(
                "SELECT seq, at FROM messages
                 WHERE room = ? AND seq > ? AND in_room = 1 ORDER BY seq LIMIT 1",
                room.0,
                middle
            )
            .fetch_optional(&mut *view)
            .await?;
            match row {
                Some(row) if row.at < since.0 => low = row.seq,
                Some(row) => {
                    found = Some(row.seq);
                    high = middle;
                }
                None => high = middle,
            }
        }
        Ok(found.map(from_sql))
    }
}
