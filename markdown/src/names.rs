//! Names of people and rooms, as the reader of a text knows them.

use protocol::{RoomId, UserId};

/// Who and what is mentioned, as the reader knows it.
pub trait Names {
    /// The reader.
    fn me(&self) -> UserId;
    /// A person's name; none for one whom the reader does not know.
    fn person(&self, user: UserId) -> Option<&str>;
    /// A room's name; none for one that the reader is not in and could not enter.
    fn room(&self, room: RoomId) -> Option<&str>;
}

/// A reader who knows nobody.
pub(super) struct Nobody;

impl Names for Nobody {
    fn me(&self) -> UserId {
        UserId::default()
    }

    fn person(&self, _: UserId) -> Option<&str> {
        None
    }

    fn room(&self, _: RoomId) -> Option<&str> {
        None
    }
}
