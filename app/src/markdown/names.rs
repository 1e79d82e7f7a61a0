use crate::{
    model::{RoomId, UserId},
    state::State,
};

/// Who and what is mentioned, as the reader knows it.
pub trait Names {
    /// The reader.
    fn me(&self) -> UserId;
    /// A person's name; none for one whom the reader does not know.
    fn person(&self, user: UserId) -> Option<&str>;
    /// A room's name; none for one that the reader is not in and could not enter.
    fn room(&self, room: RoomId) -> Option<&str>;
}

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
