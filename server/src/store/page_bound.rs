//! Bounds of a page of messages: how many there are, and how long their texts are.

use super::{Store, StoreError, messages::StoredMessage};
use futures::{Stream, TryStreamExt as _, future::ready};
use protocol::{Message, MessageId};
use std::pin::pin;

/// Bounds of a page. If there are messages at all, the page has at least one.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageBound {
    pub(super) messages: usize,
    /// The page ends once its texts reach this many bytes.
    pub(super) bytes: usize,
}

impl PageBound {
    /// Returns the `LIMIT` with which [`PageBound::take`] can tell whether there are more.
    pub(super) fn one_more(self) -> i64 {
        i64::try_from(self.messages)
            .unwrap_or(i64::MAX)
            .saturating_add(1)
    }

    /// Splits the bounds for the messages before a place and those after it.
    pub(super) fn halves(self) -> (Self, Self) {
        let half = Self {
            messages: self.messages / 2,
            bytes: self.bytes / 2,
        };
        let rest = Self {
            messages: self.messages - half.messages,
            bytes: self.bytes - half.bytes,
        };
        (half, rest)
    }

    /// Takes rows up to the bounds. Also returns whether the length of the texts ended the page before `messages` were taken.
    pub(super) async fn take(
        self,
        rows: impl Stream<Item = Result<StoredMessage, sqlx::Error>>,
    ) -> Result<(Vec<StoredMessage>, bool), StoreError> {
        let mut rows = pin!(rows);
        let (mut taken, mut size) = (Vec::new(), 0);
        while let Some(row) = rows.try_next().await? {
            let is_full = taken.len() >= self.messages;
            if is_full || size >= self.bytes {
                return Ok((taken, !is_full));
            }
            size += row.body.len();
            taken.push(row);
        }
        Ok((taken, false))
    }
}

impl Store {
    /// Returns the bounds of a page with at most `limit` messages.
    pub(super) fn page_bound(&self, limit: u32) -> PageBound {
        PageBound {
            messages: limit as usize,
            bytes: self.answer_bytes,
        }
    }

    /// Returns a page of a list of messages, without what other tables add to them. It begins after the message `after`.
    pub(super) async fn list_after(
        &self,
        after: Option<MessageId>,
        rows: impl Stream<Item = Result<StoredMessage, sqlx::Error>>,
    ) -> Result<Vec<Message>, StoreError> {
        let mut wanted = after.is_none();
        let rows = rows.try_filter(|row| {
            let is_wanted = wanted;
            wanted |= after.is_some_and(|after| row.id == after);
            ready(is_wanted)
        });
        let (rows, _) = self.page_bound(u32::MAX).take(rows).await?;
        Ok(rows.into_iter().map(StoredMessage::into_bare).collect())
    }
}
