//! The earlier texts of messages.

use super::{
    Store, StoreError, from_sql,
    messages::{self, StoredMessage, Target},
    people, to_sql,
};
use crate::store::engine::change::Tx;
use futures::TryStreamExt as _;
use protocol::{MessageVersion, Timestamp, UserId, VersionPage};

/// The most earlier texts that a message keeps beside the first one.
const KEPT: i64 = 100;
/// The most bytes that these texts have together.
const KEPT_BYTES: i64 = 1_000_000;
/// The most texts in a page.
const PAGE: usize = 20;
/// A page ends with the text that brings it to this many bytes.
const PAGE_BYTES: usize = 128 * 1024;

impl Store {
    /// Returns a page of the earlier texts of a message, newest first: those numbered below `before`, or the newest.
    ///
    /// `Forbidden` unless the person is the author or an administrator; `NotFound` if the message is deleted or they may not
    /// see it.
    pub(crate) async fn versions(
        &self,
        user: UserId,
        target: Target,
        before: Option<u64>,
    ) -> Result<VersionPage, StoreError> {
        let mut view = self.view().await?;
        let message = messages::present(&mut view, target, user).await?;
        people::require_author_or_administrator(&mut view, message.author, user).await?;
        let before = before.map_or(i64::MAX, to_sql);
        let mut rows = sqlx::query!(
            "SELECT number, body, at FROM message_versions
             WHERE message = ? AND number < ? ORDER BY number DESC",
            message.id.0,
            before
        )
        .fetch(&mut *view);
        let (mut versions, mut bytes) = (Vec::new(), 0);
        while let Some(row) = rows.try_next().await? {
            if versions.len() == PAGE || bytes >= PAGE_BYTES {
                let more = true;
                return Ok(VersionPage { versions, more });
            }
            bytes += row.body.len();
            versions.push(MessageVersion {
                number: from_sql(row.number),
                body: row.body,
                at: Timestamp(row.at),
            });
        }
        let more = false;
        Ok(VersionPage { versions, more })
    }
}

/// Keeps the present text of a message as an earlier one. The first text stays; the oldest of the others are removed if they
/// are too many or too long together.
pub(super) async fn keep(tx: &mut Tx<'_>, message: &StoredMessage) -> Result<(), StoreError> {
    let written = message.edited_at.unwrap_or(message.at);
    sqlx::query!(
        "INSERT INTO message_versions (message, number, body, at)
         SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3 FROM message_versions WHERE message = ?1",
        message.id.0,
        message.body,
        written.0
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "DELETE FROM message_versions WHERE message = ?1 AND number IN (
             SELECT number FROM (
                 SELECT number, row_number() OVER newer AS place, sum(length(CAST(body AS BLOB))) OVER newer AS bytes
                 FROM message_versions WHERE message = ?1
                 WINDOW newer AS (ORDER BY number DESC ROWS UNBOUNDED PRECEDING)
             ) WHERE number > 1 AND (place > ?2 OR bytes > ?3)
         )",
        message.id.0,
        KEPT,
        KEPT_BYTES
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
