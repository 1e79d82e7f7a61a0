//! Where a page of messages ends: at a number of them, or where their texts are long.

use super::{Store, StoreError, messages::Row};
use futures::{Stream, TryStreamExt as _, future::ready};
use protocol::{Message, MessageId};
use std::pin::pin;

/// The most that a page brings. A page that has anything to bring brings at least one message.
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

    /// Returns the bounds of what comes before a place and of what comes after it.
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

    /// Takes rows up to the bound. Returns whether there are more.
    pub(super) async fn take(
        self,
        rows: impl Stream<Item = Result<Row, sqlx::Error>>,
    ) -> Result<(Vec<Message>, bool), StoreError> {
        let mut rows = pin!(rows);
        let (mut messages, mut size) = (Vec::new(), 0);
        while let Some(row) = rows.try_next().await? {
            if messages.len() >= self.messages || size >= self.bytes {
                return Ok((messages, true));
            }
            size += row.body.len();
            messages.push(Message::from(row));
        }
        Ok((messages, false))
    }
}

impl Store {
    /// Takes a page of a list of messages, beginning behind `after` where that is given.
    pub(super) async fn list_after(
        &self,
        after: Option<MessageId>,
        rows: impl Stream<Item = Result<Row, sqlx::Error>>,
    ) -> Result<Vec<Message>, StoreError> {
        let mut wanted = after.is_none();
        let rows = rows.try_filter(|row| {
            let is_wanted = wanted;
            wanted |= after.is_some_and(|after| row.id == after.0);
            ready(is_wanted)
        });
        let bound = PageBound {
            messages: usize::MAX,
            bytes: self.answer_bytes,
        };
        let (messages, _) = bound.take(rows).await?;
        Ok(messages)
    }
}
