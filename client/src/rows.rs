//! Rows of a timeline, from top to bottom: days, messages grouped by author, and the line where unread begins.

mod builder;
mod message_row;

pub use builder::continues;
pub use message_row::{DeliveryState, MessageRow, ReactionRow, Rights};

use crate::calendar::Day;
use protocol::{ClientId, Timestamp, UserId};

/// Identifies a row, as long as it stands for the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowKey {
    /// A new day begins.
    Day(Day),
    /// The unread messages begin.
    New,
    /// A message, by its author and its `client_id`, which is unique for that author only.
    Message(UserId, ClientId),
}

/// The rows of one conversation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// From top to bottom; `None` for a row that is no message.
    rows: Vec<(RowKey, Option<MessageRow>)>,
}

/// Options for building rows.
pub struct RowOptions<'a> {
    /// The unread line stands before the first message of another person after this `seq`.
    pub unread_after: Option<u64>,
    /// Returns the offset of local time from UTC at a moment, in minutes.
    pub offset_minutes: &'a dyn Fn(Timestamp) -> i32,
    /// The time, to tell which statuses have expired; `None` if it is not known.
    pub now: Option<Timestamp>,
}

impl Rows {
    fn push(&mut self, key: RowKey, row: Option<MessageRow>) {
        self.rows.push((key, row));
    }

    /// Returns the keys from top to bottom.
    pub fn keys(&self) -> Vec<RowKey> {
        self.rows.iter().map(|(key, _)| *key).collect()
    }

    /// Returns the message of a row. Looks at all rows above it.
    pub fn message(&self, key: RowKey) -> Option<&MessageRow> {
        let mut rows = self.rows.iter();
        rows.find(|(other, _)| *other == key)?.1.as_ref()
    }

    /// Returns the messages with the keys of their rows, from top to bottom.
    pub fn messages(&self) -> impl Iterator<Item = (RowKey, &MessageRow)> {
        let rows = self.rows.iter();
        rows.filter_map(|(key, row)| Some((*key, row.as_ref()?)))
    }
}

#[cfg(test)]
mod tests;
