//! Names in messages, as the person knows them.

use super::State;
use markdown::Names;
use protocol::{RoomId, UserId};

impl Names for State {
    fn me(&self) -> UserId {
        self.me.id
    }

    fn person(&self, user: UserId) -> Option<&str> {
        self.people.get(&user).map(|person| person.name.as_str())
    }

    fn room(&self, room: RoomId) -> Option<&str> {
        let name = match self.rooms.get(&room) {
            Some(room) => &room.name,
            None => &self.others.iter().find(|other| other.id == room)?.name,
        };
        // A direct room has none, nor has one that is not for the reader.
        Some(name.as_str()).filter(|name| !name.is_empty())
    }
}
