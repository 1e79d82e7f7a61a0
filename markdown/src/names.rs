//! Names of people and rooms, as the reader of a text knows them.

use protocol::{RoomId, UserId};

/// The people and rooms that the reader of a text knows.
pub trait Names {
    /// Returns the reader.
    fn me(&self) -> UserId;
    /// Returns a person's name, `None` if the reader does not know them.
    fn person(&self, user: UserId) -> Option<&str>;
    /// Returns a room's name, `None` if the reader is not in it and could not enter.
    fn room(&self, room: RoomId) -> Option<&str>;
    /// Returns the file name of the picture of a workspace's emoji, `None` if there is no emoji of this name.
    fn emoji(&self, _name: &str) -> Option<&str> {
        None
    }
}

/// A reader who knows nobody.
pub struct Nobody;

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
